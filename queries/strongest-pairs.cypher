// Pairs of authors with most papers in common.
//
// Parameters:
//   min_papers (integer 1.. = 2): papers in common, at least
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of one author
//   coauthor (string): name of the other
//   papers (integer): papers in common
//   weight (float): sum over them of 1/(n-1), n the authors of the paper
//   first_year (integer): year of the first of them
//   last_year (integer): year of the latest of them
//   author_id (string): id of the one
//   coauthor_id (string): id of the other
// Empty:
//   no two authors have that many papers in common; try a smaller --min-papers.
// Example:
//   kg query strongest-pairs --min-papers 3
MATCH (a:Author)-[r:COAUTHOR]->(b:Author)
WHERE r.papers >= $min_papers
RETURN a.name AS author, b.name AS coauthor, r.papers AS papers, r.weight AS weight,
       r.first_year AS first_year, r.last_year AS last_year,
       a.id AS author_id, b.id AS coauthor_id
ORDER BY papers DESC, weight DESC, author_id, coauthor_id
LIMIT $limit

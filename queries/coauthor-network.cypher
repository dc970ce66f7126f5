// Coauthor network around an author: every pair of coauthors among those within some hops.
//
// Parameters:
//   author (author): the author in the middle
//   hops (hops 1..3 = 1): how far from the author, in coauthorships
//   limit (limit = 0): rows at most, 0 for all
// Columns:
//   author (string): name of one of the pair
//   coauthor (string): name of the other
//   papers (integer): papers in common
//   weight (float): sum over them of 1/(n-1), n the authors of the paper
//   first_year (integer): year of the first of them
//   last_year (integer): year of the latest of them
//   author_id (string): id of the one
//   coauthor_id (string): id of the other
// Empty:
//   the author has no coauthor in this graph.
// Example:
//   kg query coauthor-network --author "Ada Lovelace" --hops 2 --csv
MATCH (:Author {id: $author})-[:COAUTHOR*0..{hops}]-(person:Author)
WITH DISTINCT person
MATCH (person)-[r:COAUTHOR]-(:Author)
// A pair is met once from each of its ends: twice when both are among the people.
WITH r, count(*) AS ends
WHERE ends = 2
WITH r, startNode(r) AS a, endNode(r) AS b
RETURN a.name AS author, b.name AS coauthor, r.papers AS papers, r.weight AS weight,
       r.first_year AS first_year, r.last_year AS last_year,
       a.id AS author_id, b.id AS coauthor_id
ORDER BY papers DESC, weight DESC, author_id, coauthor_id
LIMIT $limit

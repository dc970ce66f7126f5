// Papers with very many authors. Those above the graph's team limit add no pairs of coauthors.
//
// Parameters:
//   more_than (integer 0.. = 100): authors, more than this; 100 is the usual team limit
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title
//   year (integer): year of publication
//   n_authors (integer): length of the author list as stated
//   known (integer): authors of it that are in the graph
//   paper_id (string): id of the paper
// Empty:
//   no paper has so many authors.
// Example:
//   kg query large-teams --more-than 50
MATCH (p:Paper)
WITH p, COUNT { MATCH (p)<-[:AUTHORED]-(:Author) } AS known
WHERE known > $more_than OR p.n_authors > $more_than
WITH p, known, CASE WHEN p.n_authors > known THEN p.n_authors ELSE known END AS size
RETURN p.title AS title, p.year AS year, p.n_authors AS n_authors, known, p.id AS paper_id
ORDER BY coalesce(n_authors, known) DESC, known DESC, paper_id
LIMIT $limit

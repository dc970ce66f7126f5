// Papers that all of the given authors wrote together.
//
// Parameters:
//   authors (authors): the authors, one option each
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   year (integer): year of publication
//   title (string): title of the paper
//   n_authors (integer): length of its author list
//   doi (string): its DOI
//   paper_id (string): its id
// Empty:
//   no paper of this graph names all of them.
// Example:
//   kg query joint-papers --author "Ada Lovelace" --author "Alan Turing"
MATCH (a:Author)-[:AUTHORED]->(p:Paper)
WHERE a.id IN $authors
WITH p, count(DISTINCT a) AS found
WHERE found = size($authors)
RETURN p.year AS year, p.title AS title, p.n_authors AS n_authors, p.doi AS doi, p.id AS paper_id
ORDER BY coalesce(year, 0) DESC, paper_id
LIMIT $limit

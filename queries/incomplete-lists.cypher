// Papers whose author list is known to be incomplete.
//
// Parameters:
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title
//   year (integer): year of publication
//   known (integer): authors of it that are in the graph
//   n_authors (integer): length of the full list; empty when unknown
//   missing (integer): how many are missing; empty when unknown
//   url (string): landing page
//   paper_id (string): id of the paper
// Empty:
//   every author list is complete, as far as the sources tell.
// Example:
//   kg query incomplete-lists --limit 0 --csv
MATCH (p:Paper)
WHERE p.authors_complete = false
WITH p, COUNT { MATCH (p)<-[:AUTHORED]-(:Author) } AS known
RETURN p.title AS title, p.year AS year, known, p.n_authors AS n_authors,
       p.n_authors - known AS missing, p.url AS url, p.id AS paper_id
ORDER BY coalesce(missing, 0) DESC, paper_id
LIMIT $limit

// What a paper cites.
//
// Parameters:
//   paper (paper): the paper, by title, DOI, arXiv id or id
//   limit (limit = 0): rows at most, 0 for all
// Columns:
//   year (integer): year of the cited work
//   title (string): its title, or the reference as printed
//   in_corpus (boolean): whether it is itself a paper of this graph
//   doi (string): its DOI
//   work_id (string): its id
// Empty:
//   the sources of this paper list no references.
// Example:
//   kg query references --paper 10.1000/xyz123
MATCH (:Paper {id: $paper})-[:CITES]->(work)
RETURN work.year AS year, coalesce(work.title, work.text) AS title,
       'Paper' IN labels(work) AS in_corpus, work.doi AS doi, work.id AS work_id
ORDER BY coalesce(year, 0) DESC, work_id
LIMIT $limit

// Works cited together with a paper (co-citation, Small 1973, doi:10.1002/asi.4630240406).
//
// Parameters:
//   paper (paper): the paper, by title, DOI, arXiv id or id
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title of the other work, or its reference as printed
//   year (integer): its year
//   papers (integer): papers here that cite both
//   work_id (string): its id
// Empty:
//   no paper of this graph cites it together with another work.
// Example:
//   kg query cited-with --paper 10.1000/xyz123
MATCH (:Paper {id: $paper})<-[:CITES]-(citing:Paper)-[:CITES]->(work)
WHERE work.id <> $paper
WITH work, count(citing) AS papers
RETURN coalesce(work.title, work.text) AS title, work.year AS year, papers, work.id AS work_id
ORDER BY papers DESC, work_id
LIMIT $limit

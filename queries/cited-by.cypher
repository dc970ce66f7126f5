// Papers here that cite a paper.
//
// Parameters:
//   paper (paper): the paper, by title, DOI, arXiv id or id
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   year (integer): year of the citing paper
//   title (string): its title
//   doi (string): its DOI
//   paper_id (string): its id
// Empty:
//   no paper of this graph is known to cite it.
// Example:
//   kg query cited-by --paper 10.1000/xyz123
MATCH (:Paper {id: $paper})<-[:CITES]-(p:Paper)
RETURN p.year AS year, p.title AS title, p.doi AS doi, p.id AS paper_id
ORDER BY coalesce(year, 0) DESC, paper_id
LIMIT $limit

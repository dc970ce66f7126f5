// Papers coupled to a paper by what they cite (Kessler 1963, doi:10.1002/asi.5090140103).
//
// Parameters:
//   paper (paper): the paper, by title, DOI, arXiv id or id
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title of the coupled paper
//   year (integer): its year
//   shared_references (integer): works that both cite
//   similarity (float): that number over the root of the product of both reference counts, 0-1
//   paper_id (string): its id
// Empty:
//   the paper cites nothing in this graph that another paper also cites.
// Example:
//   kg query coupled-with --paper 10.1000/xyz123
MATCH (me:Paper {id: $paper})-[:CITES]->(work)<-[:CITES]-(other:Paper)
WHERE other.id <> $paper
WITH me, other, count(work) AS shared
WITH other, shared, COUNT { MATCH (me)-[:CITES]->() } AS mine,
     COUNT { MATCH (other)-[:CITES]->() } AS theirs
RETURN other.title AS title, other.year AS year, shared AS shared_references,
       round(shared / sqrt(1.0 * mine * theirs), 12) AS similarity, other.id AS paper_id
ORDER BY shared_references DESC, similarity DESC, paper_id
LIMIT $limit

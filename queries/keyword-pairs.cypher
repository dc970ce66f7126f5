// Pairs of keywords that stand on the same papers most often.
//
// Parameters:
//   min_papers (integer 1.. = 1): papers with both, at least
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   keyword (string): one keyword
//   other (string): the other
//   papers (integer): papers with both
//   weight (float): sum over them of 1/(n-1), n the keywords of the paper
//   association (float): papers with both over the product of their link strengths
//   keyword_id (string): id of the one
//   other_id (string): id of the other
// Empty:
//   no two keywords stand on that many papers together.
// Example:
//   kg query keyword-pairs --min-papers 2
MATCH (a:Keyword)-[r:CO_OCCURS]->(b:Keyword)
WHERE r.papers >= $min_papers
RETURN a.label AS keyword, b.label AS other, r.papers AS papers, r.weight AS weight,
       1.0 * r.papers / (a.link_strength * b.link_strength) AS association,
       a.id AS keyword_id, b.id AS other_id
ORDER BY papers DESC, weight DESC, keyword_id, other_id
LIMIT $limit

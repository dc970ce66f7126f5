// Keywords of the graph, the most frequent first.
//
// Parameters:
//   scheme (string = null): only keywords of this scheme: author, arxiv-category, query, …
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   keyword (string): the keyword
//   scheme (string): whose keyword it is
//   papers (integer): papers tagged with it
//   keyword_id (string): id of the keyword
// Empty:
//   no source gives keywords of this scheme.
// Example:
//   kg query keywords --scheme author
MATCH (k:Keyword)
WHERE $scheme IS NULL OR k.scheme = $scheme
RETURN k.label AS keyword, k.scheme AS scheme, k.n_papers AS papers, k.id AS keyword_id
ORDER BY coalesce(papers, 0) DESC, keyword_id
LIMIT $limit

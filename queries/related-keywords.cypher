// Keywords that stand on the same papers as a keyword.
//
// Parameters:
//   keyword (keyword): the keyword
//   by (string papers|association = "papers"): what to order by; association finds rare companions
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   keyword (string): the other keyword
//   papers (integer): papers with both
//   weight (float): sum over them of 1/(n-1), n the keywords of the paper
//   association (float): papers with both over the product of their link strengths
//   keyword_id (string): id of the other keyword
// Empty:
//   the keyword stands alone on all its papers.
// Example:
//   kg query related-keywords --keyword parsing
MATCH (a:Keyword {id: $keyword})-[r:CO_OCCURS]-(k:Keyword)
RETURN k.label AS keyword, r.papers AS papers, r.weight AS weight,
       1.0 * r.papers / (a.link_strength * k.link_strength) AS association, k.id AS keyword_id
ORDER BY CASE $by WHEN "association" THEN association ELSE 0.0 END DESC,
         papers DESC, weight DESC, keyword_id
LIMIT $limit

// Keywords of a community: those on most papers of its members.
//
// Parameters:
//   community (integer 0..): number of the community
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   keyword (string): the keyword
//   scheme (string): whose keyword it is
//   papers (integer): papers of members with it
//   authors (integer): members with such a paper
//   keyword_id (string): id of the keyword
// Empty:
//   there is no such community, or the papers of its members carry no keywords.
// Example:
//   kg query community-keywords --community 0
MATCH (a:Author)-[:AUTHORED]->(p:Paper)-[:TAGGED]->(k:Keyword)
WHERE a.community = $community
WITH k, count(DISTINCT p) AS papers, count(DISTINCT a) AS authors
RETURN k.label AS keyword, k.scheme AS scheme, papers, authors, k.id AS keyword_id
ORDER BY papers DESC, authors DESC, keyword_id
LIMIT $limit

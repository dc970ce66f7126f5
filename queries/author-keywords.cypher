// Keywords of an author's papers, the most frequent first.
//
// Parameters:
//   author (author): the author
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   keyword (string): the keyword
//   scheme (string): whose keyword it is: author, arxiv-category, query, …
//   papers (integer): the author's papers with it
//   first_year (integer): year of the first of them
//   last_year (integer): year of the latest of them
//   keyword_id (string): id of the keyword
// Empty:
//   the author's papers carry no keywords.
// Example:
//   kg query author-keywords --author "Ada Lovelace"
MATCH (:Author {id: $author})-[:AUTHORED]->(p:Paper)-[:TAGGED]->(k:Keyword)
WITH k, count(p) AS papers, min(p.year) AS first_year, max(p.year) AS last_year
RETURN k.label AS keyword, k.scheme AS scheme, papers, first_year, last_year, k.id AS keyword_id
ORDER BY papers DESC, keyword_id
LIMIT $limit

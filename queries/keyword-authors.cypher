// Authors of a keyword, those with most papers first.
//
// Parameters:
//   keyword (keyword): the keyword
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of the author
//   papers (integer): the author's papers with the keyword
//   last_year (integer): year of the latest of them
//   author_id (string): id of the author
// Empty:
//   the papers with this keyword name no author.
// Example:
//   kg query keyword-authors --keyword parsing
MATCH (a:Author)-[:AUTHORED]->(p:Paper)-[:TAGGED]->(:Keyword {id: $keyword})
WITH a, count(p) AS papers, max(p.year) AS last_year
RETURN a.name AS author, papers, last_year, a.id AS author_id
ORDER BY papers DESC, author_id
LIMIT $limit

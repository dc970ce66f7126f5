// Authors who link two keywords: those with papers on both.
//
// Parameters:
//   keyword (keyword): the one keyword
//   other (keyword): the other
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of the author
//   papers (integer): papers with the one keyword
//   papers_on_other (integer): papers with the other
//   papers_on_both (integer): papers with both
//   author_id (string): id of the author
// Empty:
//   no author has papers with both keywords.
// Example:
//   kg query links-keywords --keyword parsing --other translation
MATCH (a:Author)-[:AUTHORED]->(p:Paper)-[:TAGGED]->(k:Keyword)
WHERE k.id = $keyword OR k.id = $other
WITH a, p, sum(CASE WHEN k.id = $keyword THEN 1 ELSE 0 END) AS mine,
     sum(CASE WHEN k.id = $other THEN 1 ELSE 0 END) AS theirs
WITH a, sum(mine) AS papers, sum(theirs) AS papers_on_other, sum(mine * theirs) AS papers_on_both
WHERE papers > 0 AND papers_on_other > 0
RETURN a.name AS author, papers, papers_on_other, papers_on_both, a.id AS author_id
ORDER BY papers_on_both DESC, papers + papers_on_other DESC, author_id
LIMIT $limit

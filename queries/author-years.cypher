// Papers and coauthors of an author by year.
//
// Parameters:
//   author (author): the author
// Columns:
//   year (integer): year of publication; empty for papers of unknown year
//   papers (integer): papers of that year
//   coauthors (integer): people on those papers beside the author
// Empty:
//   the author has no paper in this graph.
// Example:
//   kg query author-years --author "Ada Lovelace"
MATCH (a:Author {id: $author})-[:AUTHORED]->(p:Paper)
OPTIONAL MATCH (p)<-[:AUTHORED]-(c:Author)
WHERE c.id <> $author
WITH p.year AS year, count(DISTINCT p) AS papers, count(DISTINCT c) AS coauthors
RETURN year, papers, coauthors
ORDER BY coalesce(year, 9999)

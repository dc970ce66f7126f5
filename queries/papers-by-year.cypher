// Papers and authors of the graph by year.
//
// Columns:
//   year (integer): year of publication; empty for papers of unknown year
//   papers (integer): papers of that year
//   authors (integer): authors with a paper of that year
//   incomplete (integer): papers of that year whose author list is known to be incomplete
// Empty:
//   there are no papers in this graph.
// Example:
//   kg query papers-by-year
MATCH (p:Paper)
OPTIONAL MATCH (p)<-[:AUTHORED]-(a:Author)
WITH p.year AS year, count(DISTINCT p) AS papers, count(DISTINCT a) AS authors,
     count(DISTINCT CASE WHEN p.authors_complete = false THEN p END) AS incomplete
RETURN year, papers, authors, incomplete
ORDER BY coalesce(year, 9999)

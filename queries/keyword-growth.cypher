// Growth of a keyword: its papers by year, and their share of all papers of that year.
//
// Parameters:
//   keyword (keyword): the keyword
// Columns:
//   year (integer): year of publication
//   papers (integer): papers with the keyword
//   all_papers (integer): papers of that year
//   share (float): the one over the other, 0-1
// Empty:
//   none of the papers with this keyword has a known year.
// Example:
//   kg query keyword-growth --keyword parsing
MATCH (:Keyword {id: $keyword})<-[:TAGGED]-(p:Paper)
WHERE p.year IS NOT NULL
WITH p.year AS year, count(p) AS papers
MATCH (q:Paper)
WHERE q.year = year
WITH year, papers, count(q) AS all_papers
RETURN year, papers, all_papers, round(1.0 * papers / all_papers, 12) AS share
ORDER BY year

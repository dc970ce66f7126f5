// Papers of a keyword, the newest first.
//
// Parameters:
//   keyword (keyword): the keyword
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   year (integer): year of publication
//   title (string): title
//   score (float): weight that the source gives the tag, 0-1
//   doi (string): DOI
//   paper_id (string): id of the paper
// Empty:
//   no paper carries the keyword.
// Example:
//   kg query keyword-papers --keyword parsing
MATCH (p:Paper)-[t:TAGGED]->(:Keyword {id: $keyword})
RETURN p.year AS year, p.title AS title, t.score AS score, p.doi AS doi, p.id AS paper_id
ORDER BY coalesce(year, 0) DESC, paper_id
LIMIT $limit

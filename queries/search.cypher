// Papers whose title or abstract has every word given, those with most of them in the title first.
//
// Parameters:
//   text (words): the words
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title
//   year (integer): year of publication
//   in_title (integer): how many of the words are in the title
//   doi (string): DOI
//   paper_id (string): id of the paper
// Empty:
//   no title or abstract has all of these words; try fewer.
// Example:
//   kg query search --text "graph neural networks"
CALL db.index.fulltext.queryNodes('Paper[title,abstract]', '+' + replace($text, ' ', ' +'))
YIELD node
WITH node AS p, toLower(coalesce(node.title, '')) AS title
WITH p, size([word IN split($text, ' ') WHERE title CONTAINS word]) AS in_title
RETURN p.title AS title, p.year AS year, in_title, p.doi AS doi, p.id AS paper_id
ORDER BY in_title DESC, coalesce(year, 0) DESC, paper_id
LIMIT $limit

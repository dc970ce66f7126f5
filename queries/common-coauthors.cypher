// Coauthors that two authors have in common.
//
// Parameters:
//   author (author): one author
//   other (author): the other
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   coauthor (string): name of the coauthor of both
//   papers (integer): papers with the one
//   papers_with_other (integer): papers with the other
//   last_year (integer): year of the latest paper with either
//   author_id (string): id of the coauthor
// Empty:
//   nobody in this graph has written with both.
// Example:
//   kg query common-coauthors --author "Ada Lovelace" --other "Alan Turing"
MATCH (:Author {id: $author})-[r:COAUTHOR]-(c:Author)
MATCH (c)-[s:COAUTHOR]-(:Author {id: $other})
WHERE c.id <> $author AND c.id <> $other
WITH c, r, s, coalesce(r.last_year, s.last_year) AS mine, coalesce(s.last_year, r.last_year) AS theirs
RETURN c.name AS coauthor, r.papers AS papers, s.papers AS papers_with_other,
       CASE WHEN mine >= theirs THEN mine ELSE theirs END AS last_year, c.id AS author_id
ORDER BY papers + papers_with_other DESC, author_id
LIMIT $limit

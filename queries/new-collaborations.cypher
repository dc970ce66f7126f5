// Pairs of authors whose first paper together is of a given year or later, the newest first.
//
// Parameters:
//   since (year): the first year that counts as new
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   first_year (integer): year of their first paper together
//   author (string): name of one author
//   coauthor (string): name of the other
//   papers (integer): papers in common since
//   author_id (string): id of the one
//   coauthor_id (string): id of the other
// Empty:
//   no two authors began to write together that late; papers of unknown year do not count.
// Example:
//   kg query new-collaborations --since 2024
MATCH (a:Author)-[r:COAUTHOR]->(b:Author)
WHERE r.first_year >= $since
RETURN r.first_year AS first_year, a.name AS author, b.name AS coauthor, r.papers AS papers,
       a.id AS author_id, b.id AS coauthor_id
ORDER BY first_year DESC, papers DESC, author_id, coauthor_id
LIMIT $limit

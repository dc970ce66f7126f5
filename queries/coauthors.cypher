// Coauthors of an author, those with most papers in common first.
//
// Parameters:
//   author (author): whose coauthors are asked for
//   since (year = null): only those with a paper in common in this year or later
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   coauthor (string): name of the coauthor
//   papers (integer): papers in common
//   weight (float): sum over them of 1/(n-1), n the authors of the paper
//   first_year (integer): year of the first of them
//   last_year (integer): year of the latest of them
//   lower_bound (boolean): whether one of them has an incomplete author list
//   author_id (string): id of the coauthor
// Empty:
//   no paper of this graph names a coauthor of this author (in these years). Papers with
//     incomplete author lists (`kg query incomplete-lists`) or with very many authors
//     (`kg query large-teams`) may hide some.
// Example:
//   kg query coauthors --author "Ada Lovelace"
MATCH (:Author {id: $author})-[r:COAUTHOR]-(c:Author)
WHERE $since IS NULL OR r.last_year >= $since
RETURN c.name AS coauthor, r.papers AS papers, r.weight AS weight,
       r.first_year AS first_year, r.last_year AS last_year,
       r.lower_bound AS lower_bound, c.id AS author_id
ORDER BY papers DESC, weight DESC, author_id
LIMIT $limit

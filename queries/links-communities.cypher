// Authors who link two communities: those with coauthors in both.
//
// Parameters:
//   first (integer 0..): number of the one community
//   second (integer 0..): number of the other
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of the author
//   in_first (integer): coauthors in the first community
//   in_second (integer): coauthors in the second
//   community (integer): the author's own community
//   author_id (string): id of the author
// Empty:
//   nobody has coauthors in both, or communities have not been computed (`kg analyze`).
// Example:
//   kg query links-communities --first 0 --second 1
MATCH (a:Author)-[:COAUTHOR]-(b:Author)
WHERE b.community = $first OR b.community = $second
WITH a, sum(CASE WHEN b.community = $first THEN 1 ELSE 0 END) AS in_first,
     sum(CASE WHEN b.community = $second THEN 1 ELSE 0 END) AS in_second
WHERE in_first > 0 AND in_second > 0
RETURN a.name AS author, in_first, in_second, a.community AS community, a.id AS author_id
ORDER BY CASE WHEN in_first < in_second THEN in_first ELSE in_second END DESC,
         in_first + in_second DESC, author_id
LIMIT $limit

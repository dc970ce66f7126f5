// Communities of coauthors, the largest first, with their leading authors.
//
// Parameters:
//   min_authors (integer 1.. = 2): members, at least
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   community (integer): number of the community
//   authors (integer): its members
//   leading (strings): its three members with most papers
// Empty:
//   communities have not been computed (`kg analyze`), or none is so large.
// Example:
//   kg query communities --min-authors 5
MATCH (a:Author)
WHERE a.community IS NOT NULL
WITH a
ORDER BY coalesce(a.n_papers, 0) DESC, a.id
WITH a.community AS community, collect(a.name) AS names
WHERE size(names) >= $min_authors
RETURN community, size(names) AS authors, names[0..3] AS leading
ORDER BY authors DESC, community
LIMIT $limit

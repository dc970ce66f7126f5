// Members of a community, the most central first.
//
// Parameters:
//   community (integer 0..): number of the community
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of the author
//   papers (integer): papers in this graph
//   coauthors (integer): coauthors in this graph
//   pagerank (float): PageRank on the weighted coauthor graph
//   author_id (string): id of the author
// Empty:
//   there is no such community; `kg query communities` lists them.
// Example:
//   kg query community-members --community 0
MATCH (a:Author)
WHERE a.community = $community
RETURN a.name AS author, a.n_papers AS papers, a.degree AS coauthors, a.pagerank AS pagerank,
       a.id AS author_id
ORDER BY coalesce(pagerank, 0.0) DESC, author_id
LIMIT $limit

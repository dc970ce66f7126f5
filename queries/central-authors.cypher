// Most central authors by a measure of your choice.
//
// Parameters:
//   measure (string pagerank|degree|strength|betweenness|core|papers = "pagerank"): what to order by
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of the author
//   value (float): the measure
//   papers (integer): papers in this graph
//   coauthors (integer): number of coauthors
//   community (integer): Leiden community; its number lasts from build to build
//   author_id (string): id of the author
// Empty:
//   the measure has not been computed; `kg analyze` does it.
// Example:
//   kg query central-authors --measure betweenness --limit 10
MATCH (a:Author)
WITH a, CASE $measure
          WHEN 'pagerank' THEN a.pagerank
          WHEN 'degree' THEN toFloat(a.degree)
          WHEN 'strength' THEN a.strength
          WHEN 'betweenness' THEN a.betweenness
          WHEN 'core' THEN toFloat(a.core)
          WHEN 'papers' THEN toFloat(a.n_papers)
        END AS value
WHERE value IS NOT NULL
RETURN a.name AS author, value, a.n_papers AS papers, a.degree AS coauthors,
       a.community AS community, a.id AS author_id
ORDER BY value DESC, author_id
LIMIT $limit

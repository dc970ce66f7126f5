// Venues of the graph, those with most papers first.
//
// Parameters:
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   venue (string): name of the venue
//   type (string): journal, conference, …
//   papers (integer): papers that appeared there
//   first_year (integer): year of the first of them
//   last_year (integer): year of the latest of them
//   venue_id (string): id of the venue
// Empty:
//   no source names a venue.
// Example:
//   kg query venues --limit 10
MATCH (v:Venue)<-[:PUBLISHED_IN]-(p:Paper)
WITH v, count(p) AS papers, min(p.year) AS first_year, max(p.year) AS last_year
RETURN v.name AS venue, v.type AS type, papers, first_year, last_year, v.id AS venue_id
ORDER BY papers DESC, venue_id
LIMIT $limit

// Venues of an author's papers, the most frequent first.
//
// Parameters:
//   author (author): the author
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   venue (string): name of the venue
//   papers (integer): the author's papers there
//   first_year (integer): year of the first of them
//   last_year (integer): year of the latest of them
//   venue_id (string): id of the venue
// Empty:
//   no source names a venue for this author's papers.
// Example:
//   kg query author-venues --author "Ada Lovelace"
MATCH (:Author {id: $author})-[:AUTHORED]->(p:Paper)-[:PUBLISHED_IN]->(v:Venue)
WITH v, count(p) AS papers, min(p.year) AS first_year, max(p.year) AS last_year
RETURN v.name AS venue, papers, first_year, last_year, v.id AS venue_id
ORDER BY papers DESC, venue_id
LIMIT $limit

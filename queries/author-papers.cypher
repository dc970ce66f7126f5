// Papers of an author, the newest first.
//
// Parameters:
//   author (author): the author
//   since (year = null): only papers of this year or later
//   limit (limit = 0): rows at most, 0 for all
// Columns:
//   year (integer): year of publication
//   title (string): title
//   venue (string): where it appeared
//   position (integer): the author's place in the list; empty when unknown
//   n_authors (integer): length of the list; empty when unknown
//   doi (string): DOI
//   paper_id (string): id of the paper
// Empty:
//   the author has no paper of these years here; papers of unknown year count only without --since.
// Example:
//   kg query author-papers --author "Ada Lovelace" --since 2020
MATCH (:Author {id: $author})-[w:AUTHORED]->(p:Paper)
WHERE $since IS NULL OR p.year >= $since
OPTIONAL MATCH (p)-[:PUBLISHED_IN]->(v:Venue)
WITH w, p, min(v.name) AS venue
RETURN p.year AS year, p.title AS title, venue, w.position AS position,
       p.n_authors AS n_authors, p.doi AS doi, p.id AS paper_id
ORDER BY coalesce(year, 0) DESC, paper_id
LIMIT $limit

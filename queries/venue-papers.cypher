// Papers of a venue, the newest first.
//
// Parameters:
//   venue (venue): the venue, by name or id
//   since (year = null): only papers of this year or later
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   year (integer): year of publication
//   title (string): title
//   doi (string): DOI
//   paper_id (string): id of the paper
// Empty:
//   no paper (of these years) appeared there.
// Example:
//   kg query venue-papers --venue "Computational Linguistics" --since 2020
MATCH (p:Paper)-[:PUBLISHED_IN]->(:Venue {id: $venue})
WHERE $since IS NULL OR p.year >= $since
RETURN p.year AS year, p.title AS title, p.doi AS doi, p.id AS paper_id
ORDER BY coalesce(year, 0) DESC, paper_id
LIMIT $limit

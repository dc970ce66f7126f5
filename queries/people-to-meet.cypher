// People worth meeting: not yet coauthors, but close through shared ones (resource allocation
// of Zhou et al. 2009, doi:10.1140/epjb/e2009-00335-8, with Newman's weights).
//
// Parameters:
//   author (author): who wants to meet people
//   active_since (year = null): only people with a paper of this year or later
//   limit (limit = 10): rows at most, 0 for all
// Columns:
//   person (string): name of the person
//   score (float): sum over shared coauthors of the product of both weights / their coauthors
//   shared_coauthors (integer): coauthors of both
//   through (strings): the names of three of them, the strongest links first
//   papers (integer): papers of the person in this graph
//   last_year (integer): year of the latest dated one
//   author_id (string): id of the person
// Empty:
//   the author's coauthors have no other coauthors (of these years) in this graph.
// Example:
//   kg query people-to-meet --author "Ada Lovelace" --active-since 2022
MATCH (me:Author {id: $author})-[r:COAUTHOR]-(between:Author)
WITH me, between, r.weight / COUNT { MATCH (between)-[:COAUTHOR]-(:Author) } AS share
MATCH (between)-[s:COAUTHOR]-(other:Author)
WHERE other.id <> $author AND ($active_since IS NULL OR other.last_year >= $active_since)
WITH me, other, between, share * s.weight AS link
ORDER BY link DESC, between.id
WITH me, other, collect(between.name) AS names, round(sum(link), 12) AS score
WHERE NOT EXISTS { MATCH (me)-[:COAUTHOR]-(other) }
RETURN other.name AS person, score, size(names) AS shared_coauthors, names[0..3] AS through,
       other.n_papers AS papers, other.last_year AS last_year, other.id AS author_id
ORDER BY score DESC, author_id
LIMIT $limit

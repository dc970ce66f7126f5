// Authors with most papers.
//
// Parameters:
//   since (year = null): count only papers of this year or later
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of the author
//   papers (integer): papers (of these years)
//   first_year (integer): year of the first of them
//   last_year (integer): year of the latest of them
//   author_id (string): id of the author
// Empty:
//   no paper (of these years) names an author.
// Example:
//   kg query prolific-authors --since 2020
MATCH (a:Author)
WHERE a.n_papers > 0 AND ($since IS NULL OR a.last_year >= $since)
WITH a, CASE WHEN $since IS NULL THEN a.n_papers
             ELSE COUNT { (a)-[:AUTHORED]->(p:Paper) WHERE p.year >= $since }
        END AS papers
ORDER BY papers DESC, a.id
LIMIT $limit
MATCH (a)-[:AUTHORED]->(p:Paper)
WHERE $since IS NULL OR p.year >= $since
RETURN a.name AS author, papers, min(p.year) AS first_year, max(p.year) AS last_year,
       a.id AS author_id
ORDER BY papers DESC, author_id

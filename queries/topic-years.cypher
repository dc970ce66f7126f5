// Papers of the topics by year, and their share of all papers of that year.
//
// Parameters:
//   topic (topic = null): only this topic, by label or id
//   level (integer 0.. = null): only topics of this level, 0 the broadest
//   limit (limit = 0): rows at most, 0 for all
// Columns:
//   topic (string): label of the topic
//   year (integer): year of publication
//   papers (integer): papers of that year that belong to it most
//   all_papers (integer): papers of that year
//   share (float): the one over the other, 0-1
//   topic_id (string): id of the topic
// Empty:
//   topics have not been computed (`kg analyze`), or no paper of theirs has a known year.
// Example:
//   kg query topic-years --level 0
MATCH (q:Paper)
WHERE q.year IS NOT NULL
WITH q.year AS year, count(q) AS papers
WITH collect({year: year, papers: papers}) AS years
MATCH (t:Topic)<-[:ABOUT]-(p:Paper)
WHERE ($topic IS NULL OR t.id = $topic) AND ($level IS NULL OR t.level = $level)
  AND p.year IS NOT NULL
WITH years, t, p.year AS year, count(p) AS papers
WITH t, year, papers, [y IN years WHERE y.year = year | y.papers][0] AS all_papers
RETURN t.label AS topic, year, papers, all_papers,
       round(1.0 * papers / all_papers, 12) AS share, t.id AS topic_id
ORDER BY coalesce(t.n_papers, 0) DESC, topic_id, year
LIMIT $limit

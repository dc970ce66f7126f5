// Topics of the papers, the largest first.
//
// Parameters:
//   level (integer 0.. = null): only topics of this level, 0 the broadest
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   topic (string): label of the topic
//   papers (integer): papers that belong to it most
//   terms (strings): typical terms, best first
//   level (integer): 0 the broadest
//   topic_id (string): id of the topic
// Empty:
//   topics have not been computed (`kg analyze`), or there are too few papers for any.
// Example:
//   kg query topics --level 0
MATCH (t:Topic)
WHERE $level IS NULL OR t.level = $level
RETURN t.label AS topic, t.n_papers AS papers, t.terms AS terms, t.level AS level, t.id AS topic_id
ORDER BY coalesce(papers, 0) DESC, topic_id
LIMIT $limit

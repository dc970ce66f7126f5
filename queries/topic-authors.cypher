// Authors of a topic, those with most papers in it first.
//
// Parameters:
//   topic (topic): the topic, by label or id
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of the author
//   papers (integer): the author's papers in the topic
//   score (float): share of the author's papers, 0-1
//   author_id (string): id of the author
// Empty:
//   no author works on the topic.
// Example:
//   kg query topic-authors --topic "machine translation"
MATCH (a:Author)-[w:WORKS_ON]->(:Topic {id: $topic})
RETURN a.name AS author, w.papers AS papers, w.score AS score, a.id AS author_id
ORDER BY coalesce(papers, 0) DESC, coalesce(score, 0.0) DESC, author_id
LIMIT $limit

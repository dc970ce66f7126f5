// Papers of a topic: those that represent it, then the firmest.
//
// Parameters:
//   topic (topic): the topic, by label or id
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title
//   year (integer): year of publication
//   score (float): how firmly it belongs to the topic, 0-1
//   representative (boolean): whether it is one of those at the topic's heart
//   doi (string): DOI
//   paper_id (string): id of the paper
// Empty:
//   no paper belongs to the topic.
// Example:
//   kg query topic-papers --topic "machine translation"
MATCH (p:Paper)-[b:ABOUT]->(:Topic {id: $topic})
RETURN p.title AS title, p.year AS year, b.score AS score,
       coalesce(b.representative, false) AS representative, p.doi AS doi, p.id AS paper_id
ORDER BY representative DESC, coalesce(score, 0.0) DESC, paper_id
LIMIT $limit

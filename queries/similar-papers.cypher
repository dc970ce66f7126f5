// Papers like a paper: those that share authors and keywords, rare ones counting more.
//
// Parameters:
//   paper (paper): the paper, by title, DOI, arXiv id or id
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title of the similar paper
//   year (integer): its year
//   shared_authors (integer): authors of both
//   shared_keywords (integer): keywords of both
//   score (float): sum over what is shared of 1 / papers that have it
//   paper_id (string): its id
// Empty:
//   no other paper shares an author or a keyword with it.
// Example:
//   kg query similar-papers --paper "attention is all you need"
MATCH (:Paper {id: $paper})-[:AUTHORED|TAGGED]-(shared)
WITH shared, 1.0 / COUNT { MATCH (shared)-[:AUTHORED|TAGGED]-(:Paper) } AS rarity
MATCH (shared)-[:AUTHORED|TAGGED]-(other:Paper)
WHERE other.id <> $paper
WITH other, sum(CASE WHEN 'Author' IN labels(shared) THEN 1 ELSE 0 END) AS shared_authors,
     sum(CASE WHEN 'Keyword' IN labels(shared) THEN 1 ELSE 0 END) AS shared_keywords,
     round(sum(rarity), 12) AS score
RETURN other.title AS title, other.year AS year, shared_authors, shared_keywords, score,
       other.id AS paper_id
ORDER BY score DESC, paper_id
LIMIT $limit

// Pairs of papers coupled by what they cite: those that share most references.
//
// Parameters:
//   min_shared (integer 1.. = 2): works that both cite, at least
//   max_cited_by (integer 2.. = 100): leave out works that more papers than this cite: what nearly
//     everybody cites couples nobody, and its pairs are very many
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title of one paper
//   other_title (string): title of the other
//   shared_references (integer): works that both cite, without those left out
//   paper_id (string): id of the one
//   other_id (string): id of the other
// Empty:
//   no two papers share that many references (see also --max-cited-by); lists of papers
//     without references give none.
// Example:
//   kg query coupled-pairs --min-shared 5
MATCH (work:Paper|CitedWork)
WHERE work.local_citations > 1 AND work.local_citations <= $max_cited_by
MATCH (work)<-[:CITES]-(a:Paper)
MATCH (work)<-[:CITES]-(b:Paper)
WHERE a.id < b.id
WITH a, b, count(work) AS shared
WHERE shared >= $min_shared
RETURN a.title AS title, b.title AS other_title, shared AS shared_references,
       a.id AS paper_id, b.id AS other_id
ORDER BY shared_references DESC, paper_id, other_id
LIMIT $limit

// Pairs of works that papers here cite together most often.
//
// Parameters:
//   min_papers (integer 1.. = 2): papers that cite both, at least
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title of one work, or its reference as printed
//   other_title (string): title of the other, or its reference as printed
//   papers (integer): papers here that cite both
//   work_id (string): id of the one
//   other_id (string): id of the other
// Empty:
//   no two works are cited together that often; lists of papers without references give none.
// Example:
//   kg query cited-together --min-papers 5
MATCH (work:Paper|CitedWork)
WHERE work.local_citations >= $min_papers
MATCH (work)<-[:CITES]-(citing:Paper)
WITH citing, collect(work) AS works
UNWIND works AS a
UNWIND works AS b
WITH a, b
WHERE a.id < b.id
WITH a, b, count(*) AS papers
WHERE papers >= $min_papers
RETURN coalesce(a.title, a.text) AS title, coalesce(b.title, b.text) AS other_title, papers,
       a.id AS work_id, b.id AS other_id
ORDER BY papers DESC, work_id, other_id
LIMIT $limit

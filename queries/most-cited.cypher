// Works that papers here cite most, whether they are in the corpus or not.
//
// Parameters:
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   title (string): title of the work, or its reference as printed
//   year (integer): its year
//   papers (integer): papers here that cite it
//   in_corpus (boolean): whether it is itself a paper of this graph
//   doi (string): its DOI
//   work_id (string): its id
// Empty:
//   no paper of this graph came with its references.
// Example:
//   kg query most-cited --limit 10
MATCH (work:Paper|CitedWork)
WHERE work.local_citations > 0
WITH work, work.local_citations AS papers, work.id AS work_id
ORDER BY papers DESC, work_id
LIMIT $limit
RETURN coalesce(work.title, work.text) AS title, work.year AS year, papers,
       'Paper' IN labels(work) AS in_corpus, work.doi AS doi, work_id
ORDER BY papers DESC, work_id

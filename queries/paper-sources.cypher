// Sources of a paper: which imports have a record of it.
//
// Parameters:
//   paper (paper): the paper, by title, DOI, arXiv id or id
// Columns:
//   loader (string): the loader that read it
//   uri (string): path or address of the source
//   record (integer): index of the record in the source, from 0
//   retrieved_at (string): when it was imported, UTC
//   source_id (string): id of the import
// Example:
//   kg query paper-sources --paper 10.1000/xyz123
MATCH (:Paper {id: $paper})-[r:RECORDED_IN]->(s:Source)
RETURN s.loader AS loader, s.uri AS uri, r.index AS record, s.retrieved_at AS retrieved_at,
       s.id AS source_id
ORDER BY source_id, record

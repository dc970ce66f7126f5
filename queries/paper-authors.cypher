// Authors of a paper in their order, with the name as printed and how we know.
//
// Parameters:
//   paper (paper): the paper, by title, DOI, arXiv id or id
// Columns:
//   position (integer): place in the author list; empty when unknown
//   author (string): name of the author
//   name_as_printed (string): the name as this paper prints it
//   evidence (string): printed, page_owner or enriched
//   affiliation (string): affiliation as printed
//   papers (integer): papers of the author in this graph
//   author_id (string): id of the author
// Empty:
//   no source names an author of this paper.
// Example:
//   kg query paper-authors --paper 10.1000/xyz123
MATCH (:Paper {id: $paper})<-[w:AUTHORED]-(a:Author)
RETURN w.position AS position, a.name AS author, w.name_as_printed AS name_as_printed,
       w.evidence AS evidence, w.affiliation AS affiliation, a.n_papers AS papers,
       a.id AS author_id
ORDER BY coalesce(position, 1000000), author_id

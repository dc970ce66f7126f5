// What the graph knows of a paper.
//
// Parameters:
//   paper (paper): the paper, by title, DOI, arXiv id or id
// Columns:
//   title (string): title
//   year (integer): year of publication
//   authors (strings): the authors in their order, those of unknown place last
//   n_authors (integer): length of the full list; empty when unknown
//   authors_complete (boolean): whether all of them are in the graph
//   venue (string): where it appeared
//   keywords (strings): keywords, by their labels
//   doi (string): DOI
//   arxiv_id (string): arXiv id
//   url (string): landing page
//   code_url (string): repository with the code
//   abstract (string): abstract
//   paper_id (string): id of the paper
// Example:
//   kg query paper --paper 10.1000/xyz123 --json
MATCH (p:Paper {id: $paper})
OPTIONAL MATCH (p)<-[w:AUTHORED]-(a:Author)
WITH p, a, coalesce(w.position, 1000000) AS position
ORDER BY position, a.id
WITH p, collect(a.name) AS authors
OPTIONAL MATCH (p)-[:PUBLISHED_IN]->(v:Venue)
WITH p, authors, min(v.name) AS venue
OPTIONAL MATCH (p)-[:TAGGED]->(k:Keyword)
WITH p, authors, venue, k
ORDER BY k.label, k.id
WITH p, authors, venue, collect(k.label) AS keywords
RETURN p.title AS title, p.year AS year, authors, p.n_authors AS n_authors,
       p.authors_complete AS authors_complete, venue, keywords, p.doi AS doi,
       p.arxiv_id AS arxiv_id, p.url AS url, p.code_url AS code_url, p.abstract AS abstract,
       p.id AS paper_id

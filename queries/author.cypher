// What the graph knows of an author.
//
// Parameters:
//   author (author): the author
// Columns:
//   name (string): fullest form of the name seen
//   names (strings): every form of the name seen
//   papers (integer): papers in this graph
//   coauthors (integer): coauthors in this graph
//   first_year (integer): year of the earliest dated paper
//   last_year (integer): year of the latest dated paper
//   community (integer): Leiden community; its number lasts from build to build
//   pagerank (float): PageRank on the weighted coauthor graph
//   betweenness (float): share of shortest paths through the author, 0-1
//   orcid (string): ORCID iD
//   h_index (integer): h-index as a source states it
//   citations (integer): citations as a source states them
//   author_id (string): id of the author
// Example:
//   kg query author --author "Ada Lovelace" --json
MATCH (a:Author {id: $author})
RETURN a.name AS name, a.names AS names, a.n_papers AS papers,
       COUNT { MATCH (a)-[:COAUTHOR]-(:Author) } AS coauthors,
       a.first_year AS first_year, a.last_year AS last_year, a.community AS community,
       a.pagerank AS pagerank, a.betweenness AS betweenness, a.orcid AS orcid,
       a.h_index AS h_index, a.citations AS citations, a.id AS author_id

// Authors by a part of the name, typed with or without accents.
//
// Parameters:
//   name (name): the part of the name
//   limit (limit = 25): rows at most, 0 for all
// Columns:
//   author (string): name of the author
//   names (strings): every form of the name seen
//   papers (integer): papers in this graph
//   last_year (integer): year of the latest dated one
//   author_id (string): id of the author
// Empty:
//   no author has a name with all of these words.
// Example:
//   kg query find-authors --name lovelace
MATCH (a:Author)
WHERE all(word IN split($name, ' ') WHERE a.name_key CONTAINS word)
   OR any(form IN coalesce(a.names, []) WHERE toLower(form) CONTAINS $name)
RETURN a.name AS author, a.names AS names, a.n_papers AS papers, a.last_year AS last_year,
       a.id AS author_id
ORDER BY coalesce(papers, 0) DESC, author_id
LIMIT $limit

// Collaboration distance of two authors: a shortest chain of coauthors, and a paper behind each step.
//
// Parameters:
//   author (author): where the chain begins
//   other (author): where it ends
// Columns:
//   distance (integer): length of the chain, the same in every row
//   step (integer): place in the chain, from 1
//   author (string): name of the author the step leaves
//   coauthor (string): name of the coauthor it reaches
//   papers (integer): papers these two have in common
//   title (string): the earliest of them
//   year (integer): its year
//   paper_id (string): its id
// Empty:
//   no chain of coauthors joins the two in this graph, or both names are the same author.
// Example:
//   kg query distance --author "Ada Lovelace" --other "Alan Turing"
MATCH (a:Author {id: $author})
MATCH (b:Author {id: $other})
WITH a, b
WHERE a.id <> b.id
MATCH path = allShortestPaths((a)-[:COAUTHOR*..1000]-(b))
WITH nodes(path) AS people, [x IN nodes(path) | x.id] AS ids
ORDER BY ids
LIMIT 1
UNWIND range(1, size(people) - 1) AS step
WITH size(people) - 1 AS distance, step, people[step - 1] AS x, people[step] AS y
MATCH (x)-[:AUTHORED]->(p:Paper)<-[:AUTHORED]-(y)
WITH distance, step, x, y, p
ORDER BY step, coalesce(p.year, 9999), p.id
WITH distance, step, x, y, collect(p) AS common
WITH distance, step, x, y, size(common) AS papers, common[0] AS p
RETURN distance, step, x.name AS author, y.name AS coauthor, papers,
       p.title AS title, p.year AS year, p.id AS paper_id
ORDER BY step

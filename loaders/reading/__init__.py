"""What loaders share to read files: text in any encoding, dates, identifiers, types of papers.

What belongs to one family of formats has a room of its own: `json`, `xml`, `tables`, `markdown` for
the forms that sources come in, `people` for names, and one a source where a loader needs more than
its file holds (`bibtex`, `marc`, `wos`, …).
"""

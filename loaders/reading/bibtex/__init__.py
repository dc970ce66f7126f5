"""BibTeX and BibLaTeX, from text to entries, and what their fields say."""

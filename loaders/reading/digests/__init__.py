"""Daily digests of papers, in Markdown and JSON."""

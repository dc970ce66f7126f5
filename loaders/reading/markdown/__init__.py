"""Lists, tables and pages of papers in Markdown."""

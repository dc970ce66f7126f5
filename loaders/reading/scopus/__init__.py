"""Scopus: references in one string, and answers of its search."""

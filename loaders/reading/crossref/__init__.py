"""Crossref's other forms: its XML, and references kept apart."""

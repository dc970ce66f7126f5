"""Saved web pages: their meta tags, and tables of papers in them."""

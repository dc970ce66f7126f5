"""Zotero: types of items, and what stands in `Extra`."""

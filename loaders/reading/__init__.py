"""What several loaders share to read files: text in any encoding, names, dates, identifiers."""

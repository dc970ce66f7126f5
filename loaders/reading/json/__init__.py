"""JSON of any size and origin: text, streams, pages, records."""

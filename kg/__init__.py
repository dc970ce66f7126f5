"""`kg`: lists of papers in, a property graph of papers and people out."""

__version__ = "0.1.0"

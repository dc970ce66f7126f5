"""PubMed: what its forms have in common, and its tables."""

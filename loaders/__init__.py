"""Loaders: one file per source or format. `base.py` is the seam, `sniff.py` chooses."""

"""DBLP: what its values mean, its dump by columns, and tables made of it."""

"""TEI, as HAL and GROBID write it."""

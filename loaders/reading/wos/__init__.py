"""The Web of Science: fields, columns, cited references."""

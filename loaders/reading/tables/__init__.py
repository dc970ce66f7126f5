"""Tables: rows and columns, ours and those of others in ours."""

"""Names of people as sources print them, alone and in lists."""

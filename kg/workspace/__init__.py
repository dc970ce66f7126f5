"""The graph directory: manifest, imports, lock, generations. No domain rules live here."""

"""YAML as texts, and bibliographies kept in it."""

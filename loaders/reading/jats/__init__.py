"""JATS, in which publishers exchange articles: people and references."""

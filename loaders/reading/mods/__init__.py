"""MODS, in which libraries and repositories describe what they hold."""

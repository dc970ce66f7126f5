"""The `kg` command: parse, one call into the library, print."""

from kg.cli.app import main

__all__ = ["main"]

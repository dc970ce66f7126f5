"""DataCite's metadata in all its shapes, and services that write them."""

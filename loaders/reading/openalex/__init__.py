"""OpenAlex's works as they stand in files of any size."""

"""RIS and formats that say the same with other tags."""

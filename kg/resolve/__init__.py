"""Which records are one paper, which mentions one person, and why."""

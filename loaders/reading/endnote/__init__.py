"""EndNote's forms: what they have in common, and the oldest."""

"""What repositories give when they are harvested."""

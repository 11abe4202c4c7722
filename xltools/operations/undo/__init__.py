"""Taking back what passes wrote."""

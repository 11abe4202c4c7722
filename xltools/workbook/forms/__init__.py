"""Forms: workbooks with placeholders that a case is written into, for printing, signing and keeping."""

"""The journal: what was done, chained line by line, read in plain words."""

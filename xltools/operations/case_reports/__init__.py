"""Reports of single cases, filled into forms."""

"""Sheets that each refresh writes anew: a page becomes a worksheet part and takes the place of the one before."""

"""Reports over the registers of a folder."""

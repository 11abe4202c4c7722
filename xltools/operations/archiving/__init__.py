"""Closed cases are copied into the archive: planned whole, copied into place whole or not at all."""

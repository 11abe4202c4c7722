"""Files on disk: read, locked, backed up, replaced whole or not at all."""

"""The xlsx format: reading, settings sheets, package, patching, building templates."""

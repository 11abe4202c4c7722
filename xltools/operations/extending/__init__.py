"""Registers on disk get what their definitions have and they lack."""

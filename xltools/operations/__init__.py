"""Doing it on real files."""

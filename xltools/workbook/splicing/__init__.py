"""Changing cells inside a sheet's own bytes."""

"""Telling what is wrong with a set-up, before or after trouble; looking only, never touching."""

"""`python -m xltools`: the same as the command `xltools`."""

from xltools.cli import run

run()

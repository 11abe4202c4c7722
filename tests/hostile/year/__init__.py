"""A year of a register, day by day: random people act on the file, the tool passes, and a bookkeeping audits both.

The bookkeeping knows what each person typed and meant, and what the registers promise (../shared/requirements.md,
../shared/design.md); of the rules' code it knows nothing. `python -m tests.hostile.year` runs as many years as asked.
"""

"""How does the work stand in numbers? Every figure of a report, each defined in one place."""

"""The summary of many branches: figures that can be added up, and the report that is drawn from the sums."""

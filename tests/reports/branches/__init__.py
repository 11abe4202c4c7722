"""The summary of many branches."""

"""xltools: automation for service registers that stay ordinary workbooks."""

__version__ = "0.1.0"

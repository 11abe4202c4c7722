"""Frozen nouns: what a register is, a case table, a finding, a cell edit."""

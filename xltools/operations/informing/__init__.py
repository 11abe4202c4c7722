"""Customers are told: texts that are due, ready to copy or sent by e-mail."""

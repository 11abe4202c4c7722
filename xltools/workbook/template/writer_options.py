"""How does XlsxWriter take what it is given? As it is: a text that begins with = or http:// stays a text.

Invariant: nothing that people typed becomes a formula, a link or a number.
"""

TEXTS_STAY_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

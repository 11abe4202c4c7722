"""Which colours, font and paper do our sheets use? The template has them, and so have the sheets that a refresh writes.

Invariant: a colour means the same on every sheet; this module imports texts only, so that a refresh can afford it.
"""

from xltools.language.speaking import text

INK = "#1B365D"
TEXT = "#222B35"
PERSON = "#2A5784"
PROPOSED = "#22706C"
TOOL = "#6A7480"
TOOL_FILL = "#F4F5F7"
TOOL_TEXT = "#5B6570"
BANDS = ("#DAE5F1", "#EAF0F7")
TOOL_BAND = "#E6E8EB"
PAPER = "#F7F9FC"
MUTED = "#66717D"
LINK = "#1F5FA8"
HAIRLINE = "#D9DFE6"
CORAL = "#E2603F"
WHITE = "#FFFFFF"

# The looks of what needs attention; kept to colours and weight, which every program shows alike.
Emphasised = dict[str, str | bool]
FAULTY: Emphasised = {"font_color": "#A3221A", "bg_color": "#FBE3DF"}
OVERDUE: Emphasised = {"font_color": "#A3221A", "bg_color": "#F6CFC7", "bold": True}
DUE_SOON: Emphasised = {"font_color": "#7A5200", "bg_color": "#FDEFC8"}
URGENT: Emphasised = {"font_color": "#C03A1B", "bold": True}
CLOSED: Emphasised = {"font_color": "#98A1AB"}

A4 = 9  # as workbooks number their paper (ECMA-376 part 1, 18.3.1.63)


def font() -> str:
    """The font of the spoken language."""
    return text("template.font.name")


def font_charset() -> int:
    """The character set of that font, as fonts of workbooks number it (ECMA-376 part 1, §18.8.6); 0 for any."""
    return int(text("template.font.charset"))


def footer_font(colour: str = MUTED) -> str:
    """The codes by which page heads and foots take on that font, small and in that colour."""
    return f'&"{font()},Regular"&8&K{colour.removeprefix("#")}'

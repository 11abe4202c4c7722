"""What comes out of typst? The bytes of a PDF, and what could not be shown in it.

Invariant: a PDF that is not set in the fonts that it should be is none.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from xltools.errors import FontMissingError
from xltools.reports.typesetting.glyph_coverage import Coverage

if TYPE_CHECKING:
    import typst


class WrittenPdf(NamedTuple):
    """A PDF.

    Attributes:
        content: Its bytes.
        warnings: What could not be shown, a line each; none as a rule.
    """

    content: bytes
    warnings: tuple[str, ...]


def written_pdf(
    content: bytes, told: Iterable["typst.TypstWarning"], coverage: Coverage, further: Iterable[str] = ()
) -> WrittenPdf:
    """What typst made.

    Args:
        content: The bytes.
        told: Its warnings.
        coverage: What it was to be set in.
        further: What else could not be shown.

    Raises:
        FontMissingError: typst could not use the font.
    """
    if any("unknown font family" in warning.message for warning in told):
        raise FontMissingError(f"{coverage.files[0]} cannot be used as a font")
    return WrittenPdf(content, (*coverage.warnings(), *further))


def date_in_pdf(made_at: datetime) -> int:
    """A naive moment as typst takes it, so that the PDF bears it as it is written here, in whatever zone it is read."""
    return int(made_at.replace(tzinfo=UTC).timestamp())

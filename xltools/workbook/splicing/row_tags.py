"""What must a row's start tag say once cells are put into it? The one invariant: what somebody set by hand stays.

ECMA-376 part 1, §18.3.1.73 (row).
"""

import re

from xltools.workbook.splicing.sheet_xml import attributes


def raised_row(tag: bytes, points: float) -> bytes:
    """A row's start tag that makes it at least so high, unless somebody set its height (§18.3.1.73, customHeight)."""
    marks = attributes(tag)
    if marks.get(b"customHeight", b"0") not in {b"0", b"false"}:
        return tag
    try:
        if float(marks.get(b"ht", b"0")) >= points:
            return tag
    except ValueError:
        return tag
    bare = re.sub(rb"\sht\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", tag)
    return bare[:-1].rstrip() + b' ht="%g">' % points


def widened_spans(tag: bytes, first: int, last: int) -> bytes:
    """A row's start tag whose ``spans`` cover these columns too (ECMA-376 part 1, §18.18.1, a hint for readers)."""
    match = re.search(rb"\sspans\s*=\s*[\"']([0-9: ]*)[\"']", tag)
    pairs = [(int(low), int(high)) for low, high in re.findall(rb"\b(\d{1,5}):(\d{1,5})\b", match[1])] if match else []
    if match is None or not pairs:
        return tag
    if any(pair[0] <= first and last <= pair[-1] for pair in pairs):
        return tag
    low, high = min(first, *(pair[0] for pair in pairs)), max(last, *(pair[-1] for pair in pairs))
    return tag[: match.start(1)] + b"%d:%d" % (low, high) + tag[match.end(1) :]

"""A log says where a bug is, and nothing of what stood in the cell that it was met at."""

from xltools.operations.bug_log import bug_place, write_bug_log


def test_the_log_names_the_place_and_not_the_words() -> None:
    try:
        raise KeyError("13800005678")
    except KeyError as error:
        log = write_bug_log()
        place = bug_place(error)
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "KeyError" in text
    assert "test_bug_log.py" in text
    assert "13800005678" not in text.replace('raise KeyError("13800005678")', "")  # the line of code is ours
    assert place[0] == "KeyError"
    assert place[1] == __file__

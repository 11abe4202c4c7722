"""Lines between cells."""

from xltools.reports.form_pdf.cell_places import Place
from xltools.reports.form_pdf.grid_lines import grid_lines, heavier
from xltools.reports.form_pdf.looks import Edge, Look

THIN, THICK = Edge("thin"), Edge("thick", "FF0000")
BOX = Look(left=THIN, right=THIN, top=THIN, bottom=THIN)


def test_neighbours_share_their_lines() -> None:
    lines = grid_lines([[BOX, BOX], [BOX, BOX]], (), faint=False)
    assert [(line["at"], line["start"], line["end"]) for line in lines["across"]] == [(0, 0, 2), (1, 0, 2), (2, 0, 2)]
    assert [(line["at"], line["start"], line["end"]) for line in lines["down"]] == [(0, 0, 2), (1, 0, 2), (2, 0, 2)]


def test_the_heavier_edge_is_drawn() -> None:
    assert heavier(THIN, THICK) == heavier(THICK, THIN) == THICK
    assert heavier(None, THIN) == heavier(THIN, None) == THIN
    (upper, inner, lower) = grid_lines([[Look(bottom=THICK, top=THIN)], [BOX]], (), faint=False)["across"]
    assert (upper["colour"], inner["colour"], lower["colour"]) == ("000000", "FF0000", "000000")
    assert inner["thick"] > lower["thick"]


def test_there_is_no_line_inside_a_merged_area() -> None:
    lines = grid_lines([[BOX, BOX], [BOX, BOX]], [Place(0, 0, 2, 2, 1, 1)], faint=True)
    assert {line["at"] for line in lines["across"]} == {line["at"] for line in lines["down"]} == {0, 2}


def test_a_block_of_nothing_has_no_lines() -> None:
    assert grid_lines([], (), faint=True) == {"across": [], "down": []}
    assert grid_lines([[Look()]], (), faint=False) == {"across": [], "down": []}

"""Which colours do charts have? The same in workbook and PDF, told apart by colour-blind readers and in grey print.

Invariant: every colour is ``#RRGGBB``; neighbours in a chart differ in lightness as well as in hue.

Source: M. Okabe, K. Ito, "Color Universal Design", 2008; yellow is left out, which white paper swallows.
"""

SERIES = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
)  # in this order, then anew
TARGET = "#D55E00"  # a level that a chart is held against: drawn dashed, so it is no seventh series
PARETO_LINE = "#E69F00"  # the running share over columns of SERIES[0]
GRID = "#D9DEE3"
AXIS = "#5F6B76"  # axes, ticks and their words
EMPTY = "#EEF1F4"  # the ground of a chart or bar without a value
DATA_BAR = "#B9D3EA"  # behind a number, light enough to read it
GOOD_TEXT = "#1B6B3A"  # beside `palette.FAULTY`, and never without a sign or word that says the same

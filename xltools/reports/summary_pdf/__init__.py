"""The summary as PDF: the document's words and shapes are laid out for A4 by typst, with fonts found on the machine."""

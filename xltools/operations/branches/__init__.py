"""One summary of the registers of all branches, wherever they lie, by whoever can read them."""

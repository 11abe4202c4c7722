"""Moving the rows of a sheet, with everything that refers to them."""

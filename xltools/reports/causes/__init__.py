"""Why did it change? Segments that explain a period against the one before, and what is done about them."""

"""One pass over one register, and what is remembered between passes."""

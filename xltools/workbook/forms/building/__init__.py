"""Forms as shipped: declared in TOML, built into workbooks that a team may restyle."""

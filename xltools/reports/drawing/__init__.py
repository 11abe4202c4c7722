"""What all workbooks that we draw for people have in common: what cells hold, looks, options and paper."""

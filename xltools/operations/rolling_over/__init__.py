"""The year's end: the open cases go on in a new register."""

"""From a register as read to facts: masked, countable, ready to be kept."""

"""What is wrong with a register definition that somebody wrote? All of it, each with its file and line."""

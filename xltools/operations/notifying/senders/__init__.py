"""How is one letter handed to one service, and what did the service say? A module each."""

"""Bad input: whatever comes in, a sentence and an exit code go out, and the clerk's file stays whole."""

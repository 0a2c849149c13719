"""Who says what: sources, cues and contents, found by the net and by rules."""

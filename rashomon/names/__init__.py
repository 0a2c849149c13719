"""What can be said of names by themselves, without the text they stand in: spelling, parts, countries."""

"""Ways in for people: the command line. Thin; whatever can be called from Python stands below."""

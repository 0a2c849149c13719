"""The parse of an article: spaCy's pipeline, loaded and read."""

"""Text reuse: what is copied from what, in any number of articles."""

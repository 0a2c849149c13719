"""What is copied from what: found in many articles at once, in time that grows with their number."""

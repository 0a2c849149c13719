"""User interfaces: the command line. They are thin; everything they do can be called from Python."""

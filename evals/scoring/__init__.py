"""The measures: pure functions from gold and predictions to counts and rows."""

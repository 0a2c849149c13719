"""Several understood articles held against each other: pure functions, one for each part of a dossier."""

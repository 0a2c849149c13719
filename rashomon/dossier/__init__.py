"""The dossier: built from what was compared, and shown as a page, as Markdown, as JSON and in a terminal."""

"""The renderers of a dossier: HTML, Markdown, JSON and text."""

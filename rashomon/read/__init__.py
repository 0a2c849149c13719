"""Bytes to `Article`: what a file, a stream or a page says, and what its own metadata tell. Nothing is judged here.

`files` holds `read_file` and `read_stream`, `text` holds `from_text` and `parse_day`, `html` holds `from_html`.
"""

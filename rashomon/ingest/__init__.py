"""Bytes to `Article`: what a file, a stream or a page says, and what its own metadata tell. Nothing is judged here.

`each` is the one way in: it holds `read_each` and `read_one`. `files` opens what a user names, `kinds` tells what it
is; then there is a module for each kind of container (`feeds`, `sitemaps`, `warc`, `mail`, `records`) and of article
(`html`, `text`, `pdf`, `fragment`, `ninjs`), and `web`, which fetches.
"""

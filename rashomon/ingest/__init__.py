"""From bytes to `Article`: the content of a file, stream or page, and its metadata. Nothing is interpreted here.

`dispatch` is the entry point, with `read_each` and `read_one`. `files` opens what a user names, `formats` detects the
format. There is a module for each container (`feeds`, `sitemaps`, `warc`, `mail`, `json_records`) and each kind of
article (`html`, `text`, `pdf`, `html_fragments`, `ninjs`). `web` fetches pages.
"""

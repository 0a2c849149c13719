"""From a page's tree to its article: its blocks, which of them are the article's and what each is to it.

`tree` parses, `blocks` cuts a tree into blocks, `roles` knows the words that name an element's part, `posts` how a
quoted post is addressed and signed, `match` finds the blocks that an extracted text came from, `story` chooses the
article's blocks and types them, `signs` tells sections from articles and stubs from whole texts.
"""

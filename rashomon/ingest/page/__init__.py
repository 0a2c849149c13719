"""From a page's tree to its article: the blocks of text, which of them belong to the article, and their kinds.

`tree` parses, `blocks` cuts a tree into blocks, `element_names` interprets class and id names, `social_posts`
recognises quoted posts, `extraction_match` finds the blocks of an extracted text, `classifier` decides by `features`
which blocks are story, `article_head` and `story` select the article's blocks and their kinds, `page_type` tells section pages from articles and incomplete texts from complete ones.
"""

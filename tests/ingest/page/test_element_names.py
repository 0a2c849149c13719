"""Parts of a page by the names of their elements."""

from __future__ import annotations

from typing import get_args

import pytest
from lxml.html import fromstring

from rashomon.ingest.page.element_names import Role, role_of
from rashomon.ingest.page.word_lists import sections


@pytest.mark.parametrize(
    ("markup", "role"),
    [
        ('<div class="ArticleBody__relatedLinks"></div>', "related"),
        ('<div class="c-image wp-caption-text"></div>', "caption"),
        ('<div id="comment_list"></div>', "out"),
        ('<div class="commentary"></div>', None),
        ('<div class="non-adapted header-reader"></div>', None),
        ('<blockquote class="instagram-media"></blockquote>', "embed"),
        ('<div class="twitter"></div>', None),
        ('<blockquote class="text-post-media"></blockquote>', "embed"),
        ('<blockquote class="bluesky-embed"></blockquote>', "embed"),
        ('<figure class="wp-block-embed is-provider-twitter"></figure>', "embed"),
        ('<div class="social-embed"></div>', "embed"),
        ('<div class="social-share"></div>', "out"),
        ('<amp-twitter width="1"></amp-twitter>', "embed"),
        ('<blockquote class="wp-embedded-content"></blockquote>', "related"),
        ('<span class="reading-time"></span>', "out"),
        ('<div aria-hidden="true"></div>', "hidden"),
        ('<div style="color: red; display:none"></div>', "hidden"),
        ('<aside class="pull-quote"></aside>', "pullquote"),
        ("<aside></aside>", "aside"),
        ('<div class="paywall"></div>', "gate"),
        ("<p></p>", None),
    ],
)
def test_words_of_a_name_tell_the_part(markup: str, role: Role | None) -> None:
    assert role_of(fromstring(markup)) == role


def test_the_name_of_the_whole_page_is_not_looked_at() -> None:
    tree = fromstring('<html class="comments"><body class="single related"><p>x</p></body></html>')
    assert role_of(tree) is None
    assert role_of(tree.find("body")) is None


def test_every_list_of_names_is_of_a_role() -> None:
    assert set(sections("names")) <= set(get_args(Role))

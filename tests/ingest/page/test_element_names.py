"""Parts of a page by the names of their elements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml.html import document_fromstring

import rashomon
from rashomon.ingest.page.blocks import cut

NAMES = (Path(rashomon.__file__).parent / "ingest" / "page" / "data" / "names.txt").read_text(encoding="utf-8")


def role_of(markup: str) -> str | None:
    """The role of what stands in the element of ``markup``."""
    (block,) = cut(document_fromstring(f"<html><body>{markup.replace('></', '>x</')}</body></html>")).blocks
    return block.zone and block.zone.role


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
def test_words_of_a_name_tell_the_part(markup: str, role: str | None) -> None:
    assert role_of(markup) == role


def test_the_name_of_the_whole_page_is_not_looked_at() -> None:
    tree = document_fromstring('<html class="comments"><body class="single related"><p>x</p></body></html>')
    assert [block.zone for block in cut(tree).blocks] == [None]


@pytest.mark.parametrize("role", re.findall(r"^\[(\w+)\]$", NAMES, re.MULTILINE))
def test_every_list_of_names_is_of_a_role(role: str) -> None:
    listed = re.search(rf"^\[{role}\]\n(.*?)(?:^\[|\Z)", NAMES, re.MULTILINE | re.DOTALL)[1].splitlines()
    without = [re.sub(r" \?|\(\?:[^()]*\)\?|\[\w+\]\?|\w\?", "", line) for line in listed]
    first = [re.sub(r"\(\?:(\w+)\|[^()]*\)", r"\1", line) for line in without]
    plain = [name for name in first if re.fullmatch(r"[a-z ]+", name)]
    assert role in {role_of(f'<div class="{name}"></div>') for name in plain}

"""The role of an element in a page, by its tag, class, id and data attributes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from rashomon.ingest.page.word_lists import any_of, sections

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

__all__ = ["POSTS", "Role", "role_of"]

Role = Literal[
    "out",
    "hidden",
    "aside",
    "head",
    "deck",
    "byline",
    "caption",
    "pullquote",
    "related",
    "correction",
    "update",
    "entry",
    "embed",
    "gate",
]
"""A passage kind; or ``out`` for what is not part of an article (navigation, comments, advertisements), ``deck`` for
the lines below a headline, ``gate`` for paywall notices."""

POSTS = frozenset({"amp-facebook", "amp-instagram", "amp-reddit", "amp-tiktok", "amp-twitter", "fb:post"})
"""Elements that contain an embedded post."""
TAGS: dict[str, Role] = {
    **dict.fromkeys(POSTS, "embed"),
    "aside": "aside",
    "figcaption": "caption",
    "footer": "out",
    "form": "out",
    "header": "head",
}
NAMELESS = frozenset({"html", "body", "figcaption"})
"""Elements whose class and id are ignored; those of the first two describe the whole page."""

HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
BREAK = re.compile(r"[^a-zA-Z]+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
LONGEST_NAME = 400
"""Most characters of a class that are examined."""


def role_of(element: HtmlElement) -> Role | None:
    """Return the role that an element's tag, class, id or attributes give it; None if they give none."""
    tag = element.tag
    if tag in NAMELESS:
        return TAGS.get(tag)
    if not (attributes := element.items()):
        return TAGS.get(tag)
    get = dict(attributes).get
    if get("hidden") is not None or get("aria-hidden") == "true" or HIDDEN.search(get("style", "")):
        return "hidden"
    for name in filter(None, (get("class"), get("id"))):
        role = role_named(name[:LONGEST_NAME])
        if role and not (role == "out" and tag == "figure"):  # named for what happens on a click on the picture
            return role
    return "entry" if get("itemprop") == "liveBlogUpdate" else TAGS.get(tag)


@lru_cache(maxsize=4096)
def role_named(name: str) -> Role | None:
    """Return the role that the words of a class or id name."""
    words = BREAK.sub(" ", HUMP.sub(" ", name)).lower().strip()
    if not any_name().search(words):
        return None
    return next((role for role, pattern in names() if pattern.search(words)), None)


@cache
def any_name() -> re.Pattern[str]:
    """Return a pattern that matches if one of `names` does."""
    return re.compile(rf"(?:^| )(?:{'|'.join(any_of('names', role) for role in sections_named())})(?= |$)")


@cache
def names() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, re.compile(rf"(?:^| ){any_of('names', role)}(?= |$)")) for role in sections_named())


def sections_named() -> tuple[Role, ...]:
    """Return the roles that names give, in the order in which they are tried."""
    return tuple(role for head in sections("names") for role in get_args(Role) if role == head)

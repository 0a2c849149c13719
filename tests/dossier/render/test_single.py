"""The page on one article: every line leads to words of the text, and the text is all there."""

from __future__ import annotations

import html
import re

import rashomon
from rashomon.dossier.render import single

TEXT = """The Harrow Bridge was closed on Monday after engineers found a crack in it, officials said.

"The bridge is not safe," Mayor Dana Whitlow said. "We will not reopen it before spring."

Whitlow said the repair would cost 12 million dollars & take <two> months.
"""


def page_of(text: str) -> tuple[rashomon.Understanding, str]:
    understanding = rashomon.understand(rashomon.from_text(text, outlet="Marlow Courier", published="2018-08-28"))
    return understanding, single.render(understanding)


def test_the_text_is_whole_and_in_order():
    _, page = page_of(TEXT)
    shown = html.unescape(re.sub(r"<[^>]+>", "", page.split('<section id="text">')[1]))
    assert "".join(TEXT.split()) in "".join(shown.split())


def test_every_statement_is_a_place_in_the_text_and_every_link_leads_to_one():
    understanding, page = page_of(TEXT)
    places = re.findall(r' id="([^"]+)"', page)
    assert len(places) == len(set(places))
    assert {statement.id for statement in understanding.statements} <= set(places)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(places)


def test_quotes_stand_with_their_speaker_and_figures_are_no_days():
    _, page = page_of(TEXT)
    quotes = page.split('<section id="quotes">')[1].split("</section>")[0]
    assert quotes.count("Dana Whitlow") == 2
    figures = page.split('<section id="figures">')[1].split("</section>")[0]
    assert "<b>12</b>" in figures
    assert "Marlow Courier · Tuesday 28 August 2018" in page


def test_an_article_without_quotes_has_no_empty_sections():
    _, page = page_of("The bridge was closed.\n")
    assert "<h2>Quotes</h2>" not in page
    assert "<h2>The text</h2>" in page

"""What the page holds, read as text: everything of the dossier, and nothing that a dossier's text could slip in."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from html.parser import HTMLParser

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from rashomon.dossier import html as pages
from rashomon.dossier.sources import sources
from rashomon.dossier.summary import summarise
from rashomon.types import Dossier, Passage

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Elements with their attributes and text, and whether every element that opens closes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.classes: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.inside: list[tuple[set[str], str]] = []
        """Each text with the tags and classes of the elements it stands in."""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)
            self.classes.append((f"<{tag}>", *(dict(attrs).get("class") or "").split()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack.pop() == tag
        self.classes.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        self.inside.append(({name for names in self.classes for name in names}, data))

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(params=["story", "hostile", "many", "empty"])
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return request.getfixturevalue(request.param)


def test_every_element_closes_and_no_id_stands_twice(dossier: Dossier) -> None:
    page = Page(pages.render(dossier))
    assert page.stack == []
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_every_link_leads_to_a_place_in_the_page(dossier: Dossier) -> None:
    page = Page(pages.render(dossier))
    ids = {attrs.get("id") for _, attrs in page.elements}
    targets = [attrs["href"] for _, attrs in page.elements if "href" in attrs]
    assert targets
    assert [t for t in targets if not t or t[0] != "#" or t[1:] not in ids] == []


def test_every_label_by_reference_is_in_the_page(dossier: Dossier) -> None:
    page = Page(pages.render(dossier))
    ids = {attrs.get("id") for _, attrs in page.elements}
    assert {attrs["aria-labelledby"] for _, attrs in page.elements if "aria-labelledby" in attrs} <= ids


def test_nothing_is_fetched_styled_or_run_by_an_attribute(dossier: Dossier) -> None:
    page = Page(pages.render(dossier))
    tags = [tag for tag, _ in page.elements]
    assert not {"img", "link", "iframe", "object", "embed", "base", "form"} & set(tags)
    assert tags.count("script") == 1
    assert tags.count("style") == 1
    names = {name for _, attrs in page.elements for name in attrs}
    assert not {n for n in names if n.startswith("on") or n in ("src", "srcset", "style", "action")}


def test_the_policy_allows_this_style_and_script_and_nothing_else(story: Dossier) -> None:
    html = pages.render(story)
    policy = next(
        a["content"] for t, a in Page(html).elements if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    for what, tag in (("style-src", "style"), ("script-src", "script")):
        content = re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules.pop(what) == f"'sha256-{digest}'"
    assert set(rules.values()) == {"'none'"}


def test_the_same_dossier_gives_the_same_page(dossier: Dossier) -> None:
    assert pages.render(dossier) == pages.render(dossier)


def test_every_statement_has_its_place_and_its_note(story: Dossier) -> None:
    ids = {attrs.get("id") for _, attrs in Page(pages.render(story)).elements}
    assert {f"s{n}" for n in range(1, 12)} | {f"n{n}" for n in range(1, 12)} <= ids


def test_a_note_says_which_words_show_how_a_statement_is_put(story: Dossier) -> None:
    page = pages.render(story)
    assert 'assertion, affirmed, possible (<q dir="auto">may</q>);' in page
    assert 'denial (<q dir="auto">denied</q>), affirmed, certain;' in page
    assert "assertion, negated, certain;" in page  # of which no word is known


def test_the_conflicts_come_first_with_both_sentences_and_their_speakers(story: Dossier) -> None:
    html = pages.render(story)
    page = Page(html).text
    assert html.index('id="conflicts"') < html.index('id="claims"')
    first = page[page.index("On the time:") :][:700]
    for words in (
        "Friday against Saturday",
        "two warehouses against Three warehouses",
        "Ilse Brandt",
        "the fire brigade",
    ):
        assert words in first
    assert "<mark>Friday</mark>" in html
    assert "<mark>Saturday</mark>" in html


def test_verdicts_stand_in_plain_words_with_their_evidence(story: Dossier) -> None:
    origins = re.search('<section id="origins".*?</section>', pages.render(story), re.DOTALL)[0]
    text = Page(origins).text
    for words in ("independent origins", "the same origin", "not established", "both go back to Pelle Oster"):
        assert words in text


def test_what_could_not_be_used_is_said_with_the_reason(story: Dossier) -> None:
    assert "broken.bin : not text: it holds NUL bytes" in Page(pages.render(story)).text


def test_every_character_of_the_articles_is_in_the_page(story: Dossier) -> None:
    shown = "".join(
        text
        for classes, text in Page(pages.render(story)).inside
        if "text" in classes and not {"ref", "label", "missing", "sr"} & classes
    )
    assert "".join(shown.split()) == "".join("".join(a.content for a in story.articles).split())


def test_a_dossier_without_texts_shows_its_statements_all_the_same(story: Dossier) -> None:
    bare = replace(story, articles=tuple(replace(a, text=UNSET) for a in story.articles))
    page = Page(pages.render(bare))
    assert page.text.count("The text is not included in this dossier") == 3
    assert "Three warehouses burned down in Port Velden on Saturday" in page.text
    ids = {attrs.get("id") for _, attrs in page.elements}
    assert {f"s{n}" for n in range(1, 12)} <= ids


def test_language_and_direction_are_the_articles_own_or_none(hostile: Dossier, story: Dossier) -> None:
    def texts(dossier: Dossier) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in Page(pages.render(dossier)).elements if attrs.get("class") == "text"]

    assert [(a["dir"], a.get("lang")) for a in texts(hostile)] == [("auto", None), ("rtl", "ar")]
    assert {(a["dir"], a["lang"]) for a in texts(story)} == {("ltr", "en")}


def test_direction_marks_and_control_characters_stay_inside_the_articles_own_sentences(hostile: Dossier) -> None:
    page = Page(pages.render(hostile))
    ours = [text for classes, text in page.inside if not {"text", "<blockquote>"} & classes]
    given = [value or "" for _, attrs in page.elements for value in attrs.values()]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x9b]", "".join([*ours, *given]))


def test_thirty_articles_stay_in_bounds(many: Dossier) -> None:
    pages.render(many)
    start = time.process_time()
    html = pages.render(many)
    assert time.process_time() - start < 3
    assert len(html) < 3_000_000


def test_claims_that_are_perhaps_the_same_are_folded_away(story: Dossier, unsure: Dossier) -> None:
    assert "Perhaps the same" not in Page(pages.render(story)).text
    page = Page(pages.render(unsure))
    (note,) = ((inside, text) for inside, text in page.inside if text.startswith("Less similar in their words"))
    assert "<details>" in note[0]
    assert "2 in several articles, 1 more perhaps" in page.text


def test_a_row_says_in_words_how_its_statements_stand_to_each_other(story: Dossier) -> None:
    said = [text for inside, text in Page(pages.render(story)).inside if "rel" in inside]
    assert said == ["conflict on the time, a number", "conflict", "agree"]


def test_a_relation_to_another_claim_is_none_of_this_claim(story: Dossier) -> None:
    apart = replace(story, relations=(*story.relations[:3], replace(story.relations[3], right="b4")))
    said = [text for inside, text in Page(pages.render(apart)).inside if "rel" in inside]
    assert said == ["conflict on the time, a number", "conflict"]


def test_what_not_established_means_is_said_once(story: Dossier) -> None:
    assert Page(pages.render(story)).text.count("“Not established”: the texts name no source,") == 1


def test_wordings_in_the_same_words_are_folded_away(story: Dossier) -> None:
    page = Page(pages.render(story))
    shown = {text: "<details>" in inside for inside, text in page.inside if "wordings" in inside and "<th>" in inside}
    assert shown["A fire destroyed two warehouses"] is False
    assert shown["Pelle Oster"] is True
    alike = replace(story, wording=story.wording[1:])
    assert "The articles have words in common for everything that all of them name." in Page(pages.render(alike)).text


def test_lines_that_are_set_apart_say_what_they_are_and_can_be_read(story: Dossier) -> None:
    kinds = ("pullquote", "related", "embed", "update", "entry")
    text = "\n".join(f"The {kind} line" for kind in kinds)
    passages = []
    at = 0
    for kind, line in zip(kinds, text.split("\n"), strict=True):
        passages.append(Passage(at, at + len(line) + 1, kind))
        at += len(line) + 1
    silent = replace(story.articles[0], id="silent", text=text, passages=tuple(passages))
    page = Page(pages.render(replace(story, articles=(*story.articles, silent))))
    labels = [text for inside, text in page.inside if "label" in inside and "set-aside" in inside]
    assert [label for label in labels if not label.startswith(("Boilerplate", "Said above"))] == [
        "Pull quote, said in the text itself",
        "Link to something else, set aside",
        "Somebody else’s post, set aside",
    ]
    for kind in kinds:
        assert any(f"The {kind} line" in text for _, text in page.inside)
    assert any("update" in inside and "The update line" in text for inside, text in page.inside)


@pytest.mark.parametrize("name", ["agreeing", "hostile", "many", "empty"])
def test_the_page_opens_with_what_the_summary_answers(request: pytest.FixtureRequest, name: str) -> None:
    dossier = request.getfixturevalue(name)
    dossier = replace(dossier, sources=sources(dossier.statements, dossier.entities))
    page = pages.render(replace(dossier, summary=summarise(dossier)))
    head = page[page.index("<header") : page.index("</header>")]
    assert head.count("<h1") == 1
    assert 'class="answers"' in head
    assert "standfirst" not in head
    if name == "agreeing":
        parts = ["3 reports", "The reports differ on", "The reports agree that", "One source behind several reports"]
        parts += ["Who speaks", "How sure", "The Velden Courier"]
        assert all(part in head for part in parts)


def test_the_first_screen_never_says_only_that_nothing_was_found(story: Dossier) -> None:
    quiet = replace(story, relations=(), figures=())
    page = pages.render(replace(quiet, summary=summarise(quiet)))
    assert "contradictions in other words can be missed" in page[: page.index("</header>")]

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rashomon.dossier import markdown
from rashomon.dossier.render.view import arrange
from rashomon.types import Dossier


def tokens(text: str) -> list[Token]:
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [t for token in found for t in (token, *(token.children or ()))]


def shown(text: str) -> str:
    return " ".join(t.content for t in tokens(text) if t.type == "text")


def test_the_parts_come_in_the_order_of_the_page(story: Dossier) -> None:
    heads = re.findall(r"^## (.*)$", markdown.render(story), re.MULTILINE)
    assert heads == [
        "Copied",
        "Conflicts",
        "Claims in several articles",
        "Only in one article",
        "Origins",
        "Who says what through whom",
        "Wording",
        "What each leaves out",
        "Timeline",
    ]


def test_a_conflict_shows_both_sides_with_their_speakers(story: Dossier) -> None:
    text = markdown.render(story)
    assert (
        "### Claim 1, on the time: “Friday” against “Saturday”; "
        "on a number: “two warehouses” against “Three warehouses”\n\n"
        "- **A** “A fire destroyed two warehouses in the harbour of Port Velden on Friday” — Ilse Brandt\n"
        "- **B** “Three warehouses burned down in Port Velden on Saturday” — the fire brigade\n"
    ) in text


def test_the_table_has_a_column_for_each_article_and_a_dash_for_what_is_not_there(story: Dossier) -> None:
    rows = [line for line in markdown.render(story).splitlines() if line.startswith("| ")]
    assert rows[0] == "| No. | A: The Velden Courier | B: wire.txt | C: Herald | Origins |"
    assert rows[3] == (
        "| 2 | “Nobody was hurt” — Ilse Brandt (quoted, negated: “Nobody”) | “Two workers may have been hurt” — "
        "the fire brigade (possible: “may”) | — | not established |"
    )


def test_many_articles_share_one_column(many: Dossier) -> None:
    assert "| No. | Claim | Who says it | Origins |" in markdown.render(many)


def test_chains_origins_omissions_and_times_are_in_it(story: Dossier) -> None:
    text = markdown.render(story)
    for line in (
        "- Pelle Oster, through Harbour News: 1 statement in B (claims 3)",
        "- **Pelle Oster**: the same origin (claims 3)",
        "  - both go back to Pelle Oster: A: “Pelle Oster”; B: “Pelle Oster”",
        "  - it could have known: 1 claim",
        "    - only in one other article: 4",
        "    - 2: Nobody was hurt (in A B)",
        "- Friday 2 May 2031",
        "- broken.bin: not text: it holds NUL bytes. Give the article as text or HTML",
    ):
        assert line in text.splitlines()


def test_numbers_in_a_row_are_a_range(many: Dossier) -> None:
    claims = arrange(many).claims
    assert markdown.numbers(claims[n - 1] for n in (1, 3, 4, 7, 8, 9, 10, 12)) == "1, 3, 4, 7–10, 12"


def test_claims_that_are_perhaps_the_same_stand_apart(unsure: Dossier) -> None:
    text = markdown.render(unsure)
    sure, perhaps = text.split("## Perhaps the same claim")
    assert "| 3 | “the sprinklers" not in sure
    assert "| 3 | “the sprinklers" in perhaps
    assert "Less similar in their words" in perhaps


def test_what_not_established_means_is_said_once(story: Dossier) -> None:
    assert markdown.render(story).count("“Not established”: the texts name no source") == 1


@pytest.mark.parametrize("name", ["hostile", "story", "many", "empty"])
def test_no_text_from_outside_becomes_markup(request: pytest.FixtureRequest, name: str) -> None:
    found = tokens(markdown.render(request.getfixturevalue(name)))
    assert {t.content for t in found if t.type.startswith("html")} <= {"<br>"}
    assert not [t for t in found if t.type in ("link_open", "image", "code_inline", "fence", "code_block", "s_open")]
    assert {t.tag for t in found if t.type == "heading_open"} <= {"h1", "h2", "h3"}


def test_hostile_text_reads_as_it_stands(hostile: Dossier) -> None:
    text = shown(markdown.render(hostile))
    assert "[bold red]x[/] **b** _i_ [l](javascript:alert(1)) | `c` https://evil.example www.evil.example" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "line",
    [
        "# head",
        "- item",
        "+ item",
        "> quote",
        "1. one",
        "2019) two",
        "* star",
        "---",
        "a_b_c _d_",
        "<!-- x",
        "&amp;",
        "~~~",
        "#12",
    ],
)
def test_a_line_of_any_kind_stays_a_line(line: str) -> None:
    inside = tokens(f"- {markdown.escaped(line)}")
    assert [t.type for t in inside if t.nesting == 1] == ["bullet_list_open", "list_item_open", "paragraph_open"]
    assert "".join(t.content for t in inside if t.type == "text") == line
    assert shown(markdown.escaped(line)) == line


def test_words_are_not_escaped_without_need() -> None:
    plain = "A 5.1-magnitude quake (USGS) struck on 2019-01-05: “why?” asked name_of_file.txt, 100%!"
    assert markdown.escaped(plain) == plain

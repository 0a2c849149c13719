from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from rashomon.dossier import json as dossiers
from rashomon.errors import UnreadableInput
from rashomon.types import Claim, Dossier, Moment, Relation

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "dossier.schema.json"


@pytest.mark.parametrize("name", ["story", "hostile", "many", "empty"])
def test_what_is_dumped_loads_as_the_same_dossier(request: pytest.FixtureRequest, name: str) -> None:
    dossier = request.getfixturevalue(name)
    data = dossiers.dump(dossier)
    assert dossiers.load(data) == dossier
    assert dossiers.dump(dossiers.load(data)) == data


def test_the_dump_is_indented_utf_8_with_a_final_line_break(story: Dossier) -> None:
    data = dossiers.dump(story)
    assert data.startswith(b'{\n  "format": "rashomon-dossier/2",\n')
    assert data.endswith(b"}\n")
    assert "Dockers’".encode() not in data  # nothing is invented
    assert json.loads(data)["articles"][0]["text"] == story.articles[0].content


def test_without_text_only_the_texts_of_the_articles_are_missing(story: Dossier) -> None:
    full, bare = json.loads(dossiers.dump(story)), json.loads(dossiers.dump(story, text=False))
    for article in full["articles"]:
        del article["text"]
    assert bare == full
    assert dossiers.dump(dossiers.load(dossiers.dump(story, text=False))) == dossiers.dump(story, text=False)


def _without(dossier: Dossier, **parts: object) -> bytes:
    return dossiers.dump(replace(dossier, **parts))


def test_a_reference_to_nothing_is_named(story: Dossier) -> None:
    broken = {
        "claim": _without(story, claims=(*story.claims, Claim("k", ("nobody",), ""))),
        "relation": _without(story, relations=(Relation("a1", "nobody", "agree", (), 1.0),)),
        "moment": _without(story, timeline=(Moment("2031", "year", ("nobody",)),)),
    }
    for where, data in broken.items():
        with pytest.raises(UnreadableInput, match=f"x.json: not a whole dossier: a {where} names .*'nobody'"):
            dossiers.load(data, "x.json")


@pytest.mark.parametrize("name", ["story", "hostile", "many", "empty"])
def test_a_dossier_of_format_1_is_read_as_one_of_format_2(request: pytest.FixtureRequest, name: str) -> None:
    dossier = request.getfixturevalue(name)
    old = json.loads(dossiers.dump(dossier)) | {"format": "rashomon-dossier/1"}
    for new in ("made", "understood", "redirects"):
        del old[new]
    assert dossiers.load(json.dumps(old).encode()) == dossier


@pytest.mark.parametrize("redirects", [{"gone": "nobody"}, {"a1": "a1"}])
def test_a_redirect_leads_from_an_id_that_is_gone_to_one_that_is_there(
    story: Dossier, redirects: dict[str, str]
) -> None:
    assert dossiers.load(_without(story, redirects={"gone": story.statements[0].id}))
    with pytest.raises(UnreadableInput, match=r"its redirect '(gone|a1)' leads"):
        dossiers.load(_without(story, redirects=redirects))


def test_two_of_the_same_id_are_refused(story: Dossier) -> None:
    with pytest.raises(UnreadableInput, match="two of its statement ids are the same"):
        dossiers.load(_without(story, statements=(*story.statements, story.statements[0])))


@pytest.mark.parametrize("spans", [(), ((0, 10_000),), ((-1, 4),), ((4, 4),)])
def test_a_statement_outside_its_article_is_refused(story: Dossier, spans: tuple[tuple[int, int], ...]) -> None:
    first = replace(story.statements[0], spans=spans)
    with pytest.raises(UnreadableInput, match="statement 'a1'"):
        dossiers.load(_without(story, statements=(first, *story.statements[1:])))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"{}",
        b"[" * 100_000,
        b'{"format": "rashomon-dossier/3"}',
        b"null",
        b'{"format": "rashomon-dossier/1"}',
        b'"\\ud800"',
    ],
)
def test_what_is_no_dossier_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        dossiers.load(data, "x.json")
    assert str(caught.value).startswith("x.json: not a dossier in JSON: ")
    assert "\n" not in str(caught.value)


def test_the_schema_in_the_reference_is_the_generated_one() -> None:
    assert REFERENCE.read_bytes() == dossiers.schema_bytes(), (
        "regenerate it: python -m rashomon.dossier.render.json > docs/reference/dossier.schema.json"
    )


def test_the_schema_describes_every_part_of_a_dossier(story: Dossier) -> None:
    definition = dossiers.schema()["$defs"]["Dossier"]
    assert set(definition["properties"]) == set(json.loads(dossiers.dump(story)))
    name = definition["properties"]["format"]
    assert (name["enum"], name["default"]) == (["rashomon-dossier/2"], "rashomon-dossier/2")


def test_the_schema_describes_every_field_of_every_part() -> None:
    for name, definition in dossiers.schema()["$defs"].items():
        assert definition["description"], name
        for field, about in definition["properties"].items():
            assert about["description"], f"{name}.{field}"

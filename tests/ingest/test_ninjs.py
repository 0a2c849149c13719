"""ninjs items of its three generations."""

from __future__ import annotations

import pytest

from rashomon.errors import EmptyInput, UnreadableInput
from rashomon.ingest.json_records import from_record
from rashomon.ingest.ninjs import from_ninjs, is_ninjs
from rashomon.settings import Settings

ONE = {
    "uri": "http://agency.example/items/1",
    "type": "text",
    "versioncreated": "2013-07-09T10:37:00Z",
    "firstcreated": "2013-07-08T23:00:00Z",
    "copyrightholder": "The Agency",
    "language": "en",
    "byline": "Jane Doe and John Roe",
    "headline": "Talks fail",
    "body_text": "PARIS (Agency) -- The talks failed. Nobody knows why.",
    "body_xhtml": "<p>PARIS (Agency) -- The talks failed.</p><p>Nobody knows why.</p>",
}
TWO = {
    "uri": "urn:newsml:agency.example:1",
    "versioncreated": "2019-05-10T16:02:28+02:00",
    "pubstatus": "usable",
    "infosources": [{"name": "The Agency"}],
    "by": "Jane Doe",
    "headlines": [{"role": "short", "value": "Fail"}, {"role": "main", "value": "Talks fail"}],
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": "The talks failed. Nobody knows why."},
        {"role": "richtext", "contenttype": "text/html", "value": "<p>The talks failed.</p><p>Nobody knows why.</p>"},
    ],
}
THREE = {
    "uri": "urn:newsml:agency.example:1",
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "2019-05-10T16:02:28+02:00",
    "pubStatus": "usable",
    "copyrightHolder": "The Agency",
    "by": "Jane Doe",
    "headlines": [{"value": "Talks fail"}],
    "bodies": [
        {"role": "main", "contentType": "application/xhtml+xml", "value": "<p>The talks failed.</p><p>Why?</p>"}
    ],
}


def test_an_item_of_1_x_is_read_from_its_markup() -> None:
    article = from_ninjs(ONE, "a")
    assert article.content == "Talks fail\nPARIS (Agency) -- The talks failed.\nNobody knows why."
    assert (article.title, article.outlet, article.byline) == ("Talks fail", "The Agency", "Jane Doe and John Roe")
    assert (article.published, article.modified, article.language) == ("2013-07-08", "2013-07-09", "en")
    assert article.url == "http://agency.example/items/1"


def test_an_item_of_2_x_is_read_from_its_markup() -> None:
    article = from_ninjs(TWO, "a")
    assert article.content == "Talks fail\nThe talks failed.\nNobody knows why."
    assert (article.title, article.outlet, article.byline) == ("Talks fail", "The Agency", "Jane Doe")
    assert article.published == "2019-05-10"


def test_an_item_of_3_x_has_its_names_in_mixed_case() -> None:
    article = from_ninjs(THREE, "a")
    assert article.content == "Talks fail\nThe talks failed.\nWhy?"
    assert (article.outlet, article.byline, article.published) == ("The Agency", "Jane Doe", "2019-05-10")


def test_an_item_with_plain_text_alone_is_read_from_that() -> None:
    plain = {key: value for key, value in ONE.items() if key != "body_xhtml"}
    assert from_ninjs(plain, "a").content == f"Talks fail\n{ONE['body_text']}"


def test_an_item_is_told_by_its_shape_among_records() -> None:
    assert all(map(is_ninjs, (ONE, TWO, THREE)))
    assert not is_ninjs({"uri": "https://daily.example/1", "headline": "Talks fail", "body": "The talks failed."})
    assert from_record(TWO, "a", Settings()) == from_ninjs(TWO, "a")


def test_a_withdrawn_item_is_not_used() -> None:
    with pytest.raises(UnreadableInput, match="is withdrawn by its provider"):
        from_ninjs({**ONE, "pubstatus": "canceled"}, "a")


def test_an_item_without_a_body_says_what_it_is() -> None:
    with pytest.raises(EmptyInput, match=r"^a: is a ninjs item without a body \(type: picture\)"):
        from_ninjs({"uri": "x", "type": "picture", "versioncreated": "2019-05-10"}, "a")


@pytest.mark.parametrize("value", [None, 1, [], [1], {}, "x", [{"value": 1}], [{"role": "main"}], [[[]]]])
@pytest.mark.parametrize("key", [*ONE, *TWO, *THREE])
def test_a_field_of_a_wrong_shape_is_passed_over(key: str, value: object) -> None:
    base = ONE if key in ONE else THREE
    item = {**base, "body_html": "<p>The talks failed.</p>", key: value}
    assert "The talks failed" in from_ninjs(item, "a").content

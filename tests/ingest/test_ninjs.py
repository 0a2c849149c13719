"""ninjs items of its three generations."""

from __future__ import annotations

import pytest

from rashomon.errors import EmptyInput, UnreadableInput
from rashomon.ingest.json_records import from_record
from rashomon.settings import Settings
from rashomon.types import Article

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


def read(item: dict[str, object]) -> Article:
    return from_record(item, "a", Settings())


def test_an_item_of_1_x_is_read_from_its_markup() -> None:
    article = read(ONE)
    assert article.content == "Talks fail\nPARIS (Agency) -- The talks failed.\nNobody knows why."
    assert (article.title, article.outlet, article.byline) == ("Talks fail", "The Agency", "Jane Doe and John Roe")
    assert (article.published, article.modified, article.language) == ("2013-07-08", "2013-07-09", "en")
    assert article.url == "http://agency.example/items/1"


def test_an_item_of_2_x_is_read_from_its_markup() -> None:
    article = read(TWO)
    assert article.content == "Talks fail\nThe talks failed.\nNobody knows why."
    assert (article.title, article.outlet, article.byline) == ("Talks fail", "The Agency", "Jane Doe")
    assert article.published == "2019-05-10"


def test_an_item_of_3_x_has_its_names_in_mixed_case() -> None:
    article = read(THREE)
    assert article.content == "Talks fail\nThe talks failed.\nWhy?"
    assert (article.outlet, article.byline, article.published) == ("The Agency", "Jane Doe", "2019-05-10")


def test_an_item_with_plain_text_alone_is_read_from_that() -> None:
    plain = {key: value for key, value in ONE.items() if key != "body_xhtml"}
    assert read(plain).content == f"Talks fail\n{ONE['body_text']}"


def test_an_item_is_told_by_its_shape_among_records() -> None:
    for item in (ONE, TWO, THREE):
        with pytest.raises(UnreadableInput, match="is withdrawn by its provider"):
            read({**item, "pubstatus": "canceled"})
    record = {"uri": "https://daily.example/1", "headline": "Talks fail", "body": "The talks failed."}
    assert read({**record, "status": "canceled"}).content == "Talks fail\nThe talks failed."


def test_a_withdrawn_item_is_not_used() -> None:
    with pytest.raises(UnreadableInput, match="is withdrawn by its provider"):
        read({**ONE, "pubstatus": "canceled"})


def test_an_item_without_a_body_says_what_it_is() -> None:
    with pytest.raises(EmptyInput, match=r"^a: is a ninjs item without a body \(type: picture\)"):
        read({"uri": "x", "type": "picture", "versioncreated": "2019-05-10"})


@pytest.mark.parametrize("value", [None, 1, [], [1], {}, "x", [{"value": 1}], [{"role": "main"}], [[[]]]])
@pytest.mark.parametrize("key", [*ONE, *TWO, *THREE])
def test_a_field_of_a_wrong_shape_is_passed_over(key: str, value: object) -> None:
    base = ONE if key in ONE else THREE
    item = {**base, "body_html": "<p>The talks failed.</p>", key: value}
    assert "The talks failed" in read(item).content

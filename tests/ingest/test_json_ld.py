"""JSON-LD as pages write it, faults included."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from rashomon.ingest.json_ld import DEEPEST, MOST_NODES, JsonLd, parse_json_ld, plain_text, read_json_ld, types_of

NEWS = '{"@type":"NewsArticle","headline":"Talks fail"}'


def headline(*scripts: str) -> str | None:
    article = parse_json_ld(scripts).article()
    return None if article is None else plain_text(article.get("headline"))


@pytest.mark.parametrize(
    "script",
    [
        NEWS,
        f"[{NEWS}]",
        f'{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite"}},{NEWS}]}}',
        f'{{"@type":"WebPage","mainEntity":{NEWS}}}',
        f'{{"@type":"ItemList","itemListElement":[{{"item":{NEWS}}}]}}',
        NEWS.replace("NewsArticle", "http://schema.org/NewsArticle"),
        NEWS.replace('"NewsArticle"', '["Thing","ReportageNewsArticle"]'),
        f"<!-- {NEWS} -->",
        f"//<![CDATA[\n{NEWS}\n//]]>",
        f"/*<![CDATA[*/{NEWS}/*]]>*/",
        f"\ufeff{NEWS};",
        NEWS.replace('"}', '",}'),
        f"[{NEWS},\n]",
        NEWS.replace('"', "&quot;"),
        NEWS.replace("Talks", "Talks\n\t"),
        NEWS.replace("Talks", r"Ta\lks"),
        f'{{"@type":"WebSite"}}\n{NEWS}',
        f'{NEWS} {{"@type": broken',
    ],
)
def test_an_article_is_found_however_its_script_is_written(script: str) -> None:
    assert headline(script) == "Talks fail"


def test_a_broken_script_costs_only_itself() -> None:
    assert headline('{"@type":"NewsArticle","headline":', NEWS) == "Talks fail"


def test_what_stands_in_a_string_is_not_mended() -> None:
    assert headline('{"@type":"Article","headline":"one, ] two,}",}') == "one, ] two,}"


def test_scripts_of_a_page_are_told_by_their_type() -> None:
    page = f'<html><script>{NEWS}</script><body><script type="application/LD+json; charset=utf-8">{NEWS}</script>'
    assert len(read_json_ld(document_fromstring(page)).nodes) == 1


def test_the_article_of_the_page_goes_before_those_it_links_to() -> None:
    other = {"@type": "NewsArticle", "url": "https://a.example/other", "headline": "Other"}
    own = {"@type": "NewsArticle", "mainEntityOfPage": {"@id": "https://www.a.example/own/"}, "headline": "Own"}
    found = parse_json_ld([json.dumps([other, own])])
    by_address = found.article("http://a.example/own?utm=1")
    assert by_address is not None
    assert by_address["headline"] == "Own"
    assert found.article("https://a.example/none") == other
    nested = parse_json_ld([json.dumps({"@type": "WebPage", "hasPart": other}), json.dumps(own)])
    assert nested.article() == own


def test_a_reference_is_followed_to_what_it_names() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "author": [{"@id": "#jane"}, {"name": "John &amp; Co"}, "Ann Roe", 3]},
            {"@type": "Person", "@id": "#jane", "name": " Jane\n Doe "},
        ]
    }
    found = parse_json_ld([json.dumps(graph)])
    article = found.article()
    assert article is not None
    assert found.names(article, "author") == ("Jane Doe", "John & Co", "Ann Roe")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "@value", "author", "name", "url", "mainEntityOfPage"]), inner
        )
    ),
    max_leaves=30,
)


@given(JSON)
def test_no_value_is_too_strange(value: object) -> None:
    found = parse_json_ld([json.dumps(value)])
    for node in found.nodes:
        types_of(node)
        list(found.addresses(node))
        found.names(node, "author")
    found.article("https://a.example/own")


@given(st.text(alphabet='{}[]",:\\/*<!->&quot;u0d8 \n\ud800é1', max_size=60))
def test_no_script_is_too_strange(script: str) -> None:
    assert isinstance(parse_json_ld([script]), JsonLd)


@pytest.mark.parametrize(
    "script",
    [
        "[" * 500_000,
        '{"a":' * 200_000,
        '{"@graph":[' * 100_000,
        '"' + '\\"' * 500_000,
        "," * 1_000_000,
        ", " * 500_000 + "]",
        "/*" * 500_000,
        "<!--" * 250_000 + "x",
        "x" + " " * 1_000_000 + "x",
        "x" + ";" * 1_000_000 + "x",
        "9" * 1_000_000,
        "[" + "{}," * 300_000 + "]",
        "{} " * 300_000,
        '{"@type":"' + "/" * 900_000 + '"}',
    ],
    ids=range(14),
)
def test_hostile_scripts_are_read_in_bounded_time(script: str) -> None:
    started = time.process_time()
    found = parse_json_ld([script] * 3)
    assert len(found.nodes) <= MOST_NODES
    assert time.process_time() - started < 5


def test_nodes_below_the_bound_of_depth_are_left() -> None:
    script = '{"a":' * (DEEPEST * 2) + "{}" + "}" * (DEEPEST * 2)
    assert len(parse_json_ld([script]).nodes) == DEEPEST + 1

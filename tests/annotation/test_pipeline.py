"""An article understood from end to end."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotation import pipeline
from rashomon.annotation.pipeline import understand
from rashomon.encoder import net
from rashomon.errors import TooLarge, UsageError
from rashomon.settings import Settings
from rashomon.types import Article, Passage

STORY = (
    "The Coast Herald newspaper reported Tuesday that the firm Brod Steel had offered to close its mill in exchange "
    "for a tax cut but the town council had turned it down.\n"
    "The offer was made at a secret meeting in June. Council chief Jan Novak reportedly rejected it, saying that "
    'the council saw the firm as a "guest who never paid.”\n'
    "He went on to say that Mayor Ana Ruiz had repeatedly made clear the town's \"strong interest” in the mill.\n"
    "Subscribe to our newsletter for more.\n"
    "The mill employs 400 people and opened in 1962.\n"
    "“We will not pay. Until they come to us, we wait,” Novak was quoted as saying. “That is all there is to it.”\n"
)


def article(text, published=None, passages=None):
    whole = (Passage(0, len(text), "body"),) if text else ()
    return Article(id="a", text=text, text_sha256="", bytes_sha256="", published=published, passages=passages or whole)


@pytest.fixture(scope="module")
def story():
    start = STORY.index("Subscribe")
    end = STORY.index("The mill employs")
    passages = (Passage(0, start, "body"), Passage(start, end, "boilerplate"), Passage(end, len(STORY), "body"))
    return understand(article(STORY, "2024-07-03", passages))


def statement(story, words):
    return next(s for s in story.statements if words in s.text)


def speakers(story, found):
    names = {e.id: e.name for e in story.entities}
    return [names.get(h.sources[0].entity, h.sources[0].text) if h.sources else None for h in found.chain]


def test_boilerplate_makes_no_statement(story):
    assert not [s for s in story.statements if "Subscribe" in s.text or "newsletter" in s.text]


def test_the_articles_own_voice_has_an_empty_chain(story):
    assert statement(story, "employs 400").chain == ()


def test_a_chain_runs_from_the_first_speaker_to_the_last(story):
    found = statement(story, "strong interest")
    assert "Ruiz" in speakers(story, found)[0]
    assert "Novak" in speakers(story, found)[1]


def test_every_attribution_is_kept_with_its_first_statement(story):
    said = {a.id: a for a in story.attributions}
    assert len(said) == len(story.attributions)
    for found in story.statements:
        assert (found.attribution in said) is bool(found.chain)
    for attribution in story.attributions:
        first = next((s for s in story.statements if s.attribution == attribution.id), None)
        assert attribution.statement == (first.id if first else None)
        assert first is None or attribution.chain == first.chain


def test_what_states_nothing_is_attributed_and_makes_no_statement():
    found = understand(article("The mayor criticised the old plan. The mayor hopes to close the old mill in May."))
    assert {(a.source[0].text, a.states) for a in found.attributions} == {("The mayor", False)}
    assert all(a.statement is None and a.chain for a in found.attributions)
    assert [s.chain for s in found.statements] == [(), ()]


@pytest.mark.parametrize("finder", ["net", "rules"])
def test_a_nested_attribution_is_in_the_layer_and_marked(finder):
    text = "Jan Novak told the council on Friday that Ana Ruiz had said the mill was closed."
    (outer, inner) = understand(article(text), Settings(attribution=finder)).attributions
    assert (outer.found_by, outer.nested, outer.source[0].text) == (finder, False, "Jan Novak")
    assert (inner.nested, inner.source[0].text) == (True, "Ana Ruiz")
    assert [h.sources[0].text for h in inner.chain] == ["Ana Ruiz", "Jan Novak"]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Ada Moor said that the dam had held.", "that the dam had held"),
        ("“The dam has held so far,” Ada Moor said.", "“The dam has held so far,”"),
    ],
)
def test_what_rules_find_has_its_introduction_and_its_marks(text, piece):
    found = understand(article(text), Settings(attribution="rules")).attributions
    assert [text[s:e] for a in found for s, e in a.content] == [piece]
    assert {a.found_by for a in found} == {"rules"}


def test_a_stage_or_rule_can_be_left_out():
    text = "Ana Ruiz said on Friday that the mill was closed."
    assert understand(article(text), without={"times"}).times == ()
    assert understand(article(text), Settings(attribution="rules"), without={"reporting_verb"}).attributions == ()


def test_a_quotation_goes_on_past_its_cue_as_implied(story):
    found = statement(story, "That is all")
    assert found.quotation == "direct"
    assert found.chain[0].implied
    assert found.chain[1].anonymous


def test_when_it_was_said_is_not_when_it_happened(story):
    found = statement(story, "had offered to close")
    assert found.chain[0].when.text == "Tuesday"
    assert found.when is None


def test_an_article_without_story_gives_nothing():
    empty = understand(article("Subscribe!", passages=(Passage(0, 10, "boilerplate"),)))
    assert (empty.statements, empty.entities, empty.tokens) == ((), (), ())


WORDS = (
    *("“", "”", '"', "'", "’", "said", "Novak", "the offer", "that", "was", "quoted as saying", ",", ".", "\n", "\n\n"),
    *(
        "é",
        "e\u0301",
        "שלום",
        "مرحبا",
        "😀",
        "👩‍👩‍👧",
        "\u200b",
        "according to",
        "reportedly",
        "Tuesday",
        "(",
        ")",
        "—",
    ),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40)


@settings(max_examples=60)
@given(TEXTS, st.sampled_from([" ", ""]))
def test_every_offset_holds_whatever_the_text(words, space):
    text = space.join(words)
    found = understand(article(text, "2024-07-03"))
    assert found.failed == ()
    spots = list(found.times)
    spots += [m for e in found.entities for m in e.mentions]
    for made in found.statements:
        assert made.text == " … ".join(text[s:e] for s, e in made.spans)
        spots += [x for x in (made.hedge, made.when) if x]
        for hop in made.chain:
            spots += [x for x in (*hop.sources, hop.cue, hop.to, hop.when) if x]
    for said in found.attributions:
        spots += [*said.source, *([said.cue] if said.cue else [])]
        assert all(0 <= s < e <= len(text) for s, e in said.content)
    spots += [x for e in found.events for x in (e.predicate, e.actor, e.recipient, e.when, e.where) if x]
    assert all(text[s.start : s.end] == s.text for s in spots)
    assert all(0 <= t.start < t.end <= len(text) for t in found.tokens)


def test_what_two_threads_import_is_imported_before_there_are_two() -> None:
    code = (
        "import sys\n"
        "from rashomon.annotation.pipeline import _thread\n"
        "assert 'numpy' not in sys.modules\n"
        "_thread()\n"
        "sys.exit(0 if hasattr(sys.modules.get('numpy'), 'ndarray') else 1)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("word", ["But", "And", "Or", "Nor", "…"])
def test_a_quotation_of_a_conjunction_alone_says_nothing(word):
    found = understand(article(f"“{word},” he added, “we will win.” “{word}?” she said. The mill was closed in June."))
    assert [s.text for s in found.statements] == ["we will win", "The mill was closed in June"]


def test_an_inner_quotation_of_a_mark_alone_says_nothing():
    found = understand(
        article("”that the newspaper - officials' the Herald added , ‘…”."), Settings(attribution="rules")
    )
    assert found.failed == ()
    assert all(s.text.strip("…") for s in found.statements)


PARTS = {
    "opening": ("“", '"', "‘", "“‘", "", "("),
    "closing": ("”", ",”", '"', "?”", "’", "’”", "…”", "", ")"),
    "conjunction": ("But", "And", "or", "nor", "so", "that", "because", "if", "who", "while"),
    "cue": (
        "said",
        "added",
        "told",
        "according to",
        "was quoted as saying",
        "the demand that",
        "vowed to",
        "said that",
    ),
    "who": ("he", "she", "they", "I", "Novak", "the Herald", "a senior official", "the report", "him", "there"),
    "word": ("we will win", "no", "not", "on Monday", "in June", "in that interview", "half", "$5", "the mill closed"),
    "mark": (",", ".", "?", ";", ":", "—", "…", "-", "\n", "\n\n"),
}
INSIDE = st.lists(st.sampled_from([w for k in ("conjunction", "who", "word", "mark") for w in PARTS[k]]), max_size=4)
SPOKEN = st.tuples(st.sampled_from(PARTS["opening"]), INSIDE.map(" ".join), st.sampled_from(PARTS["closing"])).map(
    "".join
)
REPORTING = st.permutations(["who", "cue"]).flatmap(lambda ks: st.tuples(*(st.sampled_from(PARTS[k]) for k in ks)))
SENTENCES = st.tuples(SPOKEN, REPORTING.map(" ".join), st.sampled_from(PARTS["mark"]), SPOKEN).map(" ".join)


@settings(max_examples=60)
@given(st.lists(SENTENCES | INSIDE.map(" ".join), min_size=1, max_size=4).map(" ".join))
def test_no_mix_of_quotations_conjunctions_and_cues_is_too_much(text):
    found = understand(article(text))
    assert found.failed == ()
    assert all(s.text for s in found.statements)


def broken(*_, **__):
    raise IndexError("of all things")


TOLD = "The mill closed on Tuesday. Jan Novak said that the firm would pay. “We will not wait,” he added."


def breaking(monkeypatch, name, error=broken):
    """Make the last stage of a name fail."""
    at = max(n for n, stage in enumerate(pipeline.STAGES) if stage.name == name)
    stages = list(pipeline.STAGES)
    stages[at] = replace(stages[at], run=error)
    monkeypatch.setattr(pipeline, "STAGES", tuple(stages))


@pytest.mark.parametrize("stage", dict.fromkeys(stage.name for stage in pipeline.STAGES))
def test_a_stage_that_fails_costs_what_it_finds(stage, monkeypatch):
    whole = understand(article(TOLD))
    breaking(monkeypatch, stage)
    found = understand(article(TOLD))
    assert [(f.stage, f.error) for f in found.failed] == [(stage, "IndexError")]
    assert "of all things" in found.failed[0].trace
    if stage not in ("parse", "statements"):
        assert "The mill closed on Tuesday" in [s.text for s in found.statements]
    for part in ("entities", "times", "events", "quotations", "attributions"):
        assert bool(getattr(found, part)) is (stage not in (part, "parse", "statements" if part == "events" else part))
    assert (found.tokens == ()) is (stage in ("parse", "words"))
    assert [t.lemma for t in found.tokens] in ([], [t.lemma for t in whole.tokens])


def test_without_knowing_who_says_what_nothing_is_the_articles_own(monkeypatch):
    breaking(monkeypatch, "rules")
    assert understand(article(TOLD), Settings(attribution="rules")).statements == ()
    assert "he" in [s.text for f in understand(article(TOLD)).statements for h in f.chain for s in h.sources]


@pytest.mark.parametrize("span", [(3, 3), (-1, 2), (0, 999)])
def test_a_span_outside_of_the_text_is_refused(span, monkeypatch):
    reading = net.Reading((net.Reported((), span, ()),), (), np.zeros(0, np.float32))
    monkeypatch.setattr(net, "read", lambda _: [reading])
    found = understand(article(TOLD))
    assert [(f.stage, f.error) for f in found.failed] == [("net", "ValueError")]
    assert "The mill closed on Tuesday" in [s.text for s in found.statements]


@pytest.mark.parametrize("error", [UsageError("no model"), MemoryError(), KeyboardInterrupt()])
def test_what_is_no_fault_of_a_stage_ends_the_call(error, monkeypatch):
    def refuse(*_):
        raise error

    breaking(monkeypatch, "times", refuse)
    with pytest.raises(type(error)):
        understand(article(TOLD))


def test_a_story_over_the_bound_is_refused_in_one_line_before_it_is_parsed():
    long = article("<p" + " a=b" * 50_000 + ">")
    with pytest.raises(TooLarge, match=r"^a: has a story of 150,003 words and signs, more than the bound of 100,000: "):
        understand(long)
    with pytest.raises(TooLarge, match="RASHOMON_MAX_WORDS"):
        understand(article("The council met. " * 10), Settings(max_words=39))
    assert len(understand(article("The council met. " * 10), Settings(max_words=40)).tokens) == 40


def test_boilerplate_does_not_count_towards_the_bound():
    text = "The council met.\n" + "a=b " * 200
    passages = (Passage(0, 17, "body"), Passage(17, len(text), "boilerplate"))
    assert understand(article(text, passages=passages), Settings(max_words=20)).tokens


# How sure the author is


def sure(text, word, settings=None):
    """The factuality of a word."""
    found = understand(article(text), settings)
    return next(w.factuality for w in found.tokens if text[w.start : w.end] == word)


def test_by_the_net_what_happened_lies_above_what_may_and_that_above_what_did_not():
    broke = sure("The dam broke on Monday .", "broke")
    may = sure("The dam may break on Monday .", "break")
    did_not = sure("The dam did not break on Monday .", "break")
    assert -3 <= did_not < -1 < may < broke <= 3


def test_by_rules_what_happened_is_sure_and_what_did_not_is_its_opposite():
    rules = Settings(attribution="rules")
    assert sure("The dam broke on Monday .", "broke", rules) == 3.0
    assert sure("The dam did not break on Monday .", "break", rules) == -3.0
    assert 0 < sure("The dam may break on Monday .", "break", rules) < 3
    text = "It rained . Did the dam break ? The town was flooded ."
    assert (sure(text, "break", rules), sure(text, "flooded", rules)) == (0.0, 3.0)


def test_the_predicate_of_a_statement_has_the_factuality_of_the_statement():
    found = understand(article(TOLD))
    of = {w.start: w.factuality for w in found.tokens}
    assert all(
        of[e.predicate.start] == next(s.factuality for s in found.statements if s.id == e.statement)
        for e in found.events
        if " " not in e.predicate.text
    )

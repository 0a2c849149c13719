"""Hedge, certainty, factuality, polarity and force of a statement: [content] and {cue} are marked in the sentences."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.factuality import certainty_of, factuality_of, hedge_of, polarity_of
from rashomon.annotation.pipeline import understand
from rashomon.annotation.speech_acts import force_of
from rashomon.annotation.statements import marks
from rashomon.settings import Settings
from rashomon.types import Article, Passage


def marked(document, text):
    """(parse, tokens, predicate, cue) of a text with [content] and {cue}; without brackets all is the statement."""
    plain, at, spans = "", 0, {"[": [], "{": []}
    for piece in re.finditer(r"[\[{]([^\[\]{}]*)[\]}]", text):
        plain += text[at : piece.start()]
        spans[piece[0][0]].append((len(plain), len(plain) + len(piece[1])))
        plain += piece[1]
        at = piece.end()
    plain += text[at:]
    parse = document(plain)
    cue = inside(parse, spans["{"])
    content = [i for i in inside(parse, spans["["] or [(0, len(plain))]) if i not in cue]
    while parse.parse[content[-1]].is_punct:
        content.pop()
    return parse, tuple(content), predicate(parse, content), tuple(cue) or None


def inside(parse, spans):
    return [i for i in range(len(parse.parse)) if any(s <= parse.starts[i] and parse.ends[i] <= e for s, e in spans)]


def predicate(parse, tokens):
    """The token of a content that none of its others governs, the first such verb where there are several."""
    tops = [i for i in tokens if parse.parse[i].head.i not in tokens or parse.parse[i].head.i == i]
    verbs = [i for i in tops if parse.parse[i].pos_ in ("VERB", "AUX")]
    return (verbs or tops)[0]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The minister reportedly rejected the plan.", "reportedly"),
        ("The troops allegedly fired first.", "allegedly"),
        ("Apparently the bridge was closed.", "Apparently"),
        ("The report {claimed} that [the bridge was closed].", "claimed"),
        ("[The delegation], the report {claimed}, [included six officers].", "claimed"),
        ("His {allegation} that [the vote was rigged] was heard in court.", "allegation"),
        ("[The meeting] {was said} [to have lasted four hours].", "was said"),
        ("[The minister] {is believed} [to be in Oslo].", "is believed"),
        ("[The minister] {is thought} [to be in Oslo].", "is thought"),
        ("The minister is rumoured to be in Oslo.", "is rumoured"),
        ("It {was alleged} that [the vote was rigged].", "was alleged"),
        ("The minister {said} that [the bridge was closed].", None),
        ("The agency {reported} that [the bridge was closed].", None),
        ("The minister {told} reporters that [the bridge was closed].", None),
        ('"[The bridge was closed]," the minister {was quoted as saying}.', None),
        ("It {was agreed} that [the channels would remain open].", None),
        ("[The bridge was closed], it {was said} by the mayor.", None),
        ("Police found the allegedly stolen car.", None),
        ("The so-called council met in Oslo.", None),
    ],
)
def test_a_hedge_is_an_adverb_or_a_cue_that_distances(document, text, hedge):
    parse, tokens, _, cue = marked(document, text)
    found = hedge_of(parse, tokens, cue)
    assert (found and found.text) == hedge
    if found:
        assert parse.article.content[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The bridge was closed.", "certain"),
        ("The minister {said} [the bridge will stay closed].", "certain"),
        ("The minister {said} that [the deal would remain in place].", "certain"),
        ("The minister {demanded} that [the troops leave].", "certain"),
        ("The minister rejected the offer.", "certain"),
        ("The minister reportedly rejected the offer.", "certain"),
        ("[The meeting] {was said} [to have lasted four hours].", "certain"),
        ("The talks are likely to fail.", "probable"),
        ("The talks will probably fail.", "probable"),
        ("The talks seem to have failed.", "probable"),
        ("The talks are expected to end on Friday.", "probable"),
        ("[The minister] {is believed} [to be in Oslo].", "probable"),
        ("The minister {believes} [the talks will fail].", "probable"),
        ("The minister must have left early.", "probable"),
        ("The talks should end on Friday.", "probable"),
        ("The minister {said} [the report should be released].", "certain"),
        ("The talks may fail.", "possible"),
        ("The talks might have failed.", "possible"),
        ("The minister {said} that [they could use other channels].", "possible"),
        ("Perhaps the talks have failed.", "possible"),
        ("The talks possibly failed.", "possible"),
        ("It is possible that the talks have failed.", "possible"),
        ("There is a chance that the talks fail.", "possible"),
        ("The minister {fears} [the talks have failed].", "possible"),
        ("The firemen could not reach the house.", "certain"),
        ("Did the talks fail?", "unknown"),
        ("She {asked} whether [the talks had failed].", "unknown"),
        ("The minister did not {say} whether [the talks had failed].", "unknown"),
        ("The minister did not {say} that [the talks had failed].", "unknown"),
        ("The minister does not {know} that [the talks have failed].", "certain"),
        ("You can leave in the same way.", "certain"),
    ],
)
def test_certainty_is_that_of_whoever_speaks_last(document, text, certainty):
    assert certainty_of(*marked(document, text)).label == certainty


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The talks failed.", "affirmed"),
        ("The talks did not fail.", "negated"),
        ("The talks didn’t fail.", "negated"),
        ("The talks never started.", "negated"),
        ("The bridge is no longer closed.", "negated"),
        ("The country has no immediate plans to withdraw.", "negated"),
        ("No ship has left the harbour.", "negated"),
        ("None of the ships left.", "negated"),
        ("Nobody came.", "negated"),
        ("Neither side signed the deal.", "negated"),
        ("There was no evidence of fraud.", "negated"),
        ("The two sides failed to agree.", "negated"),
        ("The offer would not be changing the alliance.", "negated"),
        ("The two sides did not fail to agree.", "affirmed"),
        ("She not only came but stayed.", "affirmed"),
        ("They could not help but laugh.", "affirmed"),
        ("The stakes could not be higher.", "affirmed"),
        ("They could not agree more.", "affirmed"),
        ("Under no circumstances will they leave.", "negated"),
        ("They live in a no-go area.", "affirmed"),
        ("It was not until Friday that they left.", "affirmed"),
        ("There is no doubt that they came.", "affirmed"),
        ("The minister denied the report.", "affirmed"),
        ("The minister never denied the report.", "negated"),
        ("The minister rejected the offer.", "affirmed"),
        ("They left without signing.", "affirmed"),
        ("The law is in force, and no other court has the right to change it.", "affirmed"),
        ("The minister said [the bridge was closed] and did not leave.", "affirmed"),
    ],
)
def test_polarity_is_that_of_the_main_predicate(document, text, polarity):
    parse, tokens, predicate, _ = marked(document, text)
    assert polarity_of(parse, tokens, predicate).label == polarity


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("The bridge was closed.", "assertion"),
        ("Prices declined last month.", "assertion"),
        ("The deal required a guarantee.", "assertion"),
        ("The minister {insisted} that [the bridge was closed].", "assertion"),
        ("The critics {called} [the deal a mistake].", "assertion"),
        ("[Everybody] {was told} that [the bridge was closed].", "assertion"),
        ("It {was agreed} that [the channels would remain open].", "assertion"),
        ("She {demanded} that [the troops leave].", "demand"),
        ("She repeated the {call} for [the troops to leave].", "demand"),
        ("Norway's {demand} that [the ship leave the harbour] was ignored.", "demand"),
        ("She {insisted} that [he resign].", "demand"),
        ("She {told} [the crew to leave].", "demand"),
        ('"[They must leave]," she {said}.', "demand"),
        ('"[Leave our country now]," she {said}.', "demand"),
        ('She {told} reporters: "[I want to leave.]"', "assertion"),
        ("She {told} him that [the meeting should be called off].", "assertion"),
        ("She {insisted} that [the meeting should be called off].", "demand"),
        ("She {requested} changes, and [the changes were made].", "assertion"),
        ("She called for an inquiry.", "demand"),
        ("The council ordered the troops to withdraw.", "demand"),
        ("The agency {reported} that [Norway had offered to leave the harbour].", "offer"),
        ("Norway proposed a truce.", "offer"),
        ("Norway offered no details.", "assertion"),
        ("Norway offered a grim assessment.", "assertion"),
        ("She {told} [them what to do].", "assertion"),
        ("Norway promised to leave.", "promise"),
        ("The minister {vowed} that [he would stay].", "promise"),
        ("Norway rejected the offer.", "refusal"),
        ("The agency {reported} that [Norway had turned it down].", "refusal"),
        ("The minister refused to resign.", "refusal"),
        ("The request was rejected.", "refusal"),
        ("She declined to comment.", "refusal"),
        ("The minister denied the report.", "denial"),
        ("The minister {denied} that [the bridge was closed].", "denial"),
        ("The minister rejected the allegations.", "denial"),
        ("The minister dismissed the report as false.", "denial"),
        ("The minister did not reject the offer.", "assertion"),
        ("The minister may reject the offer.", "assertion"),
        ("The minister never denied the report.", "assertion"),
        ("Who closed the bridge?", "question"),
        ('"[Who closed the bridge?]" she {asked}.', "question"),
        ("She {asked} whether [the bridge was closed].", "question"),
        ("She {asked} [the crew to leave].", "demand"),
    ],
)
def test_force_is_that_of_the_cue_or_of_the_act_reported(document, text, force):
    assert force_of(*marked(document, text)).label == force


def shown(parse, about, tokens):
    """The texts of the marks; each must repeat what stands at its place."""
    found = list(marks(parse, about, tokens))
    assert all(m.about == about and m.text == parse.article.content[m.start : m.end] for m in found)
    return [m.text for m in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bridge was closed.", []),
        ("The talks may fail.", ["may"]),
        ("The talks may possibly fail.", ["may possibly"]),
        ("The talks may well be likely to fail.", ["may"]),
        ("The minister {said} that [they could use other channels].", ["could"]),
        ("The minister must have left early.", ["must have"]),
        ("The talks should end on Friday.", ["should"]),
        ("The talks will probably fail.", ["probably"]),
        ("The talks are likely to fail.", ["likely"]),
        ("The talks seem to have failed.", ["seem"]),
        ("The talks are expected to end on Friday.", ["expected"]),
        ("There is a chance that the talks fail.", ["chance"]),
        ("The minister {fears} [the talks have failed].", ["fears"]),
        ("[The minister] {is believed} [to be in Oslo].", ["believed"]),
        ("Did the talks fail?", ["?"]),
        ("She {asked} whether [the talks had failed].", ["asked whether"]),
        ("She {wondered}, he said, why [the talks had failed].", ["wondered", "why"]),
        ("The minister did not {say} whether [the talks had failed].", ["whether"]),
        ("The minister did not {say} that [the talks had failed].", ["not say"]),
        ("No one {said} that [the talks had failed].", ["No one said"]),
    ],
)
def test_the_words_that_lower_certainty_are_marked(document, text, words):
    marked_up = marked(document, text)
    assert shown(marked_up[0], "certainty", certainty_of(*marked_up).tokens) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The talks started.", []),
        ("The talks did not start.", ["not"]),
        ("The talks didn’t start.", ["n’t"]),
        ("The talks never started.", ["never"]),
        ("The bridge is no longer closed.", ["no"]),
        ("No ship has left the harbour.", ["No"]),
        ("Nobody came.", ["Nobody"]),
        ("No one came.", ["No one"]),
        ("Under no circumstances will they leave.", ["no"]),
        ("The two sides failed to agree.", ["failed"]),
        ("The two sides did not fail to agree.", []),
    ],
)
def test_the_negations_that_count_are_marked(document, text, words):
    parse, tokens, predicate, _ = marked(document, text)
    assert shown(parse, "polarity", polarity_of(parse, tokens, predicate).tokens) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The minister {insisted} that [the bridge was closed].", []),
        ("The minister may reject the offer.", []),
        ("She {demanded} that [the troops leave].", ["demanded"]),
        ("She repeated the {call} for [the troops to leave].", ["call"]),
        ("She called for an inquiry.", ["called for"]),
        ('"[They must leave]," she {said}.', ["must"]),
        ('"[Leave our country now]," she {said}.', ["Leave"]),
        ("Norway proposed a truce.", ["proposed"]),
        ("The minister {vowed} that [he would stay].", ["vowed"]),
        ("Norway rejected the offer.", ["rejected"]),
        ("Norway turned down the offer.", ["turned down"]),
        ("The agency {reported} that [Norway had turned it down].", ["turned", "down"]),
        ("The minister {denied} that [the bridge was closed].", ["denied"]),
        ("The report is untrue.", ["untrue"]),
        ("Who closed the bridge?", ["?"]),
        ("She {asked} whether [the bridge was closed].", ["asked whether"]),
    ],
)
def test_what_makes_it_another_act_than_an_assertion_is_marked(document, text, words):
    marked_up = marked(document, text)
    assert shown(marked_up[0], "force", force_of(*marked_up).tokens) == words


def test_words_on_both_sides_of_a_full_stop_are_two_marks(document):
    parse = document("They may. Perhaps not.")
    assert shown(parse, "certainty", range(len(parse.parse))) == ["They may.", "Perhaps not."]


def commitment(document, text):
    return factuality_of(*marked(document, text))


def test_own_voice_commits_wholly(document):
    assert commitment(document, "The bridge was closed.") == 3.0
    assert commitment(document, "The bridge was not closed.") == -3.0


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("The minister {said} [the bridge was closed].", "The bridge was closed."),
        ("{According to} the minister, [the bridge was closed].", "The bridge was closed."),
        ("The minister {claimed} [the bridge was closed].", "The minister {said} [the bridge was closed]."),
        ("The minister {said} [the bridge was closed].", "The minister {confirmed} [the bridge was closed]."),
        ("The bridge was reportedly closed.", "The minister {said} [the bridge was closed]."),
        ("The bridge may be closed.", "The bridge will be closed."),
        ("The bridge will be closed.", "The bridge was closed."),
        ("Was the bridge closed?", "The bridge may be closed."),
        ("The minister {denied} that [the bridge was closed].", "Was the bridge closed?"),
        ("The minister {wants} [the bridge to be closed].", "The bridge was closed."),
    ],
)
def test_commitment_falls_with_distance_and_doubt(document, less, more):
    assert commitment(document, less) < commitment(document, more)


def test_nothing_is_asked_of_an_empty_statement(document):
    parse = document("Yes.")
    assert hedge_of(parse, (), None) is None
    assert polarity_of(parse, (), 0) == ("affirmed", ())
    assert force_of(parse, (), 0, ()) == ("assertion", ())


WORDS = st.sampled_from(
    "no not never neither may must could said claimed denied offered was the to if whether ? . “ ” leave".split()
)


@given(st.lists(WORDS, min_size=1, max_size=10), st.data())
def test_any_words_have_all_five(document, words, data):
    parse = document(" ".join(words))
    size = len(parse.parse)
    chosen = st.sets(st.integers(0, size - 1), min_size=1)
    tokens, cue = sorted(data.draw(chosen)), sorted(data.draw(chosen))
    predicate = data.draw(st.sampled_from(tokens))
    hedge = hedge_of(parse, tokens, cue)
    assert hedge is None or parse.article.content[hedge.start : hedge.end] == hedge.text
    assert -3 <= factuality_of(parse, tokens, predicate, cue) <= 3
    for about, plain, (label, by) in (
        ("certainty", "certain", certainty_of(parse, tokens, predicate, cue)),
        ("polarity", "affirmed", polarity_of(parse, tokens, predicate)),
        ("force", "assertion", force_of(parse, tokens, predicate, cue)),
    ):
        assert bool(shown(parse, about, by)) == (label != plain)


def said(text):
    article = Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))
    return next(s for s in understand(article, Settings(attribution="rules")).statements if "bridge" in s.text)


@pytest.mark.parametrize(
    ("text", "certainty", "polarity", "force"),
    [
        ("Jan Novak said that the bridge was safe.", "certain", "affirmed", "assertion"),
        ("Jan Novak does not believe that the bridge was safe.", "probable", "negated", "assertion"),
        ("Jan Novak did not order the firm to close the bridge.", "certain", "negated", "assertion"),
        ("Jan Novak refused to say that the bridge was safe.", "unknown", "affirmed", "refusal"),
        ("Jan Novak never acknowledged that the bridge was safe.", "unknown", "negated", "assertion"),
        ("Not everyone says that the bridge was safe.", "unknown", "affirmed", "assertion"),
        ("Jan Novak denied that the bridge was safe.", "certain", "affirmed", "denial"),
        ("Jan Novak could not resist saying that the bridge was safe.", "certain", "affirmed", "assertion"),
        ("Jan Novak did not know that the bridge was safe.", "certain", "negated", "assertion"),
    ],
)
def test_a_cue_that_says_nothing_asserts_nothing(text, certainty, polarity, force):
    statement = said(text)
    assert (statement.certainty, statement.polarity, statement.force) == (certainty, polarity, force)


def test_what_is_said_in_error_did_not_happen():
    assert said("Jan Novak mistakenly believed that the bridge was safe.").factuality < 0
    assert said("Jan Novak firmly believed that the bridge was safe.").factuality > 0

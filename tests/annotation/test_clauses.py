"""Where statements begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from rashomon.annotation.attribution.rules import find
from rashomon.annotation.attribution.types import Attribution
from rashomon.annotation.clauses import parents, segments
from rashomon.annotation.quotations import quotes
from rashomon.annotation.syntax import runs


def texts(document, text):
    doc = document(text)
    marked = quotes(doc)
    found = segments(doc, find(doc, marked), marked)
    return [" … ".join(doc.parse[s:e].text for s, e in runs(x.tokens, doc.parse)) for x in found]


def test_the_reporting_is_no_statement(document):
    assert texts(document, "Novak said on Friday that the bridge was closed.") == ["the bridge was closed"]


def test_a_sentence_without_source_is_one_statement(document):
    assert texts(document, "The bridge was closed on Friday for repairs.") == [
        "The bridge was closed on Friday for repairs"
    ]


def test_coordinated_clauses_with_subjects_of_their_own_are_two(document):
    assert texts(document, "Novak said that the firm had offered help but the town had turned it down.") == [
        "the firm had offered help",
        "the town had turned it down",
    ]


def test_coordinated_verbs_are_two_statements_of_one_subject(document):
    assert texts(document, "The council met on Friday in the old hall and rejected the plan of the firm.") == [
        "The council met on Friday in the old hall",
        "The council … rejected the plan of the firm",
    ]


def test_subjects_joined_by_and_are_one_subject(document):
    assert texts(document, "Novak said the group and its allies were looking for places to intervene.") == [
        "the group and its allies were looking for places to intervene"
    ]


def test_an_act_and_what_was_said_with_it_are_two(document):
    assert texts(document, "The minister rejected the offer, saying that it came too late.") == [
        "The minister rejected the offer",
        "it came too late",
    ]


def test_a_clause_in_the_reporting_that_tells_something_counts(document):
    found = texts(document, "“The firm will pay,” said Novak, who signed a deal with both towns this week.")
    assert "Novak, who signed a deal with both towns this week" in found


def test_a_clause_about_something_new_counts(document):
    found = texts(
        document, "“The firm will pay,” Novak said, revealing details of a deal that both towns signed this week."
    )
    assert "a deal that both towns signed this week" in found


def test_nesting_finds_the_smallest_content_around_a_cue(document):
    doc = document("The Herald reported that Novak said that the bridge was closed.")
    attributions = find(doc, quotes(doc))
    assert parents(attributions) == (None, 0)
    assert texts(document, doc.parse.text) == ["the bridge was closed"]


def test_a_relative_clause_behind_a_comma_tells_something_of_its_own(document):
    assert texts(document, "Novak is not running against Ruiz, who plans to seek a third term.") == [
        "Novak is not running against Ruiz",
        "Ruiz, who plans to seek a third term",
    ]


def test_a_relative_clause_that_says_who_is_meant_is_no_statement(document):
    assert texts(document, "Farmers who voted for the plan said that it was fair.") == ["it was fair"]


def test_quotations_that_follow_each_other_are_two(document):
    found = texts(document, "She wrote that they should “try a little patience” and “dress like people who care.”")
    assert [t.split(" “")[-1].strip("“") for t in found] == ["try a little patience", "dress like people who care"]


def test_an_imperative_is_a_statement(document):
    assert texts(document, "“Rise to the occasion,” she wrote.") == ["Rise to the occasion"]


def test_a_quoted_sentence_is_cut_only_where_its_parts_differ(document):
    same = "“The road is closed and the bridge is open,” Novak said."
    assert texts(document, same) == ["The road is closed and the bridge is open"]
    differ = "“The road is not safe, so you should stay at home,” Novak said."
    assert len(texts(document, differ)) == 2


def test_what_is_left_of_a_clause_is_no_statement(document):
    assert "The comment comes" not in texts(document, "The comment comes as Novak said that the mill would close.")


def test_a_sentence_is_never_lost_to_a_misread_verb(document):
    found = texts(document, "The tradition of harvest gifts being presented to the mayor dates back to 1947.")
    assert len(found) == 1


ATTRIBUTIONS = st.lists(
    st.builds(
        lambda cue, content: Attribution((cue,), None, tuple(sorted(content))),
        st.integers(0, 8),
        st.sets(st.integers(0, 8), min_size=1),
    ),
    max_size=6,
)


@given(ATTRIBUTIONS)
def test_no_attribution_holds_itself_however_their_contents_overlap(attributions):
    up = parents(attributions)
    for n in range(len(attributions)):
        steps, at = 0, n
        while at is not None:
            at, steps = up[at], steps + 1
            assert steps <= len(attributions)


def test_of_two_that_hold_each_others_cues_the_longer_is_the_outer_one():
    short, long = Attribution((1,), None, (4, 5)), Attribution((4,), None, (1, 2, 3))
    assert parents((short, long)) == (1, None)


def test_what_asserts_nothing_by_itself_stays_with_the_verb_that_reports_it(document):
    assert texts(document, "On Friday the union accused the firm of fraud.") == [
        "On Friday the union accused the firm of fraud"
    ]
    assert texts(document, "Novak declined to say whether the bridge would open.") == [
        "Novak declined to say whether the bridge would open"
    ]


def test_a_preposition_keeps_what_it_governs(document):
    assert texts(document, "The party won the town partly by arguing that the mayor had raised taxes.")[0] == (
        "The party won the town partly by arguing that the mayor had raised taxes"
    )


def test_the_occasion_of_saying_is_a_statement_without_its_conjunction(document):
    assert "Novak left for the capital on Monday" in texts(
        document, "As Novak left for the capital on Monday, he said that the bridge was closed."
    )


def test_no_subject_is_shared_over_a_clause_with_a_subject_of_its_own(document):
    found = texts(document, "Moor said that the firm that the town had sued was bankrupt and owed it a million.")
    assert all("the town …" not in text for text in found)


def test_a_negation_of_two_verbs_is_not_cut_off_the_second(document):
    found = texts(document, "She has not committed any crime or made any false claim.")
    assert found == ["She has not committed any crime or made any false claim"]


def test_a_place_or_day_is_no_subject_of_its_relative_clause(document):
    assert texts(document, "She was taken to Abuja, where she met the president and his ministers.") == [
        "She was taken to Abuja, where she met the president and his ministers"
    ]


def test_a_pronoun_and_an_auxiliary_say_nothing(document):
    assert "it was" not in texts(document, "Was the bridge closed? It was.")


def test_what_is_not_thought_stays_with_its_negation(document):
    assert texts(document, "Novak does not believe that the bridge is safe.") == [
        "Novak does not believe that the bridge is safe"
    ]


def test_what_an_article_asks_itself_is_no_statement(document):
    assert texts(document, "Who is Jan Novak? He runs the mill on the river.") == ["He runs the mill on the river"]


def test_what_a_call_or_demand_wants_is_a_statement(document):
    assert "the firm to close its mill" in texts(
        document, "The town repeated Novak's call for the firm to close its mill."
    )
    assert "the firm close its mill" in texts(
        document, "Novak answered the town's demand that the firm close its mill."
    )


def test_a_report_that_the_parser_joined_to_a_list_is_a_statement_of_its_own(document):
    text = (
        "The group included other senior officers, including the head of the office and the meeting was said to last."
    )
    assert "the meeting was said to last" in texts(document, text)
    assert all("officers" not in found or "meeting" not in found for found in texts(document, text))


def test_a_short_quoted_sentence_is_a_statement(document):
    assert texts(document, "“But,” he added, “we will win.”") == ["we will win"]

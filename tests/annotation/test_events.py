"""Who did what to whom, when and where."""

from rashomon.annotation.pipeline import understand
from rashomon.types import Article, Passage


def event(text, lemma):
    article = Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))
    return next(e for e in understand(article).events if e.lemma == lemma)


def test_an_event_has_its_actor_recipient_and_place():
    found = event("Minister Jan Novak signed the treaty in Paris on Monday.", "sign")
    assert (found.actor.text, found.recipient.text, found.where.text) == ("Minister Jan Novak", "the treaty", "Paris")
    assert found.when.text == "Monday"


def test_a_passive_has_its_agent_for_actor():
    found = event("The plan was rejected by the council.", "reject")
    assert (found.actor.text, found.recipient.text) == ("the council", "The plan")


def test_a_particle_belongs_to_the_verb_and_negation_is_told():
    found = event("The council did not turn down the plan.", "turn down")
    assert found.negated

"""Every mention is what stands at its offsets, whatever the text is made of."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.annotation.coreference import entities
from rashomon.annotation.parsing import parse
from rashomon.types import Article, Passage, Repair

PIECES = [
    "Maria Keller", "President Keller", "Keller’s", "the U.S.", "US", "Washington", "Iranian", "Tehran's", "he", "She",
    "its", "“We will sign,” Keller said.", "according to the report", "The Daily Planet", "(CFRC)", "النص العربي",
    "עברית", "e\u0301\u0323", "🙂", "👨\u200d👩\u200d👧", "Zoë Åström", "al-Khatib", "A senior official said",
    "visited",
    "and", ",", ".", "\n", "\n\n", "  ", "\t", "\u200b", "—", "'s", "officials", "The company", "who", "of", "in",
    "https://example.com/a", "@keller", '"', "”", "ﬁ", "İstanbul", "R-Minn.", "the",
]  # fmt: skip


@settings(max_examples=120)
@given(st.lists(st.sampled_from(PIECES), max_size=30), st.text(max_size=40))
def test_a_mention_repeats_what_stands_at_its_offsets(pieces, noise):
    text = " ".join(pieces) + noise
    passages = (Passage(0, len(text), "body"),) if text else ()
    document = parse(Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=passages))
    found = entities(document)
    for entity in found.entities:
        assert entity.mentions == tuple(sorted(set(entity.mentions)))
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text != ""
            assert mention.text == mention.text.strip()
    assert len({e.id for e in found.entities}) == len(found.entities)
    for token in document.parse:
        assert found.entity_of(token) is None or found.entity_of(token) in {e.id for e in found.entities}
    for sentence in document.parse.sents:
        found.entity_of(sentence)


def test_offsets_are_the_article_s_where_characters_were_repaired():
    text = "Mr. KellerÃ¢â‚¬â„¢s aide, Zoë Burke, met Keller in Oslo."
    damaged = text.index("Ã")
    repair = Repair(damaged, damaged + len("Ã¢â‚¬â„¢"), "’")
    passages = (Passage(0, len(text), "body"),)
    document = parse(Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=passages, repairs=(repair,)))
    keller = next(e for e in entities(document).entities if e.name == "Keller")
    assert [m.text for m in keller.mentions] == ["Mr. Keller", "Mr. KellerÃ¢â‚¬â„¢s", "Keller", "Keller"]
    assert all(text[m.start : m.end] == m.text for m in keller.mentions)


def test_what_is_boilerplate_or_repeated_has_no_mentions():
    body, rest = "Maria Keller met John Burke. ", "Subscribe to The Daily Planet and follow Maria Keller."
    text = body + rest
    passages = (Passage(0, len(body), "body"), Passage(len(body), len(text), "boilerplate"))
    document = parse(Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=passages))
    assert all(m.end <= len(body) for e in entities(document).entities for m in e.mentions)

"""Whether a text starts in the middle of its story."""

from __future__ import annotations

import re

__all__ = ["starts_mid_story"]

LONGEST_SENTENCE = 600
LEAST_WORDS = 4
"""Fewest words of a sentence whose lower-case start is a sign."""
SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)[.!?…][\"'’”»)\]]*(?:\s+|$)")
SAID = (
    r"(?:says?|said|claim(?:s|ed)|add(?:s|ed)|note[sd]|allege[sd]|state[sd]|continue[sd]|conclude[sd]|quote[sd]|"
    r"report(?:s|ed)|reads?|went on|goes on|point(?:s|ed) out|explain(?:s|ed)|wrote|writes|reveal(?:s|ed))"
)
DOCUMENT = (
    r"(?:report|statement|study|article|newspaper|paper|letter|document|documents|memo|dossier|survey|poll|bulletin|"
    r"interview|broadcaster|outlet|website|daily|magazine|communiqué|announcement|editorial|source|sources|spokesman|"
    r"spokeswoman|spokesperson|post|tweet|e-?mail|transcript|complaint|indictment|lawsuit|filing)"
)
UNMENTIONED = rf"\b[Tt]he (?P<what>{DOCUMENT}) (?:also |further |then |later )?{SAID}\b"
"""A document that is mentioned as known, without a word about which one it is."""
LEANING = (
    r"(?:He|She|They) (?!who\b|whose\b|whom\b)(?:[a-z]+ )?[a-z]+",
    r"(?:His|Her|Their) [a-z]+",
    r"(?:Mr|Mrs|Ms)\. [A-Z][\w-]+(?! [A-Z])",
    r"[\"“][^\"“”]{5,400}[\"”] (?:he|she|they) (?:also )?(?:said|added|told|wrote|asked)\b",
    rf"(?:(?:[A-Z][\w.'’-]+ ){{1,2}}|The (?:\w+ ){{1,2}})also (?:{SAID}|\w+ed|told|met|called|gave|took|made)\b",
    r"(?:But|And|Yet|Nor|Meanwhile|Also|Thus|Therefore|Hence|Besides|Similarly|Likewise|However|Moreover)\b",
    r"(?:In addition|Furthermore|Additionally|Nevertheless|Nonetheless|Consequently|The latter|The former)\b",
)
"""First words that need an antecedent."""
SMALL = r"[^\w\"'‘“]*[^\W\d_A-Z]"
NAME_IN_SMALL = (
    r"\W*(?:[a-z]{1,4}[A-Z]|(?:al|el|an|as|ad|ed|de|di|da|du|la|le|van|von|bin|ibn|d|o)[\s'’-]+[A-Z]|\w+\.\w|https?:)"
)
"""Names in lower case: iPhone, al-Qaida, de Blasio, example.org."""


def starts_mid_story(opening: str, headline: str | None) -> bool:
    """Return whether the first paragraph of a story refers to something that is missing.

    Signs, in its first sentence only: a lower-case start; a document mentioned as known ("the report claimed") that
    neither the headline nor the sentence names; and, without a headline, which could supply the antecedent: a pronoun,
    a bare surname after "Mr.", "… also …" or a connective.
    """
    found = SENTENCE_END.search(opening, 0, LONGEST_SENTENCE)
    sentence = opening[: found.end() if found else LONGEST_SENTENCE]
    first = next((character for character in sentence if character.isalpha()), "")
    if (
        first.islower()
        and len(sentence.split()) >= LEAST_WORDS
        and re.match(SMALL, sentence)
        and not re.match(NAME_IN_SMALL, sentence)
    ):
        return True
    unmentioned = re.search(UNMENTIONED, sentence) if "he " in sentence else None
    if unmentioned and not named(unmentioned["what"], sentence[: unmentioned.start()], headline):
        return True
    return headline is None and any(re.match(pattern, sentence) for pattern in LEANING)


def named(what: str, before: str, headline: str | None) -> bool:
    """Return whether the headline or the words before name a document of this kind or attribute it to the speaker."""
    context = f"{headline or ''} {before}".lower()
    return what.lower() in context or any(mark in before for mark in '"“”')

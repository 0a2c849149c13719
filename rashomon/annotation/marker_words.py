"""Lists of words that mark certainty, polarity and force, with where they come from: lemmas, lower case."""

from __future__ import annotations

__all__ = [
    "ASSERTED_NOUNS",
    "BELIEVED",
    "COUNTERED_VERBS",
    "DEMAND_CUES",
    "DEMAND_VERBS",
    "DENIAL_VERBS",
    "DISTANCING_CUES",
    "DISTANCING_PASSIVES",
    "EXPECTED",
    "FACTIVES",
    "FORESEEN",
    "HEDGES",
    "INTENDED",
    "NEGATIVE_IMPLICATIVES",
    "NEGATIVE_WORDS",
    "OFFERED_WORDS",
    "OFFER_VERBS",
    "PERHAPS",
    "POSSIBLE_NOUNS",
    "PROBABLY",
    "PROMISE_VERBS",
    "QUESTION_VERBS",
    "REFUSAL_VERBS",
    "REPORTED",
    "SUPPOSED",
    "WONDERED",
    "words",
]


def words(text: str) -> frozenset[str]:
    """The words of a text: a list that is easy to read and to add to."""
    return frozenset(text.split())


# Distance between speaker and content: evidential adverbs (Quirk et al. 1985, 8.127, "hearsay" disjuncts) and cues that
# news style books call loaded, since they doubt what they report.

HEDGES = words(
    "reportedly allegedly supposedly apparently purportedly ostensibly seemingly rumouredly rumoredly putatively "
    "evidently presumably"
)
"""Adverbs that leave the content to somebody else or to appearances."""

DISTANCING_CUES = words("claim allege purport speculate rumour rumor insinuate contend maintain")
DISTANCING_NOUNS = words("claim allegation rumour rumor speculation insinuation")
DISTANCING_PASSIVES = words(
    "say believe think understand rumour rumor report allege claim suppose suspect presume purport reckon assume"
)
"""Verbs whose passive without an agent ("was said to have …") hides who says it."""

# Degrees of certainty: Saurí and Pustejovsky (2009), "FactBank", and Rubin (2010), as adverbs, adjectives and cues.

PROBABLY = words("likely probably presumably apparently seemingly evidently supposedly arguably unlikely doubtless")
PERHAPS = words(
    "possibly perhaps maybe potentially conceivably possible conceivable perchance uncertain unsure unclear"
)
POSSIBLE_NOUNS = words("chance possibility prospect risk danger likelihood")
SUPPOSED = words(
    "believe think suspect assume suppose reckon presume guess expect anticipate predict forecast estimate figure "
    "imagine feel consider suggest seem appear surmise project foresee conclude"
)
"""Verbs that give their clause as probable."""

WONDERED = words("hope fear worry speculate hint doubt dread wonder hypothesize hypothesise")
"""Verbs that give their clause as possible."""

FORESEEN = words(
    "arrive end begin start finish last reach return come improve rise fall increase decrease drop grow take continue "
    "reopen resume clear ease open close conclude suffice"
)
"""Verbs of what runs its course: with "should" a guess; with others "should" is what somebody wants."""

# Embedding verbs by what they say of their clause: factives (Kiparsky and Kiparsky 1970) and implicatives (Karttunen
# 1971, 2012), with the classes of Saurí and Pustejovsky's source-introducing predicates (2012).

FACTIVES = words(
    "know realise realize reveal confirm admit acknowledge concede disclose discover learn notice note regret recall "
    "remember forget prove show see hear find demonstrate recognise recognize understand point celebrate welcome "
    "manage succeed begin start continue keep stop cease finish force help make let cause lead enable allow get "
    "happen dare bother proceed go come complete serve remain use ensure underscore highlight remind stress emphasise "
    "emphasize"
)
"""Verbs whose clause the speaker takes for a fact, or whose doing brings it about."""

REPORTED = words(
    "say tell report announce state add write declare explain argue insist assert reply respond testify describe "
    "mention comment remark repeat warn inform note quote cite tweet"
)
BELIEVED = SUPPOSED | words("claim allege contend maintain rumour rumor purport")
EXPECTED = words("expect anticipate predict forecast foresee schedule set due slate likely project")
INTENDED = words(
    "want wish hope plan intend aim mean try attempt seek prepare agree decide choose offer propose promise pledge "
    "vow swear threaten demand urge call ask order request require instruct invite encourage persuade tell command "
    "advise recommend need consider hesitate wait willing ready eager able unable reluctant free right plan effort "
    "attempt decision agreement promise pledge offer proposal demand call request threat intention desire ability "
    "opportunity bid appeal push move order permission invitation permit commit"
)
"""Verbs, adjectives and nouns whose infinitive is wanted, asked for or possible, not said to have happened."""

NEGATIVE_IMPLICATIVES = words(
    "fail refuse decline neglect omit deny prevent avoid forbid prohibit ban bar stop block refrain abstain unable "
    "impossible doubt dispute reject rule dissuade deter unlikely unwilling failure refusal denial lack"
)
"""Words whose clause is said not to hold or not to have happened."""

# Polarity (Quirk et al. 1985, 10.54-10.70).

NEGATIVE_WORDS = words("no none nobody nothing neither nowhere no-one noone")
NEGATORS = words("not n't never nor neither nowise hardly scarcely n’t nt")
FAILED = words("fail neglect omit")
"""Implicatives with an infinitive that say no more than "not"."""

# Illocutionary force (Searle 1976), as the verbs that name the act (Wierzbicka 1987).

DEMAND_CUES = words(
    "demand call urge order request appeal instruct command press plead beg implore exhort insist ultimatum "
    "instruction plea require ask tell warn advise recommend"
)
DEMAND_VERBS = words("demand urge order request implore exhort beg command instruct")
FIRM_DEMANDS = words("demand urge order request appeal instruct command plead beg implore exhort ultimatum plea")
"""Of DEMAND_CUES those that demand whatever the form of their content."""

OFFER_VERBS = words("offer propose")
OFFERED_WORDS = words(
    "assessment analysis detail explanation comment opinion view evidence proof indication apology condolence glimpse "
    "insight reason account description praise criticism example prayer sympathy hint clue reassurance assurance "
    "defense defence critique argument thought word response reply answer rebuke"
)
"""What is given in speech by being offered: no offer."""

OFFER_CUES = OFFER_VERBS | words("proposal")
PROMISE_VERBS = words("promise pledge vow swear guarantee")
REFUSAL_VERBS = words("reject refuse decline rebuff spurn snub veto rebuke")
DENIAL_VERBS = words("deny dispute refute contradict disavow repudiate")
ASSERTED_NOUNS = words(
    "claim allegation accusation charge report rumour rumor suggestion notion assertion criticism idea argument "
    "speculation characterization characterisation description account"
)
"""What is asserted: who rejects it denies."""

COUNTERED_VERBS = words("reject dismiss rebut")
"""Verbs that refuse an offer and deny a claim."""

QUESTION_VERBS = words("ask wonder inquire enquire question query")

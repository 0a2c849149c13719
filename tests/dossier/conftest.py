"""Dossiers made by hand: three invented articles on a harbour fire, a hostile one, a large one, an empty one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import pytest
from msgspec.structs import replace

from rashomon.types import (
    Article,
    Change,
    Claim,
    Copy,
    CopyGroup,
    Dateline,
    Difference,
    Dossier,
    Entity,
    Failure,
    Hop,
    Mark,
    Mention,
    Moment,
    Omission,
    Origin,
    OriginGroup,
    Passage,
    Phrase,
    Reason,
    Relation,
    Shared,
    Source,
    Spot,
    Statement,
    When,
    Wording,
)

COURIER = """Fire closes Velden harbour
PORT VELDEN (NWA) -- A fire destroyed two warehouses in the harbour of Port Velden on Friday, mayor Ilse Brandt said.
"Nobody was hurt," Brandt told reporters.
Union leader Pelle Oster reportedly blamed the port authority, saying that "the sprinklers had been off for a year."
Support our work: subscribe to The Velden Courier.
Nobody was hurt, the mayor said.
"""
WIRE = """Two hurt in harbour blaze, firefighters say
Three warehouses burned down in Port Velden on Saturday, the fire brigade said. Two workers may have been hurt.
According to Harbour News, Pelle Oster said the sprinklers were switched off.
The blaze was seen from the island of Rum.
"""
HERALD = """On Saturday a fire broke out in the docks. The authority denied that the sprinklers had been off.
"""

type_of = {
    "Ilse Brandt": "person",
    "Pelle Oster": "person",
    "Harbour News": "organisation",
    "port authority": "organisation",
}


def article(text: str, file: str, cuts: Iterable[tuple[str, str]] = (), **more: object) -> Article:
    """An article whose passages are ``cuts``, (kind, its exact words), and body for the rest."""
    passages, at = [], 0
    for kind, words in cuts:
        start = text.index(words, at)
        if start > at:
            passages.append(Passage(at, start, "body"))
        at = start + len(words)
        passages.append(Passage(start, at, kind))
    if at < len(text):
        passages.append(Passage(at, len(text), "body"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    given = {"file": file, "text": text, "text_sha256": digest, "bytes_sha256": digest, "passages": tuple(passages)}
    return Article(id=digest[:16], **{**given, **more})


def spot(of: Article, words: str, kind: type = Spot, **more: object) -> object:
    start = of.content.index(words)
    return kind(start=start, end=start + len(words), text=words, **more)


def said(key: str, of: Article, words: str, *chain: Hop, **more: object) -> Statement:
    start = of.content.index(words)
    return Statement(
        id=key,
        article=of.id,
        spans=((start, start + len(words)),),
        text=words,
        chain=chain,
        **{"quotation": "none", **more},
    )


def mark(of: Article, about: str, words: str) -> Mark:
    start = of.content.index(words)
    return Mark(about, start, start + len(words), words)


def mention(of: Article, words: str) -> Mention:
    start = of.content.index(words)
    return Mention(of.id, start, start + len(words), words)


def _story() -> Dossier:
    a = article(
        COURIER,
        "courier.txt",
        [
            ("headline", "Fire closes Velden harbour\n"),
            ("dateline", "PORT VELDEN (NWA) -- "),
            ("boilerplate", "Support our work: subscribe to The Velden Courier.\n"),
            ("repeat", "Nobody was hurt, the mayor said.\n"),
        ],
        title="Fire closes Velden harbour",
        outlet="The Velden Courier",
        dateline=Dateline(("Port Velden",), "NWA"),
        published="2031-05-04",
        language="en",
    )
    b = article(
        WIRE,
        "wire.txt",
        [("headline", "Two hurt in harbour blaze, firefighters say\n")],
        published="2031-05-05",
        language="en",
    )
    c = article(HERALD, "herald.txt", language="en", outlet="Herald", starts_mid_story=True)
    brandt = Hop(sources=(spot(a, "mayor Ilse Brandt", Source, entity="e-brandt"),), cue=spot(a, "said"))
    oster = spot(a, "Pelle Oster", Source, entity="e-oster")
    news = spot(b, "Harbour News", Source, entity="e-news")
    brigade = spot(b, "the fire brigade", Source, entity="e-brigade")
    statements = (
        said(
            "a1",
            a,
            "A fire destroyed two warehouses in the harbour of Port Velden on Friday",
            brandt,
            quotation="indirect",
            when=spot(a, "Friday", When, value="2031-05-02"),
        ),
        said(
            "a2",
            a,
            "Nobody was hurt",
            brandt,
            quotation="direct",
            polarity="negated",
            marks=(mark(a, "polarity", "Nobody"),),
        ),
        said("a3", a, "Pelle Oster reportedly blamed the port authority", hedge=spot(a, "reportedly")),
        said(
            "a4",
            a,
            "the sprinklers had been off for a year.",
            Hop(sources=(oster,), cue=spot(a, "saying")),
            quotation="mixed",
        ),
        said(
            "b1",
            b,
            "Three warehouses burned down in Port Velden on Saturday",
            Hop(sources=(brigade,), cue=spot(b, "said")),
            quotation="indirect",
            when=spot(b, "Saturday", When, value="2031-05-03"),
        ),
        said(
            "b2",
            b,
            "Two workers may have been hurt",
            Hop(sources=(brigade,), implied=True),
            certainty="possible",
            marks=(mark(b, "certainty", "may"),),
        ),
        said(
            "b3",
            b,
            "the sprinklers were switched off",
            Hop(sources=(spot(b, "Pelle Oster", Source, entity="e-oster"),), cue=spot(b, "According to")),
            Hop(sources=(news,), cue=spot(b, "According to")),
            quotation="indirect",
        ),
        said("b4", b, "The blaze was seen from the island of Rum", Hop(cue=spot(b, "was seen"), anonymous=True)),
        said("c1", c, "On Saturday a fire broke out in the docks", when=spot(c, "Saturday", When, value=None)),
        said(
            "c2",
            c,
            "The authority denied that the sprinklers had been off",
            Hop(cue=spot(c, "denied"), unresolved=True),
            force="denial",
            marks=(mark(c, "force", "denied"),),
        ),
        said(
            "c3", c, "the sprinklers had been off", Hop(sources=(spot(c, "The authority", Source),)), polarity="negated"
        ),
    )
    claims = (
        Claim("k-fire", ("a1", "b1", "c1"), "A fire destroyed two warehouses"),
        Claim("k-hurt", ("a2", "b2"), "Nobody was hurt"),
        Claim("k-off", ("a4", "b3", "c3"), "the sprinklers were switched off"),
        Claim("k-blame", ("a3",), "Pelle Oster reportedly blamed the port authority"),
        Claim("k-seen", ("b4",), "The blaze was seen from the island of Rum"),
        Claim("k-denied", ("c2",), "The authority denied that the sprinklers had been off"),
    )
    return Dossier(
        articles=(a, b, c),
        entities=(
            Entity(id="e-brandt", kind="person", name="Ilse Brandt", mentions=(mention(a, "Ilse Brandt"),)),
            Entity(
                id="e-oster",
                kind="person",
                name="Pelle Oster",
                mentions=(mention(a, "Pelle Oster"), mention(b, "Pelle Oster")),
            ),
            Entity(id="e-news", kind="organisation", name="Harbour News", mentions=(mention(b, "Harbour News"),)),
            Entity(
                id="e-brigade", kind="organisation", name="the fire brigade", mentions=(mention(b, "the fire brigade"),)
            ),
        ),
        statements=statements,
        claims=claims,
        relations=(
            Relation(
                "a1",
                "b1",
                "conflict",
                (
                    Difference("time", spot(a, "Friday"), spot(b, "Saturday")),
                    Difference("number", spot(a, "two warehouses"), spot(b, "Three warehouses")),
                ),
                0.9,
            ),
            Relation("a2", "b2", "conflict", (), 0.6),
            Relation("b1", "c1", "compatible", (Difference("place", spot(b, "Port Velden"), spot(c, "docks")),), 0.7),
            Relation("a4", "b3", "agree", (), 0.8),
        ),
        origins=(
            Origin(
                "k-fire",
                (
                    OriginGroup("e-brandt", ("a1",), (mention(a, "mayor Ilse Brandt"),)),
                    OriginGroup("e-brigade", ("b1",), (mention(b, "the fire brigade"),)),
                    OriginGroup(None, ("c1",), ()),
                ),
                2,
                "independent",
                (Reason("two origins, each with its own statement", (mention(a, "mayor Ilse Brandt"),)),),
            ),
            Origin(
                "k-off",
                (OriginGroup("e-oster", ("a4", "b3"), ()),),
                1,
                "same origin",
                (Reason("both go back to Pelle Oster", (mention(a, "Pelle Oster"), mention(b, "Pelle Oster"))),),
            ),
            Origin("k-hurt", (), 0, "not established", (Reason("no origin is named"),)),
        ),
        omissions=(
            Omission("k-hurt", c.id, None),
            Omission("k-blame", b.id, True),
            Omission("k-blame", c.id, None),
            Omission("k-seen", a.id, False),
            Omission("k-seen", c.id, None),
            Omission("k-denied", a.id),
            Omission("k-denied", b.id),
        ),
        wording=(
            Wording(
                (
                    Phrase(a.id, *spot(a, "A fire").span, "A fire", "paraphrased"),
                    Phrase(b.id, *spot(b, "The blaze").span, "The blaze", "outlet"),
                ),
                claim="k-fire",
            ),
            Wording(
                (
                    Phrase(a.id, *spot(a, "Pelle Oster").span, "Pelle Oster", "outlet"),
                    Phrase(b.id, *spot(b, "Pelle Oster").span, "Pelle Oster", "quoted"),
                ),
                entity="e-oster",
            ),
        ),
        events=(),
        timeline=(Moment("2031-05-03", "day", ("k-fire",)), Moment("2031-05-02", "day", ("k-fire",))),
        copies=(
            Copy(
                kind="version",
                left=a.id,
                right=b.id,
                shared=(Shared(spot(a, "Port Velden").span, spot(b, "Port Velden").span, 2),),
                left_share=0.9,
                right_share=0.8,
                earlier=a.id,
                reasons=(Reason("one is of 2031-05-04, the other of 2031-05-05"),),
                changes=(
                    Change("replaced", spot(a, "two warehouses"), spot(b, "Three warehouses")),
                    Change("deleted", spot(a, '"Nobody was hurt," Brandt told reporters.'), None),
                    Change("inserted", None, spot(b, "The blaze was seen from the island of Rum")),
                ),
            ),
            Copy(
                kind="passage",
                left=b.id,
                right=c.id,
                shared=(
                    Shared(spot(b, "sprinklers were switched off").span, spot(c, "sprinklers had been off").span, 3),
                    Shared(spot(b, "fire").span, spot(c, "fire").span, 1, quoted=True),
                ),
                left_share=0.125,
                right_share=0.25,
                reasons=(Reason("Herald is credited to Reuters", (mention(c, "docks"),)),),
            ),
        ),
        copy_groups=(
            CopyGroup(articles=(a.id, b.id), earlier=a.id, agency="Reuters", evidence=(mention(b, "Harbour News"),)),
        ),
        failures=(Failure("broken.bin", "not text: it holds NUL bytes. Give the article as text or HTML"),),
    )


ATTACK = (
    "</script></style></title><img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
)
TURNED = "\u202eאבג \u2066دعوى"
LONG = "W" * 10_000
ESCAPE = "\x1b[31mred\x1b]0;owned\x07\x9b31m"
MARKUP = (
    "[bold red]x[/] **b** _i_ [l](javascript:alert(1)) | `c` https://evil.example www.evil.example {{ 7*7 }} {% x %}"
)


def _hostile() -> Dossier:
    evil = f"{ATTACK} {TURNED} {LONG} {ESCAPE} {MARKUP} 👩‍👩‍👧‍👦 e\u0301"
    first = article(
        f"{evil}\nFirst {evil} end.\n{{{{ view }}}} & &amp; <b>bold</b>",
        f"{ATTACK}.txt",
        title=evil,
        outlet=f"{ATTACK}{TURNED}{ESCAPE}{MARKUP}",
        byline=evil,
        dateline=Dateline((evil,), evil),
        language='en" onload="x',
        published=f"2031{ATTACK}",
    )
    second = article(f"{TURNED}\n{evil}\n" * 3, f"\u202egpj.{ATTACK}", language="ar", outlet="صحيفة")
    hop = Hop(
        sources=(Source(0, len(evil), evil, "e"),),
        cue=spot(first, ATTACK),
        to=spot(first, TURNED),
        when=When(0, 5, "</scr", ATTACK),
    )
    end = len(first.content)
    statements = (
        said(
            "s1",
            first,
            evil,
            hop,
            hedge=spot(first, ATTACK),
            quotation="direct",
            certainty="unknown",
            polarity="negated",
            force="question",
            marks=(mark(first, "certainty", ATTACK), mark(first, "polarity", evil), mark(first, "force", TURNED)),
            when=When(0, 5, "</scr", ATTACK),
        ),
        Statement(id="s2", article=first.id, spans=((0, end),), text=first.content, quotation="none", chain=(hop, hop)),
        Statement(
            id="s3",
            article=first.id,
            spans=((5, 40), (20, 60), (end - 9, end)),
            text="x",
            quotation="none",
            chain=(hop,) * 9,
        ),
        said("s4", second, evil, Hop(unresolved=True, cue=spot(second, TURNED))),
    )
    return Dossier(
        articles=(first, second),
        entities=(Entity(id="e", kind="person", name=evil, mentions=(mention(first, evil), mention(second, evil))),),
        statements=statements,
        claims=(Claim("c1", ("s1", "s4"), evil), Claim("c2", ("s2", "s3"), ATTACK)),
        relations=(
            Relation("s1", "s4", "conflict", (Difference("time", spot(first, ATTACK), spot(second, ATTACK)),), 0.5),
        ),
        origins=(
            Origin(
                "c1", (OriginGroup("e", ("s1",), ()),), 0, "not established", (Reason(evil, (mention(first, evil),)),)
            ),
        ),
        omissions=(Omission("c2", second.id),),
        wording=(
            Wording(
                (Phrase(first.id, 0, len(evil), evil, "quoted"), Phrase(second.id, 0, 3, "אבג", "outlet")), entity="e"
            ),
        ),
        events=(),
        timeline=(
            Moment(ATTACK, "day", ("c1",)),
            Moment("2031-02-30", "day", ("c1",)),
            Moment("2031", "year", ("c2",)),
        ),
        copies=(
            Copy(
                kind="version",
                left=first.id,
                right=second.id,
                shared=(Shared((0, len(evil)), (5, 60), 9),),
                left_share=1.0,
                right_share=0.0,
                reasons=(Reason(evil, (mention(first, evil),)),),
                changes=(
                    Change("replaced", spot(first, evil), spot(second, evil)),
                    Change("deleted", spot(first, ATTACK), None),
                    Change("inserted", None, spot(second, TURNED)),
                ),
            ),
            Copy(
                kind="passage",
                left=second.id,
                right=first.id,
                shared=(Shared((0, end), (3, end), 9, quoted=True), Shared((0, 50), (5, 70), 2)),
                left_share=1.0,
                right_share=0.5,
                reasons=(Reason(ATTACK, (mention(second, evil),)),),
            ),
        ),
        copy_groups=(CopyGroup(articles=(first.id,), agency=evil, evidence=(mention(first, evil),)),),
        failures=(Failure(f"{ATTACK}{ESCAPE}", f"{MARKUP} {evil}"),),
    )


def _many(articles: int = 30, each: int = 24) -> Dossier:
    """``articles`` articles of ``each`` statements: every other statement is of a claim that many share."""
    texts = [
        article(
            "\n".join(f"Speaker {n % 40} said that item {n} of {i} cost {n + i} crowns." for n in range(each)),
            f"article-{i:02}.txt",
        )
        for i in range(articles)
    ]
    statements, claims = [], {}
    for i, one in enumerate(texts):
        for n in range(each):
            words = f"item {n} of {i} cost {n + i} crowns"
            hop = Hop(
                sources=(spot(one, f"Speaker {n % 40}", Source, entity=f"e{(n * 7 + i) % 60}"),), cue=spot(one, "said")
            )
            key = f"s{i:02}-{n:02}"
            statements.append(said(key, one, words, *([hop] * (n % 4)), hedge=None))
            claims.setdefault(f"c{n}" if n % 2 and (i + n) % 3 else f"c{n}-{i}", []).append(key)
    relations = [Relation(m[0], m[1], "conflict", (), 0.5) for m in claims.values() if len(m) > 12]
    by_id = {s.id: s for s in statements}
    return Dossier(
        articles=tuple(texts),
        entities=tuple(Entity(id=f"e{n}", kind="person", name=f"Speaker Number {n}", mentions=()) for n in range(60)),
        statements=tuple(statements),
        claims=tuple(Claim(key, tuple(members), by_id[members[0]].text) for key, members in claims.items()),
        relations=tuple(relations),
        origins=tuple(
            Origin(key, (OriginGroup(f"e{n % 60}", tuple(members), ()),), 0, "not established", ())
            for n, (key, members) in enumerate(claims.items())
        ),
        omissions=tuple(
            Omission(key, one.id)
            for key, members in claims.items()
            if len(members) > 1
            for one in texts
            if one.id not in {by_id[m].article for m in members}
        ),
        wording=(),
        events=(),
        timeline=tuple(Moment(f"20{10 + n}-0{1 + n % 9}", "month", (key,)) for n, key in enumerate(list(claims)[:20])),
    )


def _carried() -> Dossier:
    """One agency's words in three articles, the last in other case and on two lines, against a fourth article's."""
    wire = "Twelve people were killed in the flood, the coast guard said."
    texts = {
        "Courier": (wire, "Twelve", "the coast guard"),
        "Herald": ("Fifteen people were killed in the flood, police said.", "Fifteen", "police"),
        "Post": (f"(NWA) {wire}", "Twelve", "the coast guard"),
        "Star": ("twelve PEOPLE\nwere killed in the flood, Radio Velden said.", "twelve", "Radio Velden"),
    }
    articles, statements = [], []
    for name, (text, first, who) in texts.items():
        one = article(text, f"{name.lower()}.txt", outlet=name)
        hop = Hop(sources=(spot(one, who, Source),), cue=spot(one, "said"))
        words = text[text.index(first) : text.index(", ")]
        statements.append(said(name[0].lower(), one, words, hop, quotation="indirect"))
        articles.append(one)
    c, h, p, _ = articles
    number = Difference("number", spot(c, "Twelve"), spot(h, "Fifteen"))
    back = Difference("number", spot(h, "Fifteen"), spot(p, "Twelve"))
    return Dossier(
        articles=tuple(articles),
        entities=(),
        statements=tuple(statements),
        claims=(Claim("k", ("c", "h", "p", "s"), "Twelve people were killed"),),
        relations=(
            Relation("c", "h", "conflict", (number,), 0.99),
            Relation("c", "p", "agree", (), 0.99),
            Relation("h", "p", "conflict", (back,), 0.99),
        ),
        **dict.fromkeys(("origins", "omissions", "wording", "events", "timeline"), ()),
    )


@pytest.fixture(scope="session")
def carried() -> Dossier:
    return _carried()


@pytest.fixture(scope="session")
def story() -> Dossier:
    return _story()


@pytest.fixture(scope="session")
def unsure(story: Dossier) -> Dossier:
    """The story, its statements on the sprinklers barely alike."""
    *others, last = story.relations
    return replace(story, relations=(*others, replace(last, score=0.59)))


@pytest.fixture(scope="session")
def hostile() -> Dossier:
    return _hostile()


@pytest.fixture(scope="session")
def many() -> Dossier:
    return _many()


@pytest.fixture(scope="session")
def eight() -> Dossier:
    return _many(8, 6)


@pytest.fixture(scope="session")
def empty() -> Dossier:
    parts = ("entities", "statements", "claims", "relations", "origins", "omissions", "wording", "events", "timeline")
    return Dossier(articles=(article("", "a.txt"), article("Nothing.\n", "b.txt")), **dict.fromkeys(parts, ()))


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    return article


@pytest.fixture
def agreeing(story: Dossier) -> Dossier:
    """The story without its denial, so that its reports agree on something."""
    return replace(story, statements=tuple(replace(s, polarity="affirmed") for s in story.statements))

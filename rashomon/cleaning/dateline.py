"""Where an article was filed from: "BEIRUT, Aug 28 (Reuters) - " at the head of its first paragraph."""

from __future__ import annotations

import re

import msgspec

from rashomon.cleaning.dates import MONTH, find_day
from rashomon.types import Dateline

__all__ = ["FoundDateline", "find_dateline"]

UPPER = r"[A-ZÀ-ÞĀČĆĐĒĞĢİĪŁŃŚŠŞŻŽ][A-ZÀ-ÞĀČĆĐĒĞĢİĪŁŃŚŠŞŻŽ.'’-]*"
NAME = r"[A-Z][\w.'’-]*"
REGION = rf",\s(?!{MONTH})(?:[A-Z][\w.]+|{UPPER})(?:\s[A-Z][\w.]+){{0,2}}"
"""The state or country behind a place: ", Nev.", ", Pakistan"."""
IN_CAPITALS = rf"{UPPER}(?:\s{UPPER}){{0,4}}(?:{REGION})?"
IN_SMALL = rf"{NAME}(?:\s(?:de|of|al|el|la|{NAME})){{0,3}}(?:{REGION})?"
MORE = r"(?:\s*/\s*|\s+and\s+|\s*;\s*)"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WHEN = (
    rf"(?i:,\s+(?P<when>(?:{WEEKDAY},?\s+)?"
    rf"(?:{MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{MONTH}(?:,?\s+\d{{4}})?)),?)?,?"
)
AGENCY = r"\(\s*+(?P<agency>[^()\d]{2,40}?)\s*+\)"
DASH = r"(?:\s*(?:--+|[—–―])\s*|\s+-\s+)"
CAPITALS = (
    rf"(?P<places>{IN_CAPITALS}(?:{MORE}{IN_CAPITALS}){{0,3}}){WHEN}"
    rf"(?:\s*{AGENCY}(?:{DASH}|\s*:\s+|\s+)|{DASH})(?=[A-ZÀ-Þ0-9\"“'‘«])"
)
SMALL = rf"(?P<places>{IN_SMALL}(?:{MORE}{IN_SMALL}){{0,3}}){WHEN}\s*{AGENCY}(?:{DASH}|\s*:\s+)(?=\S)"
NOWHERE = rf"(?P<places>){AGENCY}{DASH}(?=\S)"
SIGNS = ("--", "—", "–", "―", " - ", ")")
"""What a dateline cannot do without."""
LONGEST = 160

AGENCIES = frozenset(
    name.strip()
    for name in """
    ap|associated press|the associated press|afp|agence france-presse|reuters|thomson reuters
    thomson reuters foundation|upi|united press international|cnn|cnn/money|cnnmoney|cnn business|bbc|npr|dpa
    efe|ansa|tass|itar-tass|ria novosti|sputnik|rt|interfax|xinhua|cns|kyodo|jiji|yonhap|pti|ians|ani|app
    isna|fars|fna|mehr|mna|press tv|sana|wafa|anadolu|anadolu agency|aa|mena|spa|wam|kuna|petra|nna|jta
    jns|rns|cna|bernama|antara|vna|bloomberg|bloomberg news|dow jones|marketwatch|ips|irin|the new humanitarian
    rfe/rl|voa|dispatches|agencies|news agencies|combined dispatches|wires|staff|staff report|staff reports
    staff reporter|our correspondent|the conversation|propublica|the canadian press|canadian press|aap|pa
    press association|pa media|afp/reuters|ap/reuters|reuters/afp|abc news|nbc news|cbs news|fox news|politico
    the guardian|the washington post|the new york times|the times|al jazeera|itn|sky news|euronews|dw|ukrinform
    unian|belta|azertac|apa|kazinform|kcna|daily star|the media line|ynet|arutz sheva|naharnet|pti news
    """.replace("\n", "|").split("|")
)
NOT_PLACES = frozenset(
    """
    UPDATE UPDATED BREAKING WATCH VIDEO EXCLUSIVE ANALYSIS OPINION LIVE NEWS ALERT CORRECTION EDITORIAL COMMENT
    REVIEW FACTBOX EXPLAINER INTERVIEW FEATURE SPECIAL REPORT LOOK READ SEE PHOTO PHOTOS FILE NOTE Q A QUESTION
    ANSWER HOST GUEST BACKGROUND SUMMARY ABSTRACT UPDATE1 TIMELINE WRAPUP INSIGHT FOCUS DEVELOPING RELATED MORE
    """.split()
)


class FoundDateline(msgspec.Struct, frozen=True, gc=False):
    """A dateline and where it ends in its paragraph, its dash and the space behind it included."""

    dateline: Dateline
    end: int
    published: str | None


def find_dateline(paragraph: str) -> FoundDateline | None:
    """The dateline that a paragraph starts with.

    A place in capitals needs a dash or an agency in brackets behind it; one in small letters, and none at all, a known
    agency. The day of publication is given only where the dateline has the year, too.
    """
    head = paragraph[:LONGEST]
    if not any(sign in head for sign in SIGNS):
        return None
    # Given as strings, the patterns are compiled when a text first needs them: that takes longer than most texts do.
    found = re.match(CAPITALS, head) or re.match(SMALL, head) or re.match(NOWHERE, head)
    if not found:
        return None
    capitals = found.re.pattern == CAPITALS
    agency = found["agency"]
    known = agency is not None and agency.strip().casefold() in AGENCIES
    if capitals and (is_label(found["places"]) or (agency is not None and not known and is_stock(agency))):
        return None
    if not capitals and not known:
        return None
    places = tuple(place.strip(" ,") for place in re.split(MORE, found["places"]) if place.strip(" ,"))
    when = found.groupdict().get("when")
    return FoundDateline(Dateline(places, agency), found.end(), find_day(when) if when else None)


def is_label(places: str) -> bool:
    """Whether what stands in capitals is a label or a speaker: "EXCLUSIVE", "Q", "TRUMP:"."""
    words = re.findall(r"[^\W\d_]+", places)
    return words[0] in NOT_PLACES or len("".join(words)) < 3


def is_stock(agency: str) -> bool:
    """Whether brackets hold a stock exchange, a party or a state rather than an agency."""
    return bool(re.search(r"(?i)\b(?:nyse|nasdaq|lse|tsx|asx|otc)\b|^[DRI]-", agency))

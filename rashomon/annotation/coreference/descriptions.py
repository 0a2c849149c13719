"""Which of the named organisations a description such as "the agency" or "the company" fits by name or by kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rashomon.annotation.coreference.nominals import Nominal
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.annotation.coreference.referent import Referent
from rashomon.names.spelling import normalise
from rashomon.names.tables import words

__all__ = ["agrees", "bearer_of_noun", "only_company"]

_COMPANY_NOUNS = words("company-nouns")
_COMPANY_ENDINGS = words("company-endings")
_RECENT = 5
"""Sentences back within which a company is what "the company" speaks of."""


def agrees(referent: Referent, nominal: Nominal) -> bool:
    """Whether a description is of the referent's kind: no person is a union, and no union a leader."""
    if nominal.kind == "person":
        return referent.kind == "person"
    return referent.kind not in ("person", "place")


def bearer_of_noun(nominal: Nominal, seen: Mapping[Referent, int]) -> Referent | None:
    """The organisation mentioned last whose name has the noun for what it is: "the court" of a Supreme Court."""
    if nominal.kind not in ("organisation", "group", "news") or nominal.plural:
        return None
    fitting = [r for r in _organisations(seen) if _carries(r.name, nominal)]
    found = max(fitting, key=lambda r: seen[r], default=None)
    if found and nominal.noun == "party" and any(r.kind == "group" and seen[r] > seen[found] for r in seen):
        return None  # "the Democrats … the party": members stand for theirs
    return found


def only_company(syntax: Syntax, nominal: Nominal, seen: Mapping[Referent, int]) -> Referent | None:
    """What "the company" stands for, if one company alone has been mentioned of late and no organisation since."""
    if nominal.noun not in _COMPANY_NOUNS or len(nominal.words) > 1 or nominal.plural:
        return None
    here = syntax.sentences[nominal.head]
    near = (r for r in _organisations(seen) if here - syntax.sentences[seen[r]] <= _RECENT)
    companies = [r for r in near if _is_company(r)]
    last = max((r for r in seen if r.kind == "organisation"), key=lambda r: seen[r], default=None)
    return last if companies == [last] else None


def _organisations(seen: Iterable[Referent]) -> list[Referent]:
    return [r for r in seen if r.named and r.kind in ("organisation", "group", "other")]


def _carries(name: str, nominal: Nominal) -> bool:
    """Whether a name's own noun is the description's and the rest of it has all that the description adds."""
    parts = normalise(name).split()
    own = next((parts[at - 1 : at] for at, part in enumerate(parts) if part in ("of", "for") and at), parts[-1:])
    return len(parts) > 1 and nominal.noun in own and nominal.words <= set(parts)


def _is_company(referent: Referent) -> bool:
    last = normalise(referent.name).split()[-1:]
    return not _COMPANY_ENDINGS.isdisjoint(last) or any(not _COMPANY_NOUNS.isdisjoint(r) for r in referent.roles)

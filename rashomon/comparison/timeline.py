"""Claims in the order of the times that they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.types import Claim, Moment, Statement
from rashomon.types.ids import ClaimId
from rashomon.types.timex import extent, precision

__all__ = ["timeline"]


def timeline(claims: Sequence[Claim], statements: Sequence[Statement]) -> tuple[Moment, ...]:
    """One moment for each time that is known to the year at least, the earlier first.

    A claim whose statements name several times stands at each of them; a weekday without a date stands nowhere.
    """
    values = {s.id: s.when.value for s in statements if s.when and s.when.value}
    found: dict[str, list[ClaimId]] = defaultdict(list)
    for claim in claims:
        for value in dict.fromkeys(values[s] for s in claim.statements if s in values):
            if extent(value) is not None:
                found[value].append(claim.id)
    moments = [
        Moment(when=value, precision=exact, claims=tuple(ids))
        for value, ids in found.items()
        if (exact := precision(value)) is not None
    ]
    return tuple(sorted(moments, key=lambda m: (extent(m.when) or (0, 0), m.when)))

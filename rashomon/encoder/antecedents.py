"""Score the candidates for the antecedent of a mention: a small feed-forward net; its card is `data/antecedents.md`."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from rashomon.encoder.checksums import checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

__all__ = ["alone", "score"]


@cache
def _weights() -> Mapping[str, Floats]:
    import numpy as np

    with np.load(BytesIO(checked("antecedents.npz"))) as data:
        return {name: data[name].astype(np.float32).T.copy() for name in data.files}


def alone(single: Floats, heads: Floats) -> Floats:
    """Return for each mention the log odds, up to a constant, that nothing before it is its antecedent."""
    import numpy as np

    w = _weights()
    hidden = np.maximum(single @ w["e.weight"] + w["e.bias"] + heads @ w["ev.weight"], 0)
    return (hidden @ w["eo.weight"] + w["eo.bias"])[:, 0]


def score(single: Floats, heads: Floats, verbs: Floats, pairs: Floats, left: Ints, right: Ints) -> Floats:
    """Return of each pair of a mention ``left`` and a candidate ``right`` the same for the candidate."""
    import numpy as np

    w = _weights()
    anaphor = single @ w["a.weight"] + w["a.bias"] + heads @ w["ha.weight"] + verbs @ w["va.weight"]
    candidate = single @ w["b.weight"] + heads @ w["hb.weight"] + verbs @ w["vb.weight"]
    out = np.empty(len(left), np.float32)
    for at in range(0, len(left), _PAIRS):
        here = slice(at, at + _PAIRS)
        hidden = np.maximum(anaphor[left[here]] + candidate[right[here]] + pairs[here] @ w["p.weight"], 0)
        hidden = np.maximum(hidden @ w["m.weight"] + w["m.bias"], 0)
        out[here] = (hidden @ w["o.weight"] + w["o.bias"])[:, 0]
    return out


_PAIRS = 4096
"""Pairs that are scored together: this bounds memory."""

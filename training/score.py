"""Figures on held-out examples: exact spans by role, and the correlation of certainty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from data import Example, Span
from net import Net

from rashomon.encoder.decode import cue_spans, role_spans


@torch.no_grad()
def scores(net: Net, examples: Sequence[Example]) -> dict[str, float]:
    """F1 of exact spans by role (over pieces, cues as found), and certainty's MAE and r, all corpora together."""
    net.eval()
    found: dict[str, set[tuple[int, int, int]]] = defaultdict(set)
    gold: dict[str, set[tuple[int, int, int]]] = defaultdict(set)
    sure: list[tuple[float, float]] = []
    for number, one in enumerate(examples):
        ids = np.zeros((1, len(one.window)), np.int32)
        forms = np.zeros_like(ids)
        one.window.fill(ids[0], forms[0])
        with torch.autocast("cpu", torch.bfloat16):
            x = net.encoder(torch.from_numpy(ids).long(), torch.from_numpy(forms).long())
            cues, _, keys, certainty = (t.float() for t in net.heads(x))
        sure += [(float(certainty[0, s]), label) for (s, _), label in one.events]
        if one.events:
            continue
        for case in one.cases:
            _add(gold["cue"], number, [case.cue])
            _add(gold["source"], number, case.source)
            _add(gold["content"], number, case.content)
        for at, part in one.window.places():
            (here,) = cue_spans([cues[0, at : at + len(part)].numpy()])
            _add(found["cue"], number, [(s + at, e + at) for s, e in here])
            if not here:
                continue
            first = torch.tensor([s for s, _ in here])
            last = torch.tensor([e - 1 for _, e in here])
            own = keys[:, at : at + len(part)].expand(len(here), -1, -1)
            with torch.autocast("cpu", torch.bfloat16):
                logits = net.roles(own, torch.ones(own.shape[:2], dtype=torch.bool), first, last).float()
            for source, content in role_spans(logits.numpy()):
                _add(found["source"], number, [(s + at, e + at) for s, e in source])
                _add(found["content"], number, [(s + at, e + at) for s, e in content])
    out = {role: _f1(found[role], gold[role]) for role in ("source", "cue", "content")}
    if sure:
        got, wanted = np.array(sure).T
        out["mae"] = float(np.abs(got - wanted).mean())
        out["r"] = float(np.corrcoef(got, wanted)[0, 1])
    return out


def _add(to: set[tuple[int, int, int]], number: int, spans: Sequence[Span]) -> None:
    to.update((number, s, e) for s, e in spans)


def _f1(found: set[tuple[int, int, int]], gold: set[tuple[int, int, int]]) -> float:
    return 2 * len(found & gold) / max(1, len(found) + len(gold))

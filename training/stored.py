"""The weights of the shipped graphs, as the net in torch has them: what `export.py` wrote, read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

RENAMED = {
    "words": "encoder.words.weight",
    "positions": "encoder.positions.weight",
    "shapes": "encoder.forms.weight",
    "distances": "roles.distance.weight",
    "spoken": "sure.spoken.weight",
}
"""Constants of the graphs that are called otherwise in the net."""


def stored(data: Path) -> dict[str, Tensor]:
    """A state of `net.Net` from the two graphs in ``data``; exported again, it gives the same eight bits."""
    out: dict[str, Tensor] = {}
    for name in ("net", "roles"):
        graph = onnx.load(data / f"{name}.onnx").graph
        held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        for key, value in held.items():
            to = RENAMED.get(key, key)
            if not to.endswith((".weight", ".bias")):
                continue
            scale = held.get(f"{key}.scale")
            if scale is not None:
                value = value.astype(np.float32) * (scale[:, None] if key == "words" else scale)
                value = value if key in RENAMED else value.T
            out[to] = torch.from_numpy(np.array(value, np.float32))
    return out

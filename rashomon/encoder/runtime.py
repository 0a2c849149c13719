"""ONNX Runtime as the nets use it: on the CPU, without log output and without telemetry."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rashomon.settings import forbid_telemetry

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

__all__ = ["session"]

forbid_telemetry()  # on import: the net is loaded in its own thread, while others may read the environment


def session(model: bytes) -> InferenceSession:
    """Return a session that runs a model on half of the cores.

    Since version 1.29 ONNX Runtime keeps a database and a device identifier in the user's cache and sends events to a
    Microsoft host, unless a variable forbids it when it is first loaded. If a program has loaded it before, or on
    Windows builds that ignore the variable, this call switches the events off.
    """
    from onnxruntime import InferenceSession, SessionOptions, disable_telemetry_events

    disable_telemetry_events()
    options = SessionOptions()
    options.intra_op_num_threads = max(1, (os.cpu_count() or 1) // 2)
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion", "BiasSkipLayerNormFusion"],  # separate sum and norm are faster
    )

"""The trained net as ONNX graphs: weights stored in eight bits, with ONNX Runtime's own transformer operators.

    python training/export.py OUT/net.pt rashomon/encoder/data

Written out by hand, since the net is small and the operators matter: these are what ONNX Runtime runs fastest on a CPU.
Each weight is stored as eight-bit integers with a scale for each column, and multiplied so, inputs rounded as they go;
with ``--whole`` the runtime unfolds the weights when it loads them and multiplies in fp32.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from net import BINS, CORPORA, FURTHEST, HEADS, KEY_HEADS, LAYERS, STYLE, SURE_LAYERS
from onnx import TensorProto, helper, numpy_helper

OPSET = 18
MICROSOFT = "com.microsoft"
MOST = 63
"""Weights go from -MOST to MOST: with one bit more, sums overflow on processors without VNNI."""


class Graph:
    """An ONNX graph that grows node by node."""

    def __init__(self, weights: dict[str, np.ndarray], *, eight: bool) -> None:
        self.weights = weights
        self.eight = eight
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def add(self, kind: str, inputs: list[str], domain: str = "", **attributes: object) -> str:
        """A node with one output; the output's name."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def keep(self, name: str, value: np.ndarray) -> str:
        """A constant."""
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def vector(self, name: str) -> str:
        """A bias or a norm's weight, in fp32."""
        return self.keep(name, self.weights[name].astype(np.float32))

    def packed(self, name: str, value: np.ndarray, axis: int) -> tuple[str, str, str]:
        """A matrix in eight bits, its scales along ``axis``, its zero points."""
        other = tuple(n for n in range(value.ndim) if n != axis)
        scale = np.maximum(np.abs(value).max(other), 1e-8) / MOST
        shape = [1] * value.ndim
        shape[axis] = -1
        whole = np.clip(np.round(value / scale.reshape(shape)), -MOST, MOST).astype(np.int8)
        return (
            self.keep(name, whole),
            self.keep(f"{name}.scale", scale.astype(np.float32)),
            self.keep(f"{name}.zero", np.zeros(len(scale), np.int8)),
        )

    def unpacked(self, name: str, value: np.ndarray, axis: int) -> str:
        """A matrix that is stored in eight bits and used in fp32."""
        return self.add("DequantizeLinear", list(self.packed(name, value, axis)), axis=axis)

    def linear(self, x: str, name: str, *, bias: bool = True) -> str:
        """A linear map, as torch stores it (outputs, inputs)."""
        value = self.weights[f"{name}.weight"].T
        if self.eight:
            inputs = [x, *self.packed(f"{name}.weight", value, 1)]
            return self.add(
                "DynamicQuantizeMatMul", [*inputs, *([self.vector(f"{name}.bias")] if bias else [])], MICROSOFT
            )
        y = self.add("MatMul", [x, self.unpacked(f"{name}.weight", value, 1)])
        return self.add("Add", [y, self.vector(f"{name}.bias")]) if bias else y

    def halves(self, name: str) -> list[str]:
        """A linear map's weights in fp32, for the first and for the second half of its input."""
        weight = self.unpacked(f"{name}.weight", self.weights[f"{name}.weight"].T, 1)
        names = [f"{name}.{half}" for half in ("first", "second")]
        self.nodes.append(helper.make_node("Split", [weight], names, name=f"{name}.halves", axis=0, num_outputs=2))
        return names

    def layer(self, x: str, name: str, heads: int, sizes: str = "") -> str:
        """A transformer layer; without ``sizes`` every place is filled."""
        y = self.attention(x, name, heads, sizes)
        x = self.norm(self.add("Add", [x, self.linear(y, f"{name}.out")]), f"{name}.norm1", 1e-12)
        if self.eight:
            y = self.add("Gelu", [self.linear(x, f"{name}.up")], MICROSOFT)
        else:
            y = self.linear(x, f"{name}.up", bias=False)
            y = self.add("BiasGelu", [y, self.vector(f"{name}.up.bias")], MICROSOFT)
        return self.norm(self.add("Add", [x, self.linear(y, f"{name}.down")]), f"{name}.norm2", 1e-12)

    def attention(self, x: str, name: str, heads: int, sizes: str) -> str:
        """Self-attention, over the places that are filled where there are ``sizes``."""
        if sizes and not self.eight:
            weight = self.unpacked(f"{name}.qkv.weight", self.weights[f"{name}.qkv.weight"].T, 1)
            inputs = [x, weight, self.vector(f"{name}.qkv.bias"), sizes]
            return self.add("Attention", inputs, MICROSOFT, num_heads=heads)
        parts = self.divided(self.linear(x, f"{name}.qkv"), 3)
        return self.add("MultiHeadAttention", [*parts, "", sizes] if sizes else parts, MICROSOFT, num_heads=heads)

    def divided(self, x: str, parts: int) -> list[str]:
        """The last of three axes in equal parts."""
        name = f"Split_{len(self.nodes)}"
        names = [f"{name}.{n}" for n in range(parts)]
        self.nodes.append(helper.make_node("Split", [x], names, name=name, axis=2, num_outputs=parts))
        return names

    def norm(self, x: str, name: str, epsilon: float) -> str:
        """A norm."""
        inputs = [x, self.vector(f"{name}.weight"), self.vector(f"{name}.bias")]
        return self.add("LayerNormalization", inputs, axis=-1, epsilon=epsilon)

    def named(self, x: str, name: str) -> onnx.ValueInfoProto:
        """An output of the graph, three axes of any length."""
        self.nodes.append(helper.make_node("Identity", [x], [name]))
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [f"{name}_{n}" for n in range(3)])

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
        """The graph as a model."""
        graph = helper.make_graph(self.nodes, "rashomon", inputs, outputs, self.initializers)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
        made = helper.make_model(graph, opset_imports=opsets, producer_name="rashomon")
        made.ir_version = 9
        return made


def integers(name: str, shape: list[str]) -> onnx.ValueInfoProto:
    """An input of whole numbers."""
    return helper.make_tensor_value_info(name, TensorProto.INT32, shape)


def told(g: Graph, depths: list[str]) -> str:
    """How much each window reads like each corpus of certainty: (rows, 1, 1, corpora), from means over its pieces."""
    means = [g.add("ReduceMean", [depths[n], "one"]) for n in STYLE]
    style = g.add("Gelu", [g.linear(g.add("Concat", means, axis=-1), "sure.style")], MICROSOFT)
    words = g.add("Gather", [g.unpacked("spoken", g.weights["sure.spoken.weight"], 1), "ids"])
    count = g.add("Sqrt", [g.add("Cast", [g.add("Shape", ["ids"], start=1)], to=TensorProto.FLOAT)])
    said = g.add("Div", [g.add("ReduceSum", [words, "one"]), count])
    shares = g.add("Softmax", [g.add("Add", [g.linear(style, "sure.shares"), said])], axis=-1)
    return g.add("Unsqueeze", [shares, "one"])


def sure(g: Graph, depths: list[str]) -> str:
    """Certainty of each piece (rows, places, 1): the median of the corpora's distributions, as in `net.Certainty`."""
    x = depths[0]
    for n in range(len(SURE_LAYERS)):
        x = g.layer(x, f"sure.layers.{n}", HEADS)
    kinds = []
    for last, prefix in ((depths[-1], "sure.web_"), (x, "sure.")):
        event = g.add("Gelu", [g.linear(last, f"{prefix}event")], MICROSOFT)
        kinds.append(g.linear(event, f"{prefix}values"))
    each = g.add("Reshape", [g.add("Concat", kinds, axis=-1), g.keep("each", np.array([0, 0, len(CORPORA), BINS]))])
    shares = g.add("MatMul", [told(g, depths), g.add("Softmax", [each], axis=-1)])
    before = g.add("MatMul", [shares, g.keep("before", np.triu(np.ones((BINS, BINS), np.float32), 1))])
    under = g.add("Sub", [g.keep("half", np.array(0.5, np.float32)), before])
    least, nothing, whole = (g.keep(name, np.array(v, np.float32)) for name, v in (("least", 1e-9), ("0", 0), ("1", 1)))
    filled = g.add("Clip", [g.add("Div", [under, g.add("Max", [shares, least])]), nothing, whole])
    count = g.add("ReduceSum", [filled, g.keep("bins", np.array([-1]))], keepdims=0)
    step, first = (g.keep(name, np.array(v, np.float32)) for name, v in (("step", 6 / (BINS - 1)), ("first", -3)))
    value = g.add("Add", [g.add("Mul", [g.add("Sub", [count, "half"]), step]), first])
    return g.add("Clip", [value, first, g.keep("last", np.array(3, np.float32))])


def encoder(weights: dict[str, np.ndarray], *, eight: bool) -> onnx.ModelProto:
    """Ids and forms (rows, places), all filled, to cues, inner (rows, places, 5), keys (…, KEY), certainty (…, 1)."""
    g = Graph(weights, eight=eight)
    words = g.unpacked("words", weights["encoder.words.weight"], 0)
    x = g.add("Gather", [words, "ids"])
    g.keep("positions", weights["encoder.positions.weight"])
    one, zero = g.keep("one", np.array([1])), g.keep("zero", np.array([0]))
    length = g.add("Slice", [g.add("Shape", ["ids"]), one, g.keep("two", np.array([2]))])
    near = g.add("Slice", ["positions", zero, length, zero])
    x = g.add(
        "Add", [g.add("Add", [x, near]), g.add("Gather", [g.keep("shapes", weights["encoder.forms.weight"]), "forms"])]
    )
    x = g.norm(x, "encoder.norm", 1e-12)
    depths = [x]
    for n in range(LAYERS):
        x = g.layer(x, f"encoder.layers.{n}", HEADS)
        depths.append(x)
    certainty = sure(g, depths)
    outputs = [
        g.named(g.linear(x, "cues"), "cues"),
        g.named(g.linear(x, "inner"), "inner"),
        g.named(g.linear(x, "keys"), "keys"),
        g.named(certainty, "certainty"),
    ]
    return g.model([integers("ids", ["r", "p"]), integers("forms", ["r", "p"])], outputs)


def roles(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Keys (cues, places, KEY), distance (cues, places), first, last (cues, 1), sizes (cues,) to tags (…, 9)."""
    g = Graph(weights, eight=False)
    ends = [g.add("GatherND", ["keys", f"{end}64"], batch_dims=1) for end in ("first", "last")]
    casts = [helper.make_node("Cast", [end], [f"{end}64"], to=TensorProto.INT64) for end in ("first", "last")]
    g.nodes[:0] = casts
    cue = g.linear(g.add("Concat", ends, axis=-1), "roles.cue")
    cue = g.add("Unsqueeze", [cue, g.keep("middle", np.array([1]))])
    to_product, to_cue = g.halves("roles.near")
    near = g.add("MatMul", [g.add("Mul", ["keys", cue]), to_product])
    own = g.add("Add", [g.add("MatMul", [cue, to_cue]), g.vector("roles.near.bias")])  # the same at every place
    apart = g.add("Gather", [g.keep("distances", weights["roles.distance.weight"]), "distance"])
    x = g.add("Add", [g.add("Add", [g.add("Add", ["keys", near]), apart]), own])
    x = g.norm(x, "roles.norm", 1e-5)
    x = g.layer(x, "roles.layer", KEY_HEADS, "sizes")
    keys = helper.make_tensor_value_info("keys", TensorProto.FLOAT, ["c", "p", "k"])
    inputs = [
        keys,
        integers("distance", ["c", "p"]),
        integers("first", ["c", "o"]),
        integers("last", ["c", "o"]),
        integers("sizes", ["c"]),
    ]
    return g.model(inputs, [g.named(g.linear(x, "roles.tags"), "tags")])


def aligner(weights: dict[str, np.ndarray], *, eight: bool) -> onnx.ModelProto:
    """The net for statements: ids (rows, places) and sizes (rows,) to states (rows, places, 384) and weights (…, 1)."""
    g = Graph(weights, eight=eight)
    x = g.add("Gather", [g.unpacked("words", weights["encoder.words.weight"], 0), "ids"])
    g.keep("positions", weights["encoder.positions.weight"] + weights["encoder.forms.weight"][0])
    one, zero = g.keep("one", np.array([1])), g.keep("zero", np.array([0]))
    length = g.add("Slice", [g.add("Shape", ["ids"]), one, g.keep("two", np.array([2]))])
    x = g.norm(g.add("Add", [x, g.add("Slice", ["positions", zero, length, zero])]), "encoder.norm", 1e-12)
    for n in range(LAYERS):
        x = g.layer(x, f"encoder.layers.{n}", HEADS, "sizes")
    g.eight = False
    outputs = [g.named(x, "states"), g.named(g.add("Softplus", [g.linear(x, "weigh")]), "weights")]
    return g.model([integers("ids", ["r", "p"]), integers("sizes", ["r"])], outputs)


def write_aligner(state: Path, file: Path, *, eight: bool = True) -> None:
    """Write the net for statements.

    With ``eight`` the layers multiply in eight bits, inputs rounded as they go; the weights of pieces never do.
    """
    loaded = torch.load(state, map_location="cpu", weights_only=True)
    made = aligner({name: value.float().numpy() for name, value in loaded.items()}, eight=eight)
    onnx.checker.check_model(made)
    onnx.save(made, file)


def main() -> None:
    """Write both graphs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--whole", action="store_true", help="multiply in fp32")
    args = parser.parse_args()
    state = torch.load(args.weights, map_location="cpu", weights_only=True)
    weights = {name: value.float().numpy() for name, value in state.items()}
    assert weights["roles.distance.weight"].shape[0] == 2 * FURTHEST + 2
    for name, made in (("net", encoder(weights, eight=not args.whole)), ("roles", roles(weights))):
        onnx.checker.check_model(made)
        onnx.save(made, args.out / f"{name}.onnx")


if __name__ == "__main__":
    main()

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
from net import FURTHEST, HEADS, KEY_HEADS, LAYERS, STYLE
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
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

    def layer(self, x: str, name: str, heads: int, sizes: str) -> str:
        """A transformer layer."""
        y = self.attention(x, name, heads, sizes)
        y = self.linear(y, f"{name}.out", bias=False)
        x = self.normed(x, y, f"{name}.norm1", 1e-12, f"{name}.out.bias")
        y = self.linear(x, f"{name}.up", bias=self.eight)
        if self.eight:
            y = self.add("Gelu", [y], MICROSOFT)
        else:
            y = self.add("BiasGelu", [y, self.vector(f"{name}.up.bias")], MICROSOFT)
        return self.normed(x, self.linear(y, f"{name}.down", bias=False), f"{name}.norm2", 1e-12, f"{name}.down.bias")

    def attention(self, x: str, name: str, heads: int, sizes: str) -> str:
        """Self-attention over the places that are filled."""
        value, bias = self.weights[f"{name}.qkv.weight"].T, self.vector(f"{name}.qkv.bias")
        if not self.eight:
            weight = self.unpacked(f"{name}.qkv.weight", value, 1)
            return self.add("Attention", [x, weight, bias, sizes], MICROSOFT, num_heads=heads)
        weight, scale, zero = self.packed(f"{name}.qkv.weight", value, 1)
        at = f"rounded_{len(self.nodes)}"
        rounded = [at, f"{at}.scale", f"{at}.zero"]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], rounded, name=at))
        inputs = [rounded[0], weight, bias, rounded[1], scale, sizes, rounded[2], zero]
        return self.add("QAttention", inputs, MICROSOFT, num_heads=heads)

    def normed(self, x: str, y: str, name: str, epsilon: float, bias: str) -> str:
        """The norm of a sum, ``bias`` added to it."""
        inputs = [x, y, self.vector(f"{name}.weight"), self.vector(f"{name}.bias"), self.vector(bias)]
        return self.add("SkipLayerNormalization", inputs, MICROSOFT, epsilon=epsilon)

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
    """How much each window reads like each corpus of certainty: (rows, 1, corpora), from means over its pieces."""
    filled = g.add("Unsqueeze", [g.add("Sign", [g.add("Cast", ["ids"], to=TensorProto.FLOAT)]), "one"])
    count = g.add("ReduceSum", [filled, "two"])
    means = [g.add("Div", [g.add("MatMul", [filled, depths[n]]), count]) for n in STYLE]
    style = g.add("Gelu", [g.linear(g.add("Concat", means, axis=-1), "sure.style")], MICROSOFT)
    return g.add("Softmax", [g.linear(style, "sure.shares")], axis=-1)


def encoder(weights: dict[str, np.ndarray], *, eight: bool) -> onnx.ModelProto:
    """Ids, forms (rows, places) and sizes (rows,) to cues, inner (rows, places, 5), keys (…, KEY), certainty (…, 1)."""
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
    for n in range(LAYERS - 1):
        x = g.layer(x, f"encoder.layers.{n}", HEADS, "sizes")
        depths.append(x)
    sure = g.linear(g.layer(x, "sure.layer", HEADS, "sizes"), "sure.event")
    values = g.linear(g.add("Gelu", [sure], MICROSOFT), "sure.values")
    sure = g.add("ReduceSum", [g.add("Mul", [values, told(g, depths)]), g.keep("last", np.array([-1]))])
    x = g.layer(x, f"encoder.layers.{LAYERS - 1}", HEADS, "sizes")
    outputs = [
        g.named(g.linear(x, "cues"), "cues"),
        g.named(g.linear(x, "inner"), "inner"),
        g.named(g.linear(x, "keys"), "keys"),
        g.named(sure, "certainty"),
    ]
    return g.model([integers("ids", ["r", "p"]), integers("forms", ["r", "p"]), integers("sizes", ["r"])], outputs)


def roles(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Keys (cues, places, KEY), distance (cues, places), first, last (cues, 1), sizes (cues,) to tags (…, 9)."""
    g = Graph(weights, eight=False)
    ends = [g.add("GatherND", ["keys", f"{end}64"], batch_dims=1) for end in ("first", "last")]
    casts = [helper.make_node("Cast", [end], [f"{end}64"], to=TensorProto.INT64) for end in ("first", "last")]
    g.nodes[:0] = casts
    cue = g.linear(g.add("Concat", ends, axis=-1), "roles.cue")
    cue = g.add("Unsqueeze", [cue, g.keep("middle", np.array([1]))])
    product = g.add("Mul", ["keys", cue])
    spread = g.add("Expand", [cue, g.add("Shape", ["keys"])])
    near = g.linear(g.add("Concat", [product, spread], axis=-1), "roles.near")
    apart = g.add("Gather", [g.keep("distances", weights["roles.distance.weight"]), "distance"])
    x = g.norm(g.add("Add", [g.add("Add", ["keys", near]), apart]), "roles.norm", 1e-5)
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

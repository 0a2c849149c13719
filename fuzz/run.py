"""Fuzz one reader for some minutes; see README.md."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from pathlib import Path

import msgspec
from readers import READERS, Reader

from rashomon.errors import InputError
from rashomon.types import Failure

FOUND = Path(__file__).parent / "found"
EXAMPLES_A_ROUND = 500


class Finding(Exception):
    """What no input may lead to."""


def check(reader: Reader, data: bytes, seconds: float) -> int:
    """Read ``data``; the number of results. Raises Finding where they are not as promised, and whatever escapes."""
    start = time.process_time()
    try:
        results = list(reader.read(data))
    except InputError as error:
        results = [Failure(error.source, error.problem)]
    for result in results:
        if isinstance(result, Failure):
            if not result.source or not result.problem or len(result.problem.splitlines()) != 1:
                raise Finding(f"a failure that is no line: {result}")
            msgspec.json.encode(result.problem.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
        else:
            msgspec.json.encode(result)
    if time.process_time() - start > seconds:
        raise Finding(f"took {time.process_time() - start:.1f} seconds")
    return len(results)


def keep(name: str, data: bytes) -> Path:
    """Write an input that was found."""
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path


def with_hypothesis(name: str, minutes: float, seconds: float, seed: int) -> int:
    """Rounds of examples until the time is up; the number of findings."""
    import hypothesis
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    reader = READERS[name]
    cuts = st.tuples(st.sampled_from(reader.seeds), st.integers(0, 2000), st.integers(0, 2000))
    pieces = st.one_of(
        st.sampled_from(reader.seeds),
        cuts.map(lambda cut: cut[0][min(cut[1:]) : max(cut[1:])]),
        st.sampled_from(reader.signs),
        st.tuples(st.sampled_from(reader.signs), st.integers(1, 3000)).map(lambda pair: pair[0] * pair[1]),
        st.binary(max_size=8),
    )
    inputs = st.lists(pieces, max_size=12).map(b"".join)
    end = time.monotonic() + 60 * minutes
    examples = findings = 0
    smallest: list[bytes] = []

    while time.monotonic() < end and findings < 20:

        @hypothesis.seed(seed)
        @settings(max_examples=EXAMPLES_A_ROUND, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(inputs)
        def one_round(data: bytes) -> None:
            nonlocal examples
            examples += 1
            smallest[:] = [data]
            check(reader, data, seconds)

        try:
            one_round()
        except Exception:  # the harness is there to see what escapes
            findings += 1
            print(f"found: {keep(name, smallest[0])}")
            traceback.print_exc()
        seed += 1
    print(f"{name}: {examples:,} inputs by hypothesis in {minutes:g} minutes, {findings} findings")
    return findings


def with_atheris(name: str, minutes: float, seconds: float, seed: int) -> int:
    """Led by coverage; ends at the first finding, which libFuzzer reports."""
    import atheris

    reader = READERS[name]
    atheris.instrument_all()
    corpus = FOUND / f"corpus-{name}"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in reader.seeds:
        (corpus / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    words = FOUND / f"{name}.dict"
    words.write_text(
        "".join('"' + "".join(f"\\x{byte:02x}" for byte in sign) + '"\n' for sign in reader.signs), encoding="ascii"
    )

    def one_input(data: bytes) -> None:
        try:
            check(reader, data, seconds)
        except Exception:
            print(f"found: {keep(name, data)}")
            raise

    options = [
        f"-max_total_time={round(60 * minutes)}",
        f"-dict={words}",
        f"-seed={seed}",
        "-max_len=20000",
        "-rss_limit_mb=2000",
    ]
    atheris.Setup([sys.argv[0], str(corpus), *options, f"-artifact_prefix={FOUND}/"], one_input)
    atheris.Fuzz()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", nargs="?", choices=sorted(READERS))
    parser.add_argument("--list", action="store_true", help="name the readers")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seconds", type=float, default=10.0, help="processor time from which an input is a finding")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=["hypothesis", "atheris"], default="hypothesis")
    options = parser.parse_args()
    if options.list or not options.reader:
        print(*sorted(READERS), sep="\n")
        return 0
    run = with_atheris if options.engine == "atheris" else with_hypothesis
    return 1 if run(options.reader, options.minutes, options.seconds, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Content codings, undone in pieces."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.web.content_decoding import PIECE_BYTES, decoder


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def undone(coding: str, chunks: list[bytes]) -> tuple[bytes, bool]:
    undo = decoder(coding)
    data = b"".join(piece for chunk in chunks for piece in undo.pieces(chunk))
    return data, undo.whole


PACKERS = [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate)]


@given(st.binary(max_size=2000), st.sampled_from(PACKERS), st.integers(1, 50))
def test_what_was_packed_comes_back_however_it_is_cut(data, packer, step):
    coding, pack = packer
    packed = pack(data)
    assert undone(coding, [packed[i : i + step] for i in range(0, len(packed), step)]) == (data, True)


@given(st.binary(min_size=1, max_size=200), st.sampled_from(["gzip", "deflate"]), st.integers(1, 50))
def test_what_is_no_coding_is_an_error_or_not_whole_or_text(data, coding, step):
    try:
        undone(coding, [data[i : i + step] for i in range(0, len(data), step)])
    except zlib.error:
        return


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_a_bomb_comes_in_pieces_and_whole(coding, pack):
    undo = decoder(coding)
    sizes = [len(piece) for piece in undo.pieces(pack(bytes(20_000_000)))]
    assert max(sizes) == PIECE_BYTES
    assert sum(sizes) == 20_000_000
    assert undo.whole


def test_members_after_one_another_are_all_read_and_padding_is_not():
    packed = gzip.compress(b"one") + gzip.compress(b"two") + bytes(100)
    for step in (1, 7, 1000):
        assert undone("gzip", [packed[i : i + step] for i in range(0, len(packed), step)]) == (b"onetwo", True)


@pytest.mark.parametrize(("coding", "pack"), PACKERS)
def test_what_breaks_off_is_not_whole(coding, pack):
    packed = pack(b"The dam broke." * 100)
    assert undone(coding, [packed[: len(packed) // 2]])[1] is False


def test_no_coding_is_undone_where_none_is_named():
    assert decoder("") is None
    assert decoder("identity, Identity") is None


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "x"])
def test_what_was_not_asked_for_is_an_error(coding):
    with pytest.raises(ValueError, match=coding):
        decoder(coding)

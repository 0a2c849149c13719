"""Which day belongs to which file, and when a progress bar is shown."""

from __future__ import annotations

import io
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.apps import exits, inputs
from rashomon.apps.inputs import is_slow, progress, published_days
from rashomon.errors import UsageError

DAYS = st.sampled_from(["2018-08-01", "2018-08-02"])


@given(st.lists(st.sampled_from(["a", "b=c", "d"]), min_size=1, max_size=4), st.data())
def test_a_day_is_given_to_the_files_that_it_is_for(files, data):
    named = data.draw(st.dictionaries(st.sampled_from(files), DAYS))
    options = data.draw(st.permutations([f"{file}={day}" for file, day in named.items()] + ["2018-08-28"]))
    assert published_days(files, options) == {file: named.get(file, "2018-08-28") for file in files}


@given(st.dictionaries(st.sampled_from("abc"), DAYS))
def test_without_a_day_for_all_only_the_named_files_have_one(named):
    assert published_days("abc", [f"{file}={day}" for file, day in named.items()]) == named


def test_a_file_is_meant_however_its_path_is_written():
    assert published_days(["./story/a.txt"], ["story/a.txt=2018-08-01"]) == {"./story/a.txt": "2018-08-01"}


def test_an_address_may_hold_an_equals_sign():
    url = "https://x.example/?a=b&c=d"
    assert published_days([url, "a"], [f"{url}=2018-08-01"]) == {url: "2018-08-01"}
    with pytest.raises(UsageError, match="is none of the files"):
        published_days([url], ["https://x.example/=2018-08-01"])


def test_without_a_total_what_was_read_is_counted(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(inputs, "PROGRESS_AFTER", 0.02)
    with progress("Reading", None) as advance:
        advance(1)
        wait_for(stream, "Reading")
        advance(2)
        advance(3)
    assert "3 so far" in stream.getvalue()


def test_what_may_take_its_time_is_known_by_its_name_and_size(tmp_path):
    (tmp_path / "a.txt").write_text("The talks failed.", encoding="utf-8")
    named = ["https://x.example/", str(tmp_path), str(tmp_path / "a.txt"), "missing", "-"]
    assert list(map(is_slow, named)) == [True, True, False, False, False]


def test_two_days_for_all_files_are_refused():
    with pytest.raises(UsageError, match="two days for all files"):
        published_days("ab", ["2018-08-01", "2018-08-02"])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def wait_for(stream: Terminal, text: str) -> None:
    """Wait until the text is shown, ten seconds at most."""
    until = time.monotonic() + 10
    while text not in stream.getvalue() and time.monotonic() < until:
        time.sleep(0.01)


def test_what_takes_longer_than_a_second_is_shown_with_what_was_done_before(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(inputs, "PROGRESS_AFTER", 0.02)
    with progress("Reading", 2) as advance:
        advance(1)
        wait_for(stream, "50%")
    assert "50%" in stream.getvalue()


@pytest.mark.parametrize(("stream", "hushed"), [(Terminal(), False), (Terminal(), True), (io.StringIO(), False)])
def test_nothing_is_shown_of_what_is_short_of_pipes_and_of_quiet_calls(monkeypatch, stream, hushed):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(exits, "quiet", lambda: hushed)
    with progress("Reading", 20) as advance:
        for number in range(20):
            advance(number)
    assert stream.getvalue() == ""

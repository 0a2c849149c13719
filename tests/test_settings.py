"""Settings, and what of them the environment gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import UsageError
from rashomon.settings import Settings, cache_folder, forbid_telemetry, from_environment


def test_nothing_in_the_environment_is_the_defaults():
    assert from_environment({}) == Settings()
    assert from_environment({"RASHOMON_CACHE": "", "RASHOMON_ATTRIBUTION": ""}) == Settings()


def test_each_variable_is_read_as_its_type():
    environ = {
        "RASHOMON_ALLOW_HOSTS": "intranet.example, 10.0.0.0/8  ::1",
        "RASHOMON_CACHE": "/var/pages",
        "RASHOMON_CACHE_BYTES": "0",
        "RASHOMON_FETCH_PAUSE_S": "0.5",
        "RASHOMON_CONTACT": "https://my.example/",
        "RASHOMON_FAST_PARSER": "false",
    }
    assert from_environment(environ) == Settings(
        allow_hosts=("intranet.example", "10.0.0.0/8", "::1"),
        cache=Path("/var/pages"),
        cache_bytes=0,
        fetch_pause_s=0.5,
        contact="https://my.example/",
        fast_parser=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RASHOMON_MAX_BYTES", "many"),
        ("RASHOMON_MAX_BYTES", "0"),
        ("RASHOMON_FETCH_SECONDS", "0"),
        ("RASHOMON_FETCH_SECONDS", "nan"),
        ("RASHOMON_FETCH_PAUSE_S", "-1"),
        ("RASHOMON_CACHE_BYTES", "-1"),
        ("RASHOMON_ATTRIBUTION", "guess"),
        ("RASHOMON_FAST_PARSER", "perhaps"),
    ],
)
def test_a_variable_that_does_not_parse_is_an_error(name, value):
    with pytest.raises(UsageError, match=r"RASHOMON_\* environment variable is wrong"):
        from_environment({name: value})


@pytest.mark.parametrize(
    ("environ", "platform", "folder"),
    [
        ({}, "linux", Path.home() / ".cache" / "rashomon"),
        ({"XDG_CACHE_HOME": "/var/c"}, "linux", Path("/var/c/rashomon")),
        ({"XDG_CACHE_HOME": "relative"}, "linux", Path.home() / ".cache" / "rashomon"),
        ({"XDG_CACHE_HOME": ""}, "linux", Path.home() / ".cache" / "rashomon"),
        ({}, "darwin", Path.home() / "Library" / "Caches" / "rashomon"),
        ({"LOCALAPPDATA": "/l"}, "win32", Path("/l/rashomon/Cache")),
        ({}, "win32", Path.home() / "AppData" / "Local" / "rashomon" / "Cache"),
    ],
)
def test_pages_are_kept_where_the_platform_keeps_caches(environ, platform, folder):
    assert cache_folder(environ, platform) == folder


def test_telemetry_is_forbidden_whatever_the_environment_said():
    environ = {"ORT_DISABLE_TELEMETRY": "0"}
    forbid_telemetry(environ)
    assert environ == {"ORT_DISABLE_TELEMETRY": "1"}

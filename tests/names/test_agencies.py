"""News agencies by their names and letters."""

from __future__ import annotations

import pytest

from rashomon.names.agencies import agency_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("By Ada Moor, Associated Press", "Associated Press"),
        ("AFP", "Agence France-Presse"),
        ("HALDEN (Thomson Reuters)", "Reuters"),
        ("a map of APPs", None),
        ("", None),
    ],
)
def test_an_agency_is_found_as_a_whole_word(text: str, name: str | None) -> None:
    found = agency_in(text)
    assert (found[0] if found else None) == name
    if found:
        assert text[found[1] : found[2]] in ("Associated Press", "AFP", "Thomson Reuters")

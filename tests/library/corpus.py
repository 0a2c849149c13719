"""Small articles with what `rashomon.understand` found in them, kept so that these tests load no parser.

``python -m tests.library.corpus`` makes `understood.jsonl` anew.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec.structs import replace

import rashomon
from rashomon.api import made_here
from rashomon.settings import Settings

FILE = Path(__file__).with_name("understood.jsonl")

FIRE = {
    "courier": (
        "2025-03-03",
        "Fire at the Karsund ferry terminal",
        "A fire broke out in the waiting hall of the Karsund ferry terminal on Monday evening. "
        'Fire chief Ilse Brandt said that three people died in the fire. "The hall was evacuated within minutes," '
        "Brandt said. The ferries to Norvia may run again from Wednesday.",
    ),
    "post": (
        "2025-03-03",
        "Ferry terminal burns in Karsund",
        "A fire broke out in the waiting hall of the Karsund ferry terminal on Monday. "
        "Four people died in the fire, the port authority said. "
        "Fire chief Ilse Brandt told Reuters that a heater had caused the fire.",
    ),
    "ledger": (
        "2025-03-04",
        "Karsund terminal fire: what is known",
        "Four people died in the fire at the Karsund ferry terminal, the port authority said on Tuesday. "
        "Ilse Brandt denied that a heater had caused the fire in the waiting hall. "
        "Ferries to Norvia run again from Wednesday.",
    ),
}
BANK = {
    "gazette": (
        "2025-03-04",
        "Central bank raises rates",
        "The central bank of Norvia raised its key rate to 4 percent on Tuesday. "
        'Governor Tomas Hale said that inflation was still too high. "We are not done," Hale said.',
    ),
    "herald": (
        "2025-03-05",
        "Rates go up in Norvia",
        "Norvia's central bank raised its key interest rate to 4 percent. "
        "Governor Tomas Hale said inflation was too high, according to a spokesman of the bank.",
    ),
}
ALONE = {
    "mirror": (
        "2025-02-11",
        "Otters return to the Lunne",
        "Otters have returned to the river Lunne after forty years. Biologist Mara Voss counted nine of the animals.",
    ),
}
LATER = {
    "tribune": (
        "2025-03-06",
        "Five dead after Karsund fire",
        "Five people died in the fire at the Karsund ferry terminal, fire chief Ilse Brandt said on Thursday. "
        "The waiting hall was evacuated within minutes.",
    ),
}


def article(name: str, day: str, title: str, text: str) -> rashomon.Article:
    return replace(rashomon.from_text(text, name=f"{name}.txt", title=title, published=day), outlet=name.title())


def articles(stories: dict[str, tuple[str, str, str]]) -> list[rashomon.Article]:
    return [article(name, *told) for name, told in stories.items()]


@cache
def understood() -> dict[str, rashomon.Understanding]:
    """What was found in each article, by its name, as if the nets that are installed had found it."""
    made = made_here(Settings())
    lines = FILE.read_bytes().splitlines()
    found = [rashomon.load_understanding(line, FILE.name, any_version=True) for line in lines]
    return {str(u.article.outlet).lower(): replace(u, made=made) for u in found}


def of(stories: dict[str, tuple[str, str, str]]) -> list[rashomon.Understanding]:
    return [understood()[name] for name in stories]


if __name__ == "__main__":
    every = articles(FIRE | BANK | ALONE | LATER)
    FILE.write_bytes(b"".join(rashomon.dump_understanding(rashomon.understand(a)) for a in every))

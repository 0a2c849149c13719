"""Writes rashomon/ingest/facts/data/months.tsv: names of months in the languages of the Unicode CLDR, from Babel 2.18.

pip install babel==2.18.0
python training/months.py rashomon/ingest/facts/data/months.tsv
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from babel import Locale

LANGUAGES = """
    af ar az be bg bn bs ca cs cy da de de_AT el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk ko
    lt lv mk mn ms mt nb nl nn pl pt ro ru sk sl sq sr sr_Latn sv sw ta te th tr uk ur uz vi zh
""".split()
MORE = {"feber": 2, "setiembre": 9}
"""Forms that people write and the CLDR does not have."""


def main(target: Path) -> None:
    numbers: dict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    plain = unicodedata.normalize("NFC", name).casefold().strip(". ").replace("\u0307", "")
                    if re.fullmatch(r"[^\W\d_]{3,}", plain):
                        numbers[plain].add(number)
    for name, number in MORE.items():
        numbers[name].add(number)
    one = {name: found.pop() for name, found in numbers.items() if len(found) == 1}
    rows = ((number, sorted(name for name in one if one[name] == number)) for number in range(1, 13))
    target.write_text("".join(f"{number}\t{' '.join(names)}\n" for number, names in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

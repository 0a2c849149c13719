"""The language of a text."""

import subprocess
import sys

import pytest

import rashomon


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The talks between the two sides failed on Tuesday, officials who were there said.", "en"),
        ("Die Gespräche zwischen den beiden Seiten sind am Dienstag gescheitert, sagten Beamte.", "de"),
        ("Les pourparlers entre les deux parties ont échoué mardi, ont déclaré des responsables.", "fr"),
        ("Переговоры между двумя сторонами провалились во вторник, сообщили официальные лица.", "ru"),
        ("فشلت المحادثات بين الجانبين يوم الثلاثاء، حسبما قال مسؤولون كانوا هناك في جنيف", "ar"),
        ("Too short to tell.", None),
        ("1234567890 " * 20, None),
        (" ".join(f"https://example{n}.org/a?b=c&d=e" for n in range(40)), None),
        ("Mr. Smith and Dr. Jones and Jane Doe and " * 20, "en"),
        ("Stocks Fall. Dollar Gains. Oil Up. Gold Down. Yen Steady. Bourse Slips.", "en"),
        ("Il ministro ha detto a Fox News e al New York Times che i negoziati con John Smith sono falliti.", "it"),
    ],
)
def test_the_language_is_told_where_there_is_text_enough(text: str, language: str | None) -> None:
    assert rashomon.from_text(text).language == language


def test_a_foreign_text_that_quotes_an_english_title_stays_foreign() -> None:
    text = (
        "Der Film „The Lord of the Rings: The Return of the King“ lief am Dienstag in mehreren Kinos der Stadt Genf an."
    )
    assert rashomon.from_text(text).language == "de"


def test_english_is_told_without_loading_a_model() -> None:
    code = (
        "import sys, rashomon;"
        "assert rashomon.from_text('The talks failed, said officials who were there with them.').language == 'en';"
        "assert not {'py3langid', 'numpy'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

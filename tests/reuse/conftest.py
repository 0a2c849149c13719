"""Articles made by hand: all story, unless parts are told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from rashomon.types import Article, Passage

Make = Callable[..., Article]

WIRE = """A passenger ferry ran aground in thick fog off the port of Halden on Monday, and all 212 people on board were
taken ashore by lifeboats, the coastguard said.
The Maren Lind struck a sandbank at about six in the morning some two kilometres from the harbour mouth.
Three passengers were treated for bruises at the district hospital, where the families of the crew had gathered.
The ferry's operator said the ship had passed its yearly inspection in January and that its radar was working.
Divers found no damage to the hull, and tugs were to pull the vessel free at high tide on Tuesday morning."""


@pytest.fixture
def make() -> Make:
    def article(text: str, name: str = "", **more: object) -> Article:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        given = {"passages": (Passage(0, len(text), "body"),) if text else (), **more}
        return Article(id=name or digest[:16], text=text, text_sha256=digest, bytes_sha256=digest, **given)

    return article

"""Mails, mailboxes and saved pages."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from rashomon.errors import EmptyInput, InputError, TooLarge
from rashomon.ingest import mail as mails
from rashomon.ingest.captured import Captured
from rashomon.ingest.formats import kind_of
from rashomon.ingest.mail import read_mail
from rashomon.settings import Settings
from rashomon.types import Article, Failure

SETTINGS = Settings()
STORY = "The talks failed on Tuesday, two officials said.\n\nNobody knows why, they added."
HEADS = (
    "From: Jane Doe <jane@daily.example>\r\nTo: desk@paper.example\r\nSubject: Talks fail\r\n"
    "Date: Tue, 28 Aug 2018 23:30:00 -0500\r\nMessage-ID: <1@daily.example>\r\nMIME-Version: 1.0\r\n"
)


def read(data: bytes | EmailMessage, name: str = "a.eml") -> list[Article | Captured | Failure]:
    raw = data if isinstance(data, bytes) else bytes(data)
    return list(read_mail(Captured(name=name, data=raw), SETTINGS))


def one(data: bytes | EmailMessage) -> Article:
    (article,) = read(data)
    assert isinstance(article, Article)
    return article


def mail(plain: str | None = STORY, html: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Talks fail"
    for name, value in headers.items():
        del message[name]
        message[name] = value
    if plain is not None:
        message.set_content(plain)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def test_headers_tell_title_author_and_day() -> None:
    article = one(f"{HEADS}\r\n{STORY}".encode())
    assert article.content == f"Talks fail\n{STORY}"
    assert (article.title, article.byline, article.outlet) == ("Talks fail", "Jane Doe", None)
    assert (article.published, article.file) == ("2018-08-28", "a.eml")
    assert {fact.source for fact in article.facts} == {"email"}


@pytest.mark.parametrize("address", ["newsletter@daily.example", "no-reply@daily.example", "news+en@daily.example"])
def test_a_sender_that_is_an_outlet_is_no_author(address: str) -> None:
    article = one(mail(From=f"The Daily <{address}>"))
    assert (article.outlet, article.byline) == ("The Daily", None)


def test_encoded_headers_and_bodies_are_decoded() -> None:
    raw = (
        b"Subject: =?koi8-r?B?8MXSxcfP18/S2Q==?=\nFrom: =?utf-8?Q?J=C3=B6rg?= <j@x.example>\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n"
        b"8MXSxcfP18/S2SDQ0s/XwczJzMnT2C4=\n"
    )
    article = one(raw)
    assert article.content == "Переговоры\nПереговоры провалились."
    assert article.byline == "Jörg"


def test_flowing_lines_are_joined() -> None:
    raw = (
        f"{HEADS}Content-Type: text/plain; format=flowed\r\n\r\nThe talks \r\nfailed.\r\n From here.\r\n-- \r\nJane\r\n"
    )
    assert one(raw.encode()).content == "Talks fail\nThe talks failed.\nFrom here.\n-- \nJane"


def test_plain_text_goes_before_html() -> None:
    assert one(mail(html=f"<p>{STORY}</p><p>Unsubscribe</p>")).content == f"Talks fail\n{STORY}\n"


@pytest.mark.parametrize("plain", ["See this mail in your browser.", " ", None])
def test_html_is_read_where_the_plain_text_is_a_stub(plain: str | None) -> None:
    html = "<html><body><table><tr><td><p>The talks failed.</p></td></tr></table>" + f"<p>{STORY}</p>" * 3
    assert one(mail(plain, html)).content.startswith("Talks fail\nThe talks failed.\nThe talks failed on Tuesday")


def test_what_is_attached_and_can_be_read_comes_as_captured() -> None:
    message = mail(Date="Tue, 28 Aug 2018 10:00:00 +0000")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="b.png")
    message.add_attachment("BEGIN:VCARD", subtype="vcard", filename="jane.vcf")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="c.zip")
    message.add_attachment("<p>The talks went on.</p>", subtype="html", filename="d.html")
    message.add_attachment(mail("Forwarded."))
    text, pdf, archive, page, forwarded = read(message)
    assert isinstance(text, Article)
    assert text.file == "a.eml#1"
    assert isinstance(archive, Failure)
    assert (archive.source, archive.problem) == (
        "a.eml#3",
        "the attachment 'c.zip' is of an unsupported type: save its text as .txt",
    )
    kinds = [(c.name, c.media_type, c.data[:8]) for c in (pdf, page) if isinstance(c, Captured)]
    assert kinds == [
        ("a.eml#2", "application/pdf", b"%PDF-1.7"),
        ("a.eml#4", "text/html; charset=utf-8", b"<p>The t"),
    ]
    assert isinstance(forwarded, Article)
    assert (forwarded.file, forwarded.content) == ("a.eml#5", "Talks fail\nForwarded.\n")
    assert isinstance(pdf, Captured)
    assert [fact.value for fact in pdf.facts] == ["2018-08-28T10:00:00+00:00"]


def test_a_page_saved_as_mhtml_is_that_page() -> None:
    raw = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://daily.example/1\nSubject: Talks fail\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n'
        "--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n"
        "Content-Location: https://daily.example/1\n\n<p>The talks fa=\niled.</p>\n"
        "--b\nContent-Type: image/png\n\nxx\n--b--\n"
    )
    (page,) = read(raw.encode())
    assert isinstance(page, Captured)
    assert (page.name, page.url, page.media_type) == ("a.eml", "https://daily.example/1", "text/html")
    assert page.data.strip() == b"<p>The talks failed.</p>"


@pytest.mark.parametrize("body", ["", " \n", "<p></p>"])
def test_a_mail_without_text_says_so(body: str) -> None:
    with pytest.raises(EmptyInput, match=r"^a\.eml: is a mail without text"):
        read(f"{HEADS}Content-Type: text/html\r\n\r\n{body}".encode())


@pytest.mark.parametrize(
    "header",
    [
        "Subject: =?utf-8?b?////?= =?x?q?y?= =?utf-8?q?=",
        'From: <<<>>>@@,,;:"\\',
        "From: " + '"' * 3000,
        "Date: Thu, 99 Foo 0000 99:99:99 +9999",
        "Date: " + "9" * 3000,
        "Content-Type: ;;;=",
        "Content-Type: multipart/mixed; boundary*0*=x'y'%ff",
        "Content-Type: text/plain; charset=no-such-thing",
        "Content-Type: text/plain; charset*=utf-16''%00",
        "Content-Disposition: inline; foo*=bad''%zz%",
        "Content-Transfer-Encoding: x-uuencode",
        "Subject: " + "=?utf-8?q?a?= " * 100_000,
        "To: " + "a@b.example, " * 100_000,
        "Content-Type: " + "(" * 100_000,
    ],
)
def test_a_broken_header_costs_nothing_but_itself(header: str) -> None:
    name = header.partition(":")[0]
    heads = "".join(line for line in HEADS.splitlines(keepends=True) if not line.startswith(f"{name}:"))
    assert read(f"{heads}{header}\r\n\r\n{STORY} Größe.".encode())


PARTS = (
    "{0}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + STORY + "\r\n"
    "{0}\r\nContent-Type: text/html\r\n\r\n<p>Short.</p>\r\n{0}--\r\n"
)
"""Two parts with the line before each; the first has the whole story."""


@pytest.mark.parametrize(
    "headers",
    [
        'Content-Type: multipart/alternative;\r\nboundary="=_q1"\r\n',  # goes on without a blank
        'Content-Type: multipart/alternative;\r\ncharset=utf-8;\r\nboundary="=_q1"\r\nX-Mailer: a\r\n',
        'Content-Type: multipart/alternative; boundary=b\r\nContent-Type: multipart/mixed; boundary="=_q1"\r\n',
        "Content-Type: multipart/alternative\r\n",  # says no boundary
        "Content-Type: multipart/alternative; boundary=none-of-these\r\n",
        'Content-Type: text/plain; boundary="=_q1"\r\n',  # says another type
        "",  # says nothing
    ],
)
def test_the_parts_of_a_mail_are_found_where_its_headers_are_broken(headers: str) -> None:
    article = one(f"{headers}{HEADS}\r\n{PARTS.format('--=_q1')}".encode())
    assert article.content == f"Talks fail\n{STORY}"
    assert (article.title, article.published) == ("Talks fail", "2018-08-28")


def test_a_blank_behind_the_transfer_encoding_does_not_matter() -> None:
    coding = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: Quoted-Printable \r\n"
    assert one(f"{HEADS}{coding}\r\nGr=C3=B6=C3=9Fe".encode()).content.endswith("Größe")


def test_a_header_that_goes_on_without_a_blank_does_not_end_the_headers() -> None:
    long = "Subject: Talks on the water of two rivers\r\nfail for good\r\nDate: Tue, 28 Aug 2018 23:30:00 -0500\r\n"
    article = one(f"From: Jane Doe <jane@daily.example>\r\n{long}\r\n{STORY}".encode())
    assert (article.title, article.published) == ("Talks on the water of two rivers fail for good", "2018-08-28")


@pytest.mark.parametrize("before", ["\r\n\r\n", 'Content-Type: text/plain;\ncharset="utf-8"\n'])
def test_a_file_that_is_named_a_mail_is_read_as_one_whatever_stands_first(before: str) -> None:
    data = f"{before}{HEADS}\r\n{STORY}".encode()
    assert kind_of(data, "a.eml") == "mail"
    assert one(data).title == "Talks fail"


def test_a_text_about_parts_of_mails_stays_as_it_is() -> None:
    text = f"{STORY}\n\n--=_q1\nContent-Type: text/plain; a=x\n\nbegins a part.\nBoundary=1 ends none.\n--=_q1--"
    assert one(f"{HEADS}Content-Type: text/plain\r\n\r\n{text}".encode()).content == f"Talks fail\n{text}"


def test_parts_within_parts_without_end_are_left_as_they_are() -> None:
    nested = "".join(f"--b{n}\nContent-Type: multipart/mixed\n\n" for n in range(300)) * 2
    assert one(f"{HEADS}Content-Type: multipart/mixed\n\n{nested}{STORY}".encode()).content


def test_a_text_that_is_said_to_be_packed_and_is_not_is_an_error_of_ours() -> None:
    with pytest.raises(InputError, match=r"^a\.eml: is not text"):
        read(f"{HEADS}Content-Transfer-Encoding: base64\r\n\r\n{STORY}".encode())


@pytest.mark.parametrize(
    ("number", "problem"), [(10_000, "is a mail of 10,001 boundaries"), (60, "is a mail of more than 50 parts")]
)
def test_a_mail_of_too_many_parts_is_refused(number: int, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mails, "MOST_PARTS", 50)
    parts = "--b\nContent-Type: text/plain\n\nx\n" * number
    with pytest.raises(TooLarge, match=problem):
        read(f"{HEADS}Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n".encode())


def test_a_mail_of_headers_without_end_is_refused() -> None:
    with pytest.raises(TooLarge, match=r"is a mail of 5,000,\d+ lines: over the limit of 1,000,000"):
        read(HEADS.encode() + b"a:\n" * 5_000_000)


def test_a_mail_nested_without_end_is_refused() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(20_000))
    with pytest.raises(InputError, match=r"^a\.eml: is a mail "):
        read(f"{HEADS}{nested}".encode())


@given(st.lists(st.sampled_from([
    b"--b\n", b"--b--\n", b"\n", b"Content-Type: text/html\n", b"Content-Type: message/rfc822\n",
    b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Transfer-Encoding: base64\n", b"Subject: =?a?b?c?=\n",
    b"<p>The talks failed.</p>\n", b"From: a@b\n", b"\xff\x00\n", b"Content-Type: multipart/mixed; boundary=\"\"\n",
]), max_size=30))  # fmt: skip
def test_any_mail_gives_articles_or_errors_of_ours(pieces: list[bytes]) -> None:
    with suppress(InputError):
        found = read(b"MIME-Version: 1.0\n" + b"".join(pieces))
        assert all(isinstance(item, Article | Captured | Failure) for item in found)


MAILBOX = (
    b"From jane@x.example Tue Aug 28 10:00:00 2018\nSubject: One\n\nThe talks failed.\n>From here on.\n\n"
    b"From jane@x.example Tue Aug 28 11:00:00 2018\nSubject: Two\n\nThey went on.\n"
)


def mailbox(folder: Path, data: bytes, settings: Settings = SETTINGS) -> list[Article | Failure]:
    (folder / "a.mbox").write_bytes(data)
    return list(rashomon.read_all([folder / "a.mbox"], settings=settings))


def test_a_mailbox_is_read_mail_by_mail(tmp_path: Path) -> None:
    found = [item for item in mailbox(tmp_path, MAILBOX) if isinstance(item, Article)]
    assert [(str(item.file), item.title) for item in found] == [
        (f"{tmp_path / 'a.mbox'}#1", "One"),
        (f"{tmp_path / 'a.mbox'}#2", "Two"),
    ]
    assert "\nFrom here on." in found[0].content


def test_a_mail_over_the_bound_costs_that_mail(tmp_path: Path) -> None:
    long = MAILBOX.replace(b"The talks failed.", b"The talks failed.\n" * 100)
    one_, two = mailbox(tmp_path, long, Settings(max_bytes=500))
    assert isinstance(one_, Failure)
    assert (one_.source, one_.problem) == (f"{tmp_path / 'a.mbox'}#1", "is larger than the limit of 500 bytes")
    assert isinstance(two, Article)


# As fuzzing found: to fold a parameter whose name is longer than a line, Python's generator of mails takes forever.
UNFOLDABLE = b"Content-Disposition: attachment; %b*=utf-8''%b\n" % (b"x" * 100, b"%C3%A9" * 30)


def test_a_mail_in_a_mail_is_never_written_out_again() -> None:
    inner = HEADS.encode().replace(b"\r\n", b"\n") + UNFOLDABLE + b"\nThe talks failed."
    found = read(b"MIME-Version: 1.0\nMessage-ID: <2@x>\nContent-Type: message/rfc822\n\n" + inner)
    assert [item.file if isinstance(item, Article) else item.name for item in found if not isinstance(item, Failure)]

"""Mails: their text, headers and attachments; also pages saved as MHTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any

import msgspec

from rashomon.errors import EmptyInput, InputError, TooLarge, UnreadableInput
from rashomon.ingest.addresses import web_address
from rashomon.ingest.captured import Captured
from rashomon.ingest.decode import decode, refuse_binary
from rashomon.ingest.formats import KNOWN_SUFFIXES, MEDIA_TYPES, suffix_of
from rashomon.ingest.html_fragments import from_fragment, with_facts
from rashomon.ingest.mail_quotes import quoted_in
from rashomon.ingest.text import from_text, headed, sha256
from rashomon.types import Article, Fact, Failure

if TYPE_CHECKING:
    from email.message import Message

    from rashomon.settings import Settings

__all__ = ["read_mail"]

MOST_PARTS = 1_000
MOST_NESTED = 8
"""Most mails nested in each other."""
MOST_BOUNDARIES = 5_000
MOST_LINES = 1_000_000
MOST_STEPS = 20_000_000
"""Most lines times nesting levels of a mail: Python's parser checks every line for the end of every open part."""
LONGEST_HEADER = 4_000
"""Most characters of a header that are parsed: Python's header parser takes quadratic time."""

FIELDS = (
    r"bcc|cc|content-[a-z-]+|date|delivered-to|from|in-reply-to|message-id|mime-version|received|references|reply-to"
    r"|return-path|sender|subject|to|x-[a-z-]+"
)
HEADER_END = re.compile(rb"\r?\n\r?\n")
STRAY = re.compile(rb"^(?![!-9;-~]{1,80}[ \t]*:|[ \t]|\r?$|From )", re.MULTILINE)
"""Begins a line among headers that is none, and does not go on with one by a blank at its start."""
KNOWN_FIELD = re.compile(rf"^(?:{FIELDS}):".encode(), re.MULTILINE | re.IGNORECASE)
PARAMETERS = re.compile(
    rb"^content-(?:type|disposition):[^\r\n]*+(?:\r?\n(?:[ \t]++[^\s]|[a-z][a-z0-9*-]{0,40}=)[^\r\n]*+)++",
    re.MULTILINE | re.IGNORECASE,
)
"""A header with parameters, and the lines that go on with these, whether or not they begin with a blank."""
PARAMETER = re.compile(rb"(?<=\n)(?=[a-z])", re.IGNORECASE)
DELIMITER = re.compile(
    rb"^--(\S(?:[^\r\n]{0,68}\S)?)[ \t]*+\r?\n(?=content-(?:type|transfer-encoding|disposition):)",
    re.MULTILINE | re.IGNORECASE,
)
"""A line that begins a part, and its boundary of up to 70 characters (RFC 2046); a header of a part follows."""

STUB = 3
"""Plain text with this many times fewer letters than the HTML alternative is only a notice."""

SENDERS = re.compile(
    r"(?:alerts?|desk|editors?|editorial|hello|info|mail(?:er)?|media|news(?:letters?|room)?|no-?reply|press|"
    r"do-?not-?reply|redaktion|service|subscriptions?|team|updates?)(?:[+._-].*)?@",
    re.I,
)
"""Local parts of addresses that are an outlet's, not a person's."""

UNREAD_TYPES = re.compile(
    r"application/(?:msword|rtf|zip|epub\+zip|vnd\.(?:openxmlformats|oasis|ms-(?:word|excel|powerpoint)).*)"
)
"""Attachments that may be articles but cannot be read. Pictures, calendars, signatures and the like are ignored."""


class Patient(EmailPolicy):
    """Python's mail policy, made to accept headers that are broken or too long."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value[:LONGEST_HEADER])
        except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            # The header parser may fail in any way; then the raw value is used.
            return " ".join(value[:LONGEST_HEADER].encode("ascii", "replace").decode().split())


POLICY = Patient()


class Part(msgspec.Struct, frozen=True):
    """A leaf of a mail: its type, its bytes, and its names in the headers."""

    media_type: str
    data: bytes
    charset: str | None
    file_name: str | None
    attached: bool
    flowed: bool
    location: str | None
    mail: EmailMessage | None
    """The attached mail, if it is one."""


def read_mail(captured: Captured, settings: Settings) -> Iterator[Article | Captured | Failure]:
    """Yield the article of a mail, then its attachments: pages, PDFs and texts as captured, mails as articles.

    The plain text is used unless it is only a notice next to the HTML. For a page saved as MHTML, only the page is
    returned, as captured. Raises UnreadableInput, TooLarge for a mail with excessive nesting, EmptyInput if it has no
    content.
    """
    yield from of_message(parsed(captured), captured, captured.name, 0)


def of_message(
    message: EmailMessage, captured: Captured, name: str, depth: int
) -> Iterator[Article | Captured | Failure]:
    """Yield what `read_mail` does for a parsed mail, which may be attached to another.

    Attached mails are not serialised and read again: Python may take forever to fold hostile headers.
    """
    if depth > MOST_NESTED:
        raise UnreadableInput(name, f"is nested in more than {MOST_NESTED} mails: not read")
    saved = message["Snapshot-Content-Location"]
    parts = list(parts_of(message, name))
    if saved or (message.get_content_type() == "multipart/related" and not message["From"]):
        yield saved_page(parts, web_address(str(saved or ""), None), name)
        return
    text, attached = divided(parts)
    if not attached:
        yield written(message, text, captured, name)
        return
    if text:
        try:
            yield written(message, text, captured, f"{name}#1")
        except InputError as error:
            yield Failure(error.source, error.problem)
    for number, part in enumerate(attached, 2 if text else 1):
        try:
            yield from of_attached(part, message, captured, f"{name}#{number}", depth)
        except InputError as error:
            yield Failure(error.source, error.problem)


def of_attached(
    part: Part, message: EmailMessage, captured: Captured, name: str, depth: int
) -> Iterator[Article | Captured | Failure]:
    """Yield the content of an attachment: the articles of a mail, or captured bytes."""
    if part.mail is not None:
        yield from of_message(part.mail, captured, name, depth + 1)
    elif is_read(part):
        yield Captured(name=name, data=part.data, media_type=declared(part), facts=dated(message))
    else:
        called = (part.file_name or part.media_type)[:100]
        yield Failure(name, f"the attachment {called!r} is of an unsupported type: save its text as .txt")


def parsed(captured: Captured) -> EmailMessage:
    """Parse the mail. Raises TooLarge, UnreadableInput."""
    from email import message_from_bytes

    data = captured.data
    for mark, most, what in ((b"\n--", MOST_BOUNDARIES, "boundaries"), (b"\n", MOST_LINES, "lines")):
        if (count := data.count(mark)) > most:
            raise TooLarge(captured.name, f"is a mail of {count:,} {what}: over the limit of {most:,}")
    nestings = data.lower().count(b"boundary") + data.lower().count(b"message/")
    if nestings * data.count(b"\n") > MOST_STEPS:
        raise TooLarge(captured.name, f"is a mail with {nestings:,} nestings: too many to be one")
    try:
        message = message_from_bytes(unfolded(data.lstrip(b"\r\n")), policy=POLICY)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise UnreadableInput(captured.name, f"is a mail that cannot be parsed ({type(error).__name__})") from None
    if not isinstance(message, EmailMessage):  # cannot happen with this policy
        raise UnreadableInput(captured.name, "is not a mail")
    return message


def unfolded(data: bytes) -> bytes:
    """Begin every line that goes on with a header by a blank, as RFC 5322 wants: without it, the headers end there.

    Such a line has no name and a colon; it has a parameter of its header, or known headers still follow it.
    """
    data = PARAMETERS.sub(lambda found: PARAMETER.sub(b" ", found[0]), data)
    end = HEADER_END.search(data)
    heads = data[: end.start()] if end else b""
    known = [found.start() for found in KNOWN_FIELD.finditer(heads)]
    if not known:
        return data
    stray = (found.start() for found in STRAY.finditer(heads) if known[0] < found.start() < known[-1])
    at, pieces = 0, []
    for start in stray:
        pieces += [data[at:start], b" "]
        at = start
    return b"".join([*pieces, data[at:]])


def parts_of(message: EmailMessage, name: str) -> Iterator[Part]:
    """Yield the leaves of a mail in order; an attached mail is one leaf. Raises TooLarge if there are too many."""
    waiting: list[Message[Any, Any]] = [message]
    seen = mended = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            raise TooLarge(name, f"is a mail of more than {MOST_PARTS:,} parts")
        inner = list(part.iter_parts()) if isinstance(part, EmailMessage) and part.is_multipart() else []
        if not inner:
            data = content_of(part)
            whole = rejoined(part, data) if mended < MOST_NESTED else None
            if whole:
                waiting.append(whole)
                mended += 1
            else:
                yield leaf(part, data)
        elif part.get_content_type() == "message/rfc822":
            yield leaf(part, b"", inner[0] if isinstance(inner[0], EmailMessage) else None)
        else:
            waiting += reversed(inner)


def rejoined(part: Message[Any, Any], data: bytes) -> EmailMessage | None:
    """Return a part of many whose boundary is lost or another one, parted at the one that stands in it.

    None for any other part, and where no boundary stands in it twice.
    """
    from email import message_from_bytes

    if part.get_content_maintype() != "multipart" and part["Content-Type"] and not part.get_boundary():
        return None
    found = DELIMITER.search(data)
    if not found or re.search(rb'["\\]', found[1]) or data.find(b"\n--" + found[1], found.end()) < 0:
        return None
    head = b'Content-Type: multipart/mixed; boundary="' + found[1] + b'"\n\n'
    message = message_from_bytes(head + data, policy=POLICY)
    return message if isinstance(message, EmailMessage) and message.is_multipart() else None


def content_of(part: Message[Any, Any]) -> bytes:
    """Return the content of a leaf, with its transfer encoding decoded; empty if its headers are too broken."""
    coding = str(part["Content-Transfer-Encoding"] or "")
    if coding != coding.strip():
        part.replace_header("Content-Transfer-Encoding", coding.strip())
    try:
        data = part.get_payload(decode=True)
    except (AttributeError, LookupError, TypeError, ValueError):
        return b""
    return data if isinstance(data, bytes) else b""


def leaf(part: Message[Any, Any], data: bytes, mail: EmailMessage | None = None) -> Part:
    media_type = part.get_content_type()
    if part.get_content_maintype() == "multipart":  # a multipart in which no part was found
        media_type = "text/plain"
    return Part(
        media_type=media_type,
        data=data,
        charset=part.get_content_charset(),
        file_name=part.get_filename(),
        attached=part.get_content_disposition() == "attachment" or part.get_filename() is not None,
        flowed=str(part.get_param("format", "")).lower() == "flowed",
        location=str(part["Content-Location"] or "") or None,
        mail=mail,
    )


def divided(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """Divide the parts into the mail's own text and the attachments that are or may be articles."""
    text = [part for part in parts if not part.attached and part.media_type in ("text/plain", "text/html")]
    others = [part for part in parts if part not in text and (is_read(part) or UNREAD_TYPES.match(part.media_type))]
    return [part for part in text if part.data.strip()], others


def is_read(part: Part) -> bool:
    """Return whether an attachment has a supported type."""
    suffix = suffix_of(part.file_name or "")
    return (
        part.media_type in MEDIA_TYPES
        or part.media_type == "text/plain"
        or suffix in KNOWN_SUFFIXES - {".urls", ".list"}
    )


def declared(part: Part) -> str:
    return f"{part.media_type}; charset={part.charset}" if part.charset else part.media_type


def saved_page(parts: list[Part], url: str | None, name: str) -> Captured:
    """Return the page of an MHTML archive, which comes before its pictures and styles."""
    page = next((part for part in parts if part.media_type in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise EmptyInput(name, "is a web archive (MHTML) without a page")
    url = url or web_address(page.location or "", None)
    return Captured(name=name, data=page.data, media_type=declared(page), url=url)


def written(message: EmailMessage, parts: list[Part], captured: Captured, name: str) -> Article:
    """Return the article of a mail's own text. Raises InputError."""
    facts = (*captured.facts, *told(message))
    title = next((fact.value for fact in facts if fact.field == "title"), None)
    digest = sha256(captured.data)
    plain = "\n".join(text_of(part, name) for part in parts if part.media_type == "text/plain")
    html = "\n".join(text_of(part, name) for part in parts if part.media_type == "text/html")
    try:
        page = from_fragment(html, name=name, facts=facts, bytes_sha256=digest) if html.strip() else None
    except EmptyInput:
        page = None
    if page and STUB * letters(plain) < letters(page.content):
        return page
    if not plain.strip():
        raise EmptyInput(name, "is a mail without text")
    article = from_text(headed(plain, title), name=name, bytes_sha256=digest)
    return with_facts(msgspec.structs.replace(article, passages=quoted_in(article.content)), facts)


def letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def text_of(part: Part, name: str) -> str:
    """Return the text of a part; plain text in the flowed format (RFC 3676) has its lines joined."""
    refuse_binary(part.data, name, part.charset)
    text = decode(part.data, name, part.charset)
    if not part.flowed:
        return text
    lines: list[str] = []
    open_end = False
    for line in text.splitlines():
        flows = line.endswith(" ") and line != "-- "
        if open_end and not line.startswith(">"):
            lines[-1] += line.removeprefix(" ")
        else:
            lines.append(line.removeprefix(" "))
        open_end = flows and not line.startswith(">")
    return "\n".join(lines)


def told(message: EmailMessage) -> Iterator[Fact]:
    """Yield the facts in the headers: subject, sender, date."""
    if subject := " ".join(str(message["Subject"] or "").split()):
        yield Fact(field="title", value=subject, source="email", confidence=0.8)
    name, address = sender(message)
    if name and SENDERS.match(address):
        yield Fact(field="outlet", value=name, source="email", confidence=0.7)
    elif name:
        yield Fact(field="author", value=name, source="email", confidence=0.6)
    yield from dated(message)


def dated(message: EmailMessage) -> tuple[Fact, ...]:
    """Return when the mail was sent, in its own time zone."""
    when = getattr(message["Date"], "datetime", None)
    if not isinstance(when, datetime):
        return ()
    return (Fact(field="published", value=when.isoformat(), source="email", confidence=0.7),)


def sender(message: EmailMessage) -> tuple[str, str]:
    """Return the first sender's name and address, each empty if missing."""
    for address in getattr(message["From"], "addresses", ()):
        return " ".join(address.display_name.split()), address.addr_spec
    return "", ""

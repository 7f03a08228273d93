"""Gather the messages of code and templates, keep the English catalogue, compile it.

    python tools/messages.py            update django.po, compile django.mo
    python tools/messages.py --check    say what is missing, stale or wrong; change nothing

Vietnamese is the source language: a message is its own key. Neither file holds a date or a line
number, so they change when a message does and at no other time.
"""

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "taonguon"
PO = Path("locale/en/LC_MESSAGES/django.po")
MO = PO.with_suffix(".mo")

ONE, MANY, IN_CONTEXT, MANY_IN_CONTEXT = (1,), (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
SPECS = {"gettext": ONE, "ngettext": MANY, "pgettext": IN_CONTEXT, "npgettext": MANY_IN_CONTEXT}
KEYWORDS = SPECS | {f"{name}_lazy": spec for name, spec in SPECS.items()} | {"_": ONE}

TEMPLATES = {".html", ".txt"}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-#0+]*\d*(?:\.\d+)?[sdifgrxa]|\{\w*\}")
HEADERS = [
    ("Project-Id-Version", "taonguon"),
    ("Language", "en"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
]


class English(Catalog):
    """The English catalogue, with a header that says nothing of the day it was written."""

    def __init__(self) -> None:
        super().__init__(locale="en", header_comment="# English messages.", fuzzy=False)

    mime_headers = property(lambda _: HEADERS, lambda *_: None)


def gather(package: Path) -> English:
    """Return every message of the package, none translated."""
    catalog = English()
    for path in sorted(package.rglob("*")):
        for message, comments, context in extract(path):
            location = (path.relative_to(package.parent).as_posix(), 0)
            catalog.add(message, locations=[location], auto_comments=comments, context=context)
    return catalog


def extract(path: Path) -> Iterator[tuple]:
    """Yield each message of a file: its text (or texts, with a plural), comments, context."""
    text = source(path)
    options = {"encoding": "utf-8"}
    found = extract_python(io.BytesIO(text.encode()), KEYWORDS, ["Translators:"], options)
    for _, function, messages, comments in found:
        texts = messages if isinstance(messages, tuple) else (messages,)
        spec = KEYWORDS[function]
        context = texts[0] if (1, "c") in spec else None
        texts = texts[1:] if context is not None else texts
        wanted = texts[: sum(isinstance(place, int) for place in spec)]
        if all(wanted):
            yield (wanted[0] if len(wanted) == 1 else wanted), comments, context


def source(path: Path) -> str:
    """Return a file as Python for the extractor, empty when it holds no messages."""
    if path.suffix == ".py" and "migrations" not in path.parts:
        return path.read_text("utf-8")
    if path.suffix in TEMPLATES and "templates" in path.parts:
        lines = templatize(path.read_text("utf-8"), origin=str(path)).splitlines()
        return "\n".join(line.strip() for line in lines)  # a page's indents are not Python's
    return ""


def read(po: Path) -> Catalog:
    """Return the catalogue as kept, empty when there is none yet."""
    if not po.exists():
        return English()
    with po.open("rb") as file:
        return read_po(file, locale="en", ignore_obsolete=True)


def translated(found: English, kept: Catalog) -> English:
    """Return the gathered messages with the translations kept for them."""
    for message in found:
        known = kept.get(message.id, message.context) if message.id else None
        if known is not None and known.pluralizable == message.pluralizable:
            message.string = known.string
            message.user_comments = known.user_comments
            message.flags |= known.flags & {"fuzzy"}
    return found


def as_po(catalog: Catalog) -> bytes:
    """Return the text of the catalogue: sorted, without line numbers."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return the compiled catalogue, the same bytes for the same messages."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def wrong(message: Message) -> str:
    """Return what is wrong with a translation, empty when nothing is."""
    sources = message.id if message.pluralizable else (message.id,)
    strings = message.string if message.pluralizable else (message.string,)
    if not all(strings):
        return "is not translated"
    if message.fuzzy:
        return "is fuzzy"
    allowed = [placeholders(text) for text in sources]
    for text in strings:
        if placeholders(text) not in allowed and not (
            message.pluralizable and text is strings[0] and placeholders(text) <= allowed[-1]
        ):
            return f"has other placeholders in English: {text!r}"
    return ""


def placeholders(text: str) -> Counter[str]:
    """Return the places for values in a message, each as often as it stands there."""
    return Counter(PLACEHOLDER.findall(text.replace("%%", "")))


def complaints(package: Path) -> list[str]:
    """Return everything wrong with the catalogue as it lies there."""
    po, mo = package / PO, package / MO
    catalog = translated(gather(package), read(po))
    found = [
        f"{message.locations[0][0]}: {message.id!r} {wrong(message)}"
        for message in catalog
        if message.id and wrong(message)
    ]
    if not po.exists() or po.read_bytes() != as_po(catalog):
        found += [f"{PO} is not up to date: run `make messages`", *differences(package)]
    if not mo.exists() or mo.read_bytes() != as_mo(catalog):
        found.append(f"{MO} is stale: run `make messages`")
    return found


def differences(package: Path) -> list[str]:
    """Return the messages that are in the code only or in the catalogue only."""
    asked, kept = (
        {(m.context, m.id) for m in c if m.id} for c in (gather(package), read(package / PO))
    )
    return [f"  new: {text!r}" for _, text in sorted(asked - kept, key=str)] + [
        f"  gone: {text!r}" for _, text in sorted(kept - asked, key=str)
    ]


def update(package: Path) -> str:
    """Write both files anew and return how many messages still need a translation."""
    catalog = translated(gather(package), read(package / PO))
    (package / PO).parent.mkdir(parents=True, exist_ok=True)
    (package / PO).write_bytes(as_po(catalog))
    (package / MO).write_bytes(as_mo(catalog))
    missing = sum(bool(wrong(message)) for message in catalog if message.id)
    return f"{len(catalog)} messages, {missing} to translate or mend in {PO}"


def main(arguments: list[str], package: Path = PACKAGE) -> int:
    """Check or update the catalogue; 1 when a check finds anything."""
    if arguments == ["--check"]:
        found = complaints(package)
        print("\n".join(found) if found else "messages: all translated, catalogue compiled")
        return 1 if found else 0
    if arguments:
        print(__doc__)
        return 2
    print(update(package))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

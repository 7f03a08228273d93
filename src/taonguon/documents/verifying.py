"""Whether a paper in somebody's hand is the one that was kept: by number and seal, or by its file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import F

from taonguon.core.names import plain
from taonguon.documents import texts
from taonguon.documents.models import Document, DocumentQuerySet
from taonguon.forms import pdf, word

MATCHES, SAME_WORDS, DIFFERS, UNKNOWN = "matches", "same words", "differs", "unknown"
CANCELLED, NO_SEAL, KNOWN = "cancelled", "no seal", "words erased"
MOST = 20
LONG = 1000  # lines from which on common ones are no anchors, lest the comparison take minutes
NUMBER = re.compile(r"\d+(?:-[^\s/,]+)?/[^\s,]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where a file differs from the paper kept: the words kept, the words in the file."""

    kept: str
    found: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found, of which documents; `said` is the number or seal that fits none of them."""

    code: str
    documents: tuple[Document, ...] = ()
    said: str = ""
    differences: tuple[Difference, ...] = ()

    @property
    def document(self) -> Document | None:
        """The first document it is about."""
        return self.documents[0] if self.documents else None


def typed(rows: DocumentQuerySet, said: str) -> Outcome:
    """Check a number and a seal as somebody typed them: `05-NQ/CB 1a2b3c4d5e6f`, in one line."""
    seal = texts.SEAL.search(said.lower())
    if seal is None:
        return Outcome(NO_SEAL)
    number = NUMBER.search(said)
    asked = number[0].rstrip(".;") if number else ""
    document = _of(rows, seal[0])
    if document is None:
        like = _numbered(rows, asked) if asked else None
        return Outcome(DIFFERS, (like,), seal[0]) if like else Outcome(UNKNOWN, (), seal[0])
    if asked and plain(asked) != plain(document.printed):
        return Outcome(DIFFERS, (document,), asked)
    return _standing((document,), Outcome(MATCHES, (document,)))


def file(rows: DocumentQuerySet, data: bytes) -> Outcome:
    """Check a file by its content: a PDF by its bytes, else by its words. Raises texts.NotReadable."""
    told = texts.read(data)
    if not told.seals:
        return Outcome(NO_SEAL)
    known = {seal: _of(rows, seal) for seal in dict.fromkeys(told.seals)}
    strange = next((seal for seal, document in known.items() if document is None), "")
    if strange:
        return Outcome(UNKNOWN, (), strange)
    kept = tuple(document for seal in told.seals if (document := known[seal]) is not None)
    return _standing(kept, _compared(kept, told, data))


def _of(rows: DocumentQuerySet, seal: str) -> Document | None:
    """Return the document of a seal; where the same words were kept twice, the one that stands."""
    standing_first = F("cancelled_at").asc(nulls_first=True)
    return rows.sealed(seal).order_by(standing_first, "-pk").first()


def _numbered(rows: DocumentQuerySet, number: str) -> Document | None:
    return rows.filter(printed__iexact=number).order_by("-on", "-pk").first()


def _standing(documents: tuple[Document, ...], outcome: Outcome) -> Outcome:
    gone = tuple(one for one in documents if one.cancelled_at is not None)
    return Outcome(CANCELLED, gone, "", outcome.differences) if gone else outcome


def _compared(documents: tuple[Document, ...], told: texts.Told, data: bytes) -> Outcome:
    if any(one.erased for one in documents):
        return Outcome(KNOWN, documents)
    papers = [one.paper for one in documents]
    again = pdf.render(papers) if told.kind == texts.PDF else word.render(papers[0])
    if again == data:
        return Outcome(MATCHES, documents)
    differences = differing(texts.read(again).lines, told.lines)
    if differences:
        return Outcome(DIFFERS, documents, "", differences)
    return Outcome(SAME_WORDS if told.kind == texts.PDF else MATCHES, documents)


def differing(kept: Sequence[str], found: Sequence[str]) -> tuple[Difference, ...]:
    """Return where two texts differ, line against line; the first of them where they are many."""
    parts = SequenceMatcher(None, kept, found, autojunk=len(found) > LONG).get_opcodes()
    changed = (
        Difference(" ".join(kept[a:b]), " ".join(found[c:d]))
        for tag, a, b, c, d in parts
        if tag != "equal"
    )
    return tuple(one for one in changed if one.kept.split() != one.found.split())[:MOST]

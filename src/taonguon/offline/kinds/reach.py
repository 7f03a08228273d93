"""What all kinds need: a record as sent, what is wrong in it, the cell it is about, one at a time."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import Http404, HttpRequest

from taonguon.offline.describing import Data
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import visible
from taonguon.people.actions import Refused


class Record(NamedTuple):
    """One record of a phone: its key, what it is about, the state it rests on, the answers."""

    key: str
    about: str
    base: str
    data: Data


class NotSo(Refused):
    """What is wrong in a record: all of its sentences."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the sentences."""
        super().__init__(" ".join(words))
        self.words = list(words)


def number(about: str) -> int:
    """Return the id that something is about. Raises Http404."""
    if not about.isdecimal():
        raise Http404
    return int(about)


def living(request: HttpRequest, act: str, about: str) -> Organisation:
    """Return a living cell in which the reader may do `act`. Raises Http404."""
    unit = visible(request, act, number(about))
    if unit.kind != "cell" or unit.ended_on is not None:
        raise Http404
    return unit


def lock_cell(about: str) -> None:
    """Let one record of a cell at a time until the transaction ends."""
    Organisation.objects.select_for_update().filter(pk=number(about)).first()

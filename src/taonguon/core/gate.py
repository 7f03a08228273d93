"""The gate where a dossier is asked for: what may not be written without one."""

from dataclasses import dataclass
from datetime import date

from taonguon.core.membership import ADMISSION, READMISSION, RECOGNITION

GATED = frozenset({ADMISSION, READMISSION, RECOGNITION})


@dataclass(frozen=True, slots=True)
class NeedsDossier:
    """A step that is only written with the dossier that the rules of its day ask for."""

    kind: str
    on: date
    first_day: date


def finding(kind: str, on: date, first_day: date) -> NeedsDossier | None:
    """Return why a fact may not be written without a dossier, None when it may.

    What happened before the commune's first day of use is an opening entry and needs none; from
    that day on an admission, a re-admission and a recognition do. The rules of the dossier come
    with the rulebook and are asked here.
    """
    if kind in GATED and on >= first_day:
        return NeedsDossier(kind, on, first_day)
    return None

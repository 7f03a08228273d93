"""Setting, amending and withdrawing targets; dividing one, and the terms of dividing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from taonguon.core.days import Period, show_day
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.targets import ASSIGNED, EXACT, TARGET, in_force
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation
from taonguon.outlook.allocation import Terms
from taonguon.people.actions import Refused
from taonguon.targets.facts import TERMS


@transaction.atomic
def set_target(
    *, organisation: int, on: date, data: dict[str, Any], by: AbstractBaseUser | None, at: datetime
) -> Fact:
    """Set a target by a paper of a day, or amend the one of the same period, category and source.

    A paper of the same day as the one in force corrects it; a later one amends it from its day.
    """
    act = ledger.open_act(kind="target.set", source=str(data.get("document", "")), by=by, at=at)
    fact = _set(act, organisation, on, data)
    record(
        at=at,
        by=by.get_username() if by else "",
        act="target.set",
        subject=f"organisation:{organisation}",
        details=data,
    )
    return fact


def _set(act: Act, organisation: int, on: date, data: dict[str, Any]) -> Fact:
    """Append one target; a paper of the same day as one of its period, category and source corrects that."""
    same = Fact.objects.filter(
        organisation=organisation,
        kind=TARGET,
        happened_on=on,
        act__undone_at__isnull=True,
        corrected_by__isnull=True,
        **{f"data__{name}": data[name] for name in ("start", "end", "category", "source")},
    ).first()
    return ledger.append(
        act=act,
        kind=TARGET,
        on=on,
        about=(None, organisation),
        data=data,
        corrects=same.pk if same else None,
    )


@dataclass(frozen=True, slots=True)
class Order:
    """The paper by which a year's target is divided: numbers by (organisation, category), "" for all."""

    root: Organisation
    year: int
    document: str
    on: date
    numbers: Mapping[tuple[int, str], int]


@transaction.atomic
def adopt(*, order: Order, by: AbstractBaseUser | None, at: datetime) -> int:
    """Set the targets of all organisations by one paper, as one act; return how many were set.

    Nobody is given 0 anew: it takes back a target there was. Raises Refused where a later paper has set
    one of them already, for this one would not be in force.
    """
    period = Period.year(order.year)
    now = _assigned(order, period)
    later = [one for key in order.numbers if (one := now.get(key)) and one.set_on > order.on]
    if later:
        name = Organisation.objects.get(pk=later[0].organisation).name
        raise Refused(
            _(
                "%(unit)s đã có chỉ tiêu theo văn bản ngày %(later)s, sau ngày %(day)s: sửa ngày văn bản."
            )
            % {"unit": name, "later": show_day(later[0].set_on), "day": show_day(order.on)}
        )
    act = ledger.open_act(kind="target.allocate", source=order.document, by=by, at=at)
    given = {key: n for key, n in order.numbers.items() if n or key in now}
    for (unit, category), number in given.items():
        data = {
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "category": category,
            "source": ASSIGNED,
            "form": EXACT,
            "low": str(number),
            "document": order.document,
        }
        _set(act, unit, order.on, data)
    told = {f"{unit} {category}".strip(): n for (unit, category), n in given.items()}
    record(
        at=at,
        by=by.get_username() if by else "",
        act="target.allocate",
        subject=f"organisation:{order.root.pk}",
        details={"year": order.year, "document": order.document, "numbers": told},
    )
    return len({unit for unit, _category in given})


def _assigned(order: Order, period: Period) -> dict[tuple[int, str], Any]:
    """Return what is assigned for the year already, whatever the day of its paper."""
    units = {unit for unit, _category in order.numbers}
    rows = Fact.objects.filter(organisation__in=units, kind__in=[TARGET, WITHDRAWAL])
    return {
        (one.organisation, one.category): one
        for one in in_force(known(rows.values_for_core(), None), date.max).values()
        if Period(one.start, one.end) == period and one.source == ASSIGNED
    }


@transaction.atomic
def set_terms(
    *, organisation: int, terms: Terms, on: date, by: AbstractBaseUser | None, at: datetime
) -> Fact:
    """Keep the weights and bounds by which an organisation divides its target, from a day on."""
    data = {
        "weights": dict(terms.weights),
        "minimum": terms.minimum,
        "allowance": terms.allowance,
        "lows": {str(unit): n for unit, n in terms.lows.items()},
        "highs": {str(unit): n for unit, n in terms.highs.items()},
    }
    act = ledger.open_act(kind="target.terms", source="", by=by, at=at)
    fact = ledger.append(act=act, kind=TERMS, on=on, about=(None, organisation), data=data)
    record(
        at=at,
        by=by.get_username() if by else "",
        act="target.terms",
        subject=f"organisation:{organisation}",
        details=data,
    )
    return fact


@transaction.atomic
def withdraw(*, fact: Fact, because: str, by: AbstractBaseUser, at: datetime) -> Fact:
    """Withdraw a target that never was: what it amended is in force again, the reason stays."""
    act = ledger.open_act(kind="target.withdraw", source=because, by=by, at=at)
    gone = ledger.append(
        act=act,
        kind=WITHDRAWAL,
        on=fact.happened_on,
        about=(None, fact.organisation),
        data=fact.data,
        corrects=fact.pk,
    )
    record(
        at=at,
        by=by.get_username(),
        act="target.withdraw",
        subject=f"organisation:{fact.organisation}",
        details={**fact.data, "because": because},
    )
    return gone

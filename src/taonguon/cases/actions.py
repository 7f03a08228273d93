"""Recording the steps of a case: assessed, refused or appended, and journalled, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from taonguon.cases import facts
from taonguon.cases.models import Reminder
from taonguon.core.assessment import Blocked, Finding
from taonguon.core.assessment.grounds import judged
from taonguon.core.case import (
    CANCELLED,
    CEREMONY,
    INTRODUCTION,
    RECOGNITION,
    UNLISTED,
    Case,
    Event,
    brought_about,
)
from taonguon.core.days import add_months, show_day
from taonguon.core.facts import WITHDRAWAL
from taonguon.core.membership import ADMISSION, READMISSION
from taonguon.core.membership import RECOGNITION as RECOGNISED
from taonguon.core.prospects import WITHDREW
from taonguon.core.rulebook import Rulebook, Value
from taonguon.journal.actions import record
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.people import actions as people
from taonguon.people import facts as told_of
from taonguon.people.actions import Refused
from taonguon.people.models import Person, Prospect
from taonguon.regulations.book import in_use

KEY_LENGTH = 40
VERDICT, CASE = "verdict", "case"
EFFECTIVE = (CEREMONY, RECOGNITION, CANCELLED)


@transaction.atomic
def record_step(
    *,
    person: Person,
    step: str,
    on: date,
    data: Mapping[str, Any],
    by: AbstractBaseUser | None,
    at: datetime,
) -> Fact:
    """Append a step of a person's case with its paper and the assessment that allowed it.

    `data["on_paper"]` holds form, number, day, issuing body and where the original is kept. A ceremony
    admits, a recognition makes official from the day probation ended. Raises Blocked with every
    finding of the rules of that day, Refused for a day to come or before the rules begin.
    """
    person = _locked(person)
    _not_to_come(on, at)
    _still_agree([(person.pk, step)])
    book = in_use()
    event = Event(step, on, data)
    verdict = _allowed(person, book, event)
    act = ledger.open_act(kind=f"case.{step}", source=_source(data), by=by, at=at)
    fact = ledger.append(
        act=act,
        kind=facts.kind_of(step),
        on=on,
        about=(person.pk, data.get("cell") or person.cell_id),
        data={**data, VERDICT: verdict},
    )
    if step in EFFECTIVE:
        _bring_about(act, person, book)
    people.project([person.pk])
    record(
        at=at,
        by=by.get_username() if by else "",
        act=f"case.{step}",
        subject=f"person:{person.pk}",
        details={"fact": fact.pk},
    )
    return fact


class ManyBlocked(Exception):
    """Steps that the rules refuse: (person, step, findings) of each."""

    def __init__(self, refused: list[tuple[int, str, tuple[Finding, ...]]]) -> None:
        super().__init__(f"{len(refused)} steps refused")
        self.refused = refused


@transaction.atomic
def record_steps(
    *,
    steps: Sequence[tuple[Person, Event]],
    source: str,
    by: AbstractBaseUser | None,
    at: datetime,
) -> Act:
    """Append steps of several people by one act, each assessed after those given before it.

    For the steps up to the dossier, which many take on one day by one paper; the people come with
    their cells. Raises ManyBlocked with all that the rules refuse, Refused for a day to come or
    before the rules begin; nothing is written then.
    """
    for _person, event in steps:
        _not_to_come(event.on, at)
        if event.kind in EFFECTIVE:
            raise ValueError(f"{event.kind} is recorded by itself: it changes membership")
    _still_agree([(person.pk, event.kind) for person, event in steps])
    verdicts = _judged_in_turn(steps)
    act = ledger.open_act(kind="case.steps", source=source, by=by, at=at)
    rows = [
        (
            facts.kind_of(event.kind),
            event.on.isoformat(),
            person.pk,
            event.data.get("cell") or person.cell_id,
            {**event.data, VERDICT: verdict},
            None,
            "",
        )
        for (person, event), verdict in zip(steps, verdicts, strict=True)
    ]
    ledger.append_many(act=act, rows=rows)
    people.project({person.pk for person, _event in steps})
    record(
        at=at,
        by=by.get_username() if by else "",
        act="case.steps",
        subject=f"act:{act.pk}",
        details={"steps": len(rows)},
    )
    return act


def _judged_in_turn(steps: Sequence[tuple[Person, Event]]) -> list[dict[str, Any]]:
    """Return what allows each step, those before it in the list taken as done.

    Raises ManyBlocked, and Refused for a day before the rules begin.
    """
    book, refused, verdicts = in_use(), [], []
    known = facts.of(list({person.pk: person for person, _event in steps}.values()))
    for person, event in steps:
        _in_the_rules(event.on, book)
        findings, grounds = judged(known[person.pk], book, event)
        if findings:
            refused.append((person.pk, event.kind, findings))
        known[person.pk] = known[person.pk].with_event(event)
        verdicts.append(_verdict(book, event, grounds))
    if refused:
        raise ManyBlocked(refused)
    return verdicts


def _locked(person: Person) -> Person:
    """Return the person as they stand now, held until the transaction ends."""
    return Person.objects.select_for_update(of=("self",)).select_related("cell").get(pk=person.pk)


def _not_to_come(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise Refused(_("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày.") % {"on": show_day(on)})


def _in_the_rules(on: date, book: Rulebook) -> None:
    if on < book.begins:
        raise Refused(
            _("Bộ quy định bắt đầu từ %(day)s: không có quy định để xét ngày trước đó.")
            % {"day": show_day(book.begins)}
        )


def _still_agree(steps: Iterable[tuple[int, str]]) -> None:
    """Refuse a step of somebody who withdrew the agreement; an introduction anew asks for another.

    Source: Luật 91/2025/QH15, Đ4.1: whoever agreed may take it back.
    """
    ids = [person for person, step in steps if step not in (INTRODUCTION, UNLISTED)]
    gone = Prospect.objects.filter(person__in=ids, ended_why=WITHDREW, ended_on__isnull=False)
    first = gone.values_list("person__name", "ended_on").first()
    if first is not None:
        raise Refused(
            _("%(name)s đã rút lại sự đồng ý ngày %(day)s: không ghi thêm bước nào; nếu người đó lại "
              "đồng ý thì giới thiệu lại từ đầu.")
            % {"name": first[0], "day": show_day(first[1])}
        )  # fmt: skip


def _source(data: Mapping[str, Any]) -> str:
    paper = data.get("on_paper", {})
    return " ".join(str(paper.get(name) or "") for name in ("form", "number")).strip()


def _allowed(
    person: Person, book: Rulebook, event: Event, instead_of: int | None = None
) -> dict[str, Any]:
    """Return the assessment that allows a step, to be kept with it. Raises Blocked and Refused."""
    _in_the_rules(event.on, book)
    case = facts.one(person)
    if instead_of is not None:
        rest = tuple(one for one in case.events if one.id != instead_of)
        case = replace(case, events=rest)
    findings, grounds = judged(case, book, event)
    if findings:
        raise Blocked(event.kind, findings)
    return _verdict(book, event, grounds)


def _verdict(book: Rulebook, event: Event, grounds: Iterable[Value]) -> dict[str, Any]:
    return {
        "day": event.on.isoformat(),
        "procedure": book.at(event.on).procedure.key,
        "rules": [_ground(value) for value in grounds],
    }


def _ground(value: Value) -> dict[str, Any]:
    return {
        "key": value.key,
        "value": value.value,
        "from": value.start.isoformat(),
        "source": str(value.source),
        "verified": value.verified,
    }


def _bring_about(act: Act, person: Person, book: Rulebook) -> None:
    """Let stand what the case comes to: the admission of its ceremony, then the recognition.

    What stands already is left; what no longer follows from the case is withdrawn.
    """
    case = facts.one(person)
    due = _due(case, book)
    stands = {(row.kind, row.happened_on, row.data[CASE]): row for row in _effects(person, case)}
    _withdraw(act, [row for key, row in stands.items() if key not in due])
    for (kind, on, number), more in due.items():
        if (kind, on, number) in stands:
            continue
        step = Fact.objects.get(pk=number)
        cell = None if kind == RECOGNISED else step.organisation or person.cell_id
        ledger.append(
            act=act, kind=kind, on=on, about=(person.pk, cell),
            data={CASE: number, "document": _source(step.data), **more},
        )  # fmt: skip


def _due(case: Case, book: Rulebook) -> dict[tuple[str, date, int], dict[str, Any]]:
    """Return the membership facts that the case's steps bring about: kind, day, step, and more.

    Official is who was recognised from the day probation ended. Source: QĐ 294-QĐ/TW, 4.2.2.
    """
    ceremony, recognition = brought_about(case.events)
    found: dict[tuple[str, date, int], dict[str, Any]] = {}
    if ceremony is not None and ceremony.id:
        again = "readmission" in case.on(ceremony.on).circumstances
        found[READMISSION if again else ADMISSION, ceremony.on, ceremony.id] = {}
    if ceremony is not None and recognition is not None and recognition.id:
        months = book.value("probation.length", ceremony.on).value
        official = add_months(ceremony.on, int(months))
        more = {"decided_on": recognition.on.isoformat()}
        found[RECOGNISED, official, recognition.id] = more
    return found


def _effects(person: Person, case: Case) -> list[Fact]:
    """Return the standing membership facts that this case's steps brought about.

    Those of an attempt before the person left the Party belong to that one.
    """
    rows = Fact.objects.filter(
        person=person.pk,
        kind__in=[ADMISSION, READMISSION, RECOGNISED],
        act__undone_at__isnull=True,
        corrected_by__isnull=True,
    )
    mine = {event.id for event in case.events}
    former = {one.id for one in told_of.standing([person.pk]).get(person.pk, ())} - mine
    return [row for row in rows if row.data.get(CASE) and row.data[CASE] not in former]


def _withdraw(act: Act, rows: Iterable[Fact]) -> None:
    for row in rows:
        ledger.append(
            act=act, kind=WITHDRAWAL, on=row.happened_on, about=(row.person, row.organisation),
            data=row.data, corrects=row.pk,
        )  # fmt: skip


@transaction.atomic
def correct_step(
    *,
    fact: Fact,
    on: date | None,
    because: str,
    by: AbstractBaseUser | None,
    at: datetime,
    data: Mapping[str, Any] | None = None,
) -> Fact:
    """Put another day, and what `data` says, in the place of a step's; without a day, withdraw it.

    What the case brought about is mended with it: a ceremony's new day moves the day on which the
    member became official, a cancellation withdrawn brings the admission back. What the step allowed
    afterwards stays recorded, is assessed anew and flagged. Raises Refused when the step stands no
    longer or lies in the future, Blocked when the rules refuse it on the new day.
    """
    if fact.corrected_by.exists() or fact.act.undone_at is not None:
        raise Refused(
            _("Ghi chép này đã được sửa hoặc hoàn tác rồi: hãy xem lại ghi chép mới nhất.")
        )
    person = _locked(Person.objects.get(pk=fact.person))
    book, data = in_use(), dict(fact.data if data is None else data)
    if on is not None:
        _not_to_come(on, at)
        event = Event(facts.step_of(fact.kind), on, dict(data), fact.pk)
        data[VERDICT] = _allowed(person, book, event, instead_of=fact.pk)
    act = ledger.open_act(kind="correction", source=because, by=by, at=at)
    mended = ledger.append(
        act=act,
        kind=WITHDRAWAL if on is None else fact.kind,
        on=on or fact.happened_on,
        about=(fact.person, data.get("cell") or fact.organisation),
        data=data,
        corrects=fact.pk,
    )
    _bring_about(act, person, book)
    people.project([person.pk])
    record(
        at=at,
        by=by.get_username() if by else "",
        act="case.correct",
        subject=f"person:{person.pk}",
        details={"fact": fact.pk, "because": because},
    )
    return mended


@transaction.atomic
def draw_address(*, by: AbstractBaseUser, anew: bool, at: datetime) -> Reminder:
    """Give a user the calendar's private address: the one there is, or another `anew`."""
    found = Reminder.objects.filter(user=by).first()
    if found is not None and not anew:
        return found
    key = get_random_string(KEY_LENGTH)
    if found is None:
        found = Reminder.objects.create(user=by, key=key, made_at=at)
    else:
        found.key, found.made_at = key, at
        found.save(update_fields=["key", "made_at"])
    record(at=at, by=by.get_username(), act="case.reminders", details={"anew": anew})
    return found

"""What an assessment answers with: steps done and open, findings, deadlines, expiries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from taonguon.core.case import Event
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook, Source, StepValue, Text, Value

DONE, NEXT, BLOCKED, LATER, NOT_NEEDED = "done", "next", "blocked", "later", "not needed"

NEEDS, TO_COME, ENDED, NOT_ASKED = "step.needs", "step.to_come", "step.ended", "step.not_needed"
REPEATED, DELETION = "step.repeated", "step.deletion"
CONSENT_PAPER, TWICE = "consent.paper", "vote.twice"
STEP_TEXTS: Mapping[str, Text] = MappingProxyType(
    {
        NEEDS: Text("Phải làm trước: {missing}.", "To be done first: {missing}."),
        TO_COME: Text("Ngày {on} còn ở tương lai.", "The day {on} is still to come."),
        ENDED: Text(
            "Hồ sơ đã kết thúc ngày {actual}: {why}.", "The case ended on {actual}: {why}."
        ),
        NOT_ASKED: Text(
            "Bước này không áp dụng cho hồ sơ này vào {on}.",
            "This step does not apply to this case on {on}.",
        ),
        REPEATED: Text(
            "Bước này đã làm ngày {actual}: chỉ làm lại khi lần đó không đạt, bị hủy, được sửa "
            "hoặc phải làm lại theo quy định.",
            "This step was taken on {actual}: it is taken again only when that failed, was "
            "cancelled or corrected, or when the rules ask for it anew.",
        ),
        DELETION: Text(
            "Chi bộ đã đề nghị xóa tên ngày {actual}: chờ cấp có thẩm quyền quyết định.",
            "The cell proposed deletion on {actual}: the level that decides has not decided yet.",
        ),
        CONSENT_PAPER: Text(
            "Văn bản đồng ý ngày {actual} còn thiếu số hoặc cơ quan ban hành.",
            "The consent of {actual} lacks its number or the body that issued it.",
        ),
        TWICE: Text(
            "Danh sách biểu quyết ghi hai lần {names}: mỗi người một phiếu; hai người trùng tên "
            "thì ghi thêm để phân biệt.",
            "The list of voters has {names} twice: one vote each; two people of one name are told "
            "apart by a word more.",
        ),
    }
)


class Finding(NamedTuple):
    """Why a step may not be taken, or what was wrong with one that was.

    `rule` is the value or step that says so; `actual` is the person's own; `said` fills the message.
    """

    key: str
    rule: Value | StepValue
    actual: Any
    on: date
    said: Mapping[str, Any] = MappingProxyType({})

    @property
    def required(self) -> Any:
        """What the rule asks for."""
        return self.rule.value if isinstance(self.rule, Value) else ""

    @property
    def source(self) -> Source:
        """The instrument and clause."""
        return self.rule.source

    def message(self, book: Rulebook, language: str) -> str:
        """Return one sentence in a language, `vi` or `en`."""
        text = STEP_TEXTS.get(self.key) or book.rules[self.key].refusal
        if text is None:
            raise KeyError(self.key)
        told = {"required": self.required, "actual": self.actual, "on": self.on, **self.said}
        return text.said(language).format(
            **{name: shown(value, book, language) for name, value in told.items()}
        )


def shown(value: Any, book: Rulebook, language: str) -> str:
    """Return a value as a sentence says it: days as here, codes by their words, lists with commas."""
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(one, book, language) for one in value)
    return book.word(value, language) if isinstance(value, str) else str(value)


class Done(NamedTuple):
    """A step that was taken: its event and what the rules of its day find wrong with it."""

    step: str
    event: Event
    faults: tuple[Finding, ...] = ()


class Open(NamedTuple):
    """A step still to take: whether it is next, blocked or later, and why."""

    step: str
    state: str
    how: StepValue
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a step is due, and the way the day was found.

    `since` is the day the count began, `counted_from` the step it began with; `paused` working days
    were not counted while a supplement was asked for, `extended` ones were added. `due` is None when
    the calendar does not reach so far. `done_on` is set when the step was taken.
    """

    step: str
    rule: Value
    unit: str
    counted_from: str
    since: date
    due: date | None
    paused: int = 0
    extended: int = 0
    done_on: date | None = None
    about: str = ""

    def late(self, day: date) -> bool:
        """Tell whether the step was taken late, or is not taken and due before `day`."""
        return self.due is not None and (self.done_on or day) > self.due


class Expiry(NamedTuple):
    """A paper or a condition that holds up to and including `last`, and the rule that says so."""

    what: str
    last: date
    rule: Value


class Warned(NamedTuple):
    """Something to know that blocks nothing: `code` names it, `said` fills the words."""

    code: str
    rule: Value | StepValue | None = None
    said: Mapping[str, Any] = MappingProxyType({})


class Blocked(Exception):
    """A step that the rules of its day refuse; names every finding."""

    def __init__(self, step: str, findings: Sequence[Finding]) -> None:
        super().__init__(f"{step}: {', '.join(finding.key for finding in findings)}")
        self.step, self.findings = step, tuple(findings)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Where a case stands on a day."""

    day: date
    stage: str
    procedure: str
    done: tuple[Done, ...]
    open: tuple[Open, ...]
    deadlines: tuple[Deadline, ...]
    expiries: tuple[Expiry, ...]
    warnings: tuple[Warned, ...]
    ended_on: date | None = None
    official_from: date | None = None

    @property
    def next(self) -> tuple[Open, ...]:
        """The steps that may be taken on this day."""
        return tuple(step for step in self.open if step.state == NEXT)

    @property
    def blocked(self) -> tuple[Open, ...]:
        """The steps that a rule holds up."""
        return tuple(step for step in self.open if step.state == BLOCKED)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is wrong with steps already taken."""
        return tuple(fault for done in self.done for fault in done.faults)

    def due(self) -> tuple[Deadline, ...]:
        """Return the deadlines of steps not yet taken, the earliest first; unknown days last."""
        waiting = [deadline for deadline in self.deadlines if deadline.done_on is None]
        return tuple(sorted(waiting, key=lambda one: one.due or date.max))

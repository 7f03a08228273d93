"""A meeting's vote: who is summoned, the form with a place for each, what the fact keeps of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from taonguon.cases import facts
from taonguon.cases.fields import VOTE_FORMS, choices
from taonguon.core.assessment.voting import CELL, STANDING
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook
from taonguon.ledger.models import Fact

VOTES: Mapping[str, str] = {
    "cell_vote": "cell",
    "recognition_vote": "cell",
    "base_vote": "committee",
    "recognition_base": "committee",
    "decision": "committee",
    "recognition": "committee",
}
LEFT_OUT = {"cell": CELL[1], "committee": STANDING[1]}  # the rules of who is not counted
PRESENT, ABSENT, GONE = "present", "absent", "gone"
COUNTS = ("favour", "against", "blank")
KEY_LENGTH = 12
NAMED = 3  # newcomers named in a sentence; more are counted


class Summoned(NamedTuple):
    """Somebody called to a vote: a key that is theirs alone, the name, the register's number."""

    key: str
    name: str
    member: int | None = None


class Meeting(NamedTuple):
    """A vote to be asked for: of which step, on which day, by whom."""

    step: str
    on: date
    people: tuple[Summoned, ...]

    @property
    def body(self) -> str:
        """Return who votes: the cell or a committee."""
        return VOTES[self.step]


def meeting(step: str, on: date, cell: int | None) -> Meeting:
    """Return the vote of a step: the cell's official members of the day, or the committee's last."""
    if VOTES[step] == "cell":
        people = [Summoned(str(pk), name, pk) for pk, name, _since in facts.roll(cell, on)]
        return Meeting(step, on, tuple(people))
    rows = Fact.objects.filter(
        kind=facts.kind_of(step), act__undone_at__isnull=True, corrected_by__isnull=True,
        happened_on__lte=on, data__has_key="voters",
    )  # fmt: skip
    last = rows.filter(organisation=cell).order_by("-happened_on", "-pk").first()
    last = last or rows.order_by("-happened_on", "-pk").first()
    return Meeting(step, on, committee(last.data["voters"] if last else ()))


def committee(voters: Iterable[Mapping[str, Any]]) -> tuple[Summoned, ...]:
    """Return the people of a committee, each under a key made of the name."""
    seen: Counter[str] = Counter()
    found = []
    for one in voters:
        name = str(one["name"])
        seen[name] += 1
        told = name if seen[name] == 1 else f"{name} {seen[name]}"
        found.append(Summoned(sha256(told.encode()).hexdigest()[:KEY_LENGTH], name))
    return tuple(found)


class VoteForm(forms.Form):
    """One vote: who was summoned, who was there, how the votes fell.

    Everybody is there unless marked otherwise. A place belongs to a person, not to a line of the
    list: when the list has changed since it was shown, the form says so and asks to look again.
    """

    form = forms.ChoiceField(label=_("Cách biểu quyết"), widget=forms.RadioSelect)
    favour = forms.IntegerField(label=_("Tán thành"), min_value=0)
    against = forms.IntegerField(label=_("Không tán thành"), min_value=0, initial=0)
    blank = forms.IntegerField(label=_("Trắng, không hợp lệ"), min_value=0, initial=0)

    def __init__(self, *args: Any, meeting: Meeting, book: Rulebook, **kwargs: Any) -> None:
        """Ask of each person summoned whether they were there."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.joined: list[str] = []
        self.gone = 0
        self.fields["form"].choices = choices(book, VOTE_FORMS)
        excuses = _excuses(meeting, book)
        for one in meeting.people:
            self.fields[_place(one)] = forms.ChoiceField(
                label=one.name, choices=excuses, initial=PRESENT
            )
        if meeting.body == "committee":
            self._ask_more()
        for name in COUNTS:
            self.fields[name].error_messages = {
                "required": _("Hãy ghi số phiếu, không có thì ghi 0."),
                "invalid": _("Số phiếu ghi bằng chữ số."),
                "min_value": _("Số phiếu không nhỏ hơn 0."),
            }
        if self.is_bound:
            self._compare()

    def _ask_more(self) -> None:
        self.fields["more"] = forms.CharField(
            label=_("Thêm ủy viên, mỗi dòng một người"),
            widget=forms.Textarea(attrs={"rows": 4}),
            required=False,
            help_text=_("Người ghi thêm được tính là có mặt."),
        )

    def _compare(self) -> None:
        """Note who came to the list and who left it since it was shown; they begin as present."""
        start = self.add_prefix("voter_")
        shown = {name for name in self.data if name.startswith(start)}
        places = {self.add_prefix(_place(one)): one for one in self.meeting.people}
        self.joined = [one.name for place, one in places.items() if place not in shown]
        self.gone = len(shown - set(places))
        self.data = {
            **dict.fromkeys(places, PRESENT),
            **{name: self.data[name] for name in self.data if name not in shown - set(places)},
        }

    def clean(self) -> dict[str, Any]:
        """Refuse a list that is not the one that was shown."""
        told = super().clean() or {}
        if self.joined or self.gone:
            self.add_error(None, _changed(self.meeting.on, self.joined, self.gone))
        return told

    def voters(self) -> list[Any]:
        """Return the fields of the people summoned."""
        return [self[_place(one)] for one in self.meeting.people]

    def marked(self) -> bool:
        """Tell whether somebody is not simply there, or a place is wrong."""
        return any(one.errors or one.value() != PRESENT for one in self.voters())

    def data_of_fact(self) -> dict[str, Any]:
        """Return the voters and the tally as the ledger keeps them."""
        told = self.cleaned_data
        places = [(one, told[_place(one)]) for one in self.meeting.people]
        voters = [_voter(one, said) for one, said in places if said != GONE]
        more = (told.get("more") or "").splitlines()
        voters += [_voter(Summoned("", name.strip()), PRESENT) for name in more if name.strip()]
        tally = {name: told[name] for name in COUNTS}
        return {"form": told["form"], "voters": voters, "tally": tally}


def _place(one: Summoned) -> str:
    return f"voter_{one.key}"


def _excuses(meeting: Meeting, book: Rulebook) -> list[tuple[str, Any]]:
    """Return what may be said of a person: the rule of the day names who is not counted."""
    rule = book.value(LEFT_OUT[meeting.body], max(meeting.on, book.begins)).value
    codes = dict.fromkeys([*rule["if_absent"], *rule["always"]])
    found = [(PRESENT, _("Có mặt")), (ABSENT, _("Vắng, không lý do")), *choices(book, [*codes])]
    return [*found, (GONE, _("Không còn là ủy viên"))] if meeting.body == "committee" else found


def _changed(on: date, joined: Sequence[str], gone: int) -> str:
    parts = []
    if 0 < len(joined) <= NAMED:
        parts.append(gettext("thêm %(names)s") % {"names": ", ".join(joined)})
    elif joined:
        parts.append(ngettext("thêm %(n)d người", "thêm %(n)d người", len(joined))
                     % {"n": len(joined)})  # fmt: skip
    if gone:
        parts.append(ngettext("bớt %(n)d người", "bớt %(n)d người", gone) % {"n": gone})
    told = {"day": show_day(on), "changes": "; ".join(parts)}
    return (
        gettext(
            "Danh sách của ngày %(day)s khác danh sách vừa hiện: %(changes)s. "
            "Xem lại ai có mặt rồi gửi lại."
        )
        % told
    )


def _voter(one: Summoned, said: str) -> dict[str, Any]:
    excuse = "" if said in (PRESENT, ABSENT) else said
    told = {"name": one.name, "present": said == PRESENT, "excuse": excuse}
    return told if one.member is None else {**told, "member": one.member}


def typed(meeting: Meeting, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form would hold had it kept this vote: each person's place by number or name."""
    told = {name: data.get("tally", {}).get(name, 0) for name in COUNTS}
    said = {one.get("member") or one["name"]: one for one in data.get("voters", ())}
    for one in meeting.people:
        voter = said.get(one.member or one.name) or said.get(one.name)
        if voter is not None:
            told[_place(one)] = voter.get("excuse") or (PRESENT if voter["present"] else ABSENT)
    return {**told, "form": data.get("form", "")}

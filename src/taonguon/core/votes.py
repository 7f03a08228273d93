"""Votes: who is counted, how many votes in favour are needed, and what a tally comes to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple
from unicodedata import normalize

SECRET, OPEN = "secret", "open"
FORMS = (SECRET, OPEN)


class EmptyRoll(ValueError):
    """A vote among nobody."""


class NotAMajority(ValueError):
    """A text that names no majority: `>= 2/3` and `> 1/2` do."""


class DoesNotAddUp(ValueError):
    """A tally whose votes are not as many as the people who could vote and were there."""

    def __init__(self, votes: int, voters: int) -> None:
        super().__init__(f"{votes} votes of {voters} voters")
        self.votes, self.voters = votes, voters


class Majority(NamedTuple):
    """A share of the roll to be reached, or, with `more_than`, to be passed."""

    share: Fraction
    more_than: bool

    def needed(self, roll: int) -> int:
        """Return the fewest votes in favour among `roll` people. Raises EmptyRoll.

        Two thirds of 9 are 6 and of 10 are 7; more than half of 10 is 6. Source: Điều lệ Đảng,
        Điều 4; QĐ 294-QĐ/TW, 9.3.4.
        """
        if roll < 1:
            raise EmptyRoll(roll)
        upper = self.share.numerator * roll
        if self.more_than:
            return upper // self.share.denominator + 1
        return -(-upper // self.share.denominator)

    def __str__(self) -> str:
        return f"{'>' if self.more_than else '≥'} {self.share}"


@cache
def majority(text: str) -> Majority:
    """Return the majority of `>= 2/3` or `> 1/2`. Raises NotAMajority."""
    sign, _, share = text.partition(" ")
    try:
        found = Fraction(share)
    except (ValueError, ZeroDivisionError):
        raise NotAMajority(text) from None
    if sign not in (">=", ">") or not 0 < found < 1:
        raise NotAMajority(text)
    return Majority(found, sign == ">")


class Voter(NamedTuple):
    """One official member summoned: there or not, and what may leave the person out of the roll.

    `member` is the number in the register of one whose name came from there, 0 for a typed name.
    """

    name: str
    present: bool
    excuse: str = ""
    member: int = 0


@dataclass(frozen=True, slots=True)
class Excuses:
    """Who is left out of the roll: some always, some only when they do not come.

    Source: QĐ 294-QĐ/TW, 9.3.2 and 9.3.3.
    """

    always: Collection[str]
    if_absent: Collection[str]

    def leaves_out(self, voter: Voter) -> bool:
        """Tell whether the voter is not counted."""
        return voter.excuse in self.always or (not voter.present and voter.excuse in self.if_absent)


@dataclass(frozen=True, slots=True)
class Roll:
    """Those counted and those left out; their number is the denominator of the vote."""

    counted: tuple[Voter, ...]
    left_out: tuple[Voter, ...]

    @property
    def size(self) -> int:
        """How many people the majority is taken of."""
        return len(self.counted)

    @property
    def voting(self) -> int:
        """How many of them were there, and so voted."""
        return sum(voter.present for voter in self.counted)


def roll(voters: Iterable[Voter], excuses: Excuses) -> Roll:
    """Return the roll of a vote, person by person."""
    counted: list[Voter] = []
    left_out: list[Voter] = []
    for voter in voters:
        (left_out if excuses.leaves_out(voter) else counted).append(voter)
    return Roll(tuple(counted), tuple(left_out))


def doubled(voters: Iterable[Voter]) -> tuple[str, ...]:
    """Return the names under which one person may stand twice, each once.

    Two of one name are two people only when the register numbers them apart.
    """
    voters = list(voters)
    if len({_same(voter.name) for voter in voters}) == len(voters):
        return ()  # nearly always
    named: dict[str, list[Voter]] = {}
    for voter in voters:
        named.setdefault(_same(voter.name), []).append(voter)
    found = [
        alike[0].name
        for alike in named.values()
        if len(alike) > 1 and (not all(one.member for one in alike) or _numbers(alike) < len(alike))
    ]
    return tuple(found)


def _numbers(voters: Iterable[Voter]) -> int:
    return len({voter.member for voter in voters})


@lru_cache(maxsize=4096)
def _same(name: str) -> str:
    """Return a name without what the eye does not see: spacing, capitals, the way of its accents."""
    return normalize("NFC", " ".join(name.split())).casefold()


class Tally(NamedTuple):
    """The votes on one person: in favour, against, and blank or invalid."""

    favour: int
    against: int
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote came to: needed and reached votes among those counted."""

    tally: Tally
    size: int
    needed: int
    majority: Majority

    @property
    def passed(self) -> bool:
        """Tell whether the majority was reached."""
        return self.tally.favour >= self.needed


def outcome(tally: Tally, voters: Roll, asked: Majority) -> Outcome:
    """Return what a tally comes to. Raises DoesNotAddUp and EmptyRoll."""
    votes = sum(tally)
    if min(tally) < 0 or votes != voters.voting:
        raise DoesNotAddUp(votes, voters.voting)
    return Outcome(tally, voters.size, asked.needed(voters.size), asked)


def read(data: Mapping[str, Any]) -> tuple[list[Voter], Tally]:
    """Return the voters and the tally that a recorded vote says."""
    voters = [
        Voter(
            str(one["name"]),
            bool(one["present"]),
            str(one.get("excuse") or ""),
            one.get("member") or 0,
        )
        for one in data.get("voters", ())
    ]
    told = data.get("tally", {})
    return voters, Tally(
        int(told.get("favour", 0)), int(told.get("against", 0)), int(told.get("blank", 0))
    )

"""The checks one by one: age, schooling, certificate, sponsors, relatives, votes."""

from datetime import date

import pytest

from taonguon.core.assessment import consents, dossier, person, voting
from taonguon.core.assessment.outcome import Assessment, Blocked, Finding, Open, shown
from taonguon.core.assessment.view import View, by_kind, probation_end
from taonguon.core.case import Case, Event, Relative
from taonguon.core.votes import DoesNotAddUp, EmptyRoll
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
DAY = date(2025, 8, 21)
PAPER = {"authority": "provincial_standing", "number": "12-CV/TU", "issued_by": "Tỉnh ủy"}
MEMBER = {"name": "A", "official_since": "2010-05-19", "together_since": "2015-01-01"}


def view(case, on=DAY, event=None):
    return View(case, by_kind(case.events), BOOK, on, event)


def seen(*events, on=DAY, event=None, **said):
    """Return a view of somebody of 25 with these events."""
    told = tuple(Event(kind, date.fromisoformat(day), data) for kind, day, data in events)
    return view(Case(**{"born": "2000-06-15", "events": told, **said}), on, event)


@pytest.mark.parametrize(
    ("born", "on", "months"),
    [
        ("2000-06-15", date(2025, 6, 1), (300, 300)),
        ("2000-06-15", date(2025, 5, 31), (299, 299)),
        ("2000", date(2025, 6, 1), (294, 305)),
        ("2000", date(2025, 1, 31), (289, 300)),
        ("", date(2025, 6, 1), None),
        ("199", date(2025, 6, 1), None),
        ("hai nghìn", date(2025, 6, 1), None),
    ],
)
def test_months_of_age(born, on, months):
    assert person.months_of_age(seen(born=born), on) == months


@pytest.mark.parametrize(
    ("born", "keys"),
    [
        ("2007-08-31", []),
        ("2007-09-01", ["age.min"]),
        ("2006", []),
        ("2007", ["age.known"]),
        ("2008", ["age.min"]),
        ("1965", ["age.known"]),
        ("1964", []),
        ("1960", []),
        ("", ["age.known"]),
    ],
)
def test_age_is_judged_or_the_birth_date_is_asked_for(born, keys):
    assert [one.key for one in person.age(seen(born=born))] == keys


@pytest.mark.parametrize(
    ("born", "actual", "month"),
    [("2007-09-01", 17, "9/2025"), ("2010-01-31", 15, "1/2028"), ("2009", 16, "2027")],
)
def test_whoever_is_too_young_learns_from_when(born, actual, month):
    (finding,) = person.age(seen(born=born))
    assert (finding.actual, finding.said["from_month"], finding.required) == (actual, month, 18)
    assert finding.on == DAY


@pytest.mark.parametrize(
    ("born", "over"),
    [("1965-08-31", False), ("1965-08-01", False), ("1965-07-31", True), ("1964", True), ("1963", True),
     ("", False)],
)  # fmt: skip
def test_over_age_is_counted_by_month(born, over):
    assert person.is_over_age(seen(born=born)) is over


def test_over_age_is_judged_on_the_day_the_cell_voted():
    voted = ("cell_vote", "2025-07-31", {})
    assert not person.is_over_age(seen(voted, born="1965-07-15", on=date(2025, 12, 1)))
    assert person.is_over_age(seen(born="1965-07-15", on=date(2025, 12, 1)))


@pytest.mark.parametrize(
    ("what", "told"),
    [("over_age", []), ("religion", ["consent.religion"])],
)
def test_a_consent_is_for_one_matter(what, told):
    asked = seen(("consent", "2025-08-21", {**PAPER, "for": "over_age"}))
    assert [one.key for one in consents.consented(asked, what)] == told


@pytest.mark.parametrize(
    ("level", "circumstances", "keys"),
    [
        ("lower_secondary", (), []),
        ("primary", (), ["edu.min"]),
        ("moon", (), ["edu.min"]),
        ("primary", ("hard_area",), []),
        ("literate", ("hard_area",), ["edu.exception.hard_area"]),
        ("literate", ("hard_area", "elder"), []),
        ("none", ("hard_area", "elder"), ["edu.exception.elder"]),
    ],
)
def test_schooling(level, circumstances, keys):
    found = person.schooling(seen(schooling=level, circumstances=frozenset(circumstances)))
    assert [one.key for one in found] == keys


def test_schooling_that_is_not_known_is_said_so():
    (finding,) = person.schooling(seen(schooling=""))
    assert finding.actual == "unknown_level"


@pytest.mark.parametrize(
    ("level", "circumstances", "needed"),
    [
        ("literate", ("hard_area", "elder"), True),
        ("primary", ("hard_area", "elder"), False),
        ("none", ("hard_area", "elder"), True),
        ("", ("hard_area", "elder"), True),
        ("literate", ("hard_area",), False),
        ("literate", ("elder",), False),
    ],
)
def test_an_elder_below_primary_needs_a_consent(level, circumstances, needed):
    asked = seen(schooling=level, circumstances=frozenset(circumstances))
    found = [one.key for one in consents.elder_schooling(asked)]
    assert found == (["consent.elder_schooling"] if needed else [])


@pytest.mark.parametrize(
    ("day", "keys"),
    [("2020-08-21", []), ("2020-08-20", ["class.validity"]), ("2025-08-21", []),
     ("2025-08-22", ["class.required"])],
)  # fmt: skip
def test_the_certificate_on_the_day(day, keys):
    found = person.certificate(seen(("certificate", day, {})))
    assert [one.key for one in found] == keys
    if keys == ["class.validity"]:
        assert found[0].said == {"certified": date(2020, 8, 20), "last": date(2025, 8, 20)}


@pytest.mark.parametrize(
    ("since", "cleared", "ground", "before", "keys"),
    [
        (date(2022, 8, 21), None, "", 0, []),
        (date(2022, 8, 22), None, "", 0, ["readmit.wait"]),
        (None, None, "", 0, ["readmit.wait"]),
        (date(2010, 1, 1), date(2020, 8, 21), "", 0, []),
        (date(2010, 1, 1), date(2020, 8, 22), "", 0, ["readmit.cleared"]),
        (date(2010, 1, 1), None, "corruption", 0, ["readmit.never"]),
        (date(2010, 1, 1), None, "", 1, ["readmit.max"]),
        (date(2024, 1, 1), date(2024, 1, 1), "disunity", 2,
         ["readmit.never", "readmit.max", "readmit.wait", "readmit.cleared"]),
    ],
)  # fmt: skip
def test_readmission(since, cleared, ground, before, keys):
    asked = seen(
        circumstances=frozenset({"readmission"}), left_on=since, cleared_on=cleared,
        left_ground=ground, readmitted_before=before,
    )  # fmt: skip
    found = person.readmission(asked)
    assert [one.key for one in found] == keys
    waits = [one for one in found if one.key == "readmit.wait" and since]
    assert [one.said["earliest"] for one in waits] == ([date(2025, 8, 22)] if since == date(2022, 8, 22)
                                                       else [date(2027, 1, 1)] if waits else [])  # fmt: skip


def test_nobody_is_readmitted_who_never_left():
    assert person.readmission(seen(left_on=DAY, left_ground="corruption")) == []
    assert consents.readmission_consent(seen()) == []


@pytest.mark.parametrize(
    ("born", "here", "union", "body", "rule"),
    [
        ("2000-06-15", True, False, "youth", "sponsor.count.youth"),
        ("2000-06-15", True, True, "youth", "sponsor.count.youth"),
        ("2000-06-15", False, True, "union", "sponsor.count.union"),
        ("2000-06-15", False, False, "", "sponsor.count.default"),
        ("1995-08-01", True, False, "youth", "sponsor.count.youth"),
        ("1995-07-31", True, True, "", "sponsor.count.default"),
    ],
)
def test_who_introduces_and_how_many_sponsor(born, here, union, body, rule):
    asked = seen(born=born, youth_union_here=here, union_here=union)
    assert dossier.introduced_by(asked) == body
    assert dossier.sponsors_needed(asked) == rule


def test_of_unknown_age_a_member_of_doan_is_young():
    assert dossier.introduced_by(seen(born="2000", youth_union=True)) == "youth"
    assert dossier.introduced_by(seen(born="2000", youth_union=False)) == ""


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({}, ""),
        ({"official_since": "2025-08-21"}, ""),
        ({"official_since": "2025-08-22"}, "sponsor.official"),
        ({"official_since": ""}, "sponsor.official"),
        ({"together_since": "2024-08-21"}, ""),
        ({"together_since": "2024-08-22"}, "sponsor.together"),
        ({"together_since": ""}, "sponsor.together"),
        ({"together_since": "", "replacement": True}, ""),
        ({"together_since": "2024-08-22", "replacement": False}, "sponsor.together"),
    ],
)
def test_a_sponsor(said, key):
    event = Event("sponsor_paper", DAY, {**MEMBER, **said})
    found = dossier.sponsor(seen(event=event))
    assert [one.key for one in found] == ([key] if key else [])
    assert all(one.actual == "A" for one in found)


def test_a_helper_is_official_on_the_day():
    late = Event("helper", DAY, {**MEMBER, "official_since": "2025-08-22"})
    assert [one.key for one in dossier.helper(seen(event=late))] == ["helper.official"]
    assert dossier.helper(seen(event=Event("helper", DAY, MEMBER))) == []
    assert dossier.helper(seen()) == []


@pytest.mark.parametrize(
    ("relative", "day", "asked"),
    [
        (Relative("f", "father"), DAY, "whole"),
        (Relative("f", "cousin"), DAY, "nothing"),
        (Relative("c", "child", minor=True), DAY, "nothing"),
        (Relative("c", "child"), DAY, "whole"),
        (Relative("f", "father", same_commune=True), DAY, "nothing"),
        (Relative("f", "father", armed_forces=True), DAY, "nothing"),
        (Relative("f", "father", member=True), date(2025, 9, 28), "nothing"),
        (Relative("f", "father", member=True), date(2025, 9, 29), "current"),
        (Relative("f", "father", member=True), date(2026, 9, 1), "current"),
        (Relative("f", "father", member=True, same_commune=True), date(2026, 9, 1), "nothing"),
        (Relative("f", "father", abroad=True), DAY, "whole"),
    ],
)
def test_how_far_a_relative_is_verified(relative, day, asked):
    assert dossier.extent(seen(on=day), relative) == asked


def test_who_still_has_no_result():
    relatives = (
        Relative("f", "father"),
        Relative("m", "mother"),
        Relative("s", "spouse", member=True),
    )
    asked = seen(
        ("verify_reply", "2025-10-01", {"about": ["f"]}), relatives=relatives, on=date(2025, 10, 2)
    )
    found = dossier.verification(asked)
    assert [(one.key, one.said["missing"]) for one in found] == [
        ("verify.scope", ["mother"]), ("verify.members", ["spouse"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("relations", "missing"),
    [
        (["father", "mother"], []),
        (["father"], ["mother"]),
        ([], ["father", "mother"]),
        (["raiser"], []),
        (["father", "mother", "spouse"], []),
    ],
)
def test_the_parents_are_listed_or_whoever_raised_the_person(relations, missing):
    relatives = tuple(Relative(one, one) for one in relations)
    found = dossier.relatives_listed(seen(relatives=relatives))
    assert [one.said["missing"] for one in found] == ([missing] if missing else [])


@pytest.mark.parametrize(
    ("bodies", "belongs", "missing"),
    [(["youth"], ("youth",), []), ([], ("youth", "women"), ["youth", "women"]),
     (["women"], ("youth", "women"), ["youth"]), ([], (), [])],
)  # fmt: skip
def test_every_organisation_of_the_person_has_its_say(bodies, belongs, missing):
    events = [("mass_opinion", "2025-08-01", {"body": body}) for body in bodies]
    found = dossier.opinions(seen(*events, mass_organisations=belongs))
    assert [one.said["missing"] for one in found] == ([missing] if missing else [])


@pytest.mark.parametrize(
    ("ceremony", "end"),
    [
        ("2025-01-31", date(2026, 1, 31)),
        ("2024-02-29", date(2025, 2, 28)),
        ("2022-02-28", date(2023, 2, 28)),
    ],
)
def test_probation_ends_after_twelve_months(ceremony, end):
    assert probation_end(seen(("ceremony", ceremony, {}), on=date(2027, 1, 1))) == end


def test_before_the_ceremony_there_is_no_probation():
    assert probation_end(seen()) is None
    assert probation_end(seen(("ceremony", "2025-09-01", {}))) is None


def test_a_view_looks_no_further_than_its_day():
    asked = seen(("helper", "2025-02-01", {"n": 1}), ("helper", "2025-08-21", {"n": 2}),
                 ("helper", "2025-08-22", {"n": 3}))  # fmt: skip
    assert asked.last("helper").data["n"] == 2
    assert [one.data["n"] for one in asked.all("helper")] == [1, 2]
    assert asked.first_after("helper", date(2025, 2, 2)).data["n"] == 2
    assert asked.first_after("helper", date(2025, 8, 22)) is None
    assert asked.last("moved") is None
    assert seen(("helper", "2025-08-22", {})).last("helper") is None


def recognition(on, favour):
    return Event(
        "recognition_vote", date.fromisoformat(on), dossiers.vote(dossiers.CELL, favour, 9 - favour)
    )


@pytest.mark.parametrize(
    ("votes", "failed"),
    [([], 0), ([9], 0), ([5], 1), ([5, 9], 1), ([5, 5, 5], 3), ([5, 5, 6], 2)],
)
def test_failed_votes_are_counted(votes, failed):
    events = tuple(recognition(f"2025-08-{day:02d}", n) for day, n in enumerate(votes, 1))
    assert voting.failures(view(Case("2000-06-15", events)), DAY) == failed


def test_a_vote_that_does_not_add_up_has_failed_nobody_knows_how():
    wrong = Event("recognition_vote", DAY, {**dossiers.vote(dossiers.CELL, 9), "tally": {}})
    assert voting.failures(view(Case("2000-06-15", (wrong,))), DAY) == 1
    with pytest.raises(DoesNotAddUp):
        voting.outcome_of(BOOK, wrong, voting.CELL)
    with pytest.raises(EmptyRoll):
        voting.outcome_of(BOOK, Event("cell_vote", DAY), voting.CELL)


@pytest.mark.parametrize(
    ("body", "favour", "passed", "needed"),
    [
        (voting.CELL, 5, True, 5), (voting.CELL, 4, False, 5),
        (voting.STANDING, 4, True, 4), (voting.STANDING, 3, False, 4),
        (voting.BASE, 5, True, 5), (voting.DELEGATED, 4, False, 5),
    ],
)  # fmt: skip
def test_each_body_has_its_majority(body, favour, passed, needed):
    event = Event("vote", DAY, dossiers.vote(dossiers.COMMITTEE, favour, 7 - favour))
    told = voting.outcome_of(BOOK, event, body)
    assert (told.passed, told.needed, told.size) == (passed, needed, 7)


def test_values_are_said_as_people_say_them():
    assert shown(date(2025, 8, 1), BOOK, "vi") == "1/8/2025"
    assert shown(["father", "mother"], BOOK, "vi") == "bố đẻ, mẹ đẻ"
    assert shown(("cell_vote",), BOOK, "en") == "The cell votes on admission"
    assert shown(45, BOOK, "vi") == "45"
    assert shown(None, BOOK, "vi") == "None"


def test_a_finding_without_words_is_a_mistake_of_ours():
    value = BOOK.value("vote.cell.base", DAY)
    with pytest.raises(KeyError):
        Finding("vote.cell.base", value, None, DAY).message(BOOK, "vi")


def test_what_is_blocked_names_its_findings():
    finding = Finding("age.min", BOOK.value("age.min", DAY), 17, DAY)
    blocked = Blocked("cell_vote", [finding])
    assert str(blocked) == "cell_vote: age.min"
    assert blocked.findings == (finding,)


def test_an_assessment_parts_its_open_steps():
    how = BOOK.at(DAY).steps["cell_vote"]
    steps = tuple(Open(name, state, how) for name, state in
                  [("a", "next"), ("b", "blocked"), ("c", "later"), ("d", "next")])  # fmt: skip
    told = Assessment(DAY, "vote", "commune", (), steps, (), (), ())
    assert [one.step for one in told.next] == ["a", "d"]
    assert [one.step for one in told.blocked] == ["b"]
    assert told.faults == ()
    assert told.due() == ()

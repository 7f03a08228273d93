"""Where a case stands: stages, open steps, deadlines, expiries, warnings, the end."""

from dataclasses import replace
from datetime import date

import pytest

from taonguon.core.assessment import Blocked, asides, assess, check, require
from taonguon.core.assessment.grounds import judged
from taonguon.core.case import CIRCUMSTANCES, LEVELS, Case, Event, Relative, standing
from taonguon.core.rulebook import BeforeRulebook
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()


def at(step, day, rows=dossiers.FROM_2025, **changed):
    """Assess the good course up to a step on a day."""
    return assess(dossiers.case(rows, upto=step, **changed), BOOK, date.fromisoformat(day))


def states(told):
    return {one.step: one.state for one in told.open}


@pytest.mark.parametrize(
    ("upto", "day", "stage"),
    [
        ("introduction", "2025-01-10", "source"),
        ("permission", "2025-04-07", "dossier"),
        ("synthesis", "2025-06-23", "vote"),
        ("cell_vote", "2025-08-21", "decision"),
        ("decision_received", "2025-10-06", "probation"),
        ("new_member_class", "2026-10-20", "recognition"),
        ("recognition", "2026-11-16", "official"),
    ],
)
def test_the_stage_is_that_of_the_next_step(upto, day, stage):
    assert at(upto, day).stage == stage


@pytest.mark.parametrize(
    ("upto", "day", "ready"),
    [
        ("introduction", "2025-01-10", ["listed", "certificate"]),
        ("listed", "2025-02-04", ["helper", "class_proposed", "certificate"]),
        ("permission", "2025-04-07", ["application"]),
        ("application", "2025-04-10",
         ["cv", "sponsor_paper", "union_resolution", "mass_opinion", "residence_opinion"]),
        ("synthesis", "2025-06-23", ["cell_vote"]),
        ("cell_vote", "2025-08-21", ["appraisal"]),
        ("decision", "2025-10-01", ["decision_received"]),
        ("decision_received", "2025-10-06", ["ceremony"]),
        ("ceremony", "2025-10-20", ["member_papers", "probation_helper", "new_member_class"]),
        ("new_member_class", "2026-10-20", ["self_review", "helper_remarks", "probation_opinions"]),
        ("recognition", "2026-11-16", ["announced"]),
    ],
)  # fmt: skip
def test_what_may_be_done_next(upto, day, ready):
    assert [one.step for one in at(upto, day).next] == ready


def test_a_later_step_names_what_comes_before_it():
    told = {one.step: one for one in at("listed", "2025-02-04").open}
    assert told["permission"].state == "later"
    assert told["permission"].missing == ("helper", "certificate")
    assert told["cell_vote"].findings == ()


def test_what_will_hold_up_the_vote_is_told_from_the_start():
    told = at("introduction", "2025-01-10", born="2009-01-01")
    (vote,) = told.blocked
    assert (vote.step, [one.key for one in vote.findings]) == ("cell_vote", ["age.min"])
    assert vote.findings[0].actual == 16
    assert vote.findings[0].required == 18


def test_missing_papers_are_no_findings_of_the_vote():
    assert "cell_vote" not in [one.step for one in at("introduction", "2025-01-10").blocked]


def test_the_end_of_probation_holds_up_what_is_written_after_it():
    told = at("new_member_class", "2026-10-19")
    assert [one.step for one in told.blocked] == [
        "self_review", "helper_remarks", "probation_opinions", "recognition_vote",
    ]  # fmt: skip
    assert at("new_member_class", "2026-10-20").blocked == ()


def test_before_the_ceremony_nothing_is_said_of_probation():
    assert states(at("decision_received", "2025-10-06"))["recognition_vote"] == "later"


def test_a_stale_paper_is_to_be_made_anew():
    told = at("synthesis", "2026-06-20")
    assert [one.step for one in told.next] == [
        "sponsor_paper", "union_resolution", "mass_opinion", "residence_opinion",
    ]  # fmt: skip
    (vote,) = told.blocked
    assert [one.said["paper"] for one in vote.findings] == [
        "sponsor_paper", "union_resolution", "mass_opinion", "residence_opinion",
    ]  # fmt: skip
    assert "synthesis" in states(at("synthesis", "2026-06-24"))


def test_nothing_is_stale_once_the_cell_has_voted():
    told = at("cell_vote", "2027-06-20")
    assert "sponsor_paper" not in states(told)
    assert told.expiries == ()


def test_an_expired_certificate_is_asked_for_again():
    told = at("synthesis", "2030-03-21")
    assert states(told)["certificate"] == "next"
    assert states(at("permission", "2030-03-20")).get("certificate") is None


def test_a_second_sponsor_is_asked_for_where_two_are_needed():
    told = at("synthesis", "2025-06-23", born="1990-01-01")
    assert states(told)["sponsor_paper"] == "next"
    assert [one.key for one in told.blocked[0].findings] == ["sponsor.count.default"]


def test_a_mass_organisation_that_has_no_say_yet_is_asked():
    told = at("synthesis", "2025-06-23", mass_organisations=("youth", "women"))
    assert states(told)["mass_opinion"] == "next"


def test_what_holds_only_to_a_day():
    told = {one.what: one.last for one in at("synthesis", "2025-06-23").expiries}
    assert told == {
        "sponsor_paper": date(2026, 6, 12),
        "union_resolution": date(2026, 6, 16),
        "mass_opinion": date(2026, 6, 18),
        "residence_opinion": date(2026, 6, 19),
        "synthesis": date(2026, 6, 23),
        "certificate": date(2030, 3, 20),
        "age.max": date(2060, 6, 30),
    }
    lasts = [one.last for one in at("synthesis", "2025-06-23").expiries]
    assert lasts == sorted(lasts)


def test_nobody_over_age_is_told_of_an_age_to_come():
    told = at("synthesis", "2025-06-23", born="1950-01-01")
    assert "age.max" not in {one.what for one in told.expiries}
    assert "age.max" in {one.code for one in told.warnings}
    assert "age.max" not in {one.code for one in at("decision", "2025-10-01").warnings}


def test_a_deadline_waits_until_the_step_is_taken():
    (due,) = [one for one in at("cell_vote", "2025-09-01").due() if one.step == "decision"]
    assert (due.since, due.due, due.counted_from) == (
        date(2025, 8, 21), date(2025, 10, 27), "cell_vote",
    )  # fmt: skip
    assert not due.late(date(2025, 10, 27))
    assert due.late(date(2025, 10, 28))
    (done,) = [one for one in at("decision", "2025-10-01").deadlines if one.step == "decision"]
    assert (done.done_on, done.late(date(2026, 1, 1))) == (date(2025, 10, 1), False)
    assert "decision" not in [one.step for one in at("decision", "2025-10-01").due()]


def test_the_clock_stops_while_a_supplement_is_awaited():
    case = dossiers.case(upto="appraisal")
    asked = case.with_event(Event("supplement_asked", date(2025, 9, 15)))

    def due(case, day):
        told = assess(case, BOOK, day)
        return next(one for one in told.deadlines if one.step == "decision")

    assert (due(asked, date(2025, 9, 15)).paused, due(asked, date(2025, 9, 22)).paused) == (0, 5)
    given = asked.with_event(Event("supplement_given", date(2025, 9, 18)))
    told = due(given, date(2025, 10, 1))
    assert (told.paused, told.due) == (3, date(2025, 10, 30))


def test_two_extensions_add_up():
    case = dossiers.case(upto="appraisal")
    for on in (date(2025, 10, 10), date(2025, 10, 20)):
        case = case.with_event(Event("extension", on, {"days": 5}))
    told = assess(case, BOOK, date(2025, 10, 21))
    due = next(one for one in told.deadlines if one.step == "decision")
    assert (due.extended, due.due) == (10, date(2025, 11, 10))


def test_a_verification_is_due_until_everybody_is_answered():
    told = at("verify_sent", "2025-05-02")
    (due,) = told.due()
    assert (due.step, due.about, due.due) == ("verify_reply", "Đảng ủy xã bên", date(2025, 6, 5))
    case = dossiers.case(upto="verify_sent")
    half = case.with_event(Event("verify_reply", date(2025, 5, 20), {"about": ["father"]}))
    assert assess(half, BOOK, date(2025, 5, 21)).due()
    both = half.with_event(Event("verify_reply", date(2025, 5, 26), {"about": ["mother"]}))
    (done,) = assess(both, BOOK, date(2025, 5, 27)).deadlines
    assert done.done_on == date(2025, 5, 26)


def test_where_the_calendar_does_not_reach_the_day_is_not_known():
    late = dossiers.case(upto="cell_vote")
    moved = replace(
        late, events=(*late.events[:-1], late.events[-1]._replace(on=date(2031, 12, 1)))
    )
    told = assess(moved, BOOK, date(2031, 12, 2))
    due = next(one for one in told.deadlines if one.step == "decision")
    assert due.due is None
    assert not due.late(date(2031, 12, 31))
    assert told.due()[-1] == due


def test_what_happens_after_the_day_is_not_looked_at():
    whole = dossiers.case()
    day = date(2025, 4, 7)
    assert assess(whole, BOOK, day) == assess(whole.until(day), BOOK, day)
    assert whole.until(date(2030, 1, 1)) is whole


def test_before_the_rulebook_nothing_is_assessed():
    with pytest.raises(BeforeRulebook):
        assess(dossiers.case(), BOOK, date(2016, 7, 24))


def test_a_wrong_step_is_flagged_where_it_stands():
    told = at("cell_vote", "2025-08-21", without=("certificate",))
    flagged = [(done.step, fault.key) for done in told.done for fault in done.faults]
    assert flagged == [("permission", "step.needs"), ("cell_vote", "class.required")]
    assert [one.key for one in told.faults] == ["step.needs", "class.required"]


def test_steps_from_before_the_register_stand_unchecked():
    since = date(2025, 8, 22)
    told = at("cell_vote", "2025-08-25", without=("certificate",), checked_from=since)
    assert told.faults == ()
    assert next(iter(states(told))) == "appraisal"
    later = at("cell_vote", "2025-08-25", without=("certificate",), checked_from=date(2025, 8, 21))
    assert [one.key for one in later.faults] == ["class.required"]


def test_a_step_recorded_on_the_case_is_checked_however_early_its_day():
    case = dossiers.case(upto="cell_vote", without=("certificate",), checked_from=date(2026, 1, 1))
    judged_ = tuple(one._replace(data={**one.data, "verdict": {}}) for one in case.events)
    told = assess(replace(case, events=judged_), BOOK, date(2026, 1, 2))
    assert "class.required" in [one.key for one in told.faults]


def test_a_probationer_from_before_the_register_is_at_probation():
    events = (Event("decision", date(2025, 3, 3)), Event("ceremony", date(2025, 3, 3)))
    case = Case("1995-01-01", events, checked_from=date(2025, 8, 1))
    told = assess(case, BOOK, date(2025, 8, 2))
    assert (told.stage, [one.step for one in told.next]) == ("probation", ["new_member_class"])
    assert [one.step for one in told.due()] == ["recognition_vote"]


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        ("unlisted", {}, "unlisted"),
        ("decision_cancelled", {"ground": "standard"}, "decision_cancelled"),
    ],
)
def test_a_case_ends(kind, data, why):
    case = dossiers.case(upto="ceremony").with_event(Event(kind, date(2025, 12, 1), data))
    told = assess(case, BOOK, date(2025, 12, 2))
    assert (told.stage, told.ended_on) == ("ended", date(2025, 12, 1))
    assert (told.open, told.deadlines, told.expiries) == ((), (), ())
    (finding,) = check(case, BOOK, Event("self_review", date(2026, 11, 1)))[:1]
    assert (finding.key, finding.said["why"]) == ("step.ended", why)
    assert asides(case, BOOK, date(2025, 12, 2)) == ()


def test_whoever_is_introduced_anew_begins_anew_but_keeps_the_certificate():
    case = dossiers.case(upto="permission").with_event(Event("unlisted", date(2025, 5, 5)))
    again = case.with_event(Event("introduction", date(2025, 9, 1)))
    told = assess(again, BOOK, date(2025, 9, 2))
    assert (told.ended_on, [one.step for one in told.next]) == (None, ["listed"])
    assert states(told)["permission"] == "later"
    assert "certificate" not in states(told)


def test_a_cancelled_procedure_takes_with_it_what_is_done_anew():
    cancel = Event(
        "decision_cancelled", date(2025, 12, 1), {"ground": "procedure", "again": ["cv"]}
    )
    kinds = {one.kind for one in standing((*dossiers.case(upto="ceremony").events, cancel))}
    assert {"cv", "decision", "decision_received", "ceremony", "appraisal"} & kinds == set()
    assert {"cell_vote", "application", "decision_cancelled"} <= kinds


def test_what_may_be_recorded_beside_the_course():
    told = asides(dossiers.case(upto="listed"), BOOK, date(2025, 3, 1))
    assert told == ("profile", "consent", "special_paper", "moved", "unlisted")
    voted = asides(dossiers.case(upto="cell_vote"), BOOK, date(2025, 8, 22))
    assert {"result_reported", "extension", "supplement_asked"} <= set(voted)
    assert "supplement_given" not in voted
    assert "decision_cancelled" not in voted


def test_official_from_the_day_probation_ended_however_late_the_decision():
    assert at("recognition", "2026-11-16").official_from == date(2026, 10, 20)
    assert at("recognition_vote", "2026-11-02").official_from is None


def test_what_is_unverified_of_the_time_is_said():
    assert [one.code for one in at("introduction", "2025-08-01").warnings] == []
    (warned,) = at("introduction", "2026-08-01").warnings
    assert (warned.code, warned.said["procedure"]) == ("procedure.unverified", "three-levels")
    codes = [one.code for one in at("introduction", "2027-01-01").warnings]
    assert "calendar.unannounced" in codes


def test_a_conflict_of_instruments_is_said_where_it_matters():
    member = (Relative("father", "father", member=True),)
    told = at("introduction", "2025-10-01", relatives=member)
    (warned,) = told.warnings
    assert (warned.code, warned.rule.conflict.value) == ("conflict", "nothing")
    assert at("introduction", "2025-09-28", relatives=member).warnings == ()


def test_a_refused_step_raises_with_every_finding():
    case = dossiers.case(upto="synthesis", born="2009-01-01", schooling="primary")
    event = Event("cell_vote", date(2025, 8, 21), dossiers.vote(dossiers.CELL, 9))
    with pytest.raises(Blocked) as blocked:
        require(case, BOOK, event)
    assert [one.key for one in blocked.value.findings] == ["age.min", "edu.min"]
    assert blocked.value.step == "cell_vote"
    assert require(dossiers.case(upto="synthesis"), BOOK, event) is None


def test_an_unknown_step_is_no_step():
    with pytest.raises(KeyError):
        check(dossiers.case(), BOOK, Event("shortcut", date(2025, 8, 21)))


def test_a_judgement_names_the_rules_it_looked_at():
    event = Event("cell_vote", date(2025, 8, 21), dossiers.vote(dossiers.CELL, 9))
    findings, grounds = judged(dossiers.case(upto="synthesis"), BOOK, event)
    told = {one.key: one for one in grounds}
    assert findings == ()
    assert {"age.min", "class.validity", "vote.cell", "vote.cell.base", "dossier.max_age"} <= set(
        told
    )
    assert str(told["vote.cell.base"].source) == "294-QĐ/TW, 9.3.2"
    assert "readmit.wait" not in told


def test_messages_say_days_and_codes_as_people_do():
    case = dossiers.case(upto="synthesis", schooling="primary")
    event = Event("cell_vote", date(2025, 8, 21), dossiers.vote(dossiers.CELL, 9))
    (finding,) = check(case, BOOK, event)
    assert finding.message(BOOK, "vi") == (
        "Trình độ học vấn: cần bằng tốt nghiệp THCS, hồ sơ ghi hoàn thành chương trình tiểu học."
    )
    assert "lower-secondary diploma" in finding.message(BOOK, "en")
    (needs,) = check(dossiers.case(upto="introduction"), BOOK, Event("helper", date(2025, 2, 4)))[
        :1
    ]
    assert needs.message(BOOK, "vi") == "Phải làm trước: Chi bộ đưa vào danh sách cảm tình Đảng."
    assert needs.required == ""


def test_the_codes_of_cases_have_words():
    for code in (*CIRCUMSTANCES, *LEVELS):
        assert code in BOOK.words, code

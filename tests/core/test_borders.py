"""Both sides of each border: the day itself, what a finding keeps, and what is left unsaid."""

from dataclasses import replace
from datetime import date

import pytest

from taonguon.core.assessment import Deadline, asides, assess, check, course, dossier, person
from taonguon.core.assessment.derivation import cite, derivation
from taonguon.core.assessment.grounds import judged
from taonguon.core.assessment.outcome import Blocked, Finding
from taonguon.core.assessment.view import View, by_kind
from taonguon.core.case import Case, Event, Relative
from taonguon.core.rulebook import Source
from taonguon.core.votes import DoesNotAddUp
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
DAY = date(2025, 8, 21)
LAST_ANNOUNCED = BOOK.calendar.announced


def on(text):
    return date.fromisoformat(text)


def seen(*events, day=DAY, event=None, **said):
    """Return a view of somebody of 25 with these events."""
    told = tuple(Event(kind, on(when), *data) for kind, when, *data in events)
    case = Case(**{"born": "2000-06-15", "events": told, **said})
    return View(case, by_kind(told), BOOK, day, event)


def added(upto, *rows, **changed):
    """Return the good course up to a step with rows added."""
    case = dossiers.case(upto=upto, **changed)
    for kind, when, *data in rows:
        case = case.with_event(Event(kind, on(when), *data))
    return case


def keys(found):
    return [one.key for one in found]


# Where a case stands


def test_an_assessment_says_its_day_its_era_and_each_step_with_its_event():
    case = dossiers.case(upto="cell_vote")
    for since in (None, on("2025-06-01")):
        told = assess(replace(case, checked_from=since), BOOK, on("2025-09-01"))
        assert (told.day, told.procedure) == (on("2025-09-01"), "commune")
        assert [(one.step, one.event) for one in told.done] == [
            (one.kind, one) for one in case.events
        ]


@pytest.mark.parametrize("upto", ["introduction", "synthesis", "cell_vote", "new_member_class"])
@pytest.mark.parametrize("born", ["2000-06-15", "2009-01-01"])
def test_every_open_step_says_how_it_is_taken_and_after_what(upto, born):
    case = dossiers.case(upto=upto, born=born)
    told = assess(case, BOOK, case.events[-1].on)
    steps = BOOK.at(told.day).steps
    assert {one.step: one.how for one in told.open} == {
        one.step: steps[one.step] for one in told.open
    }
    for one in told.open:
        waits = {key for key in steps[one.step].needs if key not in {e.kind for e in case.events}}
        assert set(one.missing) <= waits
        assert (one.state == "next") <= (one.missing == ())
        assert (one.state == "later") <= (one.missing != ())
        assert (one.state == "blocked") == bool(one.findings)


def test_a_step_foreseen_to_be_blocked_names_what_comes_before_it_too():
    told = {one.step: one for one in assess(
        dossiers.case(upto="introduction", born="2009-01-01"), BOOK, on("2025-01-10")).open}  # fmt: skip
    assert "synthesis" in told["cell_vote"].missing
    assert told["cell_vote"].state == "blocked"


@pytest.mark.parametrize(
    ("upto", "without", "day", "stage"),
    [
        ("new_member_class", (), "2026-05-15", "recognition"),
        ("new_member_class", ("ceremony",), "2026-05-15", "probation"),
        ("probation_opinions", ("ceremony",), "2026-10-22", "recognition"),
    ],
)
def test_where_nothing_may_be_done_the_stage_is_that_of_the_first_step_waiting(
    upto, without, day, stage
):
    case = dossiers.case(upto=upto, without=without)
    assert assess(case, BOOK, on(day)).stage == stage


def test_a_warning_of_age_ends_with_the_decision_and_names_its_rule():
    old = dossiers.case(upto="decision", born="1960-01-01")
    (warned,) = assess(old, BOOK, on("2025-09-30")).warnings
    assert (warned.code, warned.rule.key, warned.rule.value) == ("age.max", "age.max", 60)
    assert assess(old, BOOK, on("2025-10-01")).warnings == ()


def test_the_calendar_is_known_to_the_last_day_announced():
    case = dossiers.case(upto="introduction")
    codes = {one.code for one in assess(case, BOOK, LAST_ANNOUNCED).warnings}
    assert "calendar.unannounced" not in codes


def test_what_may_be_recorded_on_the_very_day_of_the_vote():
    told = asides(dossiers.case(upto="cell_vote"), BOOK, DAY)
    assert {"result_reported", "extension", "supplement_asked"} <= set(told)


# Ceremony, moves, probation, extensions


@pytest.mark.parametrize(
    ("said", "found"), [({}, []), ({"approved": True}, []), ({"approved": False}, [DAY])]
)
def test_a_decision_nobody_said_was_refused_admits(said, found):
    told = course.approved(seen(("decision", "2025-08-21", said)))
    assert [one.actual for one in told] == found


def test_a_ceremony_after_its_time_says_its_day():
    view = seen(("decision", "2025-05-05"), ("decision_received", "2025-05-06"))
    (found,) = course.ceremony_time(view)
    assert (found.key, found.actual, found.on) == ("ceremony.deadline", DAY, DAY)
    assert found.said["last"] == BOOK.calendar.add(on("2025-05-06"), 30)


LAST_TO_DECIDE = BOOK.calendar.add(on("2025-06-16"), 30)


@pytest.mark.parametrize(
    ("voted", "moved", "received", "decided", "late"),
    [
        ("2025-06-10", "2025-06-16", None, str(LAST_TO_DECIDE), False),
        ("2025-06-10", "2025-06-16", None, "2025-07-29", True),
        ("2025-06-16", "2025-06-16", None, "2025-07-29", False),
        ("2025-06-10", "2025-06-16", "2025-06-16", "2025-07-29", False),
        ("2025-06-10", "2025-06-16", "2025-06-15", "2025-07-29", True),
        ("2025-06-10", "2025-06-16", "2025-07-29", "2025-07-29", False),
        ("2025-06-10", "2025-06-16", "2025-07-30", "2025-07-29", True),
        ("2025-06-10", "2025-07-30", None, "2025-07-29", False),
        ("2025-06-10", "2025-07-29", None, "2025-07-29", False),
        (None, "2025-06-16", None, "2025-07-29", False),
    ],
)
def test_a_decision_long_after_a_move(voted, moved, received, decided, late):
    days = {"cell_vote": voted, "moved": moved, "dossier_received": received, "decision": decided}
    view = seen(*((kind, when) for kind, when in days.items() if when))
    found = course.move_decided(view)
    assert keys(found) == (["move.decided"] if late else [])
    for one in found:
        assert (one.actual, one.on) == (on(decided), DAY)
        assert one.said == {"moved": on(moved), "decided": on(decided), "last": LAST_TO_DECIDE}


def test_the_thirtieth_working_day_after_the_move():
    assert on("2025-07-28") == LAST_TO_DECIDE


def test_before_its_end_probation_says_when_it_began_and_ends():
    case = dossiers.case(upto="new_member_class")
    vote = Event("recognition_vote", on("2026-10-19"), dossiers.vote(dossiers.CELL, 9))
    (found,) = (one for one in check(case, BOOK, vote) if one.key == "probation.length")
    assert (found.actual, found.said["ceremony"]) == (on("2025-10-20"), on("2025-10-20"))
    assert found.said["last"] == on("2026-10-20")
    (review,) = check(case, BOOK, Event("self_review", on("2026-10-19")))
    assert (review.key, review.actual) == ("recog.self_review", on("2026-10-19"))


@pytest.mark.parametrize(
    ("votes", "days", "most"),
    [
        ((("cell_vote", "2025-06-30"),), 30, 30),
        ((("cell_vote", "2025-07-01"),), 15, 15),
        ((("cell_vote", "2025-06-30"), ("recognition_vote", "2025-07-01")), 15, 15),
    ],
)
def test_an_extension_takes_the_limit_of_the_latest_vote(votes, days, most):
    def asked(said):
        return course.extension(seen(*votes, event=Event("extension", DAY, said)))

    assert asked({"days": days}) == []
    (found,) = asked({"days": days + 1})
    assert (found.actual, found.required, found.on) == (days + 1, most, DAY)
    (nothing,) = asked({})
    assert nothing.actual == 0


# Deadlines and expiries


@pytest.mark.parametrize(
    ("voted", "moved", "runs"),
    [("2025-08-01", "2025-08-04", True), ("2025-08-04", "2025-08-04", False)],
)
def test_only_a_dossier_already_voted_on_is_forwarded(voted, moved, runs):
    case = Case("2000-06-15", (Event("cell_vote", on(voted)), Event("moved", on(moved))))
    told = {one.rule.key for one in assess(case, BOOK, DAY).deadlines}
    assert ("move.forward.deadline" in told) is runs


def test_a_dossier_received_on_the_day_of_the_vote_is_the_new_places():
    events = (Event("dossier_received", DAY), Event("cell_vote", DAY))
    told = {one.rule.key for one in assess(Case("2000-06-15", events), BOOK, DAY).deadlines}
    assert "decide.deadline.admit" not in told
    assert "move.decide.deadline" in told


@pytest.mark.parametrize(
    ("about", "replies", "done"),
    [
        ({"about": ["father"]}, [("2025-05-05", {"about": ["father"]})], "2025-05-05"),
        ({"about": ["father"]}, [("2025-05-04", {"about": ["father"]})], None),
        ({"about": ["father"]}, [("2025-05-06", {})], None),
        ({"about": ["father"]}, [("2025-05-06", {"about": ["mother"]})], None),
        ({}, [("2025-05-06", {})], "2025-05-06"),
        ({"about": ["father"]}, [], None),
    ],
)
def test_a_verification_waits_for_whom_it_asked_about(about, replies, done):
    sent = ("verify_sent", "2025-05-05", about)
    events = (sent, *(("verify_reply", when, said) for when, said in replies))
    case = Case("2000-06-15", tuple(Event(kind, on(when), said) for kind, when, said in events))
    (due,) = assess(replace(case, events=tuple(sorted(case.events, key=lambda e: e.on))), BOOK,
                    on("2025-05-20")).deadlines  # fmt: skip
    assert due.done_on == (on(done) if done else None)
    assert (due.unit, due.counted_from, due.since) == (
        "working days",
        "verify_sent",
        on("2025-05-05"),
    )
    assert due.about == ""


def test_a_decisions_time_says_its_unit():
    (due,) = assess(Case("2000-06-15", (Event("cell_vote", DAY),)), BOOK, DAY).deadlines
    assert (due.unit, due.rule.key) == ("working days", "decide.deadline.admit")


def test_what_expires_names_the_rule_that_says_so():
    told = assess(dossiers.case(upto="synthesis"), BOOK, on("2025-06-23")).expiries
    named = {one.what: one.rule.key for one in told}
    assert (named["certificate"], named["age.max"]) == ("class.validity", "age.max")
    assert {named[kind] for kind in dossier.DATED_PAPERS} == {"dossier.max_age"}
    events = (Event("certificate", on("2024-05-05")), Event("ceremony", on("2025-03-03")))
    assert assess(Case("1995-01-01", events), BOOK, on("2025-03-04")).expiries == ()


def test_deadlines_stand_earliest_first():
    case = added("cell_vote", ("verify_sent", "2025-08-18", {"about": ["aunt"], "abroad": True}))
    told = assess(case, BOOK, DAY).due()
    assert [one.due for one in told] == sorted(one.due for one in told)
    assert len(told) == 2


# Findings of the person and the dossier


@pytest.mark.parametrize("kind", ["helper", "sponsor"])
def test_a_person_without_a_name_is_told_as_such(kind):
    view = seen(event=Event(f"{kind}_paper", DAY, {}))
    (found,) = getattr(dossier, kind)(view)
    assert (found.key, found.actual) == (f"{kind}.official", "–")


def test_an_introduction_that_names_no_body_is_by_whoever_should():
    view = seen(event=Event("union_resolution", DAY, {}))
    assert dossier.introducer(view) == []
    wrong = seen(event=Event("union_resolution", DAY, {"body": "union"}))
    (found,) = dossier.introducer(wrong)
    assert (found.actual, found.said["required"], found.on) == ("union", "youth", DAY)


@pytest.mark.parametrize(
    ("day", "found"), [("2024-08-21", []), ("2024-08-20", [on("2024-08-20")]), ("2024-09-01", [])]
)
def test_a_paper_is_fresh_for_twelve_months(day, found):
    told = dossier.fresh_papers(seen(("synthesis", day)))
    assert [one.actual for one in told] == found
    assert all(one.said["last"] == DAY.replace(day=20) for one in told)


def test_a_reply_about_nobody_answers_for_nobody():
    relatives = (Relative("f", "father"), Relative("m", "mother", member=True))
    view = seen(("verify_reply", "2025-10-01", {}), day=on("2025-10-02"), relatives=relatives)
    assert keys(dossier.verification(view)) == ["verify.scope", "verify.members"]


@pytest.mark.parametrize(
    ("said", "found"), [({}, []), ({"qualified": True}, []), ({"qualified": False}, [DAY])]
)
def test_a_certified_cv_qualifies_unless_said_otherwise(said, found):
    told = dossier.conclusion(seen(("cv_certified", "2025-08-21", said)))
    assert [one.actual for one in told] == found


@pytest.mark.parametrize(("day", "held"), [("2025-08-11", True), ("2025-08-10", False)])
def test_the_old_units_certificate_counts_from_the_day_of_the_move(day, held):
    view = seen(
        ("moved", "2025-08-11"),
        ("special_paper", day, {"paper": "old_unit_certificate"}),
        ("helper", "2025-08-11"),
    )
    assert (dossier.moved(view) == []) is held


def test_papers_that_no_move_asks_for_name_no_day():
    view = seen(circumstances=frozenset({"foreign_spouse"}))
    (found,) = dossier.special_papers(view)
    assert found.said["moved"] == "–"


@pytest.mark.parametrize(("born", "over"), [("1965", False), ("1964", True)])
def test_of_a_year_alone_nobody_is_over_age_until_certainly_so(born, over):
    assert person.is_over_age(seen(born=born)) is over


def test_a_birth_that_is_not_known_is_shown_as_told():
    (found,) = person.age(seen(born="199"))
    assert (found.key, found.actual, found.said["born"]) == ("age.known", "199", "199")
    (unsaid,) = person.age(seen(born=""))
    assert (unsaid.actual, unsaid.said["born"]) == ("", "–")


def test_every_reason_against_a_readmission_is_told_at_once():
    view = seen(
        circumstances=frozenset({"readmission"}), left_on=on("2024-01-01"),
        left_ground="disunity", readmitted_before=1,
    )  # fmt: skip
    found = person.readmission(view)
    assert keys(found) == ["readmit.never", "readmit.max", "readmit.wait"]
    assert found[-1].actual == on("2024-01-01")


def test_a_person_in_two_situations_is_asked_for_both_hosts():
    view = seen(circumstances=frozenset({"student", "army"}), host="residence")
    assert keys(person.host(view)) == ["host.student", "host.army"]


# Votes


def recognition(when, favour=4, against=5):
    return Event("recognition_vote", on(when), dossiers.vote(dossiers.CELL, favour, against))


def test_the_third_vote_that_fails_is_still_held_the_fourth_no_more():
    case = dossiers.case(upto="probation_opinions")
    days = ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-17")
    for number, day in enumerate(days):
        vote = recognition(day)
        found = keys(check(case, BOOK, vote))
        assert found == (["vote.max_attempts"] if number == 3 else [])
        case = case.with_event(vote)
    told = check(case, BOOK, recognition("2026-11-18"))
    assert [one.actual for one in told] == [4]


def test_a_passed_vote_is_no_failure_however_early():
    case = dossiers.case(upto="probation_opinions")
    for day in ("2026-11-02", "2026-11-03", "2026-11-04"):
        case = case.with_event(recognition(day, 9, 0))
    assert keys(check(case, BOOK, recognition("2026-11-05"))) == ["step.repeated"]


def test_a_vote_of_nobody_has_failed():
    case = dossiers.case(upto="probation_opinions")
    for day in ("2026-11-02", "2026-11-03", "2026-11-04"):
        case = case.with_event(Event("recognition_vote", on(day)))
    assert keys(check(case, BOOK, recognition("2026-11-05"))) == ["vote.max_attempts"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, ["vote.decide.standing"]),
        ({"approved": True}, ["vote.decide.standing"]),
        ({"approved": False}, []),
    ],
)
def test_a_decision_below_its_majority_admits_nobody(said, found):
    case = dossiers.case(upto="appraisal")
    vote = Event("decision", on("2025-10-01"), {**dossiers.vote(dossiers.COMMITTEE, 3, 4), **said})
    told = check(case, BOOK, vote)
    assert keys(told) == found
    assert all((one.actual, one.on) == ("3/7", on("2025-10-01")) for one in told)


def test_a_vote_below_its_majority_is_told_on_the_day_of_the_step_it_holds_up():
    case = dossiers.case(upto="synthesis")
    case = case.with_event(Event("cell_vote", DAY, dossiers.vote(dossiers.CELL, 4, 5)))
    told = check(case, BOOK, Event("appraisal", on("2025-09-10")))
    assert [(one.key, one.on) for one in told] == [("vote.cell", on("2025-09-10"))]


# Words


@pytest.mark.parametrize(
    ("instrument", "clause", "vi"),
    [
        ("06-HD-BTC/TW", "", "HD-BTC 06"),
        ("06-HD/BTC/TW", "", "HD 06"),
        ("1b-HD/TW", "", "1b-HD/TW"),
        ("2025", "", "2025"),
        ("06-HD/TW", "1; 294-QĐ/TW, 9.3, 9.4", "Điểm 1 HD 06; Điểm 9.3, 9.4 QĐ 294"),
    ],
)
def test_an_unusual_symbol_is_cited(instrument, clause, vi):
    assert cite(Source(instrument, clause), "vi") == vi


def test_in_english_a_day_off_keeps_its_whole_name():
    rule = BOOK.value("decide.deadline.admit", DAY)
    since = on("2026-08-27")
    one = Deadline(
        "decision", rule, "working days", "cell_vote", since, BOOK.calendar.add(since, 5)
    )
    assert ", not counting Nghỉ hoán đổi 31/8, Quốc khánh 1–2/9 → " in derivation(one, BOOK, "en")
    assert ", không tính nghỉ hoán đổi 31/8, Quốc khánh 1–2/9 → " in derivation(one, BOOK, "vi")


def test_a_message_speaks_one_language():
    rule = BOOK.value("opinion.mass", DAY)
    found = Finding("opinion.mass", rule, None, DAY, {"missing": ["women", "farmers"]})
    assert "Hội Phụ nữ, Hội Nông dân" in found.message(BOOK, "vi")
    assert "the Women's Union, the Farmers' Union" in found.message(BOOK, "en")
    (needs,) = check(
        dossiers.case(upto="introduction"), BOOK, Event("class_proposed", on("2025-02-04"))
    )
    assert needs.message(BOOK, "en").startswith("To be done first: ")
    assert needs.message(BOOK, "vi").startswith("Phải làm trước: ")
    silent = Finding("vote.cell.base", BOOK.value("vote.cell.base", DAY), None, DAY)
    with pytest.raises(KeyError, match=r"vote\.cell\.base"):
        silent.message(BOOK, "vi")


def test_what_is_blocked_names_every_finding():
    rule = BOOK.value("age.min", DAY)
    two = [Finding(key, rule, None, DAY) for key in ("age.min", "edu.min")]
    assert str(Blocked("cell_vote", two)) == "cell_vote: age.min, edu.min"
    assert str(DoesNotAddUp(8, 9)) == "8 votes of 9 voters"


def test_a_judgement_rests_on_the_rules_of_the_persons_own_situation():
    case = dossiers.case(upto="profile", circumstances=frozenset({"student"}), host="school")
    findings, grounds = judged(case, BOOK, Event("permission", on("2025-04-07")))
    assert findings == ()
    assert [one.key for one in grounds] == ["host.student"]
    none, nothing = judged(
        dossiers.case(upto="profile"), BOOK, Event("permission", on("2025-04-07"))
    )
    assert (none, nothing) == ((), ())


@pytest.mark.parametrize(
    ("day", "asked"), [("2018-08-27", []), ("2018-08-28", ["request.religion", "consent.religion"])]
)
def test_a_judgement_does_not_rest_on_a_rule_still_to_come(day, asked):
    events = (Event("permission", on("2018-08-01")),)
    case = Case("1990-01-01", events, circumstances=frozenset({"religious"}))
    findings, grounds = judged(case, BOOK, Event("application", on(day)))
    assert keys(findings) == asked
    assert keys(grounds) == sorted(asked)


def test_a_judgement_knows_the_calendar_and_the_words():
    case = added("decision_received", born="1960-01-01")
    late = Event("ceremony", on("2025-12-30"))
    findings, _ = judged(case, BOOK, late)
    assert findings == check(case, BOOK, late)
    assert "ceremony.deadline" in keys(findings)


def test_a_finding_of_a_helper_looks_at_the_helper():
    old = {"name": "Đảng viên 1", "official_since": "2025-08-21"}
    assert dossier.helper(seen(event=Event("helper", DAY, old))) == []
    assert keys(
        dossier.helper(seen(event=Event("helper", DAY, {**old, "official_since": None})))
    ) == ["helper.official"]


def test_a_decision_on_the_day_of_the_move_is_not_after_it():
    view = seen(("cell_vote", "2025-06-10"), ("moved", "2025-07-29"), ("decision", "2025-07-29"))
    assert course.move_decided(view) == []


def test_a_deadline_whose_day_is_not_known_stands_last():
    case = Case(
        "2000-06-15", (Event("verify_sent", on("2031-12-01")), Event("cell_vote", on("2031-12-02")))
    )
    early = Event("verify_sent", on("2031-06-02"), {"about": ["father"]})
    told = assess(case.with_event(early), BOOK, on("2031-12-02")).due()
    assert [one.due is None for one in told] == [False, True, True]

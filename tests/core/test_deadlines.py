"""Deadlines through moves, cancellations, supplements and extensions; probation and its end."""

from datetime import date

import pytest

from taonguon.core.assessment import assess, check
from taonguon.core.case import Case, Event
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()


def on(text):
    return date.fromisoformat(text)


def told(upto, day, *events, rows=dossiers.FROM_2025, **changed):
    """Return the deadlines of the good course with events added, by rule."""
    case = dossiers.case(rows, upto=upto, **changed)
    for number, (kind, when, *said) in enumerate(events):
        case = case.with_event(Event(kind, on(when), said[0] if said else {}, 700 + number))
    return {one.rule.key: one for one in assess(case, BOOK, on(day)).deadlines}


def test_without_a_move_nothing_is_forwarded():
    assert not {key for key in told("appraisal", "2025-09-12") if key.startswith("move.")}


def test_a_move_before_the_vote_forwards_no_dossier():
    found = told("synthesis", "2025-07-20", ("moved", "2025-07-10"))
    assert "move.forward.deadline" not in found


def test_a_move_after_the_vote_forwards_the_dossier_in_fifteen_days():
    found = told("appraisal", "2025-09-12", ("moved", "2025-09-11"))
    due = found["move.forward.deadline"]
    assert (due.step, due.since, due.due) == (
        "dossier_forwarded",
        on("2025-09-11"),
        on("2025-10-02"),
    )
    assert due.counted_from == "moved"
    sent = told(
        "appraisal", "2025-09-20", ("moved", "2025-09-11"), ("dossier_forwarded", "2025-09-18")
    )
    assert sent["move.forward.deadline"].done_on == on("2025-09-18")


def test_a_move_after_the_decision_forwards_the_decision_not_the_dossier():
    assert "move.forward.deadline" not in told("decision", "2025-10-05", ("moved", "2025-10-03"))


def test_the_new_places_time_to_decide_takes_the_place_of_the_old_ones():
    moves = (
        ("moved", "2025-09-11"), ("dossier_forwarded", "2025-09-15"),
        ("dossier_received", "2025-09-22"),
    )  # fmt: skip
    found = told("appraisal", "2025-09-25", *moves)
    assert found["move.decide.deadline"].due == on("2025-11-03")
    assert "decide.deadline.admit" not in found
    assert "decide.deadline.admit" in told("appraisal", "2025-09-25", *moves[:2])


def test_a_vote_after_the_dossier_came_has_its_own_time():
    moves = (
        ("moved", "2025-07-01"),
        ("dossier_forwarded", "2025-07-05"),
        ("dossier_received", "2025-07-10"),
    )
    assert "decide.deadline.admit" in told("appraisal", "2025-09-25", *moves)


def test_a_cancelled_decision_is_examined_anew():
    cancelled = (
        "decision_cancelled",
        "2025-12-01",
        {"ground": "procedure", "again": ["synthesis"]},
    )
    found = told("ceremony", "2025-12-10", cancelled)
    assert found["move.reexamine.deadline"].since == on("2025-12-01")
    assert "ceremony.deadline" not in found


@pytest.mark.parametrize(
    ("asked", "given", "paused"),
    [
        ("2025-09-08", "2025-09-15", 5),
        ("2025-09-08", "2025-09-08", 0),
        ("2025-09-05", "2025-09-08", 1),
        ("2025-08-29", "2025-09-03", 1),
    ],
)
def test_days_awaiting_a_supplement_do_not_count(asked, given, paused):
    found = told(
        "appraisal", "2025-10-01", ("supplement_asked", asked), ("supplement_given", given)
    )["decide.deadline.admit"]
    assert found.paused == paused
    assert found.due == BOOK.calendar.add(on("2025-08-21"), 45 + paused)


def test_two_supplements_add_up_and_a_recognition_has_its_own():
    found = told(
        "appraisal", "2025-10-10", ("supplement_asked", "2025-09-08"), ("supplement_given", "2025-09-10"),
        ("supplement_asked", "2025-09-15"), ("supplement_given", "2025-09-18"),
    )  # fmt: skip
    assert found["decide.deadline.admit"].paused == 5
    later = told("recognition_vote", "2026-11-09", ("supplement_asked", "2026-11-04"))
    assert later["decide.deadline.recognise"].paused == 3
    assert later["decide.deadline.admit"].paused == 0


def test_a_supplement_asked_before_the_vote_stops_no_clock():
    case = dossiers.case(upto="cell_vote").with_event(Event("supplement_asked", on("2025-08-20")))
    (due,) = [
        one for one in assess(case, BOOK, on("2025-08-25")).deadlines
        if one.rule.key == "decide.deadline.admit"
    ]  # fmt: skip
    assert due.paused == 0


def test_an_extension_before_the_vote_extends_nothing():
    case = dossiers.case(upto="cell_vote").with_event(
        Event("extension", on("2025-08-20"), {"days": 9})
    )
    (due,) = [
        one for one in assess(case, BOOK, on("2025-08-25")).deadlines
        if one.rule.key == "decide.deadline.admit"
    ]  # fmt: skip
    assert due.extended == 0


@pytest.mark.parametrize(
    ("rows", "upto", "day", "days", "most"),
    [
        (dossiers.FROM_2025, "appraisal", "2025-10-10", 15, 15),
        (dossiers.FROM_2025, "appraisal", "2025-10-10", 16, 15),
        (dossiers.FROM_2025, "appraisal", "2025-10-10", 0, 15),
        (dossiers.FROM_2025, "appraisal", "2025-10-10", -3, 15),
        (dossiers.FROM_2025, "recognition_vote", "2026-11-20", 15, 15),
        (dossiers.FROM_2025, "recognition_vote", "2026-11-20", 16, 15),
        (dossiers.TO_2025, "cell_vote", "2022-02-20", 30, 30),
        (dossiers.TO_2025, "cell_vote", "2022-02-20", 31, 30),
    ],
)
def test_an_extension_is_no_longer_than_allowed(rows, upto, day, days, most):
    case = dossiers.case(rows, upto=upto)
    found = check(case, BOOK, Event("extension", on(day), {"days": days}))
    if 0 < days <= most:
        assert found == ()
    else:
        (finding,) = found
        assert (finding.key, finding.actual, finding.required) == (
            "decide.deadline.extension", days, most,
        )  # fmt: skip


def test_an_extension_takes_the_limit_of_the_day_of_the_vote():
    case = dossiers.case(dossiers.TO_2025, upto="cell_vote")
    assert check(case, BOOK, Event("extension", on("2025-09-20"), {"days": 30})) == ()


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ({"ground": "standard"}, []),
        ({"ground": "procedure", "again": ["cv"]}, []),
        ({"ground": "procedure", "again": []}, ["wrong_admission"]),
        ({"ground": "other", "again": ["cv"]}, ["wrong_admission"]),
        ({}, ["wrong_admission"]),
    ],
)
def test_a_cancellation_says_what_was_wrong(said, keys):
    case = dossiers.case(upto="ceremony")
    found = check(case, BOOK, Event("decision_cancelled", on("2025-12-01"), said))
    assert [one.key for one in found] == keys
    if found:
        assert found[0].actual == said.get("ground", "–")


@pytest.mark.parametrize(
    ("day", "ends"),
    [("2025-10-20", "2026-10-20"), ("2024-02-29", "2025-02-28"), ("2025-01-31", "2026-01-31")],
)
def test_the_cell_considers_recognition_after_the_twelve_months(day, ends):
    events = (Event("decision", on(day)), Event("ceremony", on(day)))
    case = dossiers.Case("2000-01-01", events)
    due = {one.rule.key: one for one in assess(case, BOOK, on(day)).deadlines}
    cell = due["recog.cell.deadline"]
    assert (cell.since, cell.counted_from) == (on(ends), "probation_end")
    assert cell.due == BOOK.calendar.add(on(ends), 30)


def test_a_deadline_of_a_step_taken_is_kept_with_the_day_it_was_taken():
    found = told("member_papers", "2026-01-05")
    papers = found["member_papers.deadline"]
    assert (papers.due, papers.done_on) == (on("2025-12-01"), on("2025-11-10"))
    assert papers.unit == "working days"
    assert not papers.late(on("2026-01-05"))


def test_a_step_taken_late_stays_late():
    case = dossiers.case(upto="ceremony").with_event(Event("member_papers", on("2025-12-02")))
    found = {one.rule.key: one for one in assess(case, BOOK, on("2026-01-05")).deadlines}
    assert found["member_papers.deadline"].late(on("2026-01-05"))


def test_before_the_hd_38_of_its_time_a_rule_that_was_not_there_sets_no_deadline():
    case = dossiers.case(dossiers.TO_2025, upto="ceremony")
    found = {
        one.rule.key: str(one.rule.source) for one in assess(case, BOOK, on("2022-03-01")).deadlines
    }
    assert found["member_papers.deadline"] == "12-HD/BTCTW (2022)"
    assert found["decide.deadline.admit"] == "24-QĐ/TW, 4.3.1"


def test_the_ceremonys_time_counts_from_receipt_until_the_rule_says_from_issue():
    found = told("decision_received", "2025-10-07")["ceremony.deadline"]
    assert (found.counted_from, found.since) == ("decision_received", on("2025-10-06"))
    shifted = dossiers.case(upto="decision_received")
    events = tuple(
        one._replace(on=on("2026-08-17")) if one.kind == "decision"
        else one._replace(on=on("2026-08-24")) if one.kind == "decision_received" else one
        for one in shifted.events
    )  # fmt: skip
    case = dossiers.replace(shifted, events=events)
    found = {one.rule.key: one for one in assess(case, BOOK, on("2026-08-25")).deadlines}
    assert "ceremony.deadline" in found
    assert found["ceremony.deadline"].due in (on("2026-09-30"), on("2026-10-06"))


@pytest.mark.parametrize(
    ("decided", "since", "counted_from"),
    [
        (date(2026, 7, 24), date(2026, 7, 28), "decision_received"),
        (date(2026, 7, 25), date(2026, 7, 28), "decision_received"),
        (date(2026, 7, 26), date(2026, 7, 26), "decision"),
        (date(2026, 7, 27), date(2026, 7, 27), "decision"),
    ],
)
def test_the_day_of_the_decision_picks_from_where_the_ceremonys_time_runs(
    decided, since, counted_from
):
    events = (Event("decision", decided), Event("decision_received", date(2026, 7, 28)))
    told = assess(Case("2000-06-15", events), BOOK, date(2026, 8, 3))
    (due,) = [one for one in told.deadlines if one.step == "ceremony"]
    assert (due.since, due.counted_from) == (since, counted_from)
    assert BOOK.rules["ceremony.deadline"].selected_by == "decision"


def test_before_it_is_received_the_time_from_receipt_does_not_run():
    case = Case("2000-06-15", (Event("decision", date(2026, 7, 25)),))
    told = assess(case, BOOK, date(2026, 8, 3))
    assert [one for one in told.deadlines if one.step == "ceremony"] == []

"""Steps taken again, refusals, proposed deletions: on both sides of each border."""

from dataclasses import replace
from datetime import date

import pytest

from taonguon.core.assessment import assess, check
from taonguon.core.assessment.anew import asked_anew
from taonguon.core.assessment.view import View, by_kind
from taonguon.core.case import Case, Event, brought_about, profiled, standing
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
NO = {"approved": False, **dossiers.vote(dossiers.COMMITTEE, 2, 5)}
YES = {"approved": True, **dossiers.vote(dossiers.COMMITTEE, 7)}


def on(text):
    return date.fromisoformat(text)


def event(kind, day, **said):
    return Event(kind, on(day), said)


def keys(found):
    return [one.key for one in found]


def added(upto, *events):
    case = dossiers.case(upto=upto)
    for one in events:
        case = case.with_event(one)
    return case


def states(told):
    return {one.step: one.state for one in told.open}


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([], ["step.repeated"]),
        ([("cell_vote", "2025-09-15", dossiers.vote(dossiers.CELL, 9))], []),
        ([("cell_vote", "2025-09-10", dossiers.vote(dossiers.CELL, 9))], ["step.repeated"]),
        ([("dossier_received", "2025-09-11", {})], []),
        ([("dossier_received", "2025-09-10", {})], ["step.repeated"]),
        ([("moved", "2025-09-11", {})], []),
        ([("synthesis", "2025-09-15", {})], ["step.repeated"]),
    ],
)
def test_an_appraisal_rests_on_the_vote_and_on_where_the_dossier_lies(events, found):
    told = [Event(kind, on(day), said) for kind, day, said in events]
    again = check(added("appraisal", *told), BOOK, event("appraisal", "2025-09-22"))
    assert keys(again) == found


def test_a_repetition_names_the_day_and_the_clause_of_the_step():
    (found,) = check(added("ceremony"), BOOK, event("ceremony", "2025-10-27"))
    assert (found.key, found.actual, found.on) == (
        "step.repeated",
        on("2025-10-20"),
        on("2025-10-27"),
    )
    assert str(found.source) == "294-QĐ/TW, 4.1"
    assert "20/10/2025" in found.message(BOOK, "vi")
    assert "20/10/2025" in found.message(BOOK, "en")


def test_of_two_that_stand_only_the_second_is_flagged():
    case = added("cell_vote", Event("cell_vote", on("2025-08-28"), dossiers.vote(dossiers.CELL, 9)))
    told = assess(case, BOOK, on("2025-09-01"))
    assert [(one.event.on, keys(one.faults)) for one in told.done if one.step == "cell_vote"] == [
        (on("2025-08-21"), []), (on("2025-08-28"), ["step.repeated"]),
    ]  # fmt: skip


def test_two_of_one_day_are_told_apart_by_their_order():
    vote = event("cell_vote", "2025-08-21", **dossiers.vote(dossiers.CELL, 9))
    assert keys(check(added("cell_vote"), BOOK, vote)) == ["step.repeated"]


@pytest.mark.parametrize(
    ("favour", "found"), [(9, ["step.repeated"]), (6, ["step.repeated"]), (5, [])]
)
def test_a_vote_told_of_later_may_have_failed_but_not_passed(favour, found):
    vote = dossiers.vote(dossiers.CELL, favour, 9 - favour)
    assert keys(check(added("appraisal"), BOOK, event("cell_vote", "2025-08-15", **vote))) == found


@pytest.mark.parametrize(
    "step", ["helper", "certificate", "sponsor_paper", "mass_opinion", "synthesis"]
)
def test_what_may_be_made_anew_is_no_repetition(step):
    again = check(
        added("synthesis"), BOOK, event(step, "2025-07-01", **dossiers.OFFICIAL, name="C")
    )
    assert "step.repeated" not in keys(again)


def test_a_base_committee_votes_again_after_its_own_failure():
    case = dossiers.case(upto="cell_vote", under=("base", "commune"))
    no = event("base_vote", "2025-09-01", **dossiers.vote(dossiers.COMMITTEE, 4, 3))
    yes = event("base_vote", "2025-09-08", **dossiers.vote(dossiers.COMMITTEE, 5, 2))
    assert check(case.with_event(no), BOOK, yes) == ()
    assert keys(check(case.with_event(yes), BOOK, yes._replace(on=on("2025-09-15")))) == [
        "step.repeated"
    ]


# Refusals


def test_a_refused_admission_waits_for_the_notice_and_then_ends():
    case = added("appraisal", Event("decision", on("2025-10-01"), NO))
    told = assess(case, BOOK, on("2025-10-02"))
    assert (states(told), told.ended_on) == ({"decision_received": "next"}, None)
    assert "ceremony.deadline" not in {one.rule.key for one in told.deadlines}
    over = case.with_event(event("decision_received", "2025-10-06"))
    told = assess(over, BOOK, on("2025-10-06"))
    assert (told.stage, told.ended_on, told.open) == ("ended", on("2025-10-06"), ())
    assert told.faults == ()
    assert keys(check(over, BOOK, event("ceremony", "2025-10-07"))) == ["step.ended"]


def test_after_a_refusal_an_introduction_begins_anew():
    case = added(
        "appraisal", Event("decision", on("2025-10-01"), NO),
        event("decision_received", "2025-10-06"), event("introduction", "2026-01-05"),
    )  # fmt: skip
    kinds = [one.kind for one in standing(case.events)]
    assert kinds == ["certificate", "profile", "introduction"]
    assert [one.step for one in assess(case, BOOK, on("2026-01-06")).next] == ["listed"]
    agreed = added("decision", event("introduction", "2026-01-05"))
    assert "cell_vote" in [one.kind for one in standing(agreed.events)]


def test_a_refused_recognition_is_voted_on_again():
    case = added("recognition_vote", Event("recognition", on("2026-11-16"), NO))
    told = assess(case, BOOK, on("2026-11-16"))
    assert (told.stage, told.official_from) == ("recognition", None)
    assert states(told) == {
        "recognition_vote": "next", "recognition": "later", "announced": "later",
    }  # fmt: skip
    assert told.faults == ()
    again = case.with_event(
        event("recognition_vote", "2026-11-18", **dossiers.vote(dossiers.CELL, 9))
    )
    told = assess(again, BOOK, on("2026-11-19"))
    assert states(told) == {"recognition": "next", "announced": "later"}
    (due,) = [one for one in told.due() if one.step == "recognition"]
    assert due.since == on("2026-11-18")
    official = again.with_event(Event("recognition", on("2026-11-20"), YES))
    told = assess(official, BOOK, on("2026-11-21"))
    assert (told.stage, told.official_from) == ("official", on("2026-10-20"))
    assert told.faults == ()


@pytest.mark.parametrize(
    ("day", "anew"), [("2026-11-15", False), ("2026-11-16", True), ("2026-11-17", True)]
)
def test_only_what_was_done_up_to_the_refusal_is_done_anew(day, anew):
    case = added("recognition_vote", Event("recognition", on("2026-11-16"), NO))
    view = View(case, by_kind(case.events), BOOK, on(day))
    assert asked_anew(view, "recognition_vote") is anew
    assert not asked_anew(view, "self_review")


# Deletion


def test_a_proposed_deletion_holds_up_recognition_and_is_said():
    proposed = event("deletion_proposed", "2026-10-25")
    told = assess(added("probation_opinions", proposed), BOOK, on("2026-10-26"))
    (held,) = [one for one in told.blocked if one.step == "recognition_vote"]
    assert keys(held.findings) == ["step.deletion"]
    assert [one.said for one in told.warnings if one.code == "deletion.proposed"] == [
        {"on": on("2026-10-25")}
    ]
    (due,) = [one for one in told.deadlines if one.step == "recognition_vote"]
    assert due.done_on == on("2026-10-25")


def test_a_deletion_refused_lets_recognition_go_on():
    case = added(
        "probation_opinions", event("deletion_proposed", "2026-10-25"),
        event("deletion_refused", "2026-10-30"),
    )  # fmt: skip
    told = assess(case, BOOK, on("2026-10-30"))
    assert states(told)["recognition_vote"] == "next"
    assert "deletion.proposed" not in {one.code for one in told.warnings}
    again = case.with_event(event("deletion_proposed", "2026-11-02"))
    assert states(assess(again, BOOK, on("2026-11-02")))["recognition_vote"] == "blocked"


def test_what_was_done_before_the_proposal_is_no_fault():
    case = added("recognition_vote", event("deletion_proposed", "2026-11-02"))
    assert assess(case, BOOK, on("2026-11-03")).faults == ()


# What a case brings about


@pytest.mark.parametrize(
    ("events", "days"),
    [
        ([], (None, None)),
        ([("ceremony", "2025-10-20", {})], ("2025-10-20", None)),
        ([("recognition", "2026-11-16", {})], (None, None)),
        ([("ceremony", "2025-10-20", {}), ("recognition", "2026-11-16", NO)], ("2025-10-20", None)),
        ([("ceremony", "2025-10-20", {}), ("recognition", "2026-11-16", YES)],
         ("2025-10-20", "2026-11-16")),
        ([("ceremony", "2025-10-20", {}), ("decision_cancelled", "2025-12-01", {})], (None, None)),
        ([("ceremony", "2025-10-20", {}), ("recognition", "2026-11-16", {}),
          ("ceremony", "2026-12-01", {})], ("2026-12-01", None)),
    ],
)  # fmt: skip
def test_the_ceremony_and_the_recognition_that_stand(events, days):
    told = [Event(kind, on(day), said) for kind, day, said in events]
    found = brought_about(reversed(told))
    assert tuple(one and one.on.isoformat() for one in found) == days


def test_a_cancelled_decision_takes_recognition_with_it():
    cancel = event("decision_cancelled", "2026-11-20", ground="procedure", again=["appraisal"])
    kinds = {one.kind for one in standing(added("recognition", cancel).events)}
    assert {
        "self_review",
        "recognition_vote",
        "recognition",
        "ceremony",
        "decision",
    } & kinds == set()
    assert {"cell_vote", "new_member_class", "member_papers"} <= kinds


# Circumstances as of a day


def test_a_profile_counts_from_its_own_day():
    listed = replace(dossiers.case(upto="synthesis"), circumstances=frozenset({"hard_area"}))
    told = {"circumstances": ["army"], "host": "army", "youth_union": True,
            "mass_organisations": ["youth"],
            "relatives": [{"key": "father", "relation": "father"},
                          {"key": "mother", "relation": "mother"}]}  # fmt: skip
    case = replace(listed.with_event(Event("profile", on("2025-07-01"), told)), listed=listed)
    assert case.on(on("2025-06-30")).circumstances == {"hard_area"}
    assert case.on(on("2025-07-01")).circumstances == {"hard_area", "army"}
    assert case.on(on("2025-07-01")).events == case.events
    vote = dossiers.vote(dossiers.CELL, 9)
    student = replace(case, listed=replace(listed, circumstances=frozenset({"student"})))
    early = check(student, BOOK, event("cell_vote", "2025-06-30", **vote))
    assert "host.student" in keys(early)
    assert keys(check(case, BOOK, event("cell_vote", "2025-07-01", **vote))) == []
    assert listed.on(on("2020-01-01")) is listed


def test_a_profile_says_all_that_a_case_asks():
    said = {
        "schooling": "primary", "youth_union": False, "youth_union_here": False, "union_here": True,
        "host": "school", "left_on": "2020-01-02", "left_ground": "abandoned",
        "cleared_on": "2021-03-04", "readmitted_before": 2, "delegated": True,
    }  # fmt: skip
    told = profiled(Case("2000", schooling="literate", youth_union=True), said)
    assert (told.schooling, told.youth_union, told.youth_union_here) == ("primary", False, False)
    assert (told.union_here, told.host, told.delegated) == (True, "school", True)
    assert (told.left_on, told.left_ground) == (on("2020-01-02"), "abandoned")
    assert (told.cleared_on, told.readmitted_before) == (on("2021-03-04"), 2)
    silent = profiled(Case("2000", schooling="literate", youth_union=True), {"schooling": ""})
    assert (silent.schooling, silent.youth_union, silent.youth_union_here) == (
        "literate",
        True,
        True,
    )
    assert (silent.host, silent.left_on, silent.readmitted_before) == ("residence", None, 0)
    assert (silent.union_here, silent.delegated) == (False, False)

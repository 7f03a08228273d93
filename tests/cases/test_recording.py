"""Recording a step: what it writes, what it refuses, what it brings about, how it is mended."""

from datetime import date

import pytest

from taonguon.cases import actions, facts
from taonguon.core.assessment import Blocked, assess
from taonguon.core.membership import ADMISSION, RECOGNITION
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Act, Fact
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Admission, Person, Span
from taonguon.rules.loading import national
from tests import cast, dossiers
from tests.cases.conftest import NOW, PROFILE, RELATIVES

pytestmark = pytest.mark.django_db


def keys(blocked):
    return [finding.key for finding in blocked.value.findings]


def standing(person, kind):
    return Fact.objects.filter(person=person.pk, kind=kind, corrected_by__isnull=True)


def test_a_whole_course_under_the_rules_of_2021_to_2023_admits_and_recognises(lan, steps):
    steps.walk(lan)
    lan.refresh_from_db()
    assert (lan.standing, lan.admitted_on) == ("official", date(2022, 2, 28))
    assert lan.recognised_on == date(2023, 2, 28)  # the day probation ended, not that of the vote
    told = assess(facts.one(lan), national(), date(2023, 6, 1))
    assert (told.stage, told.faults, told.open) == ("official", (), ())


def test_a_step_keeps_its_paper_who_recorded_it_and_the_rules_it_was_judged_by(lan, steps):
    steps.walk(lan, upto="cell_vote")
    fact = Fact.objects.get(kind="case.cell_vote")
    assert fact.data["on_paper"]["number"] == "05-NQ/CB"
    assert fact.act.kind == "case.cell_vote"
    kept = {rule["key"]: rule for rule in fact.data["verdict"]["rules"]}
    assert kept["vote.cell"]["value"] == ">= 2/3"
    assert kept["class.validity"]["value"] == 60
    assert kept["class.validity"]["source"].startswith("01-HD/TW (2021)")
    assert kept["class.validity"]["verified"] == "unverified"
    assert fact.data["verdict"]["procedure"] == "district"


def test_each_step_leaves_one_line_in_the_journal(lan, steps):
    steps.walk(lan, upto="helper")
    acts = JournalEntry.objects.filter(subject=f"person:{lan.pk}").values_list("act", flat=True)
    assert list(acts) == ["case.listed", "case.helper"]


def test_a_refused_step_writes_nothing_at_all(lan, steps):
    before = Fact.objects.count(), Act.objects.count(), JournalEntry.objects.count()
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "ceremony", "2022-02-28")
    assert keys(blocked) == ["step.needs"]
    assert (Fact.objects.count(), Act.objects.count(), JournalEntry.objects.count()) == before


def test_no_dossier_without_permission(lan, steps):
    steps.walk(lan, upto="certificate")
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "application", "2021-09-13")
    assert keys(blocked) == ["step.needs"]


def test_a_day_to_come_is_refused(lan, steps):
    with pytest.raises(Refused, match="tương lai"):
        steps.record(lan, "listed", "2026-11-24")


def test_a_vote_that_does_not_add_up_is_refused(lan, steps):
    steps.walk(lan, upto="synthesis")
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "cell_vote", "2021-12-06", **dossiers.vote(dossiers.CELL, 8))
    assert keys(blocked) == ["vote.counted"]


def test_below_two_thirds_is_recorded_with_its_tally_and_goes_no_further_until_reported(lan, steps):
    steps.walk(lan, upto="synthesis")
    steps.record(lan, "cell_vote", "2021-12-06", **dossiers.vote(dossiers.CELL, 5, 4))
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "base_vote", "2021-12-20", **dossiers.vote(dossiers.COMMITTEE, 7))
    assert keys(blocked) == ["vote.cell"]
    steps.record(lan, "result_reported", "2021-12-08")
    steps.record(lan, "base_vote", "2021-12-20", **dossiers.vote(dossiers.COMMITTEE, 7))
    assert steps.events(lan)[-1] == "base_vote"


def test_the_ceremony_admits_in_the_cell_on_its_day(lan, steps):
    steps.walk(lan, upto="ceremony")
    (admission,) = Admission.objects.filter(person=lan.pk)
    assert (admission.on, admission.cell_id) == (date(2022, 2, 28), cast.HAMLET_1)
    assert Span.objects.get(person=lan.pk).status == "probationary"


def test_no_other_way_leads_to_an_admission_or_a_recognition(lan, steps):
    steps.walk(lan, upto="synthesis")
    for kind in (ADMISSION, RECOGNITION):
        with pytest.raises(Refused, match="hồ sơ"):
            people.record_event(
                person=lan, kind=kind, on=date(2022, 2, 28), data={}, by=None, at=NOW
            )


def test_a_decision_without_its_majority_cannot_admit(lan, steps):
    steps.walk(lan, upto="appraisal")
    tally = dossiers.vote(dossiers.COMMITTEE, 3, 4)
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "decision", "2022-02-10", approved=True, **tally)
    assert keys(blocked) == ["vote.decide.standing"]


def test_a_refusal_is_a_decision_too_and_stops_the_ceremony(lan, steps):
    steps.walk(lan, upto="appraisal")
    tally = dossiers.vote(dossiers.COMMITTEE, 3, 4)
    steps.record(lan, "decision", "2022-02-10", approved=False, **tally)
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "ceremony", "2022-02-28")
    assert keys(blocked) == ["step.needs", "ceremony.decision"]
    steps.record(lan, "decision_received", "2022-02-14")
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "ceremony", "2022-02-28")
    assert "step.ended" in keys(blocked)
    steps.record(lan, "introduction", "2022-06-06", by="Đoàn xã")
    steps.record(lan, "listed", "2022-06-07")


def test_a_self_review_before_the_twelve_months_end_is_refused(lan, steps):
    steps.walk(lan, upto="new_member_class")
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "self_review", "2023-02-27")
    assert keys(blocked) == ["recog.self_review"]
    steps.record(lan, "self_review", "2023-02-28")


def test_withdrawing_a_step_flags_what_it_had_allowed(lan, steps):
    steps.walk(lan, upto="cell_vote")
    certificate = Fact.objects.get(kind="certificate")
    actions.correct_step(fact=certificate, on=None, because="ghi nhầm người", by=None, at=NOW)
    told = assess(facts.one(lan), national(), date(2021, 12, 10))
    flagged = {(one.step, fault.key) for one in told.done for fault in one.faults}
    assert ("permission", "step.needs") in flagged
    assert ("cell_vote", "class.required") in flagged


def test_correcting_the_ceremonys_day_moves_the_admission_with_it(lan, steps):
    steps.walk(lan, upto="ceremony")
    ceremony = Fact.objects.get(kind="case.ceremony")
    actions.correct_step(
        fact=ceremony, on=date(2022, 3, 1), because="gõ nhầm ngày", by=None, at=NOW
    )
    assert Admission.objects.get(person=lan.pk).on == date(2022, 3, 1)
    assert standing(lan, "case.ceremony").count() == standing(lan, ADMISSION).count() == 1


def test_correcting_the_ceremony_after_recognition_moves_the_official_day_with_it(lan, steps):
    steps.walk(lan)
    ceremony = Fact.objects.get(kind="case.ceremony")
    mended = actions.correct_step(
        fact=ceremony, on=date(2022, 2, 25), because="gõ nhầm ngày", by=None, at=NOW
    )
    lan.refresh_from_db()
    assert (lan.admitted_on, lan.recognised_on) == (date(2022, 2, 25), date(2023, 2, 25))
    (recognised,) = standing(lan, RECOGNITION)
    assert recognised.data["decided_on"] == "2023-04-05"
    actions.correct_step(fact=mended, on=None, because="ngày cũ đúng", by=None, at=NOW)
    lan.refresh_from_db()
    assert (lan.admitted_on, lan.recognised_on) == (date(2022, 2, 28), date(2023, 2, 28))


def test_withdrawing_the_ceremony_takes_the_recognition_until_it_is_recorded_again(lan, steps):
    steps.walk(lan)
    ceremony = Fact.objects.get(kind="case.ceremony")
    actions.correct_step(fact=ceremony, on=None, because="chưa tổ chức", by=None, at=NOW)
    assert not standing(lan, RECOGNITION).exists()
    assert Person.objects.get(pk=lan.pk).standing == "prospect"
    steps.record(lan, "ceremony", "2022-03-01")
    lan.refresh_from_db()
    assert (lan.standing, lan.recognised_on) == ("official", date(2023, 3, 1))


def test_correcting_another_step_leaves_what_the_case_brought_about(lan, steps):
    steps.walk(lan)
    before = {row.pk for kind in (ADMISSION, RECOGNITION) for row in standing(lan, kind)}
    fact = Fact.objects.get(kind="case.member_papers")
    actions.correct_step(fact=fact, on=date(2022, 3, 16), because="x", by=None, at=NOW)
    assert {row.pk for kind in (ADMISSION, RECOGNITION) for row in standing(lan, kind)} == before


def test_a_cancellation_withdrawn_brings_the_admission_back(lan, steps):
    steps.walk(lan, upto="ceremony")
    cancelled = steps.record(lan, "decision_cancelled", "2022-04-04", ground="standard")
    assert Person.objects.get(pk=lan.pk).standing != "probationary"
    actions.correct_step(fact=cancelled, on=None, because="ghi nhầm người", by=None, at=NOW)
    lan.refresh_from_db()
    assert (lan.standing, lan.admitted_on) == ("probationary", date(2022, 2, 28))


def test_who_left_and_is_introduced_anew_keeps_the_first_admission(lan, steps):
    steps.walk(lan, upto="ceremony")
    people.record_event(person=lan, kind="deletion", on=date(2022, 6, 6), data={}, by=None, at=NOW)
    steps.record(lan, "introduction", "2026-01-05", by="Đoàn xã")
    steps.record(lan, "listed", "2026-02-02")
    steps.record(lan, "unlisted", "2026-03-02", reason="withdrew")
    assert steps.events(lan) == ["certificate", "profile", "introduction", "listed", "unlisted"]
    assert standing(lan, ADMISSION).count() == 1


def test_circumstances_told_late_stop_the_course_where_it_stands(lan, steps):
    steps.walk(lan, upto="synthesis")
    late = {
        "youth_union": True, "mass_organisations": ["youth"], "relatives": RELATIVES,
        "circumstances": ["religious", "army", "readmission"], "left_ground": "corruption",
        "readmitted_before": 1, "left_on": "2010-01-01",
    }  # fmt: skip
    steps.record(lan, "profile", "2021-12-01", **late)
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "cell_vote", "2021-12-06", **dossiers.vote(dossiers.CELL, 9))
    assert keys(blocked) == [
        "request.religion", "consent.religion", "readmit.never", "readmit.max", "host.army",
    ]  # fmt: skip
    early = assess(facts.one(lan), national(), date(2021, 11, 30))
    assert early.faults == ()
    today = assess(facts.one(lan), national(), date(2021, 12, 1))
    assert {one.key for one in today.faults} >= {"consent.religion", "readmit.never", "host.army"}


def test_a_delegated_committee_needs_two_thirds(lan, steps):
    steps.walk(lan, upto="appraisal")
    steps.record(lan, "profile", "2022-01-04", **PROFILE, delegated=True)
    with pytest.raises(Blocked) as blocked:
        steps.record(
            lan, "decision", "2022-02-10", approved=True, **dossiers.vote(dossiers.COMMITTEE, 4, 3)
        )
    assert keys(blocked) == ["vote.decide.delegated"]
    steps.record(
        lan, "decision", "2022-02-10", approved=True, **dossiers.vote(dossiers.COMMITTEE, 5, 2)
    )


def test_a_step_that_stands_is_not_recorded_again(lan, steps):
    steps.walk(lan, upto="ceremony")
    for step in ("cell_vote", "ceremony"):
        with pytest.raises(Blocked) as blocked:
            steps.record(lan, step, "2022-03-07", **dossiers.vote(dossiers.CELL, 9))
        assert "step.repeated" in keys(blocked)


def test_a_refused_recognition_is_no_recognition(lan, steps):
    steps.walk(lan, upto="recognition_base")
    tally = dossiers.vote(dossiers.COMMITTEE, 2, 5)
    steps.record(lan, "recognition", "2023-04-05", approved=False, **tally)
    told = assess(facts.one(lan), national(), date(2023, 4, 6))
    assert (told.stage, told.official_from) == ("recognition", None)
    assert [one.step for one in told.next] == ["recognition_vote"]
    assert Person.objects.get(pk=lan.pk).standing == "probationary"


def test_withdrawing_the_ceremony_takes_the_admission_back(lan, steps):
    steps.walk(lan, upto="ceremony")
    ceremony = Fact.objects.get(kind="case.ceremony")
    actions.correct_step(fact=ceremony, on=None, because="chưa tổ chức", by=None, at=NOW)
    assert not Admission.objects.filter(person=lan.pk).exists()
    assert Person.objects.get(pk=lan.pk).standing == "prospect"


def test_a_correction_may_not_do_what_the_rules_refuse(lan, steps):
    steps.walk(lan, upto="ceremony")
    ceremony = Fact.objects.get(kind="case.ceremony")
    with pytest.raises(Blocked) as blocked:
        actions.correct_step(fact=ceremony, on=date(2022, 2, 1), because="x", by=None, at=NOW)
    assert keys(blocked) == ["step.needs"]


def test_a_step_is_corrected_once_and_on_its_case_alone(lan, steps):
    fact = steps.record(lan, "listed", "2021-04-05")
    with pytest.raises(Refused, match="trang hồ sơ"):
        people.correct(fact=fact, on=None, data=None, because="x", by=None, at=NOW)
    actions.correct_step(fact=fact, on=None, because="x", by=None, at=NOW)
    with pytest.raises(Refused, match="đã được sửa"):
        actions.correct_step(fact=fact, on=None, because="x", by=None, at=NOW)


def test_cancelling_a_decision_for_its_procedure_asks_for_the_faulty_steps_anew(lan, steps):
    steps.walk(lan, upto="ceremony")
    steps.record(lan, "decision_cancelled", "2022-04-04", ground="procedure", again=["synthesis"])
    assert Person.objects.get(pk=lan.pk).standing == "prospect"
    told = assess(facts.one(lan), national(), date(2022, 4, 5))
    open_ = {one.step for one in told.open}
    assert {"synthesis", "decision", "ceremony"} <= open_
    assert "cell_vote" not in open_


def test_cancelling_a_decision_for_the_standard_ends_the_case(lan, steps):
    steps.walk(lan, upto="ceremony")
    steps.record(lan, "decision_cancelled", "2022-04-04", ground="standard")
    told = assess(facts.one(lan), national(), date(2022, 4, 5))
    assert (told.stage, told.ended_on) == ("ended", date(2022, 4, 4))


def test_whoever_is_taken_off_the_list_is_no_prospect_until_introduced_anew(lan, steps):
    steps.walk(lan, upto="helper")
    steps.record(lan, "unlisted", "2021-08-02", reason="moved_away")
    lan.refresh_from_db()
    assert (lan.standing, lan.prospect.ended_on) == ("unlisted", date(2021, 8, 2))
    with pytest.raises(Blocked) as blocked:
        steps.record(lan, "permission", "2021-09-06")
    assert keys(blocked) == ["step.ended"]
    steps.record(lan, "introduction", "2022-03-08", by="Đoàn xã")
    lan.refresh_from_db()
    assert lan.standing == "prospect"


def test_a_probationer_from_before_the_register_is_recognised_on_the_case(commune, steps):
    mai = cast.MAI
    cast.record(
        [
            cast.description(mai, "2020-12-31", born="1995-01-01", schooling="12/12"),
            cast.fact(
                "opening", "2020-12-31", person=mai, organisation=cast.HAMLET_1,
                status="probationary", admitted_on="2020-06-01",
            ),
        ]
    )  # fmt: skip
    person = Person.objects.get(pk=mai)
    told = assess(facts.one(person), national(), date(2021, 6, 2))
    assert [one.step for one in told.open][:2] == ["new_member_class", "self_review"]
    for step in ("new_member_class", "self_review", "helper_remarks", "probation_opinions"):
        steps.record(person, step, "2021-06-02")
    steps.record(person, "recognition_vote", "2021-06-07", **dossiers.vote(dossiers.CELL, 9))
    steps.record(person, "recognition_base", "2021-06-14", **dossiers.vote(dossiers.COMMITTEE, 7))
    steps.record(
        person, "recognition", "2021-06-21", approved=True, **dossiers.vote(dossiers.COMMITTEE, 7)
    )
    person.refresh_from_db()
    assert (person.standing, person.recognised_on) == ("official", date(2021, 6, 1))

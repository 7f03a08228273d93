"""Erasing: who is due and when, what remains, and that counts, folds and the ledger's wall hold."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from taonguon.applicants import actions, due
from taonguon.cases import facts as cases
from taonguon.core.assessment import assess
from taonguon.core.erasure import ERASED
from taonguon.core.rulebook import BeforeRulebook
from taonguon.journal.models import JournalEntry
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, AppendOnly, Fact
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Introduction, Person, Prospect
from taonguon.people.rebuilding import rebuild
from taonguon.regulations.book import in_use
from tests import cast, dossiers
from tests.cases.conftest import NOW, introduced, walk
from tests.documents.conftest import begin, issued

pytestmark = pytest.mark.django_db
WITHDRAWN_DAYS, ENDED_DAYS = 20, 365


def withdraw(person, on):
    return people.note(
        person=person.pk, kind="agreement_withdrawn", on=date.fromisoformat(on),
        said=(person.cell_id, {}), by=None, at=NOW,
    )  # fmt: skip


def unlist(person, on):
    cast.record([
        cast.fact("case.unlisted", on, person=person.pk, organisation=person.cell_id, reason="moved")
    ])  # fmt: skip


def due_by(day):
    return [(one.person.pk, one.on) for one in due.ended(None, date.fromisoformat(day), in_use())]


def test_who_withdrew_is_due_when_the_days_are_over_and_not_a_day_before(lan):
    withdraw(lan, "2026-10-01")
    assert due_by("2026-10-20") == []
    assert due_by("2026-10-21") == [(lan.pk, date(2026, 10, 21))]


def test_who_was_taken_off_the_list_is_due_a_year_later(lan):
    unlist(lan, "2025-11-01")
    assert due_by("2026-10-31") == []
    assert due_by("2026-11-01") == [(lan.pk, date(2026, 11, 1))]


def test_who_is_still_considered_or_introduced_anew_is_not_due(lan):
    introduced(cast.HUNG, "2021-03-08")
    withdraw(lan, "2022-10-01")
    cast.record([
        cast.fact("introduction", "2023-01-05", person=lan.pk, organisation=lan.cell_id, by="Đoàn")
    ])  # fmt: skip
    assert due_by("2026-11-20") == []


def test_who_was_admitted_is_never_due(lan):
    walk(lan)
    assert due_by("2031-01-01") == []


def test_before_the_law_nobody_is_due_by_it(lan):
    with pytest.raises(BeforeRulebook):
        due_by("2025-12-31")


def test_erasing_waits_for_its_day(lan, again):
    withdraw(lan, "2026-11-04")
    with pytest.raises(Refused, match="24/11/2026"):
        actions.erase(person=lan.pk, by=None, at=NOW)
    actions.erase(person=lan.pk, by=None, at=NOW + timedelta(days=1))
    assert again().name == ERASED


def test_who_is_considered_still_is_not_erased(lan):
    with pytest.raises(Refused, match="đang được xem xét"):
        actions.erase(person=lan.pk, by=None, at=NOW)


def kept(person):
    return {
        "introductions": list(Introduction.objects.filter(person=person).values("cell", "on", "body")),
        "way": list(
            Prospect.objects.filter(person=person).values(
                "cell", "introduced_on", "body", "listed_on", "proposed_on", "certified_on",
                "permitted_on", "ended_on", "ended_why",
            )
        ),
        "facts": list(
            Fact.objects.filter(person=person).order_by("pk").values_list(
                "pk", "kind", "happened_on", "organisation", "corrects"
            )
        ),
    }  # fmt: skip


def test_of_somebody_erased_the_counts_stay_and_nothing_else(lan, again):
    walk(lan, dossiers.TO_2025, upto="cell_vote")
    people.note(person=lan.pk, kind="remark", on=date(2022, 5, 5), said=(lan.cell_id, {"text": "Tốt"}),
                by=None, at=NOW)  # fmt: skip
    withdraw(lan, "2026-10-01")
    before = kept(lan.pk)
    actions.erase(person=lan.pk, by=None, at=NOW)
    assert kept(lan.pk) == before
    told = {str(one) for one in Fact.objects.filter(person=lan.pk).values_list("data", flat=True)}
    assert told == {"{}", str({"name": ERASED}), str({"body": "women"})}
    assert (again().born, again().schooling, again().phone) == ("", "", "")
    assert (again().prospect.helper, again().prospect.introduced_by) == ("", "")
    assert "Lan" not in str(
        [*Fact.objects.filter(person=lan.pk).values(), *Person.objects.filter(pk=lan.pk).values()]
    )


def test_the_rows_for_reading_are_equal_to_the_ledger_afterwards(lan):
    withdraw(lan, "2026-10-01")
    actions.erase(person=lan.pk, by=None, at=NOW)
    assert rebuild(write=False) == {}
    rebuild(write=True)
    assert Person.objects.get(pk=lan.pk).name == ERASED


def test_a_case_erased_after_its_vote_can_still_be_read(lan, again):
    walk(lan, dossiers.TO_2025, upto="cell_vote")
    withdraw(lan, "2026-10-01")
    actions.erase(person=lan.pk, by=None, at=NOW)
    assert assess(cases.one(again()), in_use(), date(2026, 11, 23)).done


def test_somebody_found_to_be_another_is_erased_under_both_numbers(lan):
    introduced(cast.MAI, "2022-01-05")
    people.note(person=cast.MAI, kind="same_person", on=date(2022, 2, 1),
                said=(None, {"into": lan.pk}), by=None, at=NOW)  # fmt: skip
    people.project([lan.pk])
    withdraw(lan, "2026-10-01")
    actions.erase(person=lan.pk, by=None, at=NOW)
    told = Fact.objects.filter(person=cast.MAI).exclude(kind="same_person")
    assert cast.NAMES[cast.MAI] not in str(list(told.values()))
    assert rebuild(write=False) == {}
    assert list(Person.objects.filter(name=ERASED).values_list("pk", flat=True)) == [lan.pk]


def test_others_named_in_the_same_act_are_left_as_they_are(commune):
    cast.record([
        cast.description(cast.LAN, "2022-01-05"),
        cast.description(cast.MAI, "2022-01-05", born="1999"),
        cast.fact("introduction", "2022-01-05", person=cast.LAN, organisation=cast.HAMLET_1),
        cast.fact("agreement_withdrawn", "2023-01-05", person=cast.LAN),
    ])  # fmt: skip
    mai = list(Fact.objects.filter(person=cast.MAI).values())
    actions.erase(person=cast.LAN, by=None, at=NOW)
    assert list(Fact.objects.filter(person=cast.MAI).values()) == mai
    assert Act.objects.filter(source="bài thử").exists()


def test_erasing_leaves_an_act_and_one_line_without_a_name(lan):
    withdraw(lan, "2026-10-01")
    emptied = actions.erase(person=lan.pk, by=None, at=NOW)
    line = JournalEntry.objects.get(act="person.erase")
    assert (line.subject, line.details) == (
        f"person:{lan.pk}", {"because": "retention", "facts": emptied},
    )  # fmt: skip
    act = Act.objects.get(kind="erasure")
    assert (act.recorded_at, act.facts.count()) == (NOW, 0)


def test_an_erasure_is_done_once(lan):
    withdraw(lan, "2026-10-01")
    actions.erase(person=lan.pk, by=None, at=NOW)
    assert due_by("2026-11-23") == []
    with pytest.raises(Refused, match="đã được xóa rồi"):
        actions.erase(person=lan.pk, by=None, at=NOW)


@pytest.mark.parametrize(("ids", "because"), [([], "hết hạn"), ([cast.LAN], "  ")])
def test_the_ledger_erases_nobody_without_a_name_and_a_reason(lan, ids, because):
    before = list(Fact.objects.values())
    with pytest.raises(ValueError, match="reason"):
        ledger.erase(people=ids, by=None, at=NOW, because=because)
    assert list(Fact.objects.values()) == before


def test_nothing_but_erasing_changes_what_a_fact_says(lan):
    fact = Fact.objects.filter(person=lan.pk, kind="description").get()
    fact.data = {}
    for change in (
        lambda: Fact.objects.filter(pk=fact.pk).update(data={}),
        fact.save,
        lambda: Fact.objects.bulk_update([fact], ["data"]),
    ):
        with pytest.raises(AppendOnly), transaction.atomic():
            change()
    fact.refresh_from_db()
    assert fact.data["name"] == cast.NAMES[cast.LAN]
    ledger.erase(people=[lan.pk], by=None, at=NOW, because="thử")
    fact.refresh_from_db()
    assert fact.data == {"name": ERASED}


def test_erasing_takes_the_words_of_documents_about_the_person(lan):
    cast.record([cast.fact("case.unlisted", "2023-01-01", person=lan.pk, organisation=lan.cell_id)])
    begin(cast.HAMLET_1)
    kept = issued(person=lan.pk)
    actions.erase(person=lan.pk, by=None, at=NOW)
    kept.refresh_from_db()
    assert (kept.erased, kept.printed) == (True, "01-NQ/CB")

"""Prospects asked for by stage and by who introduced them; what their facts say in a line."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from taonguon.core.prospects import STAGES, stage
from taonguon.people import telling
from taonguon.people.models import Person
from tests import cast

DAYS = {
    "introduction": {"by": "Hội Phụ nữ"}, "case.listed": {}, "case.class_proposed": {},
    "certificate": {"number": "01"}, "case.permission": {},
}  # fmt: skip


def introduced(number, *kinds, by="Hội Phụ nữ"):
    """Make the facts of somebody who reached these steps."""
    facts = [cast.description(number, "2026-01-05")]
    for kind in ("introduction", *kinds):
        said = {"by": by} if kind == "introduction" else DAYS[kind]
        facts.append(
            cast.fact(kind, "2026-01-05", person=number, organisation=cast.HAMLET_1, **said)
        )
    return facts


@pytest.fixture
def people(db):
    """Record somebody for each set of steps there can be."""
    cast.commune()
    later = list(DAYS)[1:]
    facts, number = [], 500
    for mask in range(1 << len(later)):
        facts += introduced(number, *[kind for n, kind in enumerate(later) if mask >> n & 1])
        number += 1
    cast.record(facts)


@pytest.mark.parametrize("code", STAGES)
def test_the_database_finds_at_a_stage_whom_the_core_puts_there(people, code):
    everybody = Person.objects.select_related("prospect").filter(standing="prospect")
    wanted = {
        one.pk
        for one in everybody
        if stage(
            one.prospect.listed_on, one.prospect.proposed_on, one.prospect.certified_on,
            one.prospect.permitted_on,
        )
        == code
    }  # fmt: skip
    assert set(everybody.at_stage(code).values_list("pk", flat=True)) == wanted
    assert wanted


def test_every_prospect_is_at_one_stage(people):
    counts = [Person.objects.at_stage(code).count() for code in STAGES]
    assert sum(counts) == Person.objects.filter(standing="prospect").count() == 16


@pytest.mark.django_db
def test_who_was_introduced_by_several_is_found_under_each():
    cast.commune()
    second = cast.fact("introduction", "2026-02-05", person=cast.LAN, organisation=cast.HAMLET_1,
                       by="Đoàn xã")  # fmt: skip
    cast.record([*introduced(cast.LAN), second, *introduced(cast.MAI, by="Hội Nông dân")])
    for body, found in (("women", [cast.LAN]), ("youth", [cast.LAN]), ("farmers", [cast.MAI])):
        rows = Person.objects.introduced_by(body)
        assert list(rows.values_list("pk", flat=True)) == found
    assert not Person.objects.introduced_by("veterans").exists()


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("away", {"place": "Bắc Ninh", "visit": "2027-02-01", "phone": "09"},
         "Bắc Ninh · về tới 1/2/2027"),
        ("away", {"place": "Bắc Ninh"}, "Bắc Ninh"),
        ("away", {"back": True}, "đã trở về"),
        ("enlistment", {"date": "2027-02-20"}, "ngày 20/2/2027"),
        ("enlistment", {"called_off": True}, "hoãn, không đi"),
        ("handover", {"state": "sent", "number": "01-GCN"}, "gửi đi, chờ tiếp nhận · 01-GCN"),
        ("handover", {"state": "refused", "because": "ở lại"}, "nơi nhận từ chối · ở lại"),
        ("handover", {"state": "left", "number": "1", "outside": "Quân khu"},
         "chuyển ra ngoài sổ · 1 · Quân khu"),
        ("activity", {"title": "Ngày xanh", "role": "core"}, "Ngày xanh"),
    ],
)  # fmt: skip
def test_a_fact_of_the_way_is_told_in_a_line_without_phone_numbers(kind, data, said):
    with translation.override("vi"):
        assert telling.details(SimpleNamespace(kind=kind, data=data)) == said

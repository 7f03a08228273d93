"""A paper that must not be made is refused in a sentence; what it needs beyond its words is asked for."""

from datetime import date

import pytest

from taonguon.documents.actions import keeping
from taonguon.documents.models import Document
from taonguon.forms import filling, loading
from taonguon.organisations.models import Organisation
from taonguon.papers import actions, book, bulk, telling
from taonguon.papers.values import committee, subjects
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.rules.reading import BadRule
from tests.documents.conftest import draft
from tests.forms import people

pytestmark = [pytest.mark.django_db, pytest.mark.data]

AFTER = date(2026, 11, 20)
FAILED = {"cell_vote.passed": False}
HEAD = """code = "thu"
name = { vi = "Thử", en = "Trial" }
subject = "case"
issuer = "sheet"
"""
BLOCK = '[[block]]\nkind = "text"\ntext = "chữ"\n'


def form(key):
    return book.in_use().forms[key]


def test_no_resolution_of_a_failed_vote_is_kept_or_numbered(make):
    with pytest.raises(Refused, match="chưa đủ số phiếu theo quy định"):
        make("6-knd", AFTER, **FAILED)
    assert not Document.objects.exists()


def test_no_decision_on_admission_is_made_of_a_refusal(make):
    with pytest.raises(Refused, match="lập thông báo kết quả cho chi bộ"):
        make("9-knd", AFTER, **{"decision.refused": True})
    assert make("thong-bao-ket-qua", AFTER).printed == "01-TB/ĐU"


def test_no_decision_is_made_before_it_was_taken(make):
    with pytest.raises(filling.Missing) as lacking:
        make("9-knd", AFTER, **{"decision.on": None})
    assert lacking.value.keys == ("decision.on",)


def test_the_list_and_the_bundle_say_why_a_paper_must_not_be(woman):
    told = woman(AFTER)
    values = told.values | FAILED
    found = telling.lines(told.matter, [form("6-knd")], values, [], AFTER)
    assert [line["words"] for line in found["waiting"]] == ["Không được lập"]
    assert "chưa đủ số phiếu" in found["waiting"][0]["detail"]
    assert "chưa đủ số phiếu" in bulk._not_made(form("6-knd"), values, AFTER)


def test_the_youth_union_introduces_its_own_members_alone(woman, make):
    assert "không phải đoàn viên" in filling.stopped(form("4-knd"), woman(AFTER).values).vi
    young = subjects.of_case(Person.objects.get(pk=people.YOUNG), AFTER)
    assert filling.stopped(form("4-knd"), young) is None


def test_papers_of_the_unions_take_no_number_of_ours(make):
    document = make("4-knd", AFTER, **{"person.youth_union": True})
    assert (document.printed, document.series) == ("", None)


def test_a_submission_needs_somebody_and_counts_its_parts_only_where_there_are_two(cases):
    path = Organisation.objects.get(pk=people.COMMUNE).path
    nobody = committee.of(path, AFTER, subjects.in_use())
    assert filling.missing(form("to-trinh"), nobody, on=AFTER) == ("proposed.count",)
    assert "cards.count" in filling.missing(form("1-tdv"), nobody, on=AFTER)
    one = committee.of(path, date(2025, 9, 15), subjects.in_use())
    text = str(filling.preview(form("to-trinh"), one, on=AFTER).blocks)
    assert "'Đề nghị Ban Thường vụ xét, quyết định kết nạp 02" in text
    both = one | {"proposed.both": True, "proposed.recognition_count": 1}
    assert "'1. Đề nghị Ban Thường vụ" in str(
        filling.preview(form("to-trinh"), both, on=AFTER).blocks
    )


def test_a_decision_of_an_earlier_course_does_not_stand_in_the_way(make, woman, office):
    earlier = draft(
        form="9-KNĐ", type="QĐ", mark="ĐU", on=date(2021, 5, 4), organisation=people.COMMUNE,
        person=people.WOMAN, cell=people.XOM_6,
    )  # fmt: skip
    keeping.issue(draft=earlier, by=office, at=people.NOW)
    assert subjects.began(woman(AFTER).matter.person) == date(2025, 1, 10)
    assert make("9-knd", AFTER).printed == "02-QĐ/ĐU"


def test_where_no_body_stands_above_the_refusal_leads_to_the_organisation(woman, office):
    told = woman(AFTER)
    values = told.values | dict.fromkeys(("section.name", "section.superior"), "Đảng ủy bộ phận A")
    with pytest.raises(keeping.MendElsewhere, match="Trên Chi bộ xóm 6 chưa có") as no:
        actions.make(
            form=form("7-knd"), matter=told.matter, values=values | {"document.on": AFTER},
            by=office, at=people.NOW,
        )  # fmt: skip
    assert no.value.url == f"/to-chuc/{people.XOM_6}/"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEAD + '[[stop]]\nwhen = "person.name"\n' + BLOCK, 5, "say"),
        (HEAD + '[[stop]]\nsay = { vi = "a", en = "b" }\n' + BLOCK, 5, "when"),
        (HEAD + '[[stop]]\nwhen = "person.nam"\nsay = { vi = "a", en = "b" }\n' + BLOCK, 5, "nam"),
        (HEAD + '[[stop]]\nif = "person.name"\n' + BLOCK, 5, "“if”"),
        (HEAD + 'stop = "x"\n' + BLOCK, 1, "stop"),
        (HEAD + 'needs = ["person.nam"]\n' + BLOCK, 1, "person.nam"),
        (HEAD + "needs = [3]\n" + BLOCK, 1, "3"),
        (HEAD + 'needs = "person.name"\n' + BLOCK, 1, "“needs”"),
    ],
)
def test_a_faulty_stop_is_refused_with_its_line(text, line, words):
    with pytest.raises(BadRule, match=rf"thu.toml:{line}.*{words}"):
        loading.load("thu.toml", text)

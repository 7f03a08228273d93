"""What the register tells papers of a person, the steps of a case and its votes, day by day."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from taonguon.core.case import Event, Relative
from taonguon.core.votes import SECRET
from taonguon.forms import vocabulary
from taonguon.papers.values import case as steps
from taonguon.papers.values import people as persons
from taonguon.papers.values import places, subjects, votes
from taonguon.people import facts
from taonguon.people.models import Person
from taonguon.rules.loading import national
from tests import cast, dossiers
from tests.forms import people

pytestmark = pytest.mark.django_db
BOOK = national()
LATE = date(2026, 11, 20)


@pytest.mark.parametrize("who", ["woman", "young"])
def test_every_value_told_is_one_that_forms_may_ask_for(told, who):
    known = vocabulary.shipped()
    for key, value in told[who].items():
        if key.startswith(("ballot.", "result.")):  # the same for every vote, asked for or not
            continue
        assert known.has(key), key
        for row in value if isinstance(value, list) else ():
            assert set(row) <= set(known.values[key].item), key


@pytest.mark.parametrize(
    ("who", "key", "value"),
    [
        ("woman", "person.born", date(1988, 7, 2)),
        ("woman", "person.sex", "Nữ"),
        ("woman", "person.residence", "Xóm 6, xã Khánh Nhạc, tỉnh Ninh Bình"),
        ("woman", "cell.line", "Chi bộ xóm 6, Đảng bộ xã Khánh Nhạc, Đảng bộ tỉnh Ninh Bình"),
        ("woman", "cell.over", "Đảng ủy xã Khánh Nhạc"),
        ("woman", "cell.base", "Đảng ủy xã Khánh Nhạc"),
        ("woman", "committee.superior", "Tỉnh ủy Ninh Bình"),
        ("woman", "certificate.number", "103/GCN-TTCT"),
        ("woman", "certificate.centre", "Trung tâm chính trị xã Khánh Nhạc"),
        ("woman", "certificate.grade", "Khá"),
        ("woman", "certificate.from", date(2025, 3, 10)),
        ("woman", "cell_vote.official", 9),
        ("woman", "cell_vote.roll", 9),
        ("woman", "cell_vote.present", 8),
        ("woman", "cell_vote.share", Fraction(7, 9)),
        ("woman", "cell_vote.needed", 6),
        ("woman", "cell_vote.passed", True),
        ("woman", "cell_vote.probationary", 1),
        ("woman", "cell_vote.absent_reasons", "Hoàng Văn Ích (không có lý do)"),
        ("woman", "mass.names", "Hội Phụ nữ, Hội Nông dân"),
        ("woman", "verify_unanswered", []),
        ("woman", "youth.superior", "Tỉnh đoàn Ninh Bình"),
        ("young", "cell.over", "Đảng ủy bộ phận Xưởng 2"),
        ("young", "cell.base", "Đảng ủy Công ty May Hồng Ngọc"),
        ("young", "section.superior", "Đảng ủy Công ty May Hồng Ngọc"),
        ("young", "cell_vote.official", 6),
        ("young", "cell_vote.roll", 4),
        ("young", "cell_vote.left_out", 2),
        ("young", "cell_vote.share", Fraction(1)),
        ("young", "base_vote.share", Fraction(6, 7)),
        ("young", "decision.number", "41-QĐ/ĐU"),
        ("young", "union_resolution.body", "Đoàn TNCS Hồ Chí Minh"),
    ],
)
def test_a_value_is_what_the_register_says(told, who, key, value):
    assert told[who][key] == value


def test_a_request_tells_when_its_answer_is_due_and_who_is_left(told):
    first, second = told["young"]["verify_requests"]
    assert (first["days"], first["due"], first["answered_on"]) == (
        30,
        date(2025, 6, 5),
        date(2025, 5, 26),
    )
    assert (second["unanswered"], second["due"]) == ("bố vợ", date(2025, 7, 8))
    assert told["young"]["verify_unanswered"] == [second]


def test_what_the_register_knows_of_a_sponsor_as_a_member_is_told(told):
    (sponsor,) = told["young"]["sponsors"]
    assert sponsor["born"] == date(1970, 3, 4)
    assert sponsor["admitted_on"] == date(2009, 5, 19)
    assert sponsor["helped_on"] == date(2025, 2, 4)


def test_of_two_members_of_one_name_nothing_is_told():
    cast.commune()
    told = []
    for person in (501, 502):
        told += [
            cast.description(person, "2020-12-31", name="Trần Văn Hai", born="1970"),
            cast.fact("opening", "2020-12-31", person=person, organisation=cast.HAMLET_1, status="official"),
        ]  # fmt: skip
    cast.record(told)
    assert persons.members(["Trần Văn Hai"], cast.HAMLET_1, LATE) == {}


def of(case, on=LATE, sex=""):
    return steps.of(case, BOOK, on, sex) | votes.of(case, BOOK, on)


def test_nothing_of_a_later_day_is_told():
    case = dossiers.case()
    early = of(case, date(2025, 4, 30))
    assert early["application.on"] == date(2025, 4, 10)
    assert "cell_vote.on" not in early
    assert [one["unanswered"] for one in early["verify_unanswered"]] == ["bố đẻ, mẹ đẻ"]
    assert of(case, date(2025, 5, 26))["verify_unanswered"] == []


def test_before_any_paper_the_helper_is_the_sponsor_to_be():
    (sponsor,) = of(dossiers.case(upto="application"))["sponsors"]
    assert (sponsor["name"], sponsor["on"]) == ("Đảng viên 2", None)
    assert of(dossiers.case(upto="listed"))["sponsors"] == []


def test_a_sponsor_who_wrote_anew_is_told_once_with_the_later_paper():
    again = Event(
        "sponsor_paper", date(2025, 7, 1), {"name": "Đảng viên 2", **dossiers.OFFICIAL}, 99
    )
    (sponsor,) = of(dossiers.case().with_event(again))["sponsors"]
    assert sponsor["on"] == date(2025, 7, 1)


def test_an_answer_about_some_leaves_the_others_and_one_before_the_asking_answers_nothing():
    about = {"about": ["father", "mother"], "to": "Đảng ủy xã bên"}
    early = Event("verify_reply", date(2025, 4, 1), about, 98)
    half = Event("verify_reply", date(2025, 5, 1), {"about": ["father"]}, 99)
    case = dossiers.case(without=("verify_reply",)).with_event(early).with_event(half)
    (request,) = of(case)["verify_unanswered"]
    assert (request["about"], request["unanswered"]) == ("bố đẻ, mẹ đẻ", "mẹ đẻ")
    assert request["waiting"] == [{"relation": "mẹ đẻ"}]


def test_an_answer_from_abroad_is_due_later():
    abroad = Event(
        "verify_sent", date(2025, 4, 22), {"about": ["spouse"], "to": "B", "abroad": True}, 99
    )
    case = dossiers.case(without=("verify_sent",)).with_event(abroad)
    (request,) = of(case)["verify_requests"]
    assert request["days"] == 90


@pytest.mark.parametrize(
    ("key", "sex", "words"),
    [
        ("father", "", "bố đẻ"),
        ("spouse", "", "vợ hoặc chồng"),
        ("spouse", "female", "chồng"),
        ("spouse_mother", "male", "mẹ vợ"),
        ("child_2", "male", "con đẻ thứ hai"),
        ("applicant", "male", "người xin vào Đảng"),
    ],
)
def test_relatives_are_named_from_the_side_of_the_person(key, sex, words):
    assert steps.relation(key, BOOK, sex) == words


def test_relatives_of_the_case_are_told_in_its_order():
    case = replace(
        dossiers.case(), relatives=(Relative("mother", "mother"), Relative("father", "father"))
    )
    assert of(case)["relatives"] == [{"relation": "mẹ đẻ"}, {"relation": "bố đẻ"}]


def test_a_vote_that_does_not_add_up_tells_its_numbers_and_no_share():
    wrong = Event("cell_vote", date(2025, 8, 21), dossiers.vote(dossiers.CELL, 5), 99)
    told = votes.vote("cell_vote", wrong, BOOK)
    assert (told["cell_vote.favour"], told["cell_vote.roll"]) == (5, 9)
    assert not {"cell_vote.share", "cell_vote.passed"} & set(told)


def test_nobody_to_vote_leaves_no_share():
    away = dict.fromkeys(dossiers.CELL, "excused")
    told = votes.vote(
        "cell_vote", Event("cell_vote", LATE, dossiers.vote(dossiers.CELL, 0, **away)), BOOK
    )
    assert (told["cell_vote.roll"], told["cell_vote.left_out"]) == (0, 9)
    assert "cell_vote.share" not in told


def test_a_vote_from_before_the_rules_tells_what_was_counted_alone():
    told = votes.vote(
        "cell_vote", Event("cell_vote", date(2010, 1, 1), dossiers.vote(dossiers.CELL, 9)), BOOK
    )
    assert told["cell_vote.favour"] == 9
    assert "cell_vote.roll" not in told


def test_a_refusal_and_the_way_of_voting_are_told():
    data = {"approved": False, **dossiers.vote(dossiers.COMMITTEE, 2, 5)}
    told = votes.vote("decision", Event("decision", LATE, data), BOOK)
    assert told["decision.refused"]
    assert data["form"] == SECRET
    assert told["decision.form"] == "bỏ phiếu kín"
    assert told["decision.passed"] is False


def test_an_attempt_that_ended_is_told_no_more():
    off = Event("unlisted", date(2025, 5, 1), {"reason": "other"}, 98)
    anew = Event("introduction", date(2025, 9, 1), {"by": "Hội Nông dân"}, 99)
    told = of(dossiers.case(upto="application").with_event(off).with_event(anew))
    assert (told["introduction.by"], told["certificate.number"]) == ("Hội Nông dân", "07/CN")
    assert "application.on" not in told


@pytest.mark.parametrize(
    ("born", "shown"), [("1990-05-06", date(1990, 5, 6)), ("1990", "1990"), ("", None)]
)
def test_a_birth_is_a_day_or_a_year(born, shown):
    assert persons.born(born) == shown


def test_a_person_is_told_as_of_the_day_and_only_what_is_known():
    cast.commune()
    cast.record(
        cast.admission(cast.LAN, cast.HAMLET_1, "2023-04-01", born="1999", religion="Không")
    )
    cast.record([cast.description(cast.LAN, "2024-01-01", occupation="Giáo viên")])
    lan = Person.objects.get(pk=cast.LAN)
    told = facts.standing([cast.LAN])[cast.LAN]
    before = persons.of(lan, told, date(2023, 3, 1))
    assert before["person.born"] == "1999"
    assert not {"person.sex", "person.admitted_on", "person.hometown"} & set(before)
    after = persons.of(lan, told, LATE)
    assert after["person.admitted_on"] == date(2023, 4, 1)


def test_the_cell_is_that_of_the_day():
    cast.commune()
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, "2022-04-01"))
    cast.record([cast.fact("move", "2023-01-01", person=cast.LAN, organisation=cast.HAMLET_2)])
    lan = Person.objects.get(pk=cast.LAN)
    assert subjects.of_case(lan, date(2022, 12, 31))["cell.name"] == "Chi bộ thôn 1"
    assert subjects.of_case(lan, date(2023, 1, 1))["cell.name"] == "Chi bộ thôn 2"


def test_a_person_without_a_cell_has_no_place():
    assert subjects.place(None, LATE) == {}


@pytest.mark.parametrize(
    ("name", "committee", "place"),
    [
        ("Đảng bộ xã Khánh Nhạc", "Đảng ủy xã Khánh Nhạc", "Khánh Nhạc"),
        ("Đảng bộ thành phố Hà Nội", "Thành ủy Hà Nội", "Hà Nội"),
        ("Đảng bộ tỉnh Ninh Bình", "Tỉnh ủy Ninh Bình", "Ninh Bình"),
    ],
)
def test_the_committee_of_a_party_organisation(name, committee, place):
    assert places.committee_of(name) == committee
    assert places.place_of(name) == place


def test_a_paper_asks_the_register_the_same_few_times_however_long_the_course(
    django_assert_max_num_queries,
):
    both = people.register()
    young = Person.objects.select_related("cell").get(pk=people.YOUNG)
    with django_assert_max_num_queries(16):
        subjects.of_case(both.woman, LATE)
    with django_assert_max_num_queries(16):
        subjects.of_case(young, LATE)

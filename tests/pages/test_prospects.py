"""The pages of prospects: the board, away, about to enlist, handed over; in few queries for many."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day
from taonguon.core.prospects import STAGES
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.models import Person, Prospect
from taonguon.prospects import telling
from taonguon.prospects.actions import away
from tests import cast
from tests.pages import page

pytestmark = pytest.mark.django_db

FIRST, MORE = 80_000, 960
YEN, MO, LIEN, TUNG = "Trần Ngọc Yến", "Nguyễn Thị Mơ", "Phạm Kim Liên", "Vũ Hữu Tùng"


def person(name, cell="Chi bộ xóm 6"):
    return Person.objects.get(name=name, cell__name=cell, standing="prospect")


def cards(answer):
    """Return the cards of each column: name of the person -> the words of the card."""
    return {
        section.one("h2").one("a")["href"].partition("buoc=")[2]: {
            card.one("div", "who").text: card.text for card in section.all("li", "card-of")
        }
        for section in page.main(answer).one("div", "board").all("section")
    }


def card(answer, name):
    """Return the words of somebody's card, whatever column it stands in."""
    (words,) = [column[name] for column in cards(answer).values() if name in column]
    return words


def counts(answer):
    found = {}
    for section in page.main(answer).one("div", "board").all("section"):
        link = section.one("h2").one("a")
        found[link["href"].partition("buoc=")[2]] = (int(link.text.split()[0]), link["href"])
    return found


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def more(units):
    """Return how to introduce many more people in hamlet 6, some away, some about to enlist."""

    def introduced():
        cell, rows = units.hamlet.pk, []
        for number in range(FIRST, FIRST + MORE):
            known = {"name": f"Người {number}", "born": "1999-09-09"}
            rows.append(("description", "2026-01-05", number, None, known))
            rows.append(("introduction", "2026-01-05", number, cell, {"by": "Đoàn Thanh niên"}))
            if number % 10 == 0:
                gone = {"place": "Bắc Ninh", "since": "2026-02-05"}
                rows.append(("away", "2026-02-05", number, cell, gone))
                rows.append(("enlistment", "2026-02-05", number, cell, {"date": "2027-02-20"}))
        with transaction.atomic():
            act = ledger.open_act(kind="test", source="", by=None, at=timezone.now())
            ledger.append_many(act=act, rows=[(*row, None, "") for row in rows])
            people.project(range(FIRST, FIRST + MORE))

    return introduced


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as told:
        assert client.get(url).status_code == 200
    return len(told)


def test_everybody_stands_in_the_column_of_the_stage_and_each_count_opens_its_list(office):
    found = counts(office.get(reverse("prospect_board")))
    assert tuple(found) == STAGES
    here = Person.objects.filter(standing="prospect", cell__parent__name="Đảng bộ xã Khánh Nhạc")
    assert sum(count for count, _url in found.values()) == here.count()
    for count, url in found.values():
        assert len(page.whole(office, url)) == count


def test_a_card_says_who_since_when_and_what_is_next(office, today):
    told = cards(office.get(reverse("prospect_board"), {"q": "ngọc yến"}))
    assert list(told["proposed"]) == [YEN]
    words = told["proposed"][YEN]
    for said in ("Chi bộ xóm 6", "sinh 1994", "ở bước này từ", "Tiếp: Giấy chứng nhận"):
        assert said in words


def test_a_card_says_that_nobody_asked_yet(office):
    one = Person.objects.filter(standing="prospect", prospect__agreed_on__isnull=True).first()
    told = cards(office.get(reverse("prospect_board"), {"q": one.name, "to": one.cell_id}))
    (words,) = [column[one.name] for column in told.values() if one.name in column]
    assert "chưa có bản đồng ý" in words


def test_marks_tell_who_is_away_enlists_and_waits_elsewhere(office, today):
    home = show_day(today + timedelta(days=26))
    board = reverse("prospect_board")
    assert f"đi xa, về {home}" in card(office.get(board, {"to": person(MO).cell_id}), MO)
    enlisting = cards(office.get(board, {"q": "huu tung"}))["permitted"][TUNG]
    assert "nhập ngũ sau 40 ngày" in enlisting
    assert (
        "chờ nơi khác tiếp nhận" in cards(office.get(board, {"q": "kim lien"}))["certified"][LIEN]
    )


def test_a_mark_goes_when_its_reason_does(office):
    one = person(MO)
    agreed = cast.fact("agreement", "2026-01-05", person=one.pk)
    cast.record([agreed])
    away.record_return(person=one, on=timezone.localdate(), by=None, at=timezone.now())
    words = card(office.get(reverse("prospect_board"), {"to": one.cell_id}), MO)
    assert "chưa có bản đồng ý" not in words
    assert "đi xa" not in words


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "hết hạn"), (0, "giấy chứng nhận đến"), (90, "đến"), (91, "")]
)
def test_a_certificate_near_its_end_is_marked(days, said, today):
    last = today + timedelta(days=days)
    certified = date(last.year - 5, last.month, min(last.day, 28))
    own = Prospect(introduced_on=certified, certified_on=certified, agreed_on=certified)
    shift = (last - date(last.year, last.month, min(last.day, 28))).days
    marks = telling.marks(own, [], 60, today - timedelta(days=shift))
    assert (said in marks[0]["words"]) if said else marks == []


def test_filters_stay_in_the_address_and_lead_on_to_the_table(office, units):
    answer = office.get(reverse("prospect_board"), {"doan": "youth", "buoc": "introduced"})
    assert list(cards(answer)) == ["introduced"]
    links = {link.text: link["href"] for link in page.main(answer).all("a")}
    assert links["Xem dạng bảng"] == reverse("prospects") + "?doan=youth&buoc=introduced"
    listed = page.whole(office, links["Xem dạng bảng"])
    assert listed
    assert set(listed) == {
        one.name
        for one in Person.objects.filter(standing="prospect", introductions__body="youth")
        if one.prospect.certified_on is None and one.prospect.listed_on is None
    }


@pytest.mark.parametrize("wrong", [{"buoc": "moon"}, {"to": "x"}, {"doan": "'"}, {"q": "%" * 50}])
def test_a_filter_nobody_knows_is_no_error(office, wrong):
    assert office.get(reverse("prospect_board"), wrong).status_code == 200
    assert office.get(reverse("prospects"), wrong).status_code == 200


def test_nobody_found_says_how_to_go_on(office):
    main = page.main(office.get(reverse("prospect_board"), {"q": "khong ai"}))
    assert "Không có nguồn nào như vậy" in main.text


def test_a_secretary_sees_the_own_cell_alone(signed_in):
    told = cards(signed_in("secretary").get(reverse("prospect_board")))
    own = Person.objects.filter(cell__name="Chi bộ xóm 6", standing="prospect")
    names = set(own.values_list("name", flat=True))
    assert {name for column in told.values() for name in column} == names > {YEN, MO}


def test_who_may_not_record_is_offered_nothing_to_record(signed_in):
    text = page.main(signed_in("deputy").get(reverse("prospect_board")))
    assert not text.all("ul", "ways-on")
    assert page.main(signed_in("secretary").get(reverse("prospect_board"))).all("ul", "ways-on")


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("prospect_board", 18),
        ("prospects", 12),
        ("prospects_away", 12),
        ("prospects_enlisting", 16),
        ("handovers", 16),
    ],
)
def test_a_thousand_prospects_ask_no_more_queries(office, more, name, most):
    url = reverse(name)
    before = asked(office, url)
    more()
    assert asked(office, url) == before
    assert before <= most


def test_a_column_shows_some_and_leads_to_all(office, more):
    more()
    answer = office.get(reverse("prospect_board"))
    told = cards(answer)
    assert len(told["introduced"]) == 8
    section = page.main(answer).one("div", "board").all("section")[0]
    whole = counts(answer)["introduced"]
    assert section.all("a", "btn")[0].text == f"Xem tất cả {whole[0]} người"
    assert section.all("a", "btn")[0]["href"] == whole[1]


def test_the_list_of_those_away_begins_with_who_must_be_asked_then_who_is_home_soonest(office):
    main = page.main(office.get(reverse("prospects_away")))
    rows = page.texts(main.one("table"))
    assert [row[0].split(" Chi")[0] for row in rows] == [
        "Phạm Thanh Mơ", MO, "Nguyễn Kim Loan", "Nguyễn Hữu Hòa",
    ]  # fmt: skip
    assert "hỏi lại ngày về" in rows[0][3]
    assert "còn 26 ngày" in rows[1][3]
    assert "chưa biết ngày về" in rows[3][3]


def test_a_secretary_records_who_left_and_came_back(signed_in):
    secretary, one = signed_in("secretary"), person(YEN)
    url = reverse("prospect_away", args=[one.pk])
    form = page.main(secretary.get(url))
    assert form.one("input", name="meets")["value"] == one.prospect.helper
    told = {
        "since": "1/10/2026",
        "place": "KCN Khánh Phú",
        "phone": "0900",
        "visit": "",
        "meets": "",
    }
    assert secretary.post(url, told).status_code == 302
    assert YEN in page.main(secretary.get(reverse("prospects_away"))).text
    answer = secretary.post(url + "?tro-ve=1", {"on": show_day(timezone.localdate())}, follow=True)
    assert page.notices(answer) == [f"Đã ghi về {YEN}."]
    assert YEN not in page.main(answer).one("table").text


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"since": "31/2/2026", "place": "A"}, "không phải là ngày"),
        ({"since": "1/1/2031", "place": "A"}, "tương lai"),
        ({"since": "1/10/2026", "place": "A", "visit": "1/9/2026"}, "đứng trước ngày đi"),
        ({"since": "1/10/2026"}, "nơi đang làm"),
    ],
)
def test_a_form_with_a_fault_says_what_and_records_nothing(office, told, why):
    url, before = reverse("prospect_away", args=[person(YEN).pk]), Fact.objects.count()
    answer = office.post(url, told)
    assert why in " ".join(page.errors(answer))
    assert Fact.objects.count() == before


def test_who_enlists_is_listed_by_day_with_what_fits_before(office):
    main = page.main(office.get(reverse("prospects_enlisting")))
    assert [title.text for title in main.all("h2")] == [
        TUNG, "Nguyễn Đức Hải", "Hoàng Xuân Hòa",
    ]  # fmt: skip
    first = main.all("ol", "reach")[0].text
    assert "Lớp nhận thức đã xong" in first
    assert "Quyết định kịp nếu làm gấp" in first


def test_the_plan_of_one_says_both_days_and_the_clause(office):
    one = person(TUNG, "Chi bộ xóm 8")
    text = page.main(office.get(reverse("prospect_enlistment", args=[one.pk]))).text
    assert "Sớm nhất" in text
    assert "nếu mỗi nơi dùng hết hạn" in text
    assert "Kết luận, chứng nhận lý lịch" in text


def test_an_enlistment_is_recorded_changed_and_called_off(office, today):
    one = person(YEN)
    url = reverse("prospect_enlistment_record", args=[one.pk])
    office.post(url, {"on": "20/2/2027"})
    answer = office.post(url, {"on": "25/2/2027"}, follow=True)
    assert "nhập ngũ ngày 25/2/2027" in page.main(answer).text
    assert "chỉ một trong hai" in " ".join(page.errors(office.post(url, {})))
    off = office.post(url, {"on": "", "called_off": "on"}, follow=True)
    assert "Chưa ghi ngày nhập ngũ" in page.main(off).text


def test_a_hand_over_goes_from_cell_to_cell_through_the_pages(office, signed_in, units):
    one = person(MO)
    start = reverse("handover_start", args=[one.pk])
    told = {"number": "09-GCN/CB", "on": show_day(timezone.localdate())}
    answer = office.post(start, {**told, "receiver": units.next_hamlet.pk}, follow=True)
    assert "Chi bộ xóm 7" in page.main(answer).one("article").text
    secretary = signed_in("secretary")
    assert MO in page.main(secretary.get(reverse("handovers"))).text
    assert secretary.get(reverse("handover_accept", args=[one.pk])).status_code == 404
    accept = reverse("handover_accept", args=[one.pk])
    took = {"cell": units.next_hamlet.pk, "on": told["on"], "helper": "Ai đó"}
    assert "ngày công nhận chính thức" in " ".join(page.errors(office.post(accept, took)))
    office.post(accept, {**took, "helper": ""})
    assert Person.objects.get(pk=one.pk).cell_id == units.next_hamlet.pk
    assert secretary.get(reverse("member", args=[one.pk])).status_code == 404
    log = page.main(secretary.get(reverse("handovers"))).text
    assert "09-GCN/CB" in log
    assert MO not in log


def test_the_receiver_reads_the_certificate_while_it_waits_and_not_after(signed_in, office):
    one, secretary = person(LIEN, "Chi bộ xóm 10"), signed_in("secretary")
    paper = reverse("handover_certificate", args=[one.pk])
    assert LIEN in page.main(secretary.get(paper)).text
    assert secretary.get(reverse("member", args=[one.pk])).status_code == 404
    secretary.post(reverse("handover_refuse", args=[one.pk]), {"because": "chưa đến ở"})
    assert secretary.get(paper).status_code == 404
    assert "nơi nhận từ chối" in page.main(office.get(reverse("handovers"))).text


def test_one_taken_back_waits_no_more(office):
    one = person(LIEN, "Chi bộ xóm 10")
    url = reverse("handover_cancel", args=[one.pk])
    assert "Hãy ghi lý do" in " ".join(page.errors(office.post(url, {})))
    office.post(url, {"because": "không chuyển nữa"})
    assert office.get(url).status_code == 404


def test_to_the_outside_the_certificate_is_shown_to_print(office):
    one = person(MO)
    told = {"number": "10", "on": show_day(timezone.localdate()), "outside": "Đảng ủy Quân khu 3",
            "resolution": "12-NQ/CB"}  # fmt: skip
    answer = office.post(reverse("handover_start", args=[one.pk]), told, follow=True)
    assert "Đảng ủy Quân khu 3" in page.main(answer).one("article").text
    assert "chuyển ra ngoài sổ" in page.main(answer).text
    assert Person.objects.get(pk=one.pk).standing == "unlisted"


@pytest.mark.parametrize("both", [{}, {"receiver": "own", "outside": "X"}])
def test_one_receiver_is_named_and_no_more(office, units, both):
    told = {"number": "10", "on": show_day(timezone.localdate()), **both}
    if "receiver" in told:
        told["receiver"] = units.next_hamlet.pk
    answer = office.post(reverse("handover_start", args=[person(MO).pk]), told)
    assert "nơi nhận" in " ".join(page.errors(answer))


ARRIVAL = {
    "name": "Lê Văn Thử", "born": "1998", "sex": "male", "came_from": "Đảng ủy xã Tân An",
    "number": "03-GCN", "given_on": "1/9/2026", "on": "10/9/2026", "agreed_on": "10/9/2026",
}  # fmt: skip


def test_somebody_from_outside_is_taken_in(office, units):
    told = {**ARRIVAL, "cell": units.hamlet.pk}
    answer = office.post(reverse("handover_take_in"), told, follow=True)
    assert page.notices(answer) == ["Đã tiếp nhận Lê Văn Thử."]
    assert "nhận từ ngoài sổ" in page.main(answer).text


def test_somebody_alike_is_shown_and_asked_about(office, units):
    url = reverse("handover_take_in")
    told = {**ARRIVAL, "name": "tran ngoc yen", "born": "1994", "cell": units.hamlet.pk}
    answer = office.post(url, told)
    assert "có phải là người đã có trong sổ không" in " ".join(page.errors(answer))
    assert f"{YEN} · Chi bộ xóm 6 · nguồn" in page.main(answer).text
    same = office.post(url, {**told, "known": str(person(YEN).pk)})
    assert "dùng bàn giao trong sổ" in " ".join(page.errors(same))
    assert office.post(url, {**told, "known": "new"}).status_code == 302


@pytest.mark.parametrize("wrong", [{"born": "94"}, {"born": "x"}, {"agreed_on": ""}, {"cell": "0"}])
def test_an_arrival_with_a_fault_is_not_taken_in(office, units, wrong):
    before = Person.objects.count()
    answer = office.post(reverse("handover_take_in"), {**ARRIVAL, "cell": units.hamlet.pk, **wrong})
    assert page.errors(answer)
    assert Person.objects.count() == before


def test_the_office_of_one_commune_cannot_accept_for_another(office, units):
    one = person(MO)
    told = {"number": "11", "on": show_day(timezone.localdate()), "receiver": units.elsewhere.pk}
    office.post(reverse("handover_start", args=[one.pk]), told)
    assert office.get(reverse("handover_accept", args=[one.pk])).status_code == 404
    main = page.main(office.get(reverse("handovers")))
    assert MO in main.text
    cells = Organisation.objects.below(units.elsewhere.path).filter(kind="cell")
    assert cells.exists()

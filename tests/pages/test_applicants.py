"""The office's side of the person's own view: sheet, links, requests and their answers, erasing, notice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from taonguon.applicants import actions
from taonguon.applicants.models import Link, Request
from taonguon.core.erasure import ERASED
from taonguon.people import actions as people
from taonguon.people.models import Person
from tests import cast
from tests.pages import page

pytestmark = pytest.mark.django_db

LINKED, GONE, ASKING = "Trần Ngọc Yến", "Trần Văn Mẫn", "Nguyễn Thị Dịu"
FIRST, MORE = 80_000, 30


@pytest.fixture
def named():
    return lambda name: Person.objects.get(name=name, standing__in=["prospect", "unlisted"])


def waiting(name, kind="see"):
    person = Person.objects.get(name=name, standing="prospect")
    return Request.objects.waiting().filter(person=person.pk, kind=kind).first()


def test_the_sheet_tells_what_is_done_next_and_how_papers_are_written(office, named):
    told = page.main(office.get(reverse("applicant_sheet", args=[named(LINKED).pk])))
    words = told.text
    for one in ("Đã xong", "Chi bộ đưa vào danh sách cảm tình Đảng", "Viết tay", "không tẩy xóa",
                "không bỏ trống tháng nào", "2 ngày làm việc", "20 ngày", "theo nguồn thứ ba"):  # fmt: skip
        assert one in words
    assert not [one for one in told.all("details") if "fold" not in one.classes]


def test_the_sheet_offers_links_to_who_may_make_them(signed_in, named):
    url = reverse("applicant_sheet", args=[named(LINKED).pk])
    found = {
        role: reverse("applicant_links", args=[named(LINKED).pk])
        in [one["href"] for one in page.main(signed_in(role).get(url)).all("a")]
        for role in ("office", "secretary", "committee", "deputy")
    }
    assert found == {"office": True, "secretary": True, "committee": False, "deputy": False}


def test_a_link_is_made_shown_once_opened_and_revoked(office, named):
    person = named(LINKED)
    url = reverse("applicant_links", args=[person.pk])
    made = office.post(url, {"days": "7"})
    address = page.main(made).one("p", "secret").text
    assert page.main(made).one("img", "qr")["src"].startswith("data:image/svg+xml;base64,")
    assert "no-store" in made.headers["Cache-Control"]
    key = address.rstrip("/").split("/")[-1]
    assert Client().get(reverse("own_view", args=[key])).status_code == 200
    assert key not in office.get(url).content.decode()
    link = Link.objects.latest("pk")
    revoke = reverse("applicant_link_revoke", args=[person.pk, link.pk])
    assert page.main(office.get(revoke)).one("form")
    assert Link.objects.get(pk=link.pk).revoked_at is None
    assert page.notices(office.post(revoke, follow=True))
    assert Client().get(reverse("own_view", args=[key])).status_code == 404


@pytest.mark.parametrize("days", ["", "0", "-3", "91", "nhiều", "1.5", "9" * 30])
def test_a_link_for_senseless_days_is_refused_beside_the_field(office, named, days):
    before = Link.objects.count()
    answer = office.post(reverse("applicant_links", args=[named(LINKED).pk]), {"days": days})
    assert page.errors(answer)
    assert Link.objects.count() == before


def test_the_link_of_another_person_is_not_revoked_here(office, named):
    link, _key = actions.make_link(person=named(LINKED), days=7, by=None, at=timezone.now())
    url = reverse("applicant_link_revoke", args=[named(ASKING).pk, link.pk])
    assert office.post(url).status_code == 404
    assert Link.objects.get(pk=link.pk).revoked_at is None


def test_the_worklist_opens_with_what_is_due_first(office):
    table = page.texts(page.main(office.get(reverse("requests"))).one("table"))
    assert table[0][0] == ASKING
    assert "quá" in table[0][5]
    assert "luật không nêu số ngày" in table[-1][5]


def test_what_was_answered_is_kept_with_its_answer(office):
    told = page.main(office.get(reverse("requests"), {"loc": "da-tra-loi"})).one("table").text
    assert ASKING in told
    assert "đã thực hiện" in told


def test_a_request_told_at_the_office_is_typed_and_leads_to_its_answer(office, named):
    url = reverse("request_take", args=[named(LINKED).pk])
    assert page.errors(office.post(url, {"kind": "correction", "text": ""}))
    answer = office.post(url, {"kind": "see", "text": ""}, follow=True)
    assert page.notices(answer)
    assert "tại văn phòng" in page.main(answer).text
    assert page.errors(office.post(url, {"kind": "see", "text": ""}))


def test_the_secretary_types_a_request_and_the_office_answers_it(signed_in, named):
    url = reverse("request_take", args=[named(LINKED).pk])
    answer = signed_in("secretary").post(url, {"kind": "see", "text": ""}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("applicant_sheet", args=[named(LINKED).pk])
    assert signed_in("secretary").get(reverse("requests")).status_code == 403


def test_receiving_is_told_once_by_a_button(office, named):
    link, _key = actions.make_link(person=named(LINKED), days=7, by=None, at=timezone.now())
    kept = actions.ask(
        link=link, person=named(LINKED), kind="see", text="", by=None, at=timezone.now()
    )
    url = reverse("request", args=[kept.pk])
    assert "chưa, hạn" in page.main(office.get(url)).text
    after = office.post(url, {"received": "1"}, follow=True)
    assert "chưa, hạn" not in page.main(after).text
    assert Request.objects.get(pk=kept.pk).acknowledged_at


def test_a_refusal_needs_its_ground_is_looked_at_and_then_kept(office):
    kept = waiting(ASKING)
    url = reverse("request", args=[kept.pk])
    assert page.errors(office.post(url, {"outcome": "refused", "ground": " "}))
    said = {"outcome": "refused", "ground": "Đã đưa phiếu ngày hôm qua"}
    looked = page.main(office.post(url, said)).text
    assert "Đã đưa phiếu" in looked
    assert Request.objects.get(pk=kept.pk).answered_at is None
    assert page.notices(office.post(url, {**said, "da-xem": "1"}, follow=True))
    assert Request.objects.get(pk=kept.pk).ground == said["ground"]
    assert "Đã trả lời" not in page.errors(office.post(url, {**said, "da-xem": "1"}))


def test_a_withdrawal_ends_the_way_as_the_page_warned_and_the_person_says_so(office, named):
    person, at = named(ASKING), timezone.now()
    kept = actions.ask(link=None, person=person, kind="withdrawal", text="", by=None, at=at)
    url, said = reverse("request", args=[kept.pk]), {"outcome": "carried_out", "ground": ""}
    assert "dừng" in page.main(office.post(url, said)).text
    office.post(url, {**said, "da-xem": "1"})
    assert any(
        "rút lại sự đồng ý" in line
        for line in page.notices(office.get(reverse("member", args=[person.pk])))
    )
    sheet = page.main(office.get(reverse("applicant_sheet", args=[person.pk])))
    assert "Thông tin được xóa từ ngày" in sheet.text
    assert "Về sau" not in sheet.text
    assert ASKING not in page.whole(office, reverse("prospects"))


def test_who_is_due_is_listed_erased_after_a_look_and_listed_no_more(office, named):
    gone = named(GONE)
    listed = page.main(office.get(reverse("erasures")))
    assert GONE in listed.one("table").text
    url = reverse("person_erase", args=[gone.pk])
    assert "không lấy lại được" in page.main(office.get(url)).text
    after = office.post(url, follow=True)
    assert page.notices(after)
    assert GONE not in page.main(after).text
    assert Person.objects.get(pk=gone.pk).name == ERASED
    for name in ("member", "case", "applicant_sheet"):
        told = office.get(reverse(name, args=[gone.pk]))
        assert ERASED in page.main(told).text
        assert GONE not in told.content.decode()


def test_before_the_day_nobody_is_erased_and_the_page_says_why(office, named):
    person = named(LINKED)
    answer = office.post(reverse("person_erase", args=[person.pk]))
    assert any("đang được xem xét" in line for line in page.errors(answer))
    assert Person.objects.get(pk=person.pk).name == LINKED


def test_who_still_waits_for_an_answer_is_not_offered_for_erasing(office, named):
    gone = named(GONE)
    actions.ask(link=None, person=gone, kind="see", text="", by=None, at=timezone.now())
    links = [
        one["href"] for one in page.main(office.get(reverse("erasures"))).one("table").all("a")
    ]
    assert reverse("person_erase", args=[gone.pk]) not in links
    assert reverse("requests") in links


@pytest.mark.parametrize("role", ["office", "mass"])
def test_the_notice_is_read_with_the_days_in_force(signed_in, role):
    told = page.main(signed_in(role).get(reverse("collection_notice"))).text
    for words in ("Ghi để làm gì", "Ai được xem", "sau 20 ngày", "sau 365 ngày", "Tôi đồng ý"):
        assert words in told
    assert "{" not in told


def test_a_version_of_the_notice_is_shown_by_its_code_and_none_invented(office):
    url = reverse("collection_notice")
    assert office.get(url, {"ban": "2026-1"}).status_code == 200
    assert office.get(url, {"ban": "1999"}).status_code == 404


@pytest.fixture
def more(units):
    """Return how to have many more people ask, end and hold links in hamlet 6."""

    def asked():
        now, day = timezone.now(), timezone.localdate() - timedelta(days=60)
        for number in range(FIRST, FIRST + MORE):
            where = {"person": number, "organisation": units.hamlet.pk}
            cast.record([
                cast.description(number, "2025-01-05", name=f"Người {number}"),
                cast.fact("introduction", "2025-01-05", by="Đoàn", **where),
                cast.fact("agreement_withdrawn", day, **where),
            ])  # fmt: skip
            person = Person.objects.get(pk=number)
            actions.ask(link=None, person=person, kind="see", text="", by=None, at=now)
            actions.make_link(person=person, days=7, by=None, at=now)

    return asked


@pytest.mark.parametrize("name", ["requests", "erasures"])
def test_a_page_asks_no_more_for_more_people(office, more, name):
    url = reverse(name)
    before = queries(office, url)
    more()
    assert queries(office, url) == before
    assert before <= 16


@pytest.mark.parametrize("name", ["applicant_sheet", "applicant_links"])
def test_a_persons_page_asks_no_more_for_more_people_and_links(office, more, named, name):
    person = named(LINKED)
    url = reverse(name, args=[person.pk])
    before = queries(office, url)
    more()
    for _ in range(3):
        actions.make_link(person=person, days=7, by=None, at=timezone.now())
    assert queries(office, url) == before
    assert before <= 24


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as told:
        assert client.get(url).status_code == 200
    return len(told)


def merged(double, keeper):
    """Record that somebody entered twice is one person."""
    cast.record([cast.fact("same_person", "2026-11-01", person=double.pk, into=keeper.pk)])
    people.project([double.pk, keeper.pk])


def test_the_link_and_the_request_of_a_double_lead_to_whom_it_was_found_to_be(office, named):
    keeper, double = named(LINKED), named("Bùi Minh Thơm")
    _link, key = actions.make_link(person=double, days=7, by=None, at=timezone.now())
    kept = Request.objects.waiting().get(person=double.pk)
    merged(double, keeper)
    assert LINKED in page.main(Client().get(reverse("own_view", args=[key]))).text
    listed = page.texts(page.main(office.get(reverse("requests"))).one("table"))
    assert [row[0] for row in listed].count(LINKED) == 2
    assert LINKED in page.main(office.get(reverse("request", args=[kept.pk]))).text


def test_in_english_the_papers_and_rights_are_english(office, named):
    office.cookies["django_language"] = "en"
    told = page.main(office.get(reverse("applicant_sheet", args=[named(LINKED).pk]))).text
    assert "Application to join the Party" in told
    assert "without erasures" in told
    assert "What it is recorded for" in page.main(office.get(reverse("collection_notice"))).text


@pytest.mark.parametrize("loc", ["", "da-tra-loi", "khac", "'; drop"])
def test_an_empty_worklist_says_what_will_stand_there(office, loc):
    Request.objects.all().delete()
    told = page.main(office.get(reverse("requests"), {"loc": loc, "trang": "khong"}))
    assert told.one("div", "empty").text
    assert not told.all("table")


def test_with_nobody_due_the_page_says_so(office, named):
    actions.erase(person=named(GONE).pk, by=None, at=timezone.now())
    assert page.main(office.get(reverse("erasures"))).one("div", "empty").text

"""A recorded step put right on its page: the day, the tally, the paper; or withdrawn; with the reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from tests.pages import page

pytestmark = pytest.mark.django_db

VOTED, VERIFYING = "Trần Thu Hạnh", "Vũ Hữu Tùng"
CONFIRM = {"da-xem": "1"}


@pytest.fixture
def recorded():
    """Return a step of a prospect of the sample, and the address at which it is put right."""

    def found(name, kind):
        person = Person.objects.get(name=name, standing="prospect")
        fact = Fact.objects.filter(person=person.pk, kind=kind).earliest("pk")
        return fact, reverse("case_correct", args=[person.pk, fact.pk])

    return found


def opened(client, url):
    """Return what the form of a correction holds when it is opened, as a browser would send it."""
    form = page.main(client.get(url)).all("form")[0]
    told = {}
    for field in form.walk():
        name, kind = field.get("name"), field.get("type", "")
        if field.tag == "select":
            offered = field.all("option")
            chosen = [one for one in offered if "selected" in one.attributes] or offered[:1]
            told[name] = chosen[0]["value"]
        elif kind in ("checkbox", "radio") and "checked" in field.attributes:
            told.setdefault(name, []).append(field.get("value", "on"))
        elif field.tag == "input" and kind not in ("checkbox", "radio"):
            told[name] = field.get("value", "")
    return told


def put_right(client, url, **changed):
    """Open, change, look, record; return the page of the look and the one after."""
    said = {**opened(client, url), "because": "gõ nhầm", **changed}
    return client.post(url, said), client.post(url, {**said, **CONFIRM}, follow=True)


def answers(answer):
    told = page.main(answer).one("dl", "answers").all("div")
    return {one.one("dt").text: one.all("dd")[0].text for one in told}


def test_a_day_is_put_right_and_all_else_stays(office, recorded):
    fact, url = recorded(VOTED, "case.synthesis")
    day = show_day(fact.happened_on + timedelta(days=1))
    shown, after = put_right(office, url, on=day)
    assert answers(shown) == {
        "Ngày": f"{show_day(fact.happened_on)} → {day}", "Lý do sửa": "gõ nhầm",
    }  # fmt: skip
    assert "Đã sửa" in page.main(after).text
    mended = Fact.objects.get(corrects=fact.pk)
    assert mended.data["on_paper"] | {"form": ""} == fact.data["on_paper"]
    assert mended.act.source == "gõ nhầm"
    assert office.get(url).status_code == 404


def test_the_number_of_a_paper_is_put_right(office, recorded):
    fact, url = recorded(VOTED, "case.permission")
    shown, _after = put_right(office, url, number="13-NQ/ĐU")
    assert answers(shown)["Số, ký hiệu"] == "12-NQ/ĐU → 13-NQ/ĐU"
    assert Fact.objects.get(corrects=fact.pk).data["on_paper"]["number"] == "13-NQ/ĐU"


def test_a_tally_is_put_right_and_judged_anew(office, recorded):
    fact, url = recorded(VOTED, "case.cell_vote")
    size = len(fact.data["voters"])
    said = {"vote-favour": str(size - 2), "vote-against": "2"}
    shown, _after = put_right(office, url, **said)
    assert answers(shown)["Không tán thành"] == "1 → 2"
    assert f"{size - 2}/{size} tán thành" in page.main(shown).text
    mended = Fact.objects.get(corrects=fact.pk).data
    assert mended["tally"] == {"favour": size - 2, "against": 2, "blank": 0}
    assert [one["name"] for one in mended["voters"]] == [one["name"] for one in fact.data["voters"]]
    assert mended["verdict"]["rules"]


def test_a_tally_that_does_not_add_up_is_refused(office, recorded):
    fact, url = recorded(VOTED, "case.cell_vote")
    shown, after = put_right(office, url, **{"vote-favour": "1"})
    for answer in (shown, after):
        assert "Số phiếu không khớp" in page.main(answer).text
    assert not Fact.objects.filter(corrects=fact.pk).exists()


def test_who_was_there_is_put_right(office, recorded):
    fact, url = recorded(VOTED, "case.cell_vote")
    first = opened(office, url)
    voter = next(name for name in first if name.startswith("vote-voter_"))
    favour = str(int(first["vote-favour"]) - 1)
    put_right(office, url, **{voter: "excused", "vote-favour": favour})
    told = Fact.objects.get(corrects=fact.pk).data["voters"][0]
    assert (told["present"], told["excuse"]) == (False, "excused")


def test_whom_a_helper_is_is_put_right(office, recorded):
    fact, url = recorded(VERIFYING, "case.helper")
    put_right(office, url, name="Vũ Minh Kiên")
    assert Fact.objects.get(corrects=fact.pk).data["name"] == "Vũ Minh Kiên"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Chưa đổi gì so với ghi chép cũ"),
        ({"number": "5", "because": ""}, "Hãy ghi lý do sửa"),
        ({"number": "5", "on": "1/1/2010"}, "bắt đầu từ 25/7/2016"),
    ],
)
def test_a_correction_that_cannot_be_says_why(office, recorded, changed, words):
    fact, url = recorded(VOTED, "case.listed")
    shown, _after = put_right(office, url, **changed)
    assert words in page.main(shown).text
    assert not Fact.objects.filter(corrects=fact.pk).exists()


def test_a_day_to_come_is_refused_before_the_look(office, recorded):
    _fact, url = recorded(VOTED, "case.listed")
    on = show_day(timezone.localdate() + timedelta(days=1))
    shown, _after = put_right(office, url, on=on)
    assert "còn ở tương lai" in page.main(shown).text
    assert "Xem lại trước khi sửa:" not in page.main(shown).one("h1").text


def test_withdrawing_a_step_flags_the_vote_it_had_allowed(office, recorded):
    fact, url = recorded(VOTED, "case.cv_certified")
    office.post(url, {"withdraw": "1", "because": "ghi nhầm hồ sơ"})
    text = page.main(office.get(reverse("case", args=[fact.person]))).text
    assert "cần xem lại" in text
    assert "Phải làm trước: Kết luận, chứng nhận lý lịch" in text


def test_a_withdrawal_needs_its_reason(office, recorded):
    fact, url = recorded(VOTED, "case.cv_certified")
    main = page.main(office.post(url, {"withdraw": "1", "because": ""}))
    assert "Hãy ghi lý do sửa" in main.text
    assert main.one("input", name="on")["value"] == show_day(fact.happened_on)
    assert not Fact.objects.filter(corrects=fact.pk).exists()


def test_who_may_not_record_may_not_correct(signed_in, recorded):
    _fact, url = recorded(VOTED, "case.listed")
    assert signed_in("committee").post(url, {"because": "x"}).status_code in (403, 404)

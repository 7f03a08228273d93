"""The pages of petitions as those who handle them use them, and who may not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taonguon.journal.models import JournalEntry
from taonguon.petitions.actions import handling
from taonguon.petitions.actions.handling import Said, Told
from taonguon.petitions.models import Contact, Petition, Step, Switch
from tests.pages import page

pytestmark = pytest.mark.django_db

WORDS = "Cống đầu xóm bị lấp, mưa là nước tràn vào nhà văn hóa."
SENDER = ("Bà Hoàn", "0912 345 678")


def hand_in(
    unit, words=WORDS, *, ago=0, through="cell", body="", publishable=True, sender=("", "")
):
    on = timezone.localdate() - timedelta(days=ago)
    told = Told(through, body, "roads", words, on, publishable, *sender)
    return handling.receive(told=told, organisation=unit, by=None, at=timezone.now())


def move(petition, verb, **said):
    on = said.pop("on", timezone.localdate())
    return getattr(handling, verb)(
        petition=petition, said=Said(on, **said), by=None, at=timezone.now()
    )


@pytest.fixture
def kept(units):
    return hand_in(units.hamlet)


@pytest.fixture
def answered(units):
    return move(hand_in(units.hamlet, sender=SENDER), "answer", text="Đã khơi cống.")


def steps(petition):
    return list(
        Step.objects.filter(petition=petition).order_by("pk").values_list("step", flat=True)
    )


def buttons(answer):
    return [link.text for box in page.main(answer).all("div", "acts") for link in box.all("a")]


def gists(answer):
    return [row[0].text for row in page.rows(page.main(answer).one("table"))]


def typed(**changed):
    today = timezone.localdate()
    usual = {
        "through": "cell", "kind": "roads", "text": WORDS, "name": "", "reach": "",
        "on": f"{today.day}/{today.month}/{today.year}",
    }  # fmt: skip
    return {**usual, **changed}


def step_url(petition, step):
    return reverse("petition_step", args=[petition.pk, step])


def test_the_list_shows_those_waiting_the_most_urgent_first(office, units):
    late = hand_in(units.hamlet, "Đã chờ lâu lắm rồi, mái trường dột.", ago=100)
    hand_in(units.hamlet, "Mới nhận hôm nay, đèn ngõ hỏng.")
    answer = office.get(reverse("petitions"))
    told = gists(answer)
    assert told[0] == late.text
    assert told[-1].startswith("Mới nhận")
    assert page.tiles(answer)["Chưa trả lời"][0] == str(len(told))


def test_the_numbers_are_of_waiting_late_and_answered_and_of_nothing_else(office):
    year = timezone.localdate().year
    assert set(page.tiles(office.get(reverse("petitions")))) == {
        "Chưa trả lời", "Quá hạn", f"Trả lời đúng hạn, năm {year}",
    }  # fmt: skip


@pytest.mark.parametrize("shown", ["", "qua-han", "da-tra-loi", "tat-ca"])
def test_the_list_is_narrowed_by_where_petitions_are(office, units, shown):
    waiting = hand_in(units.hamlet, "Đang chờ: xin thêm thùng rác.")
    late = hand_in(units.hamlet, "Quá hạn: mái trường dột đã lâu.", ago=100)
    done = move(hand_in(units.hamlet, "Xong: xin lịch tiêm."), "answer", text="Đã dán lịch.")
    expected = {
        "": {waiting, late}, "qua-han": {late}, "da-tra-loi": {done},
        "tat-ca": {waiting, late, done},
    }[shown]  # fmt: skip
    told = gists(office.get(reverse("petitions"), {"loc": shown}))
    for one in (waiting, late, done):
        assert (one.text in told) is (one in expected)


def test_the_list_is_narrowed_by_matter_and_by_place(office, units):
    one = hand_in(units.hamlet, "Cống xóm 6 bị lấp mất rồi.")
    hand_in(units.next_hamlet, "Cống xóm 7 cũng bị lấp mất.")
    asked = {"loai": "roads", "chi_bo": units.hamlet.pk}
    assert gists(office.get(reverse("petitions"), asked)) == [one.text]
    answer = office.get(reverse("petitions"), {"loai": "conduct", "chi_bo": units.hamlet.pk})
    assert "Không có kiến nghị nào như vậy" in page.main(answer).text


@pytest.mark.parametrize(
    "asked", [{"chi_bo": "999999"}, {"loai": "x"}, {"loc": "\x00"}, {"chi_bo": "1;"}]
)
def test_a_filter_that_is_none_says_so(office, asked):
    answer = office.get(reverse("petitions"), asked)
    assert answer.status_code == 200
    assert page.errors(answer)


def test_a_list_of_many_asks_the_database_no_more(office, units, django_assert_max_num_queries):
    for n in range(60):
        hand_in(units.hamlet, f"Việc thứ {n} của xóm cần làm.")
    with django_assert_max_num_queries(14):
        assert office.get(reverse("petitions")).status_code == 200


def test_a_petition_of_many_steps_asks_the_database_no_more(
    office, kept, django_assert_max_num_queries
):
    for _ in range(20):
        move(kept, "route", to="front")
    with django_assert_max_num_queries(14):
        assert office.get(reverse("petition", args=[kept.pk])).status_code == 200


def test_the_office_receives_for_a_cell(office, units):
    told = typed(organisation=units.hamlet.pk, name="Bà Hoàn", publishable="on")
    answer = office.post(reverse("petition_receive"), told)
    kept = Petition.objects.latest("pk")
    assert answer.url == reverse("petition", args=[kept.pk])
    assert (kept.organisation, kept.publishable, kept.recorded_by.username) == (
        units.hamlet, True, "vanphong",
    )  # fmt: skip
    assert Contact.objects.get(petition=kept).name == "Bà Hoàn"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": ""}, "Hãy ghi nội dung kiến nghị."),
        ({"kind": ""}, "Hãy chọn về việc gì."),
        ({"kind": "opinion"}, ""),
        ({"on": "31/2/2026"}, "không phải là ngày"),
        ({"on": "1/1/2199"}, "tương lai"),
        ({"through": "body"}, "Hãy chọn đoàn thể nào nhận."),
        ({"through": "body", "body": "x"}, ""),
        ({"text": "a" * 5000}, "viết gọn lại"),
        ({"text": "có \x00 ở giữa"}, ""),
        ({"organisation": "999999"}, ""),
        ({"organisation": "x"}, ""),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_is_lost(office, units, changed, words):
    before = Petition.objects.count()
    told = typed(**{"organisation": units.hamlet.pk, **changed})
    answer = office.post(reverse("petition_receive"), told)
    assert answer.status_code == 200
    assert any(words in error for error in page.errors(answer))
    assert Petition.objects.count() == before


def test_the_same_words_again_lead_to_the_first(office, units, kept):
    answer = office.post(reverse("petition_receive"), typed(organisation=units.hamlet.pk))
    assert f"số {kept.pk}" in page.errors(answer)[0]


def test_a_petition_is_led_from_its_receipt_to_the_public_answer(office, kept):
    url = reverse("petition", args=[kept.pk])
    assert buttons(office.get(url)) == ["Chuyển", "Trả lời", "Xếp lại"]
    day = typed()["on"]
    office.post(step_url(kept, "chuyen"), {"to": "authority", "on": day})
    assert buttons(office.get(url)) == ["Trả lời", "Chuyển tiếp", "Xếp lại"]
    office.post(step_url(kept, "tra-loi"), {"text": "Đã khơi cống.", "on": day})
    assert buttons(office.get(url)) == ["Công bố", "Mở lại"]
    publish = reverse("petition_publish", args=[kept.pk])
    told = {"matter": "Cống đầu xóm bị lấp.", "text": "Đã khơi cống."}
    look = office.post(publish, told)
    assert "Đọc lại từng chữ" in page.main(look).text
    assert steps(kept) == ["received", "routed", "answered"]
    office.post(publish, {**told, "da-xem": "1"})
    assert buttons(office.get(url)) == ["Gỡ xuống", "Mở lại"]
    office.post(reverse("petition_take_down", args=[kept.pk]), {"text": "Nhầm.", "on": day})
    office.post(step_url(kept, "mo-lai"), {"text": "Lại lấp.", "on": day})
    assert steps(kept)[3:] == ["published", "taken_down", "reopened"]


def test_the_page_tells_all_that_happened_with_who_did_it(office, kept):
    office.post(
        step_url(kept, "chuyen"), {"to": "authority", "on": typed()["on"], "document": "08"}
    )
    told = page.main(office.get(reverse("petition", args=[kept.pk]))).text
    for words in (WORDS, "Chuyển đến Ủy ban nhân dân", "08", "Văn phòng (mẫu)", "không phải luật"):
        assert words in told


@pytest.mark.parametrize("step", ["chuyen", "tra-loi", "xep-lai"])
def test_what_may_not_be_done_now_leads_back_with_a_word(office, answered, step):
    answer = office.get(step_url(answered, step), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("petition", args=[answered.pk])
    assert "đã trả lời" in page.notices(answer)[0]


def test_an_unknown_step_is_no_page(office, kept):
    assert office.get(step_url(kept, "xoa")).status_code == 404


def test_personal_data_is_not_published_and_what_was_typed_stays(office, answered):
    told = {"matter": "Bà Hoàn hỏi về cống.", "text": "Đã khơi cống.", "da-xem": "1"}
    answer = office.post(reverse("petition_publish", args=[answered.pk]), told)
    assert "tên người gửi" in page.errors(answer)[0]
    assert "Bà Hoàn hỏi về cống." in page.main(answer).text
    assert steps(answered)[-1] == "answered"


def test_without_the_senders_word_there_is_no_button_to_publish(office, units):
    kept = move(hand_in(units.hamlet, publishable=False), "answer", text="Đã khơi.")
    assert buttons(office.get(reverse("petition", args=[kept.pk]))) == ["Mở lại"]
    assert office.get(reverse("petition_publish", args=[kept.pk])).status_code == 302


def test_the_contact_is_shown_alone_and_the_look_is_journalled(office, answered):
    one = office.get(reverse("petition", args=[answered.pk]))
    assert not any(words in page.main(one).text for words in SENDER)
    before = JournalEntry.objects.filter(act="petition.contact").count()
    shown = office.get(reverse("petition_contact", args=[answered.pk]))
    assert all(words in page.main(shown).text for words in SENDER)
    assert "no-store" in shown.headers["Cache-Control"]
    line = JournalEntry.objects.filter(act="petition.contact").latest("pk")
    assert JournalEntry.objects.filter(act="petition.contact").count() == before + 1
    assert (line.by, line.subject) == ("vanphong", f"petition:{answered.pk}")


@pytest.mark.parametrize("role", ["deputy", "committee"])
def test_who_only_reads_sees_the_matter_and_neither_buttons_nor_sender(signed_in, answered, role):
    client = signed_in(role)
    answer = client.get(reverse("petition", args=[answered.pk]))
    assert buttons(answer) == []
    assert "Xem liên hệ" not in page.main(answer).text
    assert client.get(reverse("petition_contact", args=[answered.pk])).status_code == 403
    assert client.get(step_url(answered, "mo-lai")).status_code == 403


def test_a_secretary_handles_the_own_cell_and_publishes_nothing(signed_in, units, kept):
    client, elsewhere = (
        signed_in("secretary"),
        hand_in(units.next_hamlet, "Việc của xóm 7, cống lấp."),
    )
    for name in ("petition", "petition_contact"):
        assert client.get(reverse(name, args=[kept.pk])).status_code == 200
        assert client.get(reverse(name, args=[elsewhere.pk])).status_code == 404
    assert client.get(step_url(elsewhere, "tra-loi")).status_code == 404
    client.post(step_url(kept, "tra-loi"), {"text": "Đã khơi.", "on": typed()["on"]})
    assert steps(kept)[-1] == "answered"
    assert buttons(client.get(reverse("petition", args=[kept.pk]))) == ["Mở lại"]
    assert client.get(reverse("petition_publish", args=[kept.pk])).status_code == 403
    assert client.get(reverse("petition_boxes")).status_code == 403
    assert elsewhere.text not in gists(client.get(reverse("petitions"), {"loc": "tat-ca"}))


def test_a_secretary_receives_for_the_own_cell_alone(signed_in, units):
    client, before = signed_in("secretary"), Petition.objects.count()
    for unit in (units.next_hamlet, units.commune, units.cell_elsewhere):
        assert (
            client.post(reverse("petition_receive"), typed(organisation=unit.pk)).status_code == 200
        )
    assert Petition.objects.count() == before
    client.post(reverse("petition_receive"), typed(organisation=units.hamlet.pk))
    assert Petition.objects.count() == before + 1


def test_the_office_of_one_commune_reaches_nothing_of_another(office, units):
    other = hand_in(units.cell_elsewhere)
    for name in ("petition", "petition_contact", "petition_publish", "petition_take_down"):
        assert office.get(reverse(name, args=[other.pk])).status_code == 404
    assert other.text not in gists(office.get(reverse("petitions"), {"loc": "tat-ca"}))


def test_a_mass_organisation_receives_as_itself_and_follows_only_its_own(signed_in, units):
    women = signed_in("mass")
    told = typed(organisation=units.hamlet.pk, body="women")
    assert women.post(reverse("petition_receive_own"), told).url == reverse("petitions_own")
    kept = Petition.objects.latest("pk")
    assert (kept.through, kept.body) == ("body", "women")
    farmers = hand_in(
        units.hamlet, "Nông dân hỏi về giống lúa mới.", through="body", body="farmers"
    )
    move(kept, "answer", text="Đã khơi cống hôm qua.")
    shown = page.main(women.get(reverse("petitions_own"))).text
    assert "Đã khơi cống hôm qua." in shown
    assert farmers.text not in shown
    for name in ("petitions", "petition_receive"):
        assert women.get(reverse(name)).status_code == 403
    assert women.get(reverse("petition", args=[kept.pk])).status_code == 403


def test_a_mass_organisation_cannot_receive_as_another(signed_in, units):
    before = Petition.objects.count()
    told = typed(organisation=units.hamlet.pk, body="farmers", through="form")
    answer = signed_in("mass").post(reverse("petition_receive_own"), told)
    assert page.errors(answer)
    assert Petition.objects.count() == before


def test_the_office_opens_and_closes_the_form_and_sees_who_did(office, units):
    Switch.objects.all().delete()
    url, box = reverse("petition_boxes"), reverse("petition_box", args=[units.commune.pk])
    assert Client().get(box).status_code == 404
    office.post(url, {"commune": units.commune.pk, "mo": "1"})
    assert Client().get(box).status_code == 200
    told = page.main(office.get(url)).text
    assert box in told
    assert "Văn phòng (mẫu)" in told
    office.post(url, {"commune": units.commune.pk, "mo": "0"})
    assert Client().get(box).status_code == 404
    assert list(Switch.objects.order_by("pk").values_list("opened", flat=True)) == [True, False]


@pytest.mark.parametrize("asked", ["", "x", "0", "99999999999999999999", "elsewhere"])
def test_another_communes_form_is_out_of_reach(office, units, asked):
    before = Switch.objects.count()
    number = units.elsewhere.pk if asked == "elsewhere" else asked
    answer = office.post(reverse("petition_boxes"), {"commune": number, "mo": "1"})
    assert answer.status_code == 404
    assert Switch.objects.count() == before


def test_pressing_twice_says_that_it_is_so_already(office, units):
    told = {"commune": units.commune.pk, "mo": "1"}
    office.post(reverse("petition_boxes"), told)
    answer = office.post(reverse("petition_boxes"), told, follow=True)
    assert "đang mở rồi" in page.notices(answer)[0]

"""The pages of forms: how each is verified, its wording changed and taken back, a comparison recorded."""

from html import unescape

import pytest
from django.urls import reverse

from taonguon.papers import book
from taonguon.papers.models import Comparison, Wording
from tests.forms import people
from tests.forms.reading import of_pdf
from tests.pages import page

pytestmark = pytest.mark.django_db

KEY = "6-knd"
FORM, EDIT, BACK = (reverse(name, args=[KEY]) for name in ("form", "form_edit", "form_back"))
OLD, NEW = 'text = "NGHỊ QUYẾT"', 'text = "NGHỊ QUYẾT CỦA CHI BỘ"'
COMPARED = {"on": "20/11/2026", "against": "phụ lục Hướng dẫn 38-HD/BTCTW, tủ 2"}


def reworded(client, new=NEW, why="theo mẫu mới của tỉnh", **more):
    text = book.text_of(KEY)
    return client.post(EDIT, {"text": text.replace(OLD, new, 1), "why": why, **more})


def pill(client, key=KEY):
    return page.main(client.get(reverse("form", args=[key]))).all("span", "pill")[0].text


def listed(client):
    """Return the pill of each form in the list, by how it is called."""
    return {
        line.all("a")[0].text: line.all("span", "pill")[0].text
        for line in page.main(client.get(reverse("forms"))).all("li", "task")
    }


def test_each_form_stands_with_how_far_it_can_be_trusted(clerk):
    told = listed(clerk)
    assert len(told) == len(book.in_use().forms)
    decision = next(name for name in told if name.startswith("9-KNĐ"))
    assert told[decision] == "Dự thảo, chưa đối chiếu"
    assert (
        told["2-KNĐ: Lý lịch của người xin vào Đảng (tờ hướng dẫn viết tay)"] == "Theo nhãn đã thấy"
    )
    assert told["10-KNĐ: Bản tự kiểm điểm của đảng viên dự bị"] == "Theo nguồn thứ ba"
    assert told["Phiếu biểu quyết"] == "Phiếu của sản phẩm"


def test_forms_stand_by_what_they_are_made_of(clerk):
    heads = [
        head.text.rpartition(" (")[0] for head in page.main(clerk.get(reverse("forms"))).all("h2")
    ]
    assert heads == [
        "Hồ sơ của một người", "Cuộc họp chi bộ biểu quyết", "Lễ kết nạp",
        "Buổi sinh hoạt về nguồn", "Đảng ủy xã", "Chi bộ", "Lớp học",
    ]  # fmt: skip


def test_forms_of_a_province_stand_there_once_its_layer_is_on(clerk, settings):
    before = set(listed(clerk))
    settings.TAONGUON_LAYERS = ["ha-noi"]
    assert {name.partition(":")[0] for name in set(listed(clerk)) - before} >= {"1A-TN", "6-TN"}


def test_a_form_shows_its_clause_its_file_and_that_nobody_compared_it(clerk):
    main = page.main(clerk.get(FORM))
    assert "Mẫu 6-KNĐ" in main.all("cite")[0].text
    assert 'code = "6-KNĐ"' in main.one("pre", "code").text
    assert "Chưa ai ghi việc đối chiếu." in main.text
    assert "Mẫu đang dùng là bản gốc." in main.text


def test_a_sheet_of_our_own_has_nothing_to_be_compared_with(clerk):
    answer = clerk.get(reverse("form", args=["phieu-bieu-quyet"]))
    assert "Đối chiếu với mẫu chính thức" not in page.main(answer).text


def test_its_look_is_a_pdf_with_dots_and_a_picture(clerk):
    shown = clerk.get(reverse("form_preview", args=[KEY]))
    assert shown["Content-Disposition"] == 'inline; filename="6-knd.pdf"'
    assert "NGHỊ QUYẾT" in of_pdf(shown.content)
    drawn = clerk.get(reverse("form_picture", args=[KEY]))
    assert drawn["Content-Type"] == "image/png"
    assert drawn.content.startswith(b"\x89PNG\r\n")


def test_a_new_wording_is_in_use_at_once_and_listed_with_why_and_by_whom(clerk):
    assert reworded(clerk)["Location"] == FORM
    main = page.main(clerk.get(FORM))
    told = main.all("section", "panel")[-1]
    assert told.one("div", "title").text == "theo mẫu mới của tỉnh"
    assert told.one("p", "detail").text == "10:00 23/11/2026 · office"
    assert "NGHỊ QUYẾT CỦA CHI BỘ" in main.one("pre", "code").text
    assert "NGHỊ QUYẾT CỦA CHI BỘ" in of_pdf(clerk.get(reverse("form_preview", args=[KEY])).content)


@pytest.mark.parametrize(
    ("new", "why", "words"),
    [
        (NEW, "", "Hãy ghi vì sao sửa"),
        (OLD, "thử", "Mẫu không có gì thay đổi"),
        ('text = "{person.nmae}"', "thử", "person.nmae"),
        ('text = "NGHỊ', "thử", "6-knd.toml"),
        (NEW, "x" * 301, "300"),
    ],
    ids=["no reason", "no change", "no such value", "not TOML", "long reason"],
)
def test_a_bad_change_is_refused_in_one_sentence_and_what_was_typed_stays(clerk, new, why, words):
    answer = reworded(clerk, new, why)
    (said,) = page.errors(answer)
    assert words in said
    assert new in unescape(page.main(answer).one("textarea").text)
    assert not Wording.objects.exists()


def test_a_fault_in_the_file_is_told_with_its_line(clerk):
    at = next(n for n, line in enumerate(book.text_of(KEY).splitlines(), 1) if line == OLD)
    (said,) = page.errors(reworded(clerk, "text = NGHỊ QUYẾT"))
    assert f"dòng {at}" in said


def test_an_emptied_file_is_refused(clerk):
    assert len(page.errors(clerk.post(EDIT, {"text": "", "why": "thử"}))) == 1
    assert not Wording.objects.exists()


def test_a_change_is_seen_before_it_is_kept_and_needs_no_reason_for_that(clerk):
    answer = reworded(clerk, why="", xem="1")
    assert answer["Content-Type"] == "application/pdf"
    assert "NGHỊ QUYẾT CỦA CHI BỘ" in of_pdf(answer.content)
    assert not Wording.objects.exists()


def test_a_broken_change_is_not_previewed_but_said(clerk):
    answer = reworded(clerk, 'text = "{person.nmae}"', why="", xem="1")
    assert "person.nmae" in page.errors(answer)[0]


def test_the_page_goes_back_to_the_wording_before_and_to_the_shipped_one(clerk):
    reworded(clerk)
    clerk.post(EDIT, {"text": book.text_of(KEY).replace("CỦA CHI BỘ", "CHI BỘ"), "why": "lần hai"})
    held = [one["value"] for one in page.main(clerk.get(FORM)).all("input", name="wording")]
    assert held == [str(Wording.objects.earliest("pk").pk)]
    clerk.post(BACK, {"wording": held[0]})
    assert NEW in book.text_of(KEY)
    clerk.post(BACK)
    assert book.text_of(KEY) == book.shipped_text(KEY)
    answer = clerk.post(BACK, follow=True)
    assert "Mẫu đang dùng đúng bản đó." in page.read(answer).text


def test_a_wording_of_another_form_is_not_taken_back(clerk):
    reworded(clerk)
    other = reverse("form_back", args=["9-knd"])
    assert clerk.post(other, {"wording": Wording.objects.get().pk}).status_code == 404


def test_asking_to_go_back_without_sending_changes_nothing(clerk):
    reworded(clerk)
    assert clerk.get(BACK)["Location"] == FORM
    assert NEW in book.text_of(KEY)


def test_a_comparison_takes_the_draft_mark_off_and_a_change_brings_it_back(clerk):
    assert pill(clerk) == "Dự thảo, chưa đối chiếu"
    answer = clerk.post(FORM, COMPARED, follow=True)
    assert "Đã ghi việc đối chiếu" in page.read(answer).text
    assert "phụ lục Hướng dẫn 38-HD/BTCTW, tủ 2" in page.main(answer).text
    assert pill(clerk) == "Đã đối chiếu"
    assert not any("dự thảo" in said for said in page.notices(clerk.get(
        reverse("paper", args=["case", people.WOMAN, KEY]))))  # fmt: skip
    reworded(clerk)
    assert pill(clerk) == "Dự thảo, chưa đối chiếu"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"against": ""}, "Hãy ghi đã đối chiếu với văn bản nào."),
        ({"on": "24/11/2026"}, "Ngày đối chiếu 24/11/2026 chưa đến."),
        ({"on": "20/13/2026"}, "ngày"),
    ],
    ids=str,
)
def test_a_bad_comparison_is_refused(clerk, changed, words):
    answer = clerk.post(FORM, COMPARED | changed)
    (said,) = page.errors(answer)
    assert words in said
    assert not Comparison.objects.exists()


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [("office", 200, 200), ("deputy", 200, 200), ("secretary", 200, 403), ("superior", 200, 403)],
)
def test_forms_are_read_by_all_who_read_rules_and_changed_by_those_who_edit_them(
    signed_in, role, sees, changes
):
    client = signed_in(role)
    assert client.get(FORM).status_code == sees
    assert client.get(EDIT).status_code == changes
    assert reworded(client).status_code == (302 if changes == 200 else 403)
    assert Wording.objects.exists() == (changes == 200)


def test_who_may_not_edit_rules_records_no_comparison_and_finds_no_button(signed_in):
    client = signed_in("secretary")
    assert client.post(FORM, COMPARED).status_code == 200
    assert not Comparison.objects.exists()
    assert page.main(client.get(FORM)).all("button") == []


@pytest.mark.parametrize("name", ["form", "form_preview", "form_picture", "form_edit", "form_back"])
def test_a_form_there_is_not_is_not_found(clerk, name):
    assert clerk.get(reverse(name, args=["khong-co"])).status_code == 404
    assert clerk.get(reverse(name, args=["1a-tn"])).status_code == 404


def test_a_change_broken_by_a_later_version_is_said_with_its_file(clerk):
    user = clerk.get(FORM).wsgi_request.user
    Wording.objects.create(form=KEY, text="[[block", why="cũ", made_by=user, made_at=people.NOW)
    (said,) = page.notices(clerk.get(reverse("forms")))
    assert "6-knd.toml" in said


def test_in_english_a_form_has_its_english_name(clerk):
    clerk.cookies["django_language"] = "en"
    answer = clerk.get(FORM, headers={"accept-language": "en"})
    assert "Resolution of the cell to propose admission" in page.read(answer).text

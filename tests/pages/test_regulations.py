"""The rulebook on its pages: in force on a day, between two days, changed by two officers."""

import pytest
from django.urls import reverse

from taonguon.regulations.book import in_use
from taonguon.regulations.models import DayChange, ValueChange
from taonguon.rules.loading import national
from tests.pages import page

pytestmark = pytest.mark.django_db

KEY = "decide.deadline.admit"
SAID = {
    "value": "40", "start_on": "1/1/2027", "instrument": "", "new_instrument": "301-QĐ/TW",
    "new_name": "Quy định thi hành Điều lệ Đảng", "new_on": "1/12/2026", "clause": "4.3.1",
    "verified": "text", "counted_from": "cell_vote",
}  # fmt: skip


def tasks(answer):
    return [one.text for one in page.main(answer).all("li", "task")]


def test_the_rulebook_shows_every_rule_in_force_with_its_clause_and_mark(office):
    told = tasks(office.get(reverse("rules"), {"ngay": "21/8/2025"}))
    values = national().at(national().value(KEY, in_use().begins).start).values
    assert len(told) > len(values) - 5
    (deadline,) = [one for one in told if one.startswith("Thời hạn ra quyết định kết nạp")]
    assert "45 ngày làm việc" in deadline
    assert "Điểm 4.3.1 QĐ 294" in deadline
    assert "đã đối chiếu văn bản" in deadline


def test_what_is_not_verified_says_so(office):
    told = tasks(office.get(reverse("rules"), {"ngay": "1/11/2026"}))
    assert any("chưa kiểm chứng" in one and "QĐ 208" in one for one in told)
    assert any("theo nguồn thứ ba" in one for one in told)


def test_two_days_are_compared(office):
    answer = office.get(reverse("rules"), {"ngay": "1/7/2025", "so_voi": "30/6/2025"})
    text = page.main(answer).text
    assert "60 ngày làm việc → 45 ngày làm việc" in text
    assert "30 ngày làm việc → 15 ngày làm việc" in text
    assert "Khác với ngày 30/6/2025" in text


def test_a_conflict_of_instruments_is_named(office):
    text = page.main(office.get(reverse("rules"), {"ngay": "1/10/2025"})).text
    assert "Áp dụng quy định chặt hơn (HD 38)" in text


def test_rules_are_found_without_diacritics(office):
    told = tasks(office.get(reverse("rules"), {"q": "thoi han to chuc le"}))
    assert any(one.startswith("Thời hạn tổ chức lễ kết nạp") for one in told)
    assert not any("Tuổi thấp nhất" in one for one in told)


def test_a_rule_tells_its_values_over_time(office):
    told = tasks(office.get(reverse("rule", args=[KEY])))
    assert told[0].startswith("45 ngày làm việc")
    assert told[-1].startswith("60 ngày làm việc")
    assert "từ 25/7/2016 đến 29/7/2021" in told[-1]


def test_the_pages_ask_a_fixed_number_of_queries(office, django_assert_max_num_queries):
    for url in (reverse("rules"), reverse("rule", args=[KEY]), reverse("calendar")):
        with django_assert_max_num_queries(12):
            office.get(url)


def test_an_unknown_rule_is_not_found(office):
    assert office.get(reverse("rule", args=["no.such"])).status_code == 404


def test_a_proposal_is_shown_before_it_is_kept_and_waits_for_another_officer(signed_in):
    office, deputy = signed_in("office"), signed_in("deputy")
    url = reverse("rule_propose", args=[KEY])
    text = page.main(office.post(url, SAID)).text
    assert "Đang là 45 ngày làm việc" in text
    assert "Sẽ là 40 ngày làm việc" in text
    assert not ValueChange.objects.exists()
    office.post(url, {**SAID, "da-xem": "1"})
    change = ValueChange.objects.get()
    own = office.post(reverse("proposal_decide", args=["gia-tri", change.pk]), {"confirm": "1"})
    assert "cần một cán bộ khác" in page.main(own).text
    deputy.post(reverse("proposal_decide", args=["gia-tri", change.pk]), {"confirm": "1"})
    told = tasks(office.get(reverse("rule", args=[KEY])))
    assert told[0].startswith("40 ngày làm việc")
    assert "từ 1/1/2027" in told[0]
    assert "đến 31/12/2026" in told[1]


def test_what_gives_way_is_told_to_both_officers(signed_in):
    office, deputy = signed_in("office"), signed_in("deputy")
    url, said = reverse("rule_propose", args=[KEY]), {**SAID, "start_on": "1/1/2026"}
    text = page.main(office.post(url, said)).text
    assert "Nhường chỗ cho giá trị mới 45 ngày làm việc từ 8/4/2026; 45 ngày" in text
    assert "Lùi ngày" in text
    assert "301-QĐ/TW · Quy định thi hành Điều lệ Đảng · 1/12/2026" in text
    office.post(url, {**said, "da-xem": "1", "note": "nhận muộn"})
    change = ValueChange.objects.get()
    told = page.main(deputy.get(reverse("proposal_decide", args=["gia-tri", change.pk]))).text
    for words in ("45 ngày làm việc từ 26/7/2026", "nhận muộn", "1/12/2026", "đã đối chiếu"):
        assert words in told


def test_a_value_after_all_others_puts_none_away(office):
    text = page.main(office.post(reverse("rule_propose", args=[KEY]), SAID)).text
    assert "Nhường chỗ" not in text
    assert "Lùi ngày" not in text


def test_the_steps_of_the_procedure_stand_with_who_and_clause(office):
    steps = page.main(office.get(reverse("rules"), {"ngay": "21/8/2025"})).one("ol")
    vote = next(li.text for li in steps.all("li") if "biểu quyết kết nạp" in li.text)
    assert "Ai làm:" in vote
    assert "Sau khi:" in vote


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"verified": ""}, "đối chiếu văn bản đến đâu"),
        ({"value": "nhiều"}, "chữ số"),
        ({"clause": ""}, "điều khoản"),
        ({"new_on": ""}, "cần đủ ký hiệu, tên và ngày"),
        ({"instrument": "294-QĐ/TW"}, "chỉ một"),
        ({"start_on": "1/1/2010", "da-xem": "1"}, "bắt đầu từ 25/7/2016"),
    ],
)
def test_a_wrong_proposal_is_mended_on_the_form(office, changed, words):
    answer = office.post(reverse("rule_propose", args=[KEY]), {**SAID, **changed})
    assert words in page.main(answer).text
    assert not ValueChange.objects.exists()


@pytest.mark.parametrize(
    "key",
    ["vote.cell", "edu.min", "consent.religion", "verify.scope", "class.required", "age.min",
     "dossier.max_age", "readmit.never", "host.student", "sponsor.count.default", "vote.form"],
)  # fmt: skip
def test_each_kind_of_value_has_an_input_that_fits(office, key):
    answer = office.get(reverse("rule_propose", args=[key]))
    assert answer.status_code == 200
    assert page.main(answer).all(name="value")


@pytest.mark.parametrize("key", sorted(national().rules))
def test_officers_may_change_every_rule(office, key):
    assert office.get(reverse("rule_propose", args=[key])).status_code == 200


def test_who_is_left_out_of_a_vote_is_proposed_and_confirmed(signed_in):
    office, deputy = signed_in("office"), signed_in("deputy")
    url = reverse("rule_propose", args=["vote.cell.base"])
    said = {**SAID, "always": ["suspended", "detained"], "if_absent": ["exempt"]}
    text = page.main(office.post(url, said)).text
    assert "Sẽ là luôn không tính: bị đình chỉ sinh hoạt, bị tạm giam; không tính khi vắng:" in text
    office.post(url, {**said, "da-xem": "1"})
    change = ValueChange.objects.get()
    deputy.post(reverse("proposal_decide", args=["gia-tri", change.pk]), {"confirm": "1"})
    assert in_use().value("vote.cell.base", change.start_on).value == {
        "always": ["suspended", "detained"], "if_absent": ["exempt"],
    }  # fmt: skip


def test_what_a_deadline_counts_from_is_proposed_and_confirmed(signed_in):
    office, deputy = signed_in("office"), signed_in("deputy")
    url = reverse("rule_propose", args=["ceremony.deadline"])
    said = {**SAID, "value": "30", "counted_from": "decision_received"}
    text = page.main(office.post(url, said)).text
    assert "Cách tính tính từ: Chi bộ nhận quyết định" in text
    office.post(url, {**said, "da-xem": "1"})
    change = ValueChange.objects.get()
    decide = reverse("proposal_decide", args=["gia-tri", change.pk])
    told = page.main(deputy.get(decide)).text
    assert "tính từ: Quyết định kết nạp → 30 ngày làm việc, tính từ: Chi bộ nhận" in told
    deputy.post(decide, {"confirm": "1"})
    value = in_use().value("ceremony.deadline", change.start_on)
    assert value.counted_from == "decision_received"


def test_a_deadline_shows_what_it_counts_from_and_the_comparison_too(office):
    told = tasks(office.get(reverse("rule", args=["ceremony.deadline"])))
    assert "Tính từ: Quyết định kết nạp" in told[0]
    assert "Tính từ: Chi bộ nhận quyết định" in told[1]
    asked = {"ngay": "1/8/2026", "so_voi": "1/7/2026"}
    (line,) = [one for one in tasks(office.get(reverse("rules"), asked))
               if "→ 30 ngày làm việc, tính từ" in one]  # fmt: skip
    assert "chỉ đổi căn cứ" not in line


@pytest.mark.parametrize("key", ["verify.members", "vote.form", KEY])
def test_a_rules_page_shows_no_code(office, key):
    assert key not in page.main(office.get(reverse("rule", args=[key]))).text


def test_a_proposal_is_set_aside_with_a_reason(signed_in):
    deputy = signed_in("deputy")
    change = DayChange.objects.pending().get()
    url = reverse("proposal_decide", args=["ngay", change.pk])
    assert "Phải ghi lý do" in page.main(deputy.post(url, {"refuse": "1"})).text
    deputy.post(url, {"refuse": "1", "because": "chưa có thông báo"})
    assert not DayChange.objects.pending().exists()
    assert deputy.get(url).status_code == 404


def test_the_calendar_shows_a_years_days_off_and_says_when_it_is_not_announced(office):
    rows = page.texts(page.main(office.get(reverse("calendar"), {"nam": "2025"})).one("table"))
    assert ["1/9/2025", "thứ hai", "Quốc khánh"] in rows
    assert any(row[0] == "26/4/2025" and "ngày làm việc" in row[2] for row in rows)
    text = page.main(office.get(reverse("calendar"), {"nam": "2028"})).text
    assert "chưa công bố" in text


def test_a_day_of_the_calendar_is_proposed(office):
    said = {"on": "4/1/2027", "kind": "off", "name": "nghỉ bù", "document": "TB 15"}
    office.post(reverse("calendar_propose"), said)
    assert DayChange.objects.filter(name="nghỉ bù").exists()
    wrong = office.post(reverse("calendar_propose"), {**said, "on": "2/1/2027"})
    assert "cuối tuần" in page.main(wrong).text


def test_who_only_reads_is_offered_no_change(signed_in):
    reader = signed_in("secretary")
    answer = reader.get(reverse("rule", args=[KEY]))
    assert reverse("rule_propose", args=[KEY]) not in answer.content.decode()
    assert reader.get(reverse("rule_propose", args=[KEY])).status_code == 403


def test_the_rulebook_speaks_english(office):
    office.cookies["django_language"] = "en"
    told = tasks(office.get(reverse("rules"), {"ngay": "21/8/2025"}))
    assert any("45 working days" in one and "QĐ 294, 4.3.1" in one for one in told)

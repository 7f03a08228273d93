"""What the pages say of rules: values in words, marks, what changed, proposals."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from taonguon.accounts.models import User
from taonguon.core.rulebook import Text
from taonguon.regulations import telling
from taonguon.regulations.forms import (
    FIELDS,
    DayForm,
    RefusalForm,
    RulesForm,
    ValueForm,
    opening,
)
from taonguon.regulations.models import DayChange, ValueChange
from taonguon.rules.building import UNITS, codes
from taonguon.rules.loading import national, shipped_layer, with_layer

BOOK = national()
DAY = date(2025, 8, 21)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def words(key, day=DAY):
    rule = BOOK.rules[key]
    return telling.value_words(rule.on(day).value, rule.unit, BOOK)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("age.min", "18 tuổi"),
        ("class.validity", "60 tháng"),
        ("decide.deadline.admit", "45 ngày làm việc"),
        ("sponsor.count.default", "2"),
        ("vote.cell", "ít nhất 2/3"),
        ("vote.decide.standing", "trên 1/2"),
        ("class.required", "có"),
        ("edu.min", "bằng tốt nghiệp THCS"),
        ("consent.religion", "cấp ủy cấp trên trực tiếp"),
        ("verify.listed", "người xin vào Đảng, bố đẻ, mẹ đẻ"),
        ("vote.committee.base",
         ("luôn không tính: bị đình chỉ sinh hoạt, bị khởi tố, bị tạm giam; "
          "không tính khi vắng: sinh hoạt tạm thời nơi khác")),
    ],
)  # fmt: skip
def test_a_value_in_words(key, told):
    assert words(key) == told


def test_no_value_of_a_yes_or_no_rule_is_said_so():
    assert telling.value_words(False, "yes-no", BOOK) == "không"


def test_every_rule_can_be_said_in_both_languages():
    for language in ("vi", "en"):
        with translation.override(language):
            for rule in BOOK.rules.values():
                for value in rule.values:
                    assert telling.row(value, BOOK)["value"]


@pytest.mark.parametrize(
    ("verified", "status", "told"),
    [("text", "ok", "đã đối chiếu văn bản"), ("third-party", "due", "theo nguồn thứ ba"),
     ("unverified", "late", "chưa kiểm chứng")],
)  # fmt: skip
def test_the_mark_of_a_rule(verified, status, told):
    assert telling.mark(verified) == {"status": status, "words": told}


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("decide.deadline.admit", "Lấy giá trị của ngày bắt đầu tính hạn."),
        ("age.min", "Lấy giá trị của chính ngày làm bước đó."),
        ("ceremony.deadline", "Lấy giá trị của ngày ra quyết định."),
    ],
)
def test_which_day_picks_the_value(key, told):
    assert telling.selected(BOOK.rules[key]) == told


def test_the_rules_stand_by_subject():
    titles = [one["title"] for one in telling.groups(BOOK, DAY, "")]
    assert titles == [
        "Điều kiện: tuổi, học vấn, kết nạp lại",
        "Chuẩn bị: lớp nhận thức, người giúp đỡ, người giới thiệu",
        "Hồ sơ, thẩm tra, trường hợp đặc biệt", "Biểu quyết", "Thời hạn", "Dự bị và công nhận",
    ]  # fmt: skip
    local = with_layer(BOOK, shipped_layer("ha-noi"))
    assert (
        telling.groups(local, date(2026, 1, 5), "")[-1]["title"] == "Quy định riêng của địa phương"
    )


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("tuoi thap nhat", {"age.min"}),
        ("THỜI HẠN lễ", {"ceremony.deadline", "consent.ceremony_late"}),
        ("decide.notify", {"decide.notify"}),
        ("không có chữ này", set()),
    ],
)
def test_rules_are_found_by_words(query, keys):
    found = {row["key"] for one in telling.groups(BOOK, DAY, query) for row in one["rows"]}
    assert keys == found if not keys else keys & found


def test_what_changed_stands_before_what_only_changed_its_source():
    told = telling.changed(BOOK, date(2025, 6, 30), date(2025, 7, 1))
    sames = [one["same"] for one in told]
    assert sames == sorted(sames)
    first = next(one for one in told if one["key"] == "decide.deadline.admit")
    assert (first["old"], first["new"]) == ("60 ngày làm việc", "45 ngày làm việc")
    assert (first["old_cite"], first["cite"]) == ("Điểm 4.3.1 QĐ 232", "Điểm 4.3.1 QĐ 294")


def test_a_rule_that_begins_has_no_old_value():
    begun = telling.changed(BOOK, date(2018, 8, 27), date(2018, 8, 28))
    assert [one["key"] for one in begun] == ["request.religion", "consent.religion"]
    assert {(one["old"], one["old_cite"]) for one in begun} == {("–", "–")}


def test_a_rules_history_tells_first_and_last_days():
    told = telling.history(BOOK.rules["decide.deadline.extension"], BOOK)
    assert [one["start"].year for one in told] == [2026, 2026, 2025, 2025, 2021, 2016]
    assert told[0]["last"] is None
    assert told[2]["last"] == date(2026, 4, 7)
    assert told[-1]["last"] == date(2021, 7, 29)


@pytest.fixture
def officer(db):
    return User.objects.create(username="hoa", full_name="Nguyễn Hoa")


def test_a_proposed_value_says_old_and_new(officer):
    change = ValueChange.objects.create(
        key="class.validity", value=36, start_on=date(2027, 1, 1), instrument="294-QĐ/TW",
        clause="9", proposed_by=officer, proposed_at=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip
    told = telling.proposal(change, BOOK)
    assert told["detail"] == "60 tháng → 36 tháng từ 1/1/2027"
    assert (told["what"], told["by_name"], told["cite"]) == (
        "gia-tri",
        "Nguyễn Hoa",
        "Điểm 9 QĐ 294",
    )
    assert telling.pending([change], BOOK) == [told]


def test_what_gives_way_to_a_value_is_told_with_its_days():
    rule = BOOK.rules["decide.deadline.admit"]
    assert telling.gives_way(rule, date(2026, 4, 9), BOOK) == ["45 ngày làm việc từ 26/7/2026"]
    assert len(telling.gives_way(rule, date(2026, 4, 8), BOOK)) == 2
    assert telling.gives_way(rule, date(2026, 7, 27), BOOK) == []


def test_a_proposal_for_a_rule_that_is_gone_is_still_told(officer):
    change = ValueChange(
        key="local.cell_to_up", value=4, start_on=date(2027, 1, 1), instrument="02-HD/BTCTU",
        clause="1", proposed_by=officer, proposed_at=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip
    assert telling.proposal(change, BOOK)["title"] == "local.cell_to_up"


def test_the_steps_of_a_day_name_who_takes_them_and_what_comes_before():
    told = {one["name"]: one for one in telling.steps(BOOK, DAY)}
    vote = told[BOOK.steps["cell_vote"].name.vi]
    assert vote["actor"] == BOOK.word("cell", "vi")
    assert vote["needs"]
    assert vote["mark"] == telling.mark(BOOK.at(DAY).steps["cell_vote"].verified)
    assert not vote["aside"]


@pytest.mark.parametrize("key", ["vote.form", "verify.members"])
def test_only_options_the_rule_knows_are_offered(key):
    form = ValueForm(rule=BOOK.rules[key], book=BOOK)
    used = {one.value for one in BOOK.rules[key].values}
    assert {code for code, _ in form.fields["value"].choices} == used


def test_how_well_the_text_was_seen_must_be_chosen():
    form = ValueForm({**GOOD, "value": "40", "verified": ""}, rule=BOOK.rules["age.min"], book=BOOK)
    assert form.errors == {"verified": ["Hãy chọn đã đối chiếu văn bản đến đâu."]}


@pytest.mark.parametrize(
    ("kind", "told"),
    [("off", "ngày nghỉ"), ("worked", "ngày làm bù"), ("ordinary", "ngày thường"),
     ("announced", "đã công bố lịch nghỉ cả năm")],
)  # fmt: skip
def test_a_proposed_day_says_what_it_is_to_be(officer, kind, told):
    change = DayChange.objects.create(
        on=date(2026, 12, 31), kind=kind, name="x", document="TB 1", proposed_by=officer,
        proposed_at=datetime(2026, 11, 23, tzinfo=UTC),
    )  # fmt: skip
    line = telling.proposal(change, BOOK)
    assert line["title"] == f"31/12/2026: {told}"
    assert (line["what"], line["cite"]) == ("ngay", "TB 1")


GOOD = {"start_on": "1/1/2027", "instrument": "294-QĐ/TW", "clause": "4.3.1",
        "verified": "text"}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "said", "value"),
    [
        ("decide.deadline.admit", "40", 40),
        ("age.min", "20", 20),
        ("vote.cell", ">= 3/4", ">= 3/4"),
        ("class.required", "1", True),
        ("class.required", "", False),
        ("edu.min", "upper_secondary", "upper_secondary"),
        ("consent.religion", "provincial_standing", "provincial_standing"),
        ("special.foreign_spouse", ["spouse_cv"], ["spouse_cv"]),
        ("verify.scope", ["applicant", "father"], ["applicant", "father"]),
        ("host.student", ["school"], ["school"]),
        ("readmit.never", ["corruption"], ["corruption"]),
    ],
)
def test_a_value_is_asked_in_the_shape_of_its_unit(key, said, value):
    rule = BOOK.rules[key]
    form = ValueForm({**GOOD, **opening(rule), "value": said}, rule=rule, book=BOOK)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == value
    assert UNITS[rule.unit](form.cleaned_data["value"])


@pytest.mark.parametrize(
    ("key", "said"),
    [("decide.deadline.admit", "0"), ("decide.deadline.admit", "-4"), ("decide.deadline.admit", "4,5"),
     ("vote.cell", "2/3"), ("edu.min", "doctor"), ("host.student", []), ("verify.scope", ["moon"])],
)  # fmt: skip
def test_a_value_of_another_shape_is_refused(key, said):
    form = ValueForm({**GOOD, "value": said}, rule=BOOK.rules[key], book=BOOK)
    assert "value" in form.errors


def test_every_rule_has_a_form_that_gives_its_own_value_back():
    for rule in BOOK.rules.values():
        told = opening(rule)
        said = {name: ("1" if value is True else "" if value is False else value)
                for name, value in told.items()}  # fmt: skip
        form = ValueForm({**GOOD, **said}, rule=rule, book=BOOK)
        assert form.is_valid(), (rule.key, form.errors)
        assert form.cleaned_data["value"] == rule.values[-1].value
        assert set(UNITS) == {*FIELDS, "excuses"}


def test_nobody_is_left_out_of_a_vote_twice():
    said = {"always": ["suspended"], "if_absent": ["suspended", "exempt"]}
    form = ValueForm({**GOOD, **said}, rule=BOOK.rules["vote.cell.base"], book=BOOK)
    assert form.errors == {"if_absent": ["Ai luôn không tính thì không ghi lại ở đây."]}


def test_a_deadline_asks_what_it_counts_from():
    form = ValueForm(rule=BOOK.rules["ceremony.deadline"], book=BOOK, initial=opening(
        BOOK.rules["ceremony.deadline"]))  # fmt: skip
    assert form["counted_from"].value() == "decision"
    assert {"decision_received", "probation_end"} <= {
        code for code, _words in form.fields["counted_from"].choices
    }
    assert "counted_from" not in ValueForm(rule=BOOK.rules["age.min"], book=BOOK).fields


def test_a_count_from_another_step_is_more_than_another_source():
    told = telling.changed(BOOK, date(2026, 7, 1), date(2026, 8, 1))
    (line,) = [one for one in told if one["key"] == "ceremony.deadline"]
    assert not line["same"]
    assert line["old"] == "30 ngày làm việc, tính từ: " + BOOK.word("decision_received", "vi")
    assert line["new"] == "30 ngày làm việc, tính từ: " + BOOK.word("decision", "vi")


def test_a_rule_tells_what_its_days_are_counted_from():
    told = telling.history(BOOK.rules["ceremony.deadline"], BOOK)
    words = [BOOK.word(code, "vi") for code in ("decision", "decision_received")]
    assert [one["counted"] for one in told[:2]] == [f"tính từ: {one}" for one in words]
    assert telling.history(BOOK.rules["age.min"], BOOK)[0]["counted"] == ""


def coded(book):
    """Return the rulebook in which every code used by a rule or a step is said as «code»."""
    used = {one.counted_from for rule in book.rules.values() for one in rule.values}
    for rule in book.rules.values():
        for one in rule.values:
            used.update([one.value] if rule.unit == "option" else codes(rule.unit, one.value))
    for step in book.steps.values():
        used.update(code for one in step.values for code in (one.actor, *one.papers))
    return replace(book, words={code: Text(f"«{code}»", f"«{code}»") for code in used - {""}})


def test_every_code_on_the_pages_of_rules_goes_through_its_words():
    book = coded(BOOK)
    for rule in book.rules.values():
        for line, one in zip(telling.history(rule, book)[::-1], rule.values, strict=True):
            used = [one.value] if rule.unit == "option" else codes(rule.unit, one.value)
            for code in used:
                assert f"«{code}»" in line["value"], (rule.key, code)
            if rule.step:
                assert f"«{one.counted_from}»" in line["counted"]
    for line in telling.steps(book, DAY):
        assert "«" in line["actor"]
        assert line["papers"] == "" or "«" in line["papers"]


def test_the_instruments_are_offered_latest_first():
    form = ValueForm(rule=BOOK.rules["age.min"], book=BOOK)
    symbols = [symbol for symbol, _ in form.fields["instrument"].choices]
    assert symbols[0] == "208-QĐ/TW"
    assert symbols[-1] == ""
    assert next(iter(form.fields)) == "value"


def test_a_search_needs_no_day_and_refuses_one_that_is_none():
    assert RulesForm({}).is_valid()
    assert RulesForm({"ngay": "1/7/2025", "so_voi": "30/6/2025"}).is_valid()
    assert "ngay" in RulesForm({"ngay": "hôm nay"}).errors


def test_a_day_needs_its_notice():
    assert "document" in DayForm({"on": "31/12/2026", "kind": "off", "name": "x"}).errors
    assert "kind" in DayForm({"on": "31/12/2026", "kind": "moon", "document": "x"}).errors
    assert DayForm({"on": "31/12/2026", "kind": "ordinary", "document": "x"}).is_valid()
    assert RefusalForm({}).is_valid()

"""What the pages say of people, proposals and changes; every code has its words."""

from datetime import date

import pytest
from django.utils import translation

from taonguon.cases.fields import FIELDS
from taonguon.ledger.models import Fact
from taonguon.meetings import telling
from taonguon.meetings.lists import CAME, LEFT, Change
from taonguon.meetings.resolving import Resolved, refused
from taonguon.meetings.reviewing import ORDER
from taonguon.regulations.book import in_use
from taonguon.rules.unlisting import reasons
from tests.meetings.conftest import NOVEMBER

pytestmark = pytest.mark.django_db


def test_where_somebody_stands_is_told_step_by_step(ready, meetings):
    assert telling.state(meetings.standing(ready)) == [
        "Hội Phụ nữ giới thiệu 8/3/2026",
        "trong danh sách từ 5/10/2026",
        "người giúp đỡ: Đảng viên 1",
        "có giấy chứng nhận 20/10/2026",
    ]
    meetings.hold(Resolved(person=ready, dossier=True), month=NOVEMBER)
    assert telling.state(meetings.standing(ready))[-1].endswith("chờ đảng ủy")


@pytest.mark.parametrize("step", ORDER)
def test_each_kind_of_proposal_has_its_words(step):
    assert telling.proposal(step)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("admitted", "được kết nạp"), ("died", "từ trần"), ("moved", "chuyển sang chi bộ khác"),
        ("withdrew", "tự rút"), ("inactive", "lâu không tham gia hoạt động"),
        ("", "không ghi lý do"), ("of old", "không ghi lý do"),
    ],
)  # fmt: skip
def test_why_somebody_left_a_list_has_its_words(code, words):
    assert telling.reason(code) == words


def test_a_change_is_told_with_its_reason():
    day = date(2026, 11, 1)
    assert telling.change(Change(day, 1, 2, CAME, "", "")) == "vào danh sách"
    left = telling.change(Change(day, 1, 2, LEFT, "moved_away", ""))
    assert left == "ra khỏi danh sách: chuyển đi nơi khác"


def test_what_was_resolved_is_told_line_by_line(lan, meetings):
    one = Resolved(person=lan, listed=True, helper=meetings.help_of(lan), task="Dạy hát")
    assert telling.resolved(one) == [
        "Đưa vào danh sách cảm tình Đảng", "Người giúp đỡ: Đảng viên 1", "Giao việc: Dạy hát",
    ]  # fmt: skip
    assert telling.resolved(Resolved(person=lan)) == []


def test_what_a_meeting_wrote_is_told_as_it_was_meant(lan, meetings):
    meetings.hold(Resolved(person=lan, listed=True, helper=meetings.help_of(lan), remark="Tốt."))
    told = [telling.fact(row, in_use()) for row in Fact.objects.exclude(kind="description")]
    assert "Chi bộ đưa vào danh sách cảm tình Đảng" in told
    assert "Cử đảng viên chính thức giúp đỡ: Đảng viên 1" in told
    assert "Nhận xét: Tốt." in told


def test_a_refusal_names_the_step_the_reason_and_the_clause(lan, meetings):
    ((_pk, step, findings),) = refused([], [lan], meetings.now.date(), in_use())
    (words,) = telling.refusal(findings, step, in_use())
    assert words.startswith("Cấp ủy đồng ý cho làm hồ sơ: Phải làm trước:")
    assert "HD 38" in words


def test_the_reasons_speak_both_languages_and_stand_on_the_case_page_too(commune):
    assert {"withdrew", "moved_away", "not_qualified", "other"} <= set(reasons())
    (field,) = FIELDS["unlisted"](in_use(), None).values()
    assert dict(field.choices)["withdrew"] == "Tự rút"
    with translation.override("en"):
        assert telling.reason("moved_away") == "moved away"

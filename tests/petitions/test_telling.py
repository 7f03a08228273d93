"""Petitions in words: where they are, how the answer stands, what happened."""

from datetime import timedelta

import pytest
from django.utils import translation

from taonguon.petitions import telling
from taonguon.petitions.models import Step

DUE = 30  # days to answer


@pytest.mark.parametrize(
    ("after", "status", "words"),
    [
        (0, "wait", "còn 30 ngày"),
        (24, "wait", "còn 6 ngày"),
        (25, "due", "còn 5 ngày"),
        (DUE, "due", "hạn hôm nay"),
        (DUE + 1, "late", "quá hạn 1 ngày"),
    ],
)
def test_the_pill_says_how_long_there_is_to_answer(do, after, status, words):
    kept = do.receive()
    told = telling.pill(kept, kept.received_on + timedelta(days=after))
    assert told == {"status": status, "words": words}


@pytest.mark.parametrize(("days", "words"), [(DUE, "đúng hạn"), (DUE + 1, "trả lời muộn")])
def test_an_answer_was_in_time_or_late(do, days, words):
    kept = do.step("answer", do.receive(), days, text="Đã làm.")
    assert telling.pill(kept, kept.answered_on)["words"] == words


def test_set_aside_says_so(do):
    kept = do.step("set_aside", do.receive(), text="Quảng cáo.")
    assert telling.pill(kept, kept.closed_on) == {"status": "none", "words": "đã xếp lại"}


@pytest.mark.parametrize(
    ("verbs", "words"),
    [
        ([], "chưa chuyển"),
        ([("route", {"to": "front"})], "Mặt trận Tổ quốc"),
        ([("answer", {"text": "x"})], "đã trả lời"),
        ([("answer", {"text": "x"}), ("publish", {"matter": "a", "text": "b"})], "đã công bố"),
        ([("answer", {"text": "x"}), ("reopen", {"text": "x"})], "mở lại, chưa chuyển"),
    ],
)
def test_where_a_petition_is(do, verbs, words):
    kept = do.receive()
    for verb, said in verbs:
        kept = do.step(verb, kept, **said)
    assert telling.state_words(kept) == words


@pytest.mark.parametrize(
    ("through", "body", "words"),
    [
        ("cell", "", "chi bộ, văn phòng"),
        ("member", "", "một đảng viên"),
        ("form", "", "hộp thư trên mạng"),
        ("body", "women", "Hội Phụ nữ"),
        ("body", "hoi_lam_vuon", "hoi_lam_vuon"),
    ],
)
def test_how_a_petition_came(do, through, body, words):
    assert telling.through(do.receive(through=through, body=body)) == words


def test_it_is_to_be_passed_on_five_days_after_it_came_and_after_it_was_opened_anew(do):
    kept = do.receive()
    assert telling.route_by(kept, kept.received_on) == kept.received_on + timedelta(days=5)
    assert telling.route_by(do.step("route", kept, to="front"), kept.received_on) is None


def test_each_step_has_its_words(do):
    do.step("reopen", do.published(), text="Lại tắc.")
    titles = [telling.step(one)["title"] for one in Step.objects.order_by("pk")]
    assert titles == ["Nhận", "Trả lời", "Công bố câu trả lời", "Mở lại"]


def test_the_day_due_says_that_it_is_not_law(do):
    told = telling.why_due(do.receive())
    assert "30 ngày" in told
    assert "không phải luật" in told


def test_a_long_text_is_cut_between_words_and_a_short_one_stands_on_one_line():
    assert telling.gist("Một\n  hai") == "Một hai"
    long = telling.gist("mương " * 60)
    assert long.endswith("mương…")
    assert len(long) <= telling.GIST + 1


def test_names_follow_the_language_of_the_page():
    assert telling.kind_name("land") == "Đất đai, xây dựng"
    assert telling.body_choices({"women"}) == [("women", "Hội Phụ nữ")]
    with translation.override("en"):
        assert telling.kind_name("land") == "Land and building"
        assert telling.route_name("authority") == "People's Committee"
        assert dict(telling.route_choices())["council"] == "People's Council"


def test_what_the_rules_no_longer_name_is_told_by_its_code():
    assert telling.kind_name("gone") == "gone"
    assert telling.route_name("gone") == "gone"

"""Documents in words: each outcome of a check one sentence, each state of a batch one sign."""

from datetime import timedelta

import pytest

from taonguon.documents import facts, telling, verifying
from taonguon.documents.actions import keeping
from taonguon.documents.models import (
    BOTH,
    BOUND,
    CANCELLED,
    DONE,
    FAILED,
    PDFS,
    WANTED,
    WORDS,
    WORKING,
    Batch,
    Document,
)
from taonguon.documents.verifying import Outcome
from tests import cast
from tests.documents.conftest import issued

pytestmark = pytest.mark.django_db
WHAT = "01-NQ/CB · Nghị quyết đề nghị kết nạp · Nguyễn Thị Lan"


@pytest.fixture
def kept(congress):
    return issued()


def words(found):
    return telling.outcome(found)["words"]


def test_a_document_is_told_by_number_title_and_whom_it_is_about(kept):
    assert telling.what(kept) == WHAT
    assert telling.what(issued(type="", mark="", about="")) == "Nghị quyết đề nghị kết nạp"


@pytest.mark.parametrize(
    ("code", "status", "begins"),
    [
        (verifying.MATCHES, "ok", f"Khớp với sổ: {WHAT}."),
        (verifying.SAME_WORDS, "ok", f"Mọi chữ đều khớp: {WHAT};"),
        (verifying.DIFFERS, "late", f"Không khớp: tệp có chữ khác với {WHAT}"),
        (verifying.KNOWN, "wait", f"Mã kiểm tra là của {WHAT}, nhưng chữ của văn bản đã xóa"),
        (verifying.NO_SEAL, "due", "Không thấy mã kiểm tra"),
        (verifying.UNKNOWN, "due", "Không có trong sổ"),
    ],
)
def test_each_outcome_is_one_sentence_with_its_sign(kept, code, status, begins):
    told = telling.outcome(Outcome(code, (kept,)))
    assert told["status"] == status
    assert told["words"].startswith(begins)
    assert told["words"].endswith(".")
    assert told["documents"] == (kept,)


def test_which_of_number_and_seal_does_not_fit_is_told(kept):
    wrong_seal = Outcome(verifying.DIFFERS, (kept,), "000000000000")
    assert words(wrong_seal) == (
        f"Không khớp: trong sổ có {WHAT}, nhưng mã kiểm tra 000000000000 không phải của văn bản đó."
    )
    wrong_number = Outcome(verifying.DIFFERS, (kept,), "02-NQ/CB")
    assert words(wrong_number) == (
        f"Không khớp: mã kiểm tra này là của {WHAT}, không phải của số 02-NQ/CB."
    )


def test_a_cancelled_document_is_told_with_day_and_reason(kept):
    assert telling.cancelled(kept) == ""
    keeping.cancel(document=kept, why="ghi nhầm 100% tên", by=None, at=cast.MORNING)
    kept.refresh_from_db()
    assert telling.cancelled(kept) == "Đã hủy ngày 21/4/2023: ghi nhầm 100% tên"
    assert words(Outcome(verifying.CANCELLED, (kept,))) == (
        f"{WHAT}. Đã hủy ngày 21/4/2023: ghi nhầm 100% tên."
    )


@pytest.mark.parametrize("code", ["empty", "too_large", "locked", "broken", "kind", "moon"])
def test_each_reason_why_a_file_cannot_be_read_says_what_to_do(code):
    sentence = telling.unreadable(code)
    assert "chọn" in sentence
    assert sentence.endswith(".")


def test_numbers_left_out_are_told_by_whose_series_they_are(congress):
    for number in (2, 6):
        issued(number=number)
    issued(type="TB", number=3)
    broken = facts.broken(Document.objects.all())
    told = telling.gaps(broken, {cast.HAMLET_1: "Chi bộ thôn 1"})
    assert [(one["who"], one["series"], one["since"], one["numbers"]) for one in told] == [
        ("Chi bộ thôn 1", "NQ/CB", "1/3/2022", "1, 3–5"),
        ("Chi bộ thôn 1", "TB/CB", "1/3/2022", "1–2"),
    ]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([], ""), ([1], "1"), ([1, 2], "1–2"), ([1, 3], "1, 3"), ([4, 5, 6, 9], "4–6, 9")],
)
def test_numbers_are_written_as_people_write_them(numbers, said):
    assert telling.spans(numbers) == said


def batch(state, **told):
    return Batch(state=state, **told)


@pytest.mark.parametrize(
    ("one", "under_way", "there", "status", "said"),
    [
        (batch(WORKING), True, False, "wait", "đang tạo"),
        (batch(WORKING), False, False, "late", "bị ngắt giữa chừng"),
        (batch(CANCELLED), False, False, "none", "đã dừng"),
        (batch(FAILED), False, False, "late", "không tạo được"),
        (batch(DONE, made=3), False, False, "none", "đã hết hạn giữ tệp"),
        (batch(DONE, made=3), False, True, "ok", "xong 3"),
        (batch(DONE, made=3, failures=[{}]), False, True, "due", "xong 3, còn 1 không tạo được"),
    ],
)
def test_the_state_of_a_batch_has_its_sign_and_words(one, under_way, there, status, said):
    told = telling.state(one, under_way=under_way, there=there)
    assert (told["status"], told["words_of_state"]) == (status, said)


def test_every_way_to_make_a_batch_has_its_words():
    assert set(telling.WANTED) == set(WANTED) == {BOUND, PDFS, WORDS, BOTH}
    assert len({str(said()) for said in telling.WANTED.values()}) == len(WANTED)


def test_a_day_is_told_in_the_office_s_own_time(kept):
    late = cast.MORNING.replace(hour=20)  # 3 in the morning of the next day in Vietnam
    keeping.cancel(document=kept, why="x", by=None, at=late)
    kept.refresh_from_db()
    assert "22/4/2023" in telling.cancelled(kept)
    assert kept.cancelled_at - cast.MORNING == timedelta(hours=18)

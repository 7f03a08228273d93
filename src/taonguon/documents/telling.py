"""Documents in words: what a check found, how far a batch is, why a file cannot be read."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.documents import facts, verifying
from taonguon.documents.models import (
    BOTH,
    BOUND,
    CANCELLED,
    DONE,
    FAILED,
    PDFS,
    WORDS,
    WORKING,
    Batch,
    Document,
    Series,
)
from taonguon.documents.verifying import Outcome


def language() -> str:
    """Return the language of the page: `vi` or `en`."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def what(document: Document) -> str:
    """Return a document in a few words: its number, what it is and about whom."""
    parts = (document.printed, document.title, document.about)
    return " · ".join(part for part in parts if part)


def cancelled(document: Document) -> str:
    """Return that a document is cancelled, since when and why."""
    if document.cancelled_at is None:
        return ""
    day = show_day(timezone.localdate(document.cancelled_at))
    return _("Đã hủy ngày %(day)s: %(why)s") % {"day": day, "why": document.cancelled_why}


def outcome(found: Outcome) -> dict[str, Any]:
    """Return what a check found as one sentence with its sign, and the documents it is about."""
    document = found.document
    told = {"what": what(document) if document else "", "said": found.said}
    status, words = _OUTCOMES[found.code]
    sentence = str(words()) % told
    if found.code == verifying.DIFFERS and found.said:
        sentence = _other(found, told)
    if found.code == verifying.CANCELLED and document is not None:
        sentence = f"{told['what']}. {cancelled(document)}."
    return {"status": status, "words": sentence, "documents": found.documents}


def _other(found: Outcome, told: dict[str, str]) -> str:
    if len(found.said) == 12 and found.document and found.said != found.document.printed:
        return _(
            "Không khớp: trong sổ có %(what)s, nhưng mã kiểm tra %(said)s không phải của văn bản đó."
        ) % told  # fmt: skip
    return _("Không khớp: mã kiểm tra này là của %(what)s, không phải của số %(said)s.") % told


_OUTCOMES: dict[str, tuple[str, Any]] = {
    verifying.MATCHES: ("ok", lambda: _("Khớp với sổ: %(what)s.")),
    verifying.SAME_WORDS: (
        "ok",
        lambda: _("Mọi chữ đều khớp: %(what)s; chỉ cách ghi tệp là khác."),
    ),
    verifying.DIFFERS: (
        "late",
        lambda: _("Không khớp: tệp có chữ khác với %(what)s đã lưu trong sổ; xem những chỗ khác."),
    ),
    verifying.UNKNOWN: (
        "due",
        lambda: _("Không có trong sổ: mã kiểm tra %(said)s không thuộc văn bản nào đồng chí được xem."),
    ),
    verifying.KNOWN: (
        "wait",
        lambda: _("Mã kiểm tra là của %(what)s, nhưng chữ của văn bản đã xóa nên không so được."),
    ),
    verifying.CANCELLED: ("late", lambda: "%(what)s"),
    verifying.NO_SEAL: (
        "due",
        lambda: _(
            "Không thấy mã kiểm tra (12 chữ số và chữ cái a–f): gõ lại như in cạnh mã QR ở chân trang."
        ),
    ),
}  # fmt: skip


def unreadable(code: str) -> str:
    """Return why a file to be checked cannot be read."""
    return {
        "empty": _("Tệp không có gì bên trong: chọn tệp khác."),
        "too_large": _("Tệp lớn quá 10 MB hoặc quá nhiều trang: chọn đúng tệp của văn bản."),
        "locked": _("Tệp có mật khẩu: bỏ mật khẩu rồi chọn lại."),
        "broken": _("Tệp bị hỏng hoặc tải về chưa hết: tải lại rồi chọn lại."),
    }.get(code, _("Tệp này không phải PDF hay Word (.docx): chọn tệp của văn bản."))


def gaps(broken: list[Series], names: dict[int, str]) -> list[dict[str, str]]:
    """Return each series that has left numbers out: whose, and which numbers."""
    left = facts.gaps(broken)
    return [
        {
            "who": names.get(one.term.organisation, "–"),
            "series": f"{one.type}/{one.mark}",
            "since": show_day(one.term.begins_on),
            "numbers": spans(left[one.pk]),
        }
        for one in broken
        if one.pk in left
    ]


def spans(numbers: list[int]) -> str:
    """Return numbers as people write them: `1, 3–5`."""
    return ", ".join(
        str(low) if low == high else f"{low}–{high}" for low, high in facts.spans(numbers)
    )


WANTED = {
    BOUND: lambda: _("một tệp PDF, các văn bản nối tiếp nhau"),
    PDFS: lambda: _("một tệp zip, mỗi văn bản một tệp PDF"),
    WORDS: lambda: _("một tệp zip, mỗi văn bản một tệp Word"),
    BOTH: lambda: _("một tệp zip, mỗi văn bản một tệp PDF và một tệp Word"),
}


def state(batch: Batch, *, under_way: bool, there: bool) -> dict[str, str]:
    """Return how far a batch has come, with its sign: under way, cut off, made, dropped, stopped."""
    if batch.state == WORKING:
        words = _("đang tạo") if under_way else _("bị ngắt giữa chừng")
        return {"status": "wait" if under_way else "late", "words_of_state": words}
    if batch.state == CANCELLED:
        return {"status": "none", "words_of_state": _("đã dừng")}
    if batch.state == FAILED:
        return {"status": "late", "words_of_state": _("không tạo được")}
    if batch.state == DONE and not there:
        return {"status": "none", "words_of_state": _("đã hết hạn giữ tệp")}
    if batch.failures:
        told = {"made": batch.made, "left": len(batch.failures)}
        words = _("xong %(made)d, còn %(left)d không tạo được") % told
        return {"status": "due", "words_of_state": words}
    return {"status": "ok", "words_of_state": _("xong %(made)d") % {"made": batch.made}}


def crumbs() -> list[dict[str, str]]:
    """Return the way back to the book."""
    return [{"label": _("Văn bản"), "url": reverse("documents")}]

"""What each step asks beyond its day and paper: the fields, and what of them the fact keeps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taonguon.core.case import CIRCUMSTANCES, LEVELS, Case
from taonguon.core.rulebook import Rulebook
from taonguon.core.votes import FORMS
from taonguon.organisations.forms import DayField
from taonguon.rules.unlisting import reasons

MASS = ("youth", "women", "farmers", "veterans", "union")
HOSTS = ("residence", "school", "host_unit", "employer", "residence_no_employer", "army", "police")
CONSENTS = (
    "over_age", "elder_schooling", "religion", "dignitary", "readmission", "political_standard",
    "ceremony_late",
)  # fmt: skip
BODIES = ("level_above", "provincial_standing")
SPECIAL = (
    "assignment", "old_unit_certificate", "spouse_cv", "security_check", "marriage_certificate",
    "three_generations", "tax_confirmation", "insurance_confirmation", "three_year_report",
    "remarks_sending", "remarks_residence", "remarks_employer", "religion_request",
    "over_age_statement",
)  # fmt: skip
GROUNDS = (
    "other_ground", "abandoned", "asked_to_leave", "asked_to_leave_hardship", "disunity",
    "corruption", "serious_crime",
)  # fmt: skip
AGAIN = (
    "cv_certified", "sponsor_paper", "union_resolution", "synthesis", "cell_vote", "base_vote",
    "appraisal",
)  # fmt: skip
RELATIVES = (
    ("father", "father"), ("mother", "mother"), ("raiser", "raiser"), ("spouse", "spouse"),
    ("spouse_father", "spouse_father"), ("spouse_mother", "spouse_mother"),
    ("child_1", "child"), ("child_2", "child"), ("child_3", "child"), ("child_4", "child"),
)  # fmt: skip
TRAITS = ("member", "same_commune", "armed_forces", "abroad", "minor")

Fields = dict[str, forms.Field]


def language() -> str:
    """Return `en` or `vi`, the language of the page."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def choices(book: Rulebook, codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return codes with their words to choose from."""
    return [(code, _capital(book.word(code, language()))) for code in codes]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _choice(book: Rulebook, label: Any, codes: Sequence[str], **more: Any) -> forms.ChoiceField:
    missing = {"required": _("Hãy chọn một mục.")}
    return forms.ChoiceField(
        label=label, choices=choices(book, codes), error_messages=missing, **more
    )


def _several(book: Rulebook, label: Any, codes: Sequence[str], **more: Any) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices(book, codes),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một mục.")},
        **more,
    )


def _yes(label: Any, first: Any, second: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("yes", first), ("no", second)],
        widget=forms.RadioSelect,
        initial="yes",
        error_messages={"required": _("Hãy chọn một mục.")},
    )


def _introduction(book: Rulebook, case: Case) -> Fields:
    return {"by": forms.CharField(label=_("Ai giới thiệu"), max_length=150, required=False)}


def _helper(book: Rulebook, case: Case) -> Fields:
    return {
        "name": forms.CharField(
            label=_("Đảng viên"),
            max_length=150,
            error_messages={"required": _("Hãy ghi họ và tên đảng viên.")},
        ),
        "official_since": DayField(label=_("Đảng viên chính thức từ ngày")),
        "together_since": DayField(
            label=_("Cùng công tác, học tập hoặc cư trú với người này từ ngày"), required=False
        ),
    }


def _sponsor(book: Rulebook, case: Case) -> Fields:
    return {
        **_helper(book, case),
        "replacement": forms.BooleanField(
            label=_("Thay người giới thiệu cũ (chuyển đi, bị kỷ luật…)"), required=False
        ),
    }


def _introducer(book: Rulebook, case: Case) -> Fields:
    return {"body": _choice(book, _("Nghị quyết của"), ("youth", "union"))}


def _mass(book: Rulebook, case: Case) -> Fields:
    return {"body": _choice(book, _("Đoàn thể"), MASS)}


def _certified(book: Rulebook, case: Case) -> Fields:
    return {"qualified": _yes(_("Kết luận lý lịch"), _("Đủ điều kiện"), _("Không đủ điều kiện"))}


def _consent(book: Rulebook, case: Case) -> Fields:
    return {
        "for": _choice(book, _("Đồng ý về việc"), CONSENTS),
        "authority": _choice(book, _("Cơ quan đồng ý"), BODIES),
    }


def _special(book: Rulebook, case: Case) -> Fields:
    return {"paper_kind": _choice(book, _("Giấy tờ"), SPECIAL)}


def _sent(book: Rulebook, case: Case) -> Fields:
    return {
        "about": _about(book, case),
        "to": forms.CharField(
            label=_("Gửi đến"),
            max_length=150,
            help_text=_("Tên tổ chức đảng nơi được hỏi, không ghi nội dung thẩm tra."),
            error_messages={"required": _("Hãy ghi nơi được hỏi.")},
        ),
        "abroad": forms.BooleanField(label=_("Ở nước ngoài"), required=False),
        "verifier_is_relative": _relative(),
    }


def _reply(book: Rulebook, case: Case) -> Fields:
    return {"about": _about(book, case), "verifier_is_relative": _relative()}


def _relative() -> forms.Field:
    return forms.BooleanField(
        label=_("Người đi thẩm tra là người xin vào Đảng hoặc người thân"), required=False
    )


def _about(book: Rulebook, case: Case) -> forms.Field:
    people = [
        (one.key, _capital(book.word(one.relation, language())) + _number(one.key))
        for one in case.relatives
    ]
    return forms.MultipleChoiceField(
        label=_("Về người"),
        choices=[*people, ("applicant", _capital(book.word("applicant", language())))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một người.")},
    )


def _number(key: str) -> str:
    tail = key.rpartition("_")[2]
    return f" {tail}" if tail.isdecimal() else ""


def _approved(book: Rulebook, case: Case) -> Fields:
    return {"approved": _yes(_("Quyết định"), _("Đồng ý"), _("Không đồng ý"))}


def _extension(book: Rulebook, case: Case) -> Fields:
    return {
        "days": forms.IntegerField(
            label=_("Gia hạn thêm, ngày làm việc"),
            min_value=1,
            error_messages={
                "required": _("Hãy ghi số ngày, ví dụ 10."),
                "invalid": _("Số ngày ghi bằng chữ số, ví dụ 10."),
                "min_value": _("Gia hạn ít nhất 1 ngày."),
            },
        )
    }


def _moved(book: Rulebook, case: Case) -> Fields:
    return {
        "cell": forms.TypedChoiceField(
            label=_("Chi bộ mới trong đảng bộ"),
            coerce=int,
            empty_value=None,
            required=False,
            help_text=_("Để trống khi chuyển ra ngoài đảng bộ."),
        ),
        "to": forms.CharField(
            label=_("Chuyển đến"),
            max_length=150,
            error_messages={"required": _("Hãy ghi nơi chuyển đến.")},
        ),
    }


def _cancelled(book: Rulebook, case: Case) -> Fields:
    return {
        "ground": _choice(book, _("Vì sao hủy"), ("standard", "procedure")),
        "again": _several(
            book, _("Các bước phải làm lại (khi sai về thủ tục)"), AGAIN, required=False
        ),
    }


def _unlisted(book: Rulebook, case: Case) -> Fields:
    offered = [(code, name.said(language())) for code, name in reasons().items()]
    return {"reason": forms.ChoiceField(label=_("Lý do"), choices=offered)}


def _profile(book: Rulebook, case: Case) -> Fields:
    unknown = [("", _("Theo danh sách"))]
    return {
        "schooling": forms.ChoiceField(
            label=_("Trình độ học vấn"), required=False, choices=unknown + choices(book, LEVELS)
        ),
        "youth_union": forms.BooleanField(label=_("Là đoàn viên"), required=False),
        "youth_union_here": forms.BooleanField(label=_("Nơi này có tổ chức Đoàn"), required=False),
        "union_here": forms.BooleanField(label=_("Nơi này có công đoàn"), required=False),
        "host": _choice(book, _("Tổ chức đảng làm hồ sơ"), HOSTS),
        "delegated": forms.BooleanField(
            label=_("Đảng ủy cơ sở được ủy quyền quyết định kết nạp"), required=False
        ),
        "mass_organisations": _several(book, _("Là thành viên của"), MASS, required=False),
        "circumstances": _several(book, _("Hoàn cảnh"), CIRCUMSTANCES, required=False),
        "left_on": DayField(label=_("Ra khỏi Đảng ngày (kết nạp lại)"), required=False),
        "left_ground": _choice(book, _("Vì"), GROUNDS, required=False),
        "cleared_on": DayField(label=_("Được xóa án tích ngày"), required=False),
        "readmitted_before": forms.IntegerField(
            label=_("Đã kết nạp lại, lần"), min_value=0, required=False
        ),
    }


FIELDS: Mapping[str, Callable[[Rulebook, Case], Fields]] = {
    "introduction": _introduction,
    "helper": _helper,
    "probation_helper": _helper,
    "sponsor_paper": _sponsor,
    "union_resolution": _introducer,
    "mass_opinion": _mass,
    "cv_certified": _certified,
    "consent": _consent,
    "special_paper": _special,
    "verify_sent": _sent,
    "verify_reply": _reply,
    "decision": _approved,
    "recognition": _approved,
    "extension": _extension,
    "moved": _moved,
    "decision_cancelled": _cancelled,
    "unlisted": _unlisted,
    "profile": _profile,
}

VOTE_FORMS = FORMS

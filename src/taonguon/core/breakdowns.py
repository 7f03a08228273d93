"""Admissions divided by one feature, as it was known on the day of each."""

from collections.abc import Iterable, Mapping

from taonguon.core.figures import AGES, Admission

BREAKDOWNS: Mapping[str, tuple[str, str]] = {
    "sex": ("Giới tính", "Sex"),
    "religion": ("Tôn giáo", "Religion"),
    "ethnicity": ("Dân tộc", "Ethnicity"),
    "youth_union": ("Đoàn viên", "Youth Union"),
    "age": ("Nhóm tuổi", "Age band"),
    "schooling": ("Học vấn", "Schooling"),
    "qualification": ("Chuyên môn", "Qualification"),
    "occupation": ("Nghề nghiệp", "Occupation"),
}


def band(age: int | None) -> str:
    """Return the age band the statistics use, empty when the age is not known."""
    for low, high in AGES:
        if age is not None and low <= age <= high:
            return f"{low}–{high}" if high < 150 else ">60"
    return "" if age is None else "<18"


def breakdown(admissions: Iterable[Admission], by: str) -> dict[str, tuple[int, ...]]:
    """Return the people admitted by one feature as it was on the day of admission."""
    told: dict[str, list[int]] = {}
    for admission in admissions:
        value = band(admission.age) if by == "age" else getattr(admission, by)
        text = ("x" if value else "") if isinstance(value, bool) else str(value)
        told.setdefault(text, []).append(admission.person)
    return {key: tuple(sorted(people)) for key, people in sorted(told.items())}

"""Schooling as offices write it."""

import pytest

from taonguon.core.case import LEVELS
from taonguon.core.schooling import level


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12/12", "upper_secondary"),
        ("11/12", "lower_secondary"),
        ("9/12", "lower_secondary"),
        ("8/12", "primary"),
        ("5/12", "primary"),
        ("4/12", "literate"),
        ("0/12", ""),
        ("10/10", "upper_secondary"),
        ("9/10", "lower_secondary"),
        ("7/10", "lower_secondary"),
        ("6/10", "primary"),
        ("4/10", "primary"),
        ("3/10", "literate"),
        ("lớp 12 / 12", "upper_secondary"),
        ("THPT", "upper_secondary"),
        ("Trung học phổ thông", "upper_secondary"),
        ("Tốt nghiệp THCS", "lower_secondary"),
        ("Tiểu học", "primary"),
        ("Đại học", ""),
        ("", ""),
    ],
)
def test_a_level_is_read(text, told):
    assert level(text) == told
    assert told == "" or told in LEVELS

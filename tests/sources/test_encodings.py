"""Texts typed with old fonts come back letter for letter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.sources.encodings import (
    TCVN3,
    UNICODE,
    VNI,
    encoding_of,
    from_tcvn3,
    from_vni,
    to_tcvn3,
    to_unicode,
    to_vni,
)

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
SMALL = [unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in TONES] + ["đ"]
LETTERS = [*SMALL, *(letter.upper() for letter in SMALL)]
OTHERS = list("bcdghklmnpqrstvx .,/-0123456789")


def test_there_are_134_letters_with_marks_beside_the_plain_vowels():
    assert len({letter for letter in LETTERS if not letter.isascii()}) == 134


@pytest.mark.parametrize("letter", SMALL)
def test_each_small_letter_goes_to_tcvn3_and_back(letter: str):
    assert from_tcvn3(to_tcvn3(letter)) == letter


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_goes_to_vni_and_back(letter: str):
    assert from_vni(to_vni(letter)) == letter


@given(st.text(st.sampled_from(SMALL + OTHERS)))
def test_a_small_text_goes_to_tcvn3_and_back(text: str):
    assert from_tcvn3(to_tcvn3(text)) == text


@given(st.text(st.sampled_from(LETTERS)))
def test_a_text_in_capitals_goes_to_the_capital_fonts_and_back(text: str):
    shouted = f"BB {text.upper()}"
    assert from_tcvn3(to_tcvn3(shouted)) == shouted


@given(st.text(st.sampled_from(LETTERS + OTHERS)))
def test_what_tcvn3_loses_is_only_the_size_of_letters(text: str):
    assert from_tcvn3(to_tcvn3(text)).lower() == text.lower()


@given(st.lists(st.sampled_from(LETTERS), max_size=12).map("b".join))
def test_any_text_goes_to_vni_and_back(text: str):
    assert from_vni(to_vni(text)) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("§¶ng bé x· Kh¸nh Nh¹c", "Đảng bộ xã Khánh Nhạc"),
        ("DANH S¸CH §¶NG VI£N", "DANH SÁCH ĐẢNG VIÊN"),
        ("NguyÔn ThÞ H\xad¬ng", "Nguyễn Thị Hương"),
        ("Ñaûng boä xaõ Khaùnh Nhaïc", "Đảng bộ xã Khánh Nhạc"),
        ("NGUYEÃN THÒ HÖÔNG", "NGUYỄN THỊ HƯƠNG"),
        ("Đảng bộ xã Khánh Nhạc", "Đảng bộ xã Khánh Nhạc"),
        ("Hà Thanh Hòa", "Hà Thanh Hòa"),
        ("Hµ Vò", "Hà Vũ"),
    ],
)
def test_a_text_is_read_as_meant_even_alone(typed: str, meant: str):
    assert to_unicode(typed, UNICODE) == meant


@pytest.mark.parametrize(("name", "convert"), [(UNICODE, str), (TCVN3, to_tcvn3), (VNI, to_vni)])
def test_the_encoding_of_a_file_is_seen_from_its_words(name: str, convert):
    words = ["Họ và tên", "Ngày, tháng, năm sinh", "Quê quán", "Nghề nghiệp", "Chi bộ xóm 6"]
    assert encoding_of(map(convert, words)) == name


def test_a_short_text_follows_its_file():
    assert to_unicode(to_tcvn3("Chi bộ xóm 6"), TCVN3) == "Chi bộ xóm 6"
    assert to_unicode("Bé Tú", UNICODE) == "Bé Tú"

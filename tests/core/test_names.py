"""Names are kept tidy, found with or without diacritics, and sorted the Vietnamese way."""

import re
import unicodedata
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given as having
from hypothesis import strategies as st

from taonguon.core.names import given, matches, plain, search_key, sort_key, tidy, words

VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)
word = st.text(VIETNAMESE + VIETNAMESE.upper(), min_size=1, max_size=7)
name = st.lists(word, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("NGUYỄN VĂN ĐỨC", "Nguyễn Văn Đức"),
        ("Nguyễn Văn ĐỨC", "Nguyễn Văn ĐỨC"),
        ("nguyễn văn đức", "nguyễn văn đức"),
        ("  Nguyễn \u00a0Văn\t Đức ", "Nguyễn Văn Đức"),
        ("R'CHĂM H’NGÚT", "R'Chăm H'Ngút"),
        ("Ðặng Văn A", "Đặng Văn A"),
        ("\ufeffLê Thị\u200b B", "Lê Thị B"),
        ("Y", "Y"),
        ("AN", "An"),
        ("", ""),
    ],
)
def test_a_name_is_tidied_to(written, kept):
    assert tidy(written) == kept


def test_given_decomposed_letters_when_tidied_then_they_are_composed():
    assert tidy(unicodedata.normalize("NFD", "Nguyễn Thị Ước")) == "Nguyễn Thị Ước"


@having(name)
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ĐẶNG  Văn Đức", "dang van duc"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Ước"), "nguyen thi uoc"),
        ("Ðỗ Ƀlŏ", "do blo"),
        ("Xóm 6", "xom 6"),
        ("", ""),
    ],
)
def test_the_key_for_search_is(text, key):
    assert plain(text) == key


@having(name)
def test_every_vietnamese_name_has_a_plain_key_of_a_to_z_only(text):
    assert re.fullmatch(r"[a-z]+( [a-z]+)*", plain(text))
    assert plain(unicodedata.normalize("NFD", text).upper()) == plain(text)


@pytest.mark.parametrize(("full", "last"), [("Lê Văn An", "An"), ("An", "An"), ("", "")])
def test_the_given_name_is_the_last_word(full, last):
    assert given(full) == last


def test_every_letter_comes_after_the_one_before_it_in_the_alphabet():
    for before, after in pairwise("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"):
        assert sort_key(before) < sort_key(after), (before, after)


@pytest.mark.parametrize("tones", ["aàảãáạ", "ăằẳẵắặ", "êềểễếệ", "ơờởỡớợ", "ưừửữứự", "yỳỷỹýỵ"])
def test_the_tones_follow_each_other_as_ngang_huyen_hoi_nga_sac_nang(tones):
    for before, after in pairwise(tones):
        assert sort_key(f"m{before}n") < sort_key(f"m{after}n"), (before, after)


IN_ORDER = [
    "An",
    "An Văn An",
    "Lê An",
    "Nguyễn An",
    "Nguyễn Thị An",
    "Nguyễn Văn An",
    "Ngữ Văn An",
    "Trần An",
    "Trân Thị Ân",
    "Trần Văn Ân",
    "Đỗ Thị Bình",
    "Lê Văn Cường",
    "Lê Văn Dũng",
    "Lê Văn Đạt",
    "Bùi Thị Hoa",
    "Bùi Thị Hoà",
    "Bùi Thị Hóa",
    "Bùi Thị Hoan",
    "Lê Văn Tu",
    "Lê Văn Tú",
    "Lê Văn Tuấn",
    "Lê Văn Tư",
    "Vũ Thị Xuân",
    "Vũ Thị Ý",
]


def test_given_names_in_disorder_when_sorted_then_they_stand_as_in_a_vietnamese_list():
    shuffled = Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_given_the_same_name_with_the_tone_on_the_other_vowel_then_it_sorts_the_same():
    assert sort_key("Bùi Thị Hoà") == sort_key("Bùi Thị Hòa")


def test_given_capitals_or_decomposed_letters_then_the_name_sorts_the_same():
    assert sort_key("LÊ VĂN ĐẠT") == sort_key(unicodedata.normalize("NFD", "Lê Văn Đạt"))


def test_signs_do_not_count_and_letters_of_other_scripts_come_last():
    assert sort_key("H'Ngút") == sort_key("Hngút")
    assert sort_key("Zũ") < sort_key("王") == sort_key("李")


@having(name)
def test_digit_and_letter_take_turns_in_the_key_so_that_no_collation_reads_it_otherwise(text):
    assert re.fullmatch(r"([0-9][a-h])+", sort_key(text))


@having(name, name)
def test_a_lower_given_name_always_comes_first_whatever_stands_before_it(one, two):
    if sort_key(given(one)) < sort_key(given(two)):
        assert sort_key(one) < sort_key(two)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nguyen", True),
        ("NGUYEN duc", True),
        ("đức ngu", True),
        ("duc van nguyen", True),
        ("Đức", True),
        ("đ", True),
        ("d", True),
        ("", True),
        ("dưc", False),
        ("đúc", False),
        ("uyen", False),
        ("nguyen nguyen", False),
        ("nguyễn văn đức anh", False),
        ("nguyên", False),
    ],
)
def test_nguyen_van_duc_is_found_by(query, found):
    assert matches("Nguyễn Văn Đức", query) is found


@pytest.mark.parametrize("written", ["Trần Thị Hoà", "Trần Thị Hòa"])
@pytest.mark.parametrize(
    ("query", "found"), [("hoà", True), ("hòa", True), ("hò", True), ("hóa", False)]
)
def test_the_place_of_the_tone_does_not_matter(written, query, found):
    assert matches(written, query) is found


def test_given_two_words_that_begin_alike_then_each_takes_a_word_of_its_own():
    assert matches("Nguyễn Ngọc Ngà", "ng nguyen ngo")
    assert not matches("Nguyễn Ngọc Ngà", "ngu nguyen ngo")


def test_the_words_of_a_query_are_kept_as_typed_in_lower_case():
    assert words("  ĐỨC   nguyen ") == ("đức", "nguyen")
    assert words(" ") == ()


@having(name, st.data())
def test_any_beginnings_of_words_in_any_order_find_the_name(text, data):
    parts = data.draw(st.permutations(tidy(text).lower().split()))
    cut = [part[: data.draw(st.integers(1, len(part)))] for part in parts]
    assert matches(text, " ".join(cut))
    assert matches(text, plain(" ".join(cut)))


@having(name, st.lists(word, max_size=3).map(" ".join))
def test_whatever_matches_is_found_in_the_key_kept_for_search(text, query):
    in_key = all(f" {one}" in search_key(text) for one in words(query))
    assert in_key or not matches(text, query)
    if len(words(query)) == 1:
        assert in_key == matches(text, query)


def test_the_key_kept_for_search_holds_every_spelling_once():
    assert search_key("Trần Thị Hoà An") == " tran trần thi thị hoa hoà hòa an"

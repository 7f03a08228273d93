"""What the page of a paper offers, takes and reckons before the paper is made."""

from datetime import date

import pytest

from taonguon.papers import book, filled, matters, offering
from taonguon.papers.forms import MakeForm
from tests.forms import people

pytestmark = [pytest.mark.django_db, pytest.mark.data]

AFTER = date(2026, 11, 20)


def form(key):
    return book.in_use().forms[key]


@pytest.fixture
def offered(woman):
    def told(key, **more):
        now = woman(AFTER)
        documents = matters.kept(now.matter)
        return offering.initial(form(key), now.matter, now.values | more, documents, AFTER)

    return told


def asked(key, **typed):
    told = MakeForm(form(key), [], "vi", data={"on": "20/11/2026", **typed})
    told.is_valid()
    return told


def test_the_number_of_the_step_is_offered_until_a_paper_bears_it(offered, make):
    assert offered("6-knd")["number"] == 19
    make("6-knd", AFTER, number=19)
    assert offered("6-knd")["number"] is None


@pytest.mark.parametrize("number", ["", "19", "19-QĐ/ĐU", "mười chín", "0019-NQ/CB"])
def test_a_number_that_is_not_of_the_papers_own_book_is_not_offered(offered, number):
    assert offered("6-knd", **{"cell_vote.number": number})["number"] is None


def test_who_signed_last_for_the_body_is_offered_and_nobody_elses_signer(offered, make):
    make("6-knd", AFTER, **{"signer.post": "BÍ THƯ", "signer.name": "Trần Văn Ân"})
    assert offered("13-knd")["signer.name"] == "Trần Văn Ân"
    assert "signer.name" not in offered("9-knd")


def test_what_was_typed_for_the_last_paper_is_offered_again_days_as_days(offered, make):
    make("4-knd", AFTER, **{
        "person.youth_union": True, "union_vote.on": date(2026, 3, 5), "union_vote.against": 0,
    })  # fmt: skip
    told = offered("4-knd")
    assert (told["union_vote.on"], told["union_vote.against"]) == (date(2026, 3, 5), 0)


def test_what_the_register_knows_of_a_typed_value_is_offered(offered):
    assert offered("4-knd")["youth.name"] == "Ban Chấp hành Đoàn xã Khánh Nhạc"


@pytest.mark.parametrize(
    ("typed", "day"), [("5/3/2026", date(2026, 3, 5)), ("31/2/2026", None), ("", None), ("x", None)]
)
def test_a_typed_day_is_read_or_is_none(typed, day):
    assert offering.typed_day(typed) == day


def test_a_share_is_reckoned_and_never_typed():
    told = asked("4-knd", **{"union_vote.total": "9", "union_vote.favour": "7"})
    assert "union_vote.share" not in told.fields
    assert told.values()["union_vote.share"] == "77,78"
    assert asked("4-knd", **{"union_vote.favour": "7"}).values()["union_vote.share"] is None


def test_nobody_in_favour_is_a_number_and_nothing_typed_is_none():
    told = asked("4-knd", **{"union_vote.total": "9", "union_vote.favour": "0"}).values()
    assert (told["union_vote.favour"], told["union_vote.share"]) == (0, "0")
    assert told["union_vote.against"] is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"union_vote.total": "9", "union_vote.favour": "7", "union_vote.against": "3"}, "10 nhiều hơn"),
        ({"union_vote.total": "chín"}, "chữ số"),
        ({"union_vote.total": "-1"}, "số âm"),
        ({"union_vote.total": "99999999999999999999"}, "Nhiều nhất"),
        ({"on": ""}, "Hãy ghi ngày"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(typed, words):
    assert words in str(asked("4-knd", **typed).errors)


def test_a_row_that_is_another_on_the_day_is_asked_for_again():
    first = MakeForm(
        form("3-knd"), ["An", "Bình"], "vi", data={"on": "20/11/2026", "row": "1 Bình"}
    )
    assert first.is_valid()
    assert first.cleaned_data["row"] == 1
    later = MakeForm(form("3-knd"), ["Bình"], "vi", data={"on": "20/11/2026", "row": "1 Bình"})
    assert "chọn lại" in str(later.errors["row"])


def test_unions_number_their_papers_themselves():
    assert not filled.numbered(form("4-knd"))
    assert "number" not in asked("4-knd").fields
    assert filled.numbered(form("6-knd"))


def test_the_day_before_a_vote_tells_nothing_of_it(woman):
    voted = woman(AFTER).values["cell_vote.on"]
    assert woman(voted).values["cell_vote.on"] == voted
    assert "cell_vote.on" not in woman(date(2025, 8, 20)).values
    assert woman(voted).matter.pk == people.WOMAN

"""Any way of a petition, made up at random: the row, the list, the public page say what was done, no more."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.core import petitions as core
from taonguon.journal.models import JournalEntry
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.petitions.actions import handling
from taonguon.petitions.actions.handling import Said
from taonguon.petitions.models import Contact, Petition, Step
from tests import cast
from tests.petitions.conftest import told

pytestmark = pytest.mark.django_db
# each example takes back what it wrote
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAY, ANSWER_DAYS, CONTACT_DAYS = date(2023, 4, 21), 30, 30
SENDER, REACH = "Phạm Thị Hoàn", "0912 345 678"
VERBS = ("route", "answer", "set_aside", "reopen", "publish", "take_down")
WAYS = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(-3, 25)), max_size=9)


@dataclass
class Model:
    """Where a petition stands, kept by the test in its own words."""

    publishable: bool
    received: date = DAY
    state: str = "waits"
    due: date = field(init=False)
    last: date = field(init=False)
    answered: date | None = None
    closed: date | None = None
    to: str = ""

    def __post_init__(self):
        self.due, self.last = self.received + timedelta(days=ANSWER_DAYS), self.received

    def may(self, verb, on):
        open_, shown = self.state == "waits", self.state == "shown"
        fits = {
            "route": open_, "answer": open_, "set_aside": open_, "reopen": not open_,
            "publish": self.state in {"answered", "hidden"} and self.publishable, "take_down": shown,
        }[verb]  # fmt: skip
        return fits and on >= self.last

    def take(self, verb, on):
        self.last = on
        if verb == "reopen":
            self.state, self.due, self.to = "waits", on + timedelta(days=ANSWER_DAYS), ""
            self.answered = self.closed = None
        elif verb == "route":
            self.to = "authority"
        elif verb == "answer":
            self.state, self.answered, self.closed = "answered", on, on
        elif verb == "set_aside":
            self.state, self.closed = "aside", on
        else:
            self.state = "shown" if verb == "publish" else "hidden"


def ask(petition, verb, on, at):
    """Try one step with the product's action; return the petition when it was taken, else None."""
    said = {
        "route": {"to": "authority"}, "publish": {"matter": "Mương tắc.", "text": "Đã nạo vét."},
    }.get(verb, {"text": "Đã xem xét."})  # fmt: skip
    try:
        return getattr(handling, verb)(petition=petition, said=Said(on, **said), by=None, at=at)
    except Refused:
        return None


@settings(MANY, max_examples=80)
@given(publishable=st.booleans(), way=WAYS)
def test_any_way_is_what_was_told_of_it(commune, at, publishable, way):
    with cast.taken_back():
        place, now, day = Organisation.objects.get(pk=cast.HAMLET_1), at, DAY
        model = Model(publishable)
        words = told(on=DAY, publishable=publishable, name=SENDER, reach=REACH)
        kept, taken = handling.receive(told=words, organisation=place, by=None, at=now), 1
        for verb, days in way:
            on = day + timedelta(days=days)
            now, day = now + timedelta(days=max(days, 0)), max(day, on)
            expected, before = model.may(verb, on), Step.objects.count()
            after = ask(kept, verb, on, now)
            assert (after is not None) is expected, (verb, on, model)
            assert Step.objects.count() == before + expected
            if expected:
                model.take(verb, on)
                kept, taken = after, taken + 1
        row = Petition.objects.get(pk=kept.pk)
        assert (row.answered_on, row.closed_on, row.to) == (model.answered, model.closed, model.to)
        assert (row.state in core.OPEN) is (model.state == "waits")
        assert (row.state == core.PUBLISHED) is (model.state == "shown")
        assert row.due_on == model.due or row.state not in core.OPEN
        late = Petition.objects.overdue(model.due + timedelta(days=1))
        assert late.exists() is (model.state == "waits")
        assert not Petition.objects.overdue(model.due).exists()
        assert JournalEntry.objects.filter(subject=f"petition:{row.pk}").count() == taken
        assert SENDER not in str(list(JournalEntry.objects.values()))


@settings(MANY, max_examples=40)
@given(closed=st.integers(0, 60), now=st.integers(0, 120), reopened=st.booleans())
def test_a_contact_goes_when_its_days_after_the_end_are_over_and_never_before(
    commune, at, closed, now, reopened
):
    with cast.taken_back():
        place, end = Organisation.objects.get(pk=cast.HAMLET_1), at + timedelta(days=closed)
        kept = handling.receive(
            told=told(on=DAY, name=SENDER, reach=REACH), organisation=place, by=None, at=at
        )
        on = DAY + timedelta(days=closed)
        handling.answer(petition=kept, said=Said(on, text="Đã xong."), by=None, at=end)
        if reopened:
            handling.reopen(petition=kept, said=Said(on, text="Chưa xong."), by=None, at=end)
        day = on + timedelta(days=now)
        gone = handling.erase_contacts(on=day, by=None, at=at + timedelta(days=closed + now))
        over = now > CONTACT_DAYS and not reopened
        assert (gone, Contact.objects.exists()) == (int(over), not over)


WORDS = ["ông", "bà", "xóm", "mương", "tắc", "đã", "nạo vét", "ngày 20/4/2023", "số 12", "ngõ 3"]


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12))
def test_words_about_a_matter_give_nobody_away(words):
    assert core.gives_away(" ".join(words), [SENDER]) == []


@settings(deadline=None)
@given(
    before=st.lists(st.sampled_from(WORDS), max_size=4),
    after=st.lists(st.sampled_from(WORDS), max_size=4),
    told=st.sampled_from((
        (SENDER, SENDER), ("PHẠM THỊ HOÀN", SENDER), ("pham thi hoan", SENDER),
        ("0912345678", core.NUMBER), ("0912 345 678", core.NUMBER), ("091-234-5678", core.NUMBER),
        ("001089012345", core.NUMBER), ("hoan@example.vn", core.ADDRESS),
    )),
)  # fmt: skip
def test_a_name_a_number_or_an_address_is_found_wherever_it_stands(before, after, told):
    hidden, kind = told
    text = " ".join([*before, hidden, *after])
    assert kind in core.gives_away(text, [SENDER])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Chi 120.000.000 đồng sửa cầu.", True),  # read as a number: the office writes it in words
        ("Chi 120 triệu đồng sửa cầu.", False),
        ("Quyết định 15/QĐ-UBND ngày 20/4/2023.", False),
        ("Đường dài 1500 m, rộng 5 m.", False),
        ("Gọi 1900 1000 để báo.", False),
        ("Bà Hoàn nói thế.", False),  # a part of a name alone is nobody's: a person reads the text
        ("Phạm Thị Hoàng là người khác.", False),
    ],
)
def test_what_is_found_and_what_is_left_to_the_reader(words, found):
    assert bool(core.gives_away(words, [SENDER])) is found


@pytest.mark.parametrize("words", [f"Bà {SENDER} hỏi.", f"Gọi {REACH}.", "hoan@thu.vn hỏi."])
@pytest.mark.parametrize("where", ["matter", "text"])
def test_neither_the_matter_nor_the_answer_may_tell_of_the_sender(do, words, where):
    one = do.answered(name=SENDER, reach=REACH)
    said = {"matter": "Mương tắc.", "text": "Đã nạo vét.", where: words}
    with pytest.raises(Refused, match="còn thông tin cá nhân"):
        do.step("publish", one, **said)
    assert not Step.objects.filter(step=core.PUBLISHED).exists()


def test_nothing_of_the_sender_or_the_first_words_is_on_the_public_page(do, client):
    do.opened()
    own = f"{SENDER}, ngõ 3, kể: mương trước nhà tôi tắc."
    one = do.receive(text=own, name=SENDER, reach=REACH)
    one = do.step("answer", one, text=f"Đã trả lời bà {SENDER} tại nhà.")
    do.step("publish", one, matter="Mương ngõ 3 bị tắc.", text="Đã nạo vét ngày 20/4.")
    html = client.get(reverse("petition_answers", args=[cast.COMMUNE])).content.decode()
    assert "Mương ngõ 3 bị tắc." in html
    for hidden in (SENDER, "Hoàn", REACH, "trước nhà tôi", "tại nhà"):
        assert hidden not in html


def test_the_public_page_of_one_commune_shows_nothing_of_another(do, client):
    do.opened()
    do.published(unit=cast.OTHER_CELL)
    html = client.get(reverse("petition_answers", args=[cast.COMMUNE])).content.decode()
    assert "Mương thôn 1 bị tắc." not in html


@pytest.mark.parametrize("verb", VERBS)
def test_a_step_is_refused_on_a_day_to_come_whatever_it_is(do, at, verb):
    one = {"publish": do.answered, "take_down": do.published, "reopen": do.answered}.get(
        verb, do.receive
    )()
    before = Step.objects.count()
    with pytest.raises(Refused):
        do.step(verb, one, on=DAY + timedelta(days=1), text="x", to="authority", matter="y")
    assert Step.objects.count() == before

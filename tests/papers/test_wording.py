"""An officer changes a form's wording, goes back, and records that it was compared with the official one."""

from datetime import date, timedelta

import pytest

from taonguon.forms import filling, loading
from taonguon.journal.models import JournalEntry
from taonguon.papers import actions, book
from taonguon.papers.models import Comparison, Wording
from taonguon.people.actions import Refused
from taonguon.rules.reading import BadRule
from tests.forms.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.data]

KEY = "6-knd"
DAY = date(2026, 11, 20)


def reword(office, text, why="theo mẫu mới"):
    return actions.reword(key=KEY, text=text, why=why, by=office, at=NOW)


def changed():
    return book.text_of(KEY).replace("NGHỊ QUYẾT", "NGHỊ QUYẾT CỦA CHI BỘ", 1)


def title(form):
    shown = filling.preview(form, {}, on=DAY)
    return next(block["text"] for block in shown.blocks if block["kind"] == "title")


def test_the_shipped_form_is_in_use_until_it_is_changed(office):
    assert title(book.in_use().forms[KEY]) == "NGHỊ QUYẾT"
    reword(office, changed())
    assert title(book.in_use().forms[KEY]) == "NGHỊ QUYẾT CỦA CHI BỘ"


def test_a_change_without_a_change_is_refused(office):
    with pytest.raises(Refused, match="không có gì thay đổi"):
        reword(office, book.text_of(KEY))


def test_lines_ended_by_a_browser_are_no_change(office):
    with pytest.raises(Refused):
        reword(office, book.text_of(KEY).replace("\n", "\r\n"))


def test_a_broken_form_is_refused_with_its_line_and_nothing_is_kept(office):
    lines = changed().splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("text = ") and "{" in line)
    opened = max(n for n, line in enumerate(lines[:at]) if line == "[[block]]") + 1
    lines[at] = 'text = "{person.nmae}"'
    with pytest.raises(BadRule) as wrong:
        reword(office, "\n".join(lines))
    assert wrong.value.line == opened
    assert "person.nmae" in wrong.value.said("vi")
    assert not Wording.objects.exists()


def test_a_form_stays_what_it_is(office):
    with pytest.raises(BadRule, match="must stay"):
        reword(office, book.text_of(KEY).replace('code = "6-KNĐ"', 'code = "7-KNĐ"'))


def test_one_goes_back_to_the_wording_before_and_to_the_shipped_one(office):
    first = reword(office, changed())
    reword(office, changed().replace("CỦA CHI BỘ", "CHI BỘ"))
    actions.take_back(key=KEY, wording=first, by=office, at=NOW)
    assert title(book.in_use().forms[KEY]) == "NGHỊ QUYẾT CỦA CHI BỘ"
    actions.take_back(key=KEY, wording=None, by=office, at=NOW)
    assert book.in_use().forms[KEY].digest == loading.shipped()["6-KNĐ"].digest


def test_going_back_to_what_is_in_use_is_refused(office):
    with pytest.raises(Refused, match="đúng bản đó"):
        actions.take_back(key=KEY, wording=None, by=office, at=NOW)


def test_a_changed_form_that_breaks_later_is_taken_as_shipped_and_named(office):
    Wording.objects.create(form=KEY, text="[[block", why="cũ", made_by=office, made_at=NOW)
    found = book.in_use()
    assert found.forms[KEY].digest == loading.shipped()["6-KNĐ"].digest
    assert list(found.broken) == [KEY]
    assert len(found.forms) > 20


def test_the_draft_mark_goes_when_the_form_was_compared(office):
    found = book.in_use()
    form = found.forms[KEY]
    assert form.draft
    assert not found.checked(form)
    actions.compare(form=form, on=DAY, against="Phụ lục HD 38-HD/BTCTW", by=office, at=NOW)
    assert book.in_use().checked(form)
    assert filling.preview(form, {}, on=DAY, checked=True).draft == ""


def test_a_wording_changed_after_the_comparison_is_a_draft_again(office):
    form = book.in_use().forms[KEY]
    actions.compare(form=form, on=DAY, against="Phụ lục HD 38-HD/BTCTW", by=office, at=NOW)
    reword(office, changed())
    found = book.in_use()
    assert not found.checked(found.forms[KEY])


def test_a_comparison_on_a_day_to_come_is_refused(office):
    form = book.in_use().forms[KEY]
    day = NOW.date() + timedelta(days=2)
    with pytest.raises(Refused, match="chưa đến"):
        actions.compare(form=form, on=day, against="bản chính", by=office, at=NOW)
    assert not Comparison.objects.exists()


def test_wordings_and_comparisons_are_journalled(office):
    reword(office, changed())
    form = book.in_use().forms[KEY]
    actions.compare(form=form, on=DAY, against="bản chính", by=office, at=NOW)
    told = (
        JournalEntry.objects.filter(subject=f"form:{KEY}")
        .order_by("pk")
        .values_list("act", flat=True)
    )
    assert list(told) == ["form.wording", "form.compare"]


def test_forms_of_a_province_are_used_where_its_layer_is_on(settings):
    assert "1a-tn" not in book.in_use().forms
    settings.TAONGUON_LAYERS = ["ha-noi"]
    assert "1a-tn" in book.in_use().forms

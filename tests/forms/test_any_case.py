"""What must hold of the papers of admission for any facts of a case."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.core.case import Event
from taonguon.core.rulebook import BeforeRulebook
from taonguon.forms import filling, loading, look
from taonguon.papers.values import case as steps
from taonguon.papers.values import people, votes
from taonguon.rules.loading import national
from tests import dossiers
from tests.core.test_assessment_properties import courses
from tests.forms import texts
from tests.forms.conftest import TYPED
from tests.forms.test_admission import FORMS

BOOK = national()
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2016, 8, 1), date(2027, 12, 31))
NAMES = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyỳẫặ ABĐ'-"), min_size=1, max_size=60
).filter(str.strip)
PLACE = {
    "place": "Khánh Nhạc", "cell.name": "Chi bộ xóm 6", "cell.superior": "Đảng bộ xã Khánh Nhạc",
    "cell.over": "Đảng ủy xã Khánh Nhạc", "cell.base": "Đảng ủy xã Khánh Nhạc",
    "cell.line": "Chi bộ xóm 6, Đảng bộ xã Khánh Nhạc", "committee.name": "Đảng ủy xã Khánh Nhạc",
    "committee.superior": "Tỉnh ủy Ninh Bình", "sheet.name": "Chi bộ xóm 6",
    "sheet.superior": "Đảng bộ xã Khánh Nhạc", "youth.name": "BCH Đoàn xã", "youth.superior": "Tỉnh đoàn",
}  # fmt: skip
BASE = {
    "base.name": "Đảng ủy Công ty", "base.superior": "Đảng ủy xã", "section.name": "Đảng ủy Xưởng 2",
    "section.superior": "Đảng ủy Công ty",
}  # fmt: skip
EXCUSES = ["", "exempt", "excused", "suspended", "detained", "temporary_elsewhere"]


@st.composite
def ballots(draw):
    """Draw a vote as the ledger keeps it: any roll, any excuses, a tally that may not add up."""
    voters = [
        {
            "name": draw(NAMES),
            "present": draw(st.booleans()),
            "excuse": draw(st.sampled_from(EXCUSES)),
        }
        for _n in range(draw(st.integers(0, 7)))
    ]
    there = sum(one["present"] for one in voters)
    favour = draw(st.integers(0, there))
    tally = {"favour": favour, "against": there - favour, "blank": 0}
    if draw(st.booleans()):
        tally["blank"] += 1
    return {"form": draw(st.sampled_from(["secret", "open", ""])), "voters": voters, "tally": tally}


@st.composite
def matters(draw):
    """Draw the values of a case on any day: any part of a good course, with any vote in its place."""
    case = draw(courses())
    events = [
        one._replace(data={**one.data, **draw(ballots())}) if "voters" in one.data else one
        for one in case.events
    ]
    sent = {
        "about": draw(st.lists(st.sampled_from(["father", "child_3", "spouse"]))),
        "to": draw(NAMES),
    }
    days = st.integers(0, 900).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
    events.append(Event("verify_sent", draw(days), {**sent, "abroad": draw(st.booleans())}, 9998))
    events.sort(key=lambda one: one.on)
    case = dossiers.replace(case, events=tuple(events))
    on = draw(DAYS)
    told = steps.of(case, BOOK, on, draw(st.sampled_from(["", "male", "female"])))
    person = {
        "person.name": draw(NAMES),
        "person.hometown": draw(NAMES),
        "person.born": people.born(case.born),
    }
    typed = draw(
        st.fixed_dictionaries({}, optional={key: st.just(one) for key, one in TYPED.items()})
    )
    places = PLACE | (BASE if draw(st.booleans()) else {})
    return case, on, {**typed, **places, **told, **votes.of(case, BOOK, on), **person}


def papers(form, values):
    """Give the values of each paper of a form."""
    if not form.per:
        yield values
        return
    for n, row in enumerate(values.get(form.per) or (), 1):
        yield {**values, "item": {"no": n, **row}}


def shown(value, on):
    """Return every way in which a value may stand on a paper, in small letters."""
    formats = look.shipped().on(on)
    if isinstance(value, bool | list):
        return {""}
    if isinstance(value, date):
        return {formats.short(value), formats.long(value)}
    if isinstance(value, Fraction):
        rounded = str(round(float(value * 100) + 1e-9, 2)).rstrip("0").rstrip(".")
        return {rounded.replace(".", ",") + "%"}
    return {
        str(value).casefold(),
        f"{value:02d}" if isinstance(value, int) else str(value).casefold(),
    }


@pytest.mark.parametrize("code", FORMS)
@CALM
@given(matter=matters())
def test_no_form_raises_nothing_stays_unfilled_and_every_value_equals_the_fact(code, matter):
    _case, on, values = matter
    form = loading.shipped()[code]
    for one in papers(form, values):
        paper = filling.preview(form, one, on=on)
        text = "\n".join(texts.lines(paper))
        assert not set("{}") & set(text)
        assert "None" not in text
        assert "True" not in text
        lacking = filling.missing(form, one, on=on)
        if lacking:
            with pytest.raises(filling.Missing):
                filling.fill(form, one, on=on)
        else:
            assert texts.lines(filling.fill(form, one, on=on)) == texts.lines(paper)
        small = text.casefold()
        for key in spoken(form, one, on):
            assert any(way in small for way in shown(one[key], on)), key


def spoken(form, values, on):
    """Return the keys of the values that a paper's words tell, not those its conditions ask."""
    told = filling.used(form, values, on=on)
    asked = {str(block.told.get(key)) for block in form.blocks for key in ("when", "unless")}
    return [key for key in told if key in values and key != "item" and key not in asked
            and not filling.absent(values[key])]  # fmt: skip


@CALM
@given(matter=matters())
def test_votes_on_paper_are_counted_as_the_charter_counts_them(matter):
    case, on, told = matter
    last = {one.kind: one for one in case.events if one.on <= on}
    for name in ("cell_vote", "base_vote"):
        if f"{name}.share" not in told:
            continue
        data = last[name].data
        out = {"suspended", "prosecuted", "detained"}
        if_absent = {"temporary_elsewhere"} | (
            {"exempt", "excused"} if name == "cell_vote" else set()
        )
        roll = [
            one for one in data["voters"]
            if one["excuse"] not in out and (one["present"] or one["excuse"] not in if_absent)
        ]  # fmt: skip
        favour = data["tally"]["favour"]
        assert told[f"{name}.roll"] == len(roll)
        assert told[f"{name}.share"] == Fraction(favour, len(roll))
        assert told[f"{name}.passed"] == (3 * favour >= 2 * len(roll))


@CALM
@given(
    name=st.sampled_from(["{person.born}", "{}", "{person.name|upper}"]),
    code=st.sampled_from(FORMS),
)
def test_braces_in_a_name_are_letters_like_others(name, code):
    paper = filling.preview(loading.shipped()[code], {"person.name": name}, on=date(2025, 11, 5))
    text = "\n".join(texts.lines(paper)).casefold()
    assert name.casefold() in text


def test_the_rules_begin_somewhere():
    with pytest.raises(BeforeRulebook):
        BOOK.value("verify.reply.domestic", date(2010, 1, 1))
    sent = Event("verify_sent", date(2010, 1, 1), {"about": ["father"], "to": "B"}, 1)
    (request,) = steps.verifications({"verify_sent": [sent]}, BOOK)
    assert (request["days"], request["due"]) == (None, None)

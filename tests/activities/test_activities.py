"""What mass organisations held, and who took part: facts that stand, change and are withdrawn."""

from datetime import date

import pytest

from taonguon.activities import actions, facts
from taonguon.activities.models import Activity
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.people import facts as people_facts
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.rules.activities import PART, kinds, roles
from taonguon.rules.bodies import CELL, name_of
from tests import cast
from tests.cases.conftest import NOW, commune, introduced  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

HELD = actions.Held(
    "women", "voluntary", "Ngày chủ nhật xanh", date(2026, 11, 1), "Nhà văn hóa", cast.HAMLET_1
)


@pytest.fixture
def held(commune):  # noqa: F811 - the fixture
    """Introduce Lan and Mai; hold a voluntary day."""
    for person in (cast.LAN, cast.MAI):
        introduced(person, "2021-03-08")
    return actions.add(held=HELD, by=None, at=NOW)


def people():
    rows = Person.objects.filter(pk__in=[cast.LAN, cast.MAI]).select_related("cell")
    return list(rows.order_by("pk"))


def tick(activity, among=None, **told):
    numbers = {"lan": cast.LAN, "mai": cast.MAI}
    chosen = {numbers[name]: role for name, role in told.items()}
    return actions.tick(activity=activity, roles=chosen, among=among or people(), by=None, at=NOW)


def taking_part(activity):
    return {one.person: one.role for one in facts.participants(activity).values()}


def test_an_activity_is_kept_and_journalled(held):
    assert (held.body, held.title, held.organisation) == ("women", HELD.title, cast.HAMLET_1)
    assert JournalEntry.objects.get(act="activity.add").subject == f"activity:{held.pk}"


def test_one_of_a_day_to_come_is_refused(commune):  # noqa: F811 - the fixture
    with pytest.raises(Refused, match="tương lai"):
        actions.add(held=HELD._replace(on=date(2026, 11, 24)), by=None, at=NOW)
    assert not Activity.objects.exists()


def test_who_took_part_has_a_fact_of_the_day_it_was_held(held):
    assert tick(held, lan="core") == 1
    fact = Fact.objects.get(kind="activity")
    assert (fact.person, fact.organisation, fact.happened_on) == (
        cast.LAN, cast.HAMLET_1, HELD.on,
    )  # fmt: skip
    assert fact.data == {"activity": held.pk, "title": HELD.title, "role": "core"}


def test_the_same_again_writes_nothing(held):
    tick(held, lan="core", mai=PART)
    count = Fact.objects.count()
    assert tick(held, lan="core", mai=PART) == 0
    assert Fact.objects.count() == count


def test_another_role_takes_the_place_of_the_first(held):
    tick(held, lan="core")
    tick(held, lan="organiser")
    assert taking_part(held) == {cast.LAN: "organiser"}
    assert [one.role for one in facts.of_person(cast.LAN)] == ["organiser"]


def test_who_is_ticked_off_took_no_part_and_what_was_said_stays_readable(held):
    tick(held, lan="core", mai=PART)
    tick(held, mai=PART)
    assert taking_part(held) == {cast.MAI: PART}
    assert facts.of_person(cast.LAN) == []
    assert Fact.objects.filter(person=cast.LAN, kind__in=["activity", "withdrawal"]).count() == 2
    tick(held, lan=PART, mai=PART)
    assert set(taking_part(held)) == {cast.LAN, cast.MAI}


def test_those_one_may_not_tick_stay_as_they_are(held):
    tick(held, lan="core", mai=PART)
    lan_alone = [one for one in people() if one.pk == cast.LAN]
    tick(held, among=lan_alone)
    assert taking_part(held) == {cast.MAI: PART}


def test_the_counts_are_of_the_people_one_sees(held):
    other = actions.add(held=HELD._replace(title="Buổi học"), by=None, at=NOW)
    tick(held, lan="core", mai=PART)
    tick(other, mai=PART)
    everybody = Person.objects.values("pk")
    assert facts.counts([held.pk, other.pk], everybody) == {held.pk: 2, other.pk: 1}
    assert facts.counts([held.pk], Person.objects.filter(pk=cast.MAI).values("pk")) == {held.pk: 1}
    assert facts.counts([], everybody) == {}


def test_what_a_person_took_part_in_is_told_the_latest_first(held):
    early = HELD._replace(title="Trước", on=date(2026, 1, 5))
    first = actions.add(held=early, by=None, at=NOW)
    tick(first, lan=PART)
    tick(held, lan="core")
    assert [one.title for one in facts.of_person(cast.LAN)] == [HELD.title, "Trước"]


def test_a_double_s_part_is_the_keeper_s(held):
    tick(held, mai=PART)
    cast.record([cast.fact("same_person", "2026-11-02", person=cast.MAI, into=cast.LAN)])
    assert taking_part(held) == {cast.LAN: PART}
    assert "activity" in {one.kind for one in people_facts.standing([cast.LAN])[cast.LAN]}


def test_kinds_and_roles_have_words_in_both_languages():
    assert PART in roles()
    for text in (*kinds().values(), *roles().values()):
        assert text.vi
        assert text.en
        assert text.vi != text.en


def test_a_mass_organisation_is_named_and_an_unknown_one_by_its_code():
    assert name_of("women", "vi") == "Hội Phụ nữ"
    assert name_of("women", "en") == "Women's Union"
    assert name_of(CELL, "vi") == "Chi bộ"
    assert name_of("red_cross", "vi") == "red_cross"

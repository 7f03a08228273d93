"""The data of petitions: as shipped, and refused where it cannot be used."""

import pytest

from taonguon.rules import petitions
from taonguon.rules.bodies import shipped
from taonguon.rules.petitions import ANSWER, CONTACT, ROUTE
from taonguon.rules.reading import BadRule

WHOLE = petitions.FILE.read_text("utf-8")


@pytest.fixture
def changed(tmp_path):
    """Return how to write the file with something changed."""

    def write(old, new):
        assert old in WHOLE
        path = tmp_path / "petitions.toml"
        path.write_text(WHOLE.replace(old, new, 1), "utf-8")
        return path

    return write


def test_there_is_a_place_for_the_committee_the_authority_and_every_mass_organisation():
    assert {"cell", "committee", "authority"} | set(shipped()) <= set(petitions.routes())


def test_every_name_is_in_both_languages():
    for named in (petitions.kinds(), petitions.routes()):
        assert all(name.vi and name.en and name.vi != name.en for name in named.values())


def test_no_kind_is_of_an_opinion_or_of_a_faith():
    told = " ".join(f"{name.vi} {name.en}" for name in petitions.kinds().values()).lower()
    for word in ("tôn giáo", "quan điểm", "tư tưởng", "religio", "opinion", "politic"):
        assert word not in told


def test_the_times_that_are_not_law_say_so():
    told = petitions.times()
    assert {key: one.days for key, one in told.items()} == {ROUTE: 5, ANSWER: 30, CONTACT: 30}
    assert all(one.ours for one in told.values())


def test_the_box_takes_less_from_one_than_from_all_and_more_than_nothing():
    told = petitions.box()
    assert told.shortest < told.longest < told.bytes
    assert 1 <= told.kept_from_one[0] < told.kept_from_all[0]
    assert 1 <= told.wait < told.open


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("[times.contact]", "[times.other]", "contact"),
        ("days = 30", "days = 0", "days"),
        ("days = 5", 'days = "5"', "days"),
        ("tries = [30, 600]", "tries = 30", "tries"),
        ("tries = [30, 600]", "tries = [0, 600]", "tries"),
        ("wait = 5", "wait = true", "wait"),
        ("wait = 5\n", "", "wait"),
        ("bytes = 32768", "bytes = 32768\nsize = 1", "size"),
    ],
)
def test_a_bad_number_is_refused_by_name(changed, old, new, what):
    path = changed(old, new)
    with pytest.raises(BadRule) as refused:
        (petitions.times(path), petitions.box(path))
    assert what in refused.value.said("vi")


def test_a_kind_without_its_english_name_is_refused(changed):
    path = changed('name = { vi = "Việc khác", en = "Another matter" }', 'name = { vi = "Khác" }')
    with pytest.raises(BadRule, match="name"):
        petitions.kinds(path)


def test_a_place_with_a_key_that_means_nothing_is_refused(changed):
    path = changed("[routes.front]\n", "[routes.front]\nsure = true\n")
    with pytest.raises(BadRule, match="sure"):
        petitions.routes(path)

"""Random histories of people and of the tree, for what must hold whatever happened."""

from datetime import date, timedelta

from hypothesis import strategies as st

from taonguon.core import description, membership, organisation, prospects
from tests import cast

START = date(2019, 1, 1)
DAYS = st.integers(0, 60).map(lambda n: START + timedelta(days=n * 29))
PEOPLE = st.sampled_from([cast.LAN, cast.HUNG, cast.DUC])
CELLS = st.sampled_from([*cast.CELLS, cast.OTHER_CELL])
FEATURES = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["female", "male", ""]),
        "born": st.sampled_from(["1958", "1990", "2000-02-29", "2003-06-15", ""]),
        "religion": st.sampled_from(["Công giáo", "Phật giáo", "Không", ""]),
        "ethnicity": st.sampled_from(["Kinh", "Mường", ""]),
        "youth_union": st.booleans(),
    },
)
OPENINGS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from([membership.OFFICIAL, membership.PROBATIONARY]),
        "entry": st.just(membership.ADMISSION),
        "admitted_on": st.sampled_from(["2010-05-19", "2018-12-22"]),
    },
)
PLACED = {membership.OPENING, membership.ADMISSION, membership.READMISSION, membership.TRANSFER_IN}
KINDS = [
    *sorted(membership.MEMBERSHIP_KINDS),
    description.DESCRIPTION,
    prospects.INTRODUCTION,
    prospects.CERTIFICATE,
]


@st.composite
def personal(draw):
    """Draw one fact about a person, lawful or not."""
    kind = draw(st.sampled_from(KINDS))
    cell = data = None
    if kind in PLACED | {membership.MOVE, prospects.INTRODUCTION}:
        cell = draw(CELLS)
    if kind == description.DESCRIPTION:
        data = draw(FEATURES)
    elif kind in {membership.OPENING, membership.TRANSFER_IN}:
        data = draw(OPENINGS)
    return cast.fact(kind, draw(DAYS), person=draw(PEOPLE), organisation=cell, **(data or {}))


def courses(size=24):
    """Draw facts about a few people."""
    return st.lists(personal(), max_size=size)


@st.composite
def tidings(draw, organisations=cast.ORGANISATIONS):
    """Draw one fact about the tree that does not found anything for the first time."""
    kind = draw(
        st.sampled_from([
            organisation.REPARENT,
            organisation.RENAME,
            organisation.DISSOLVE,
            organisation.MERGE,
            organisation.FOUND,
        ])
    )  # fmt: skip
    number = draw(st.sampled_from([n for n in organisations if n not in {1, 6}]))
    data = {}
    if kind in {organisation.REPARENT, organisation.FOUND}:
        data["parent"] = draw(st.sampled_from([None, *(n for n in organisations if n != number)]))
    if kind == organisation.FOUND:
        data |= {"name": organisations[number][0], "kind": organisations[number][1]}
    if kind == organisation.RENAME:
        data["name"] = draw(st.sampled_from(["Chi bộ thôn Hòa Bình", "Chi bộ thôn Thống Nhất"]))
    return cast.fact(kind, draw(DAYS), organisation=number, **data)


@st.composite
def trees(draw, size=8):
    """Draw a history of the tree: founded, some cells late, then moved, renamed, ended, anew."""
    late = draw(st.dictionaries(st.sampled_from([*cast.CELLS, cast.OTHER_CELL]), DAYS, max_size=3))
    founded = [cast.founding(unit, late.get(unit, cast.FOUNDED)) for unit in cast.ORGANISATIONS]
    return [*founded, *draw(st.lists(tidings(), max_size=size))]

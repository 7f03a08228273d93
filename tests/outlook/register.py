"""A commune that never was, written into the register: names, courses, admissions and its target."""

from datetime import UTC, datetime

from taonguon.core import membership, organisation, targets
from taonguon.organisations.models import Organisation
from tests import cast

AT = datetime(2021, 1, 15, 2, 0, tzinfo=UTC)
ROOT, FIRST_CELL, FIRST_PERSON = 900, 901, 700_001
STEPS = (
    "introduction", "case.listed", "case.class_proposed", "certificate", "case.permission",
    "case.cell_vote", "case.decision", "case.ceremony",
)  # fmt: skip


def name_of(number):
    """Return the invented name of somebody, one that no page has another reason to show."""
    return f"Trịnh Khả Nghiệm {number}"


def facts_of(number, course):
    """Return the facts of one course."""
    person, cell = FIRST_PERSON + number, FIRST_CELL + course.cell
    told = [
        cast.fact("description", course.days[0], person=person, name=name_of(number), born="1980")
    ]
    for step, on in zip(STEPS[:-1], course.days, strict=False):
        said = {"approved": True} if step == "case.decision" else {}
        if on is not None:
            told.append(cast.fact(step, on, person=person, organisation=cell, **said))
    if course.admitted_on:
        told.append(
            cast.fact(membership.ADMISSION, course.admitted_on, person=person, organisation=cell)
        )
    if course.ended_on:
        told.append(
            cast.fact("case.unlisted", course.ended_on, person=person, organisation=cell,
                      reason="own_wish")
        )  # fmt: skip
    return told


def write(made, until, target=None, since=None):
    """Write what had happened by a day; return the commune's organisation."""
    facts = [cast.fact(organisation.FOUND, made.since.replace(year=2000), organisation=ROOT,
                       name="Đảng bộ xã Thử Nghiệm", kind="commune", parent=None)]  # fmt: skip
    for cell, day in made.cells.items():
        facts.append(
            cast.fact(organisation.FOUND, day, organisation=FIRST_CELL + cell, kind="cell",
                      name=f"Chi bộ xóm Thử {cell + 1}", parent=ROOT)
        )  # fmt: skip
    for number, course in enumerate(made.courses):
        if course.days[0] >= (since or made.since):
            facts += [one for one in facts_of(number, course) if one.happened_on <= until]
    if target is not None:
        facts.append(
            cast.fact(targets.TARGET, f"{until.year}-01-02", organisation=ROOT,
                      start=f"{until.year}-01-01", end=f"{until.year}-12-31", category="",
                      source="assigned", form="exact", low=str(target))
        )  # fmt: skip
    cast.record(facts, AT)
    return Organisation.objects.get(pk=ROOT)

"""The checks and conditions that the steps name: each a function of the case as one step sees it."""

from collections.abc import Callable, Mapping
from functools import cache

from taonguon.core.assessment import consents, course, dossier, person, voting
from taonguon.core.assessment.outcome import Finding
from taonguon.core.assessment.view import View
from taonguon.core.case import DECISION, RECOGNITION
from taonguon.core.rulebook import StepValue

Check = Callable[[View], list[Finding]]

CHECKS: Mapping[str, Check] = {
    **voting.CHECKS,
    "age": person.age,
    "schooling": person.schooling,
    "certificate": person.certificate,
    "readmission": person.readmission,
    "host": person.host,
    "over_age": consents.over_age,
    "elder_schooling": consents.elder_schooling,
    "political": consents.political,
    "readmission_consent": consents.readmission_consent,
    "religion": consents.religion,
    "dignitary": consents.dignitary,
    "helper": dossier.helper,
    "sponsor": dossier.sponsor,
    "sponsor_count": dossier.sponsor_count,
    "introducer": dossier.introducer,
    "youth": dossier.youth,
    "fresh_papers": dossier.fresh_papers,
    "relatives_listed": dossier.relatives_listed,
    "verification": dossier.verification,
    "still_verified": dossier.still_verified,
    "verifier": dossier.verifier,
    "conclusion": dossier.conclusion,
    "opinions": dossier.opinions,
    "special_papers": dossier.special_papers,
    "remarks": dossier.remarks,
    "assigned_cell": dossier.assigned_cell,
    "moved": dossier.moved,
    "approved": course.approved,
    "ceremony_time": course.ceremony_time,
    "move_decided": course.move_decided,
    "probation_over": course.probation_over,
    "extension": course.extension,
    "not_deleted": course.not_deleted,
    "cancelled": course.cancelled,
}
# What a person must be to be admitted or recognised: a refusal is recorded without it.
OF_THE_PERSON = frozenset(
    {
        "special_papers", "remarks", "still_verified", "religion", "dignitary", "readmission", "host",
        "assigned_cell", "over_age", "elder_schooling", "political", "readmission_consent",
        "not_deleted",
    }
)  # fmt: skip

CONDITIONS: Mapping[str, Callable[[View], bool]] = {
    "": lambda view: True,
    "introduced_by_union": lambda view: bool(dossier.introduced_by(view)),
    "class_needed": lambda view: bool(person.certificate(view)),
    "voted": lambda view: bool(view.last("cell_vote") or view.last("recognition_vote")),
    "has_section": lambda view: "section" in view.case.under,
    "has_base": lambda view: any(kind in view.rules.procedure.base_is for kind in view.case.under),
}


# Those of them that only ask about special circumstances: most people have none.
OF_CIRCUMSTANCES = OF_THE_PERSON - {"still_verified", "over_age", "not_deleted"}
NONE: frozenset[str] = frozenset()
DECIDING = (DECISION, RECOGNITION)


@cache
def _asked(names: tuple[str, ...], left_out: frozenset[str]) -> tuple[Check, ...]:
    return tuple(CHECKS[name] for name in names if name not in left_out)


def findings_of(view: View, how: StepValue) -> list[Finding]:
    """Return what the checks of a step find; a refusal is not asked what the person must be."""
    if not how.checks:
        return []
    left_out = NONE if view.case.circumstances else OF_CIRCUMSTANCES
    if how.key in DECIDING and view.event is not None and view.event.refuses:
        left_out = OF_THE_PERSON
    found: list[Finding] = []
    for check in _asked(how.checks, left_out):
        found += check(view)
    return found

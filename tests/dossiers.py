"""Whole courses from introduction to recognition, as data: one under each era of the rules."""

from dataclasses import replace
from datetime import date

from taonguon.core.case import Case, Event, Relative

OFFICIAL = {"official_since": "2010-05-19", "together_since": "2015-01-01"}
PARENTS = (Relative("father", "father"), Relative("mother", "mother"))
CELL = [f"Đảng viên {number}" for number in range(1, 10)]
COMMITTEE = [f"Ủy viên {number}" for number in range(1, 8)]


def vote(names, favour, against=0, blank=0, form="secret", **excuses):
    """Return what a vote keeps: everybody there but those excused."""
    voters = [
        {"name": name, "present": name not in excuses, "excuse": excuses.get(name, "")}
        for name in names
    ]
    tally = {"favour": favour, "against": against, "blank": blank}
    return {"form": form, "voters": voters, "tally": tally}


# A prospect of a hamlet under the rules to 30/6/2025: the base committee votes, the district decides.
TO_2025 = (
    ("introduction", "2021-03-08", {"by": "Hội Phụ nữ"}),
    ("listed", "2021-04-05", {}),
    ("helper", "2021-04-05", {"name": "Đảng viên 1", **OFFICIAL}),
    ("class_proposed", "2021-05-04", {}),
    ("certificate", "2021-07-16", {"number": "21/CN"}),
    ("profile", "2021-09-01", {"youth_union": True}),
    ("permission", "2021-09-06", {}),
    ("application", "2021-09-13", {}),
    ("cv", "2021-09-13", {}),
    ("cv_sealed", "2021-09-20", {}),
    ("verify_sent", "2021-09-21", {"about": ["father", "mother"], "to": "Đảng ủy xã bên"}),
    ("verify_reply", "2021-10-20", {"about": ["father", "mother"]}),
    ("cv_certified", "2021-11-01", {"qualified": True}),
    ("sponsor_paper", "2021-11-02", {"name": "Đảng viên 1", **OFFICIAL}),
    ("union_resolution", "2021-11-08", {"body": "youth"}),
    ("mass_opinion", "2021-11-10", {"body": "youth"}),
    ("residence_opinion", "2021-11-11", {}),
    ("synthesis", "2021-11-15", {}),
    ("cell_vote", "2021-12-06", vote(CELL, 9)),
    ("base_vote", "2021-12-20", vote(COMMITTEE, 7)),
    ("appraisal", "2021-12-27", {}),
    ("decision", "2022-02-10", {"approved": True, **vote(COMMITTEE, 7)}),
    ("decision_received", "2022-02-14", {}),
    ("ceremony", "2022-02-28", {}),
    ("member_papers", "2022-03-15", {}),
    ("probation_helper", "2022-02-28", {"name": "Đảng viên 1", **OFFICIAL}),
    ("new_member_class", "2022-08-20", {}),
    ("self_review", "2023-03-01", {}),
    ("helper_remarks", "2023-03-02", {}),
    ("probation_opinions", "2023-03-03", {}),
    ("recognition_vote", "2023-03-06", vote(CELL, 8, 1)),
    ("recognition_base", "2023-03-15", vote(COMMITTEE, 6, 1)),
    ("recognition", "2023-04-05", {"approved": True, **vote(COMMITTEE, 7)}),
    ("announced", "2023-05-04", {}),
)

# The same work across the change of 1/7/2025 and that of 26/7/2026: no base committee's vote.
FROM_2025 = (
    ("introduction", "2025-01-10", {"by": "Đoàn xã"}),
    ("listed", "2025-02-04", {}),
    ("helper", "2025-02-04", {"name": "Đảng viên 2", **OFFICIAL}),
    ("class_proposed", "2025-02-04", {}),
    ("certificate", "2025-03-20", {"number": "07/CN"}),
    ("profile", "2025-04-01", {"youth_union": True}),
    ("permission", "2025-04-07", {}),
    ("application", "2025-04-10", {}),
    ("cv", "2025-04-14", {}),
    ("cv_sealed", "2025-04-21", {}),
    ("verify_sent", "2025-04-22", {"about": ["father", "mother"], "to": "Đảng ủy xã bên"}),
    ("verify_reply", "2025-05-26", {"about": ["father", "mother"]}),
    ("cv_certified", "2025-06-10", {"qualified": True}),
    ("sponsor_paper", "2025-06-12", {"name": "Đảng viên 2", **OFFICIAL}),
    ("union_resolution", "2025-06-16", {"body": "youth"}),
    ("mass_opinion", "2025-06-18", {"body": "youth"}),
    ("residence_opinion", "2025-06-19", {}),
    ("synthesis", "2025-06-23", {}),
    ("cell_vote", "2025-08-21", vote(CELL, 8, 1)),
    ("appraisal", "2025-09-10", {}),
    ("decision", "2025-10-01", {"approved": True, **vote(COMMITTEE, 5, 1, 1)}),
    ("decision_received", "2025-10-06", {}),
    ("ceremony", "2025-10-20", {}),
    ("probation_helper", "2025-10-20", {"name": "Đảng viên 2", **OFFICIAL}),
    ("member_papers", "2025-11-10", {}),
    ("new_member_class", "2026-05-15", {}),
    ("self_review", "2026-10-20", {}),
    ("helper_remarks", "2026-10-21", {}),
    ("probation_opinions", "2026-10-22", {}),
    ("recognition_vote", "2026-11-02", vote(CELL, 9)),
    ("recognition", "2026-11-16", {"approved": True, **vote(COMMITTEE, 7)}),
)


def events(rows):
    """Return the rows as events, numbered in their order."""
    told = [
        Event(kind, date.fromisoformat(on), data, n) for n, (kind, on, data) in enumerate(rows, 1)
    ]
    return tuple(sorted(told, key=lambda one: one.on))


def case(rows=FROM_2025, upto="", without=(), **changed):
    """Return a good case, up to and including a step, without some, with other facts changed."""
    rows = list(rows)
    if upto:
        rows = rows[: [kind for kind, *_ in rows].index(upto) + 1]
    kept = [row for row in rows if row[0] not in without]
    good = Case(
        born="2000-06-15",
        events=events(kept),
        schooling="upper_secondary",
        youth_union=True,
        relatives=PARENTS,
        mass_organisations=("youth",),
    )
    return replace(good, **changed)

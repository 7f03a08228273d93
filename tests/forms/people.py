"""Two worked people, recorded step by step as an office would, so that papers tell what the register knows.

A market woman of xóm 6 whom the Women's Union brought, and a young religious worker, đoàn viên, with
seven relatives, whose cell lies below a section and a base committee. All are invented.
"""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from taonguon.cases import actions, facts
from taonguon.classes.actions import holding, planning
from taonguon.core import organisation
from taonguon.core.membership import OPENING
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import cast

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PROVINCE, COMMUNE, XOM_6, COMPANY, SECTION, LINE_3 = 11, 12, 13, 14, 15, 16
ORGANISATIONS = {
    PROVINCE: ("Đảng bộ tỉnh Ninh Bình", "province", None),
    COMMUNE: ("Đảng bộ xã Khánh Nhạc", "commune", PROVINCE),
    XOM_6: ("Chi bộ xóm 6", "cell", COMMUNE),
    COMPANY: ("Đảng bộ Công ty May Hồng Ngọc", "base", COMMUNE),
    SECTION: ("Đảng bộ bộ phận Xưởng 2", "section", COMPANY),
    LINE_3: ("Chi bộ Chuyền 3", "cell", SECTION),
}
WOMAN, YOUNG = 301, 302
NEIGHBOURS = (
    "Trần Văn Ân", "Phạm Thị Bưởi", "Đinh Công Cẩn", "Vũ Thị Duyên", "Lê Quang Đạo", "Bùi Thị Én",
    "Ngô Văn Giáp", "Đỗ Thị Hạnh", "Hoàng Văn Ích",
)  # fmt: skip
WORKERS = (
    "Phan Văn Kỷ", "Tạ Thị Lụa", "Mai Xuân Mười", "Dương Thị Nết", "Trịnh Văn Oánh", "Lưu Thị Phin",
)  # fmt: skip
COMMITTEE = tuple(f"Ủy viên {number}" for number in range(1, 8))
SINCE = {"official_since": "2010-05-19", "together_since": "2012-01-01"}
RELATIVES = (
    "father", "mother", "spouse", "spouse_father", "spouse_mother", "child_1", "child_2",
)  # fmt: skip
NUMBERS = {
    "listed": "03-NQ/CB", "class_proposed": "04-NQ/CB", "permission": "12-NQ/ĐU",
    "consent": "55-CV/TU", "verify_sent": "31-CV/ĐU", "cell_vote": "19-NQ/CB",
    "section_appraisal": "02-BC/ĐU", "base_vote": "08-NQ/ĐU", "decision": "41-QĐ/ĐU",
}  # fmt: skip


def register():
    """Record the organisations, their members and both people up to the decision."""
    told = [
        cast.fact(
            organisation.FOUND,
            "2000-01-01",
            organisation=number,
            name=name,
            kind=kind,
            parent=parent,
        )
        for number, (name, kind, parent) in ORGANISATIONS.items()
    ]
    cast.record([*told, cast.fact(organisation.USE_BEGINS, "2021-01-01", organisation=COMMUNE)])
    cast.record([*_members(NEIGHBOURS, XOM_6, 401), *_members(WORKERS, LINE_3, 421)])
    cast.record(_newcomer(441, "Cao Thị Quế", XOM_6))
    return SimpleNamespace(woman=woman(), young=young())


def _members(names, cell, first):
    told = []
    for person, name in enumerate(names, first):
        told += [
            cast.description(
                person, "2020-12-31", name=name, born="1970-03-04", hometown="Xã Yên Ninh, Ninh Bình"
            ),
            cast.fact(
                OPENING, "2020-12-31", person=person, organisation=cell, status="official",
                admitted_on="2009-05-19", official_on="2010-05-19",
            ),
        ]  # fmt: skip
    return told


def _newcomer(person, name, cell):
    return [
        cast.description(person, "2020-12-31", name=name, born="1990"),
        cast.fact(
            OPENING, "2020-12-31", person=person, organisation=cell, status="probationary",
            admitted_on="2020-12-01",
        ),
    ]  # fmt: skip


def woman():
    """Record the market woman: her class as a class, two who vouch, one voter away."""
    cast.record([
        cast.description(
            WOMAN, "2025-01-10", name="Phạm Thị Nhài", sex="female", born="1988-07-02", ethnicity="Kinh",
            religion="Không", hometown="Xã Khánh Nhạc, tỉnh Ninh Bình", schooling="12/12",
            residence="Xóm 6, xã Khánh Nhạc, tỉnh Ninh Bình", occupation="Bán hàng ở chợ Khánh Nhạc",
        ),
        cast.fact("introduction", "2025-01-10", person=WOMAN, organisation=XOM_6, by="Hội Phụ nữ xóm 6"),
    ])  # fmt: skip
    person = Person.objects.get(pk=WOMAN)
    about = ["father", "mother"]
    step(person, "listed", "2025-02-04")
    step(person, "helper", "2025-02-04", name=NEIGHBOURS[0], **SINCE)
    step(person, "class_proposed", "2025-02-04")
    awareness_class(person)
    step(
        person, "profile", "2025-04-01", youth_union_here=False, mass_organisations=["women", "farmers"],
        relatives=[_relative(key) for key in ("father", "mother", "spouse")],
    )  # fmt: skip
    step(person, "permission", "2025-04-07")
    step(person, "application", "2025-04-10")
    step(person, "cv", "2025-04-14")
    step(person, "cv_sealed", "2025-04-21")
    step(person, "verify_sent", "2025-04-22", about=[*about, "spouse"], to="Đảng ủy xã Yên Ninh")
    step(person, "verify_reply", "2025-05-26", about=about)
    step(person, "verify_reply", "2025-06-02", about=["spouse"])
    step(person, "cv_certified", "2025-06-10", qualified=True)
    for name in NEIGHBOURS[:2]:
        step(person, "sponsor_paper", "2025-06-12", name=name, **SINCE)
    step(person, "mass_opinion", "2025-06-18", body="women")
    step(person, "mass_opinion", "2025-06-18", body="farmers")
    step(person, "residence_opinion", "2025-06-19")
    step(person, "synthesis", "2025-06-23")
    away = {NEIGHBOURS[8]: ""}
    step(person, "cell_vote", "2025-08-21", **vote(members(person, "2025-08-21"), 7, 1, away))
    step(person, "appraisal", "2025-09-10")
    step(person, "decision", "2025-10-01", approved=True, **vote(named(COMMITTEE), 7, 0))
    return Person.objects.get(pk=WOMAN)


def awareness_class(person):
    """Hold the class she attends and give her its certificate."""
    at = datetime(2025, 3, 21, 2, 0, tzinfo=UTC)
    commune = Organisation.objects.get(pk=COMMUNE)
    told = {
        "name": "Lớp nhận thức khóa I", "centre": "Trung tâm chính trị xã Khánh Nhạc",
        "place": "Hội trường xã", "start_on": date(2025, 3, 10), "end_on": date(2025, 3, 14),
        "places": None, "decision_number": "", "decision_on": None,
    }  # fmt: skip
    one = planning.open_class(kind="awareness", organisation=commune, told=told, by=None, at=at)
    planning.nominate(study_class=one, people=[person.pk], guests=[], by=None, at=at)
    planning.approve(study_class=one, number="45-QĐ/ĐU", on=date(2025, 3, 5), by=None, at=at)
    holding.grade(study_class=one, grades={one.seats.get().pk: "fair"}, by=None, at=at)
    holding.certify(study_class=one, first="103/GCN-TTCT", on=date(2025, 3, 20), by=None, at=at)


def young():
    """Record the young worker: consent first, Đoàn's resolution, section, base, one request open."""
    cast.record([
        cast.description(
            YOUNG, "2025-01-10", name="Trần Minh Khang", sex="male", born="2001-11-15", ethnicity="Kinh",
            religion="Công giáo", hometown="Xã Phát Diệm, tỉnh Ninh Bình", schooling="12/12",
            residence="Thôn Đông, xã Khánh Nhạc, tỉnh Ninh Bình", occupation="Công nhân may",
            youth_union=True, birthplace="Xã Phát Diệm, tỉnh Ninh Bình", qualification="Trung cấp may",
        ),
        cast.fact("introduction", "2025-01-10", person=YOUNG, organisation=LINE_3, by="Đoàn Thanh niên"),
    ])  # fmt: skip
    person = Person.objects.get(pk=YOUNG)
    step(person, "listed", "2025-02-04")
    step(person, "helper", "2025-02-04", name=WORKERS[1], **SINCE)
    step(person, "class_proposed", "2025-02-04")
    step(person, "certificate", "2025-03-20", number="77/GCN-TTCT")
    step(
        person, "profile", "2025-04-01", youth_union=True, mass_organisations=["youth", "union"],
        relatives=[_relative(key) for key in RELATIVES],
    )  # fmt: skip
    step(person, "special_paper", "2025-04-02", paper="religion_request")
    step(person, "consent", "2025-04-04", **{"for": "religion", "authority": "level_above"})
    step(person, "permission", "2025-04-07")
    step(person, "application", "2025-04-10")
    step(person, "cv", "2025-04-14")
    step(person, "cv_sealed", "2025-04-21")
    step(person, "verify_sent", "2025-04-22", about=list(RELATIVES), to="Đảng ủy xã Phát Diệm")
    step(person, "verify_reply", "2025-05-26", about=list(RELATIVES))
    step(person, "verify_sent", "2025-05-27", about=["spouse_father"], to="Đảng ủy xã Kim Sơn")
    step(person, "cv_certified", "2025-06-10", qualified=True)
    step(person, "sponsor_paper", "2025-06-12", name=WORKERS[1], **SINCE)
    step(person, "union_resolution", "2025-06-16", body="youth")
    for body in ("youth", "union"):
        step(person, "mass_opinion", "2025-06-18", body=body)
    step(person, "residence_opinion", "2025-06-19")
    step(person, "synthesis", "2025-06-23")
    _vote_on_young(person)
    return Person.objects.get(pk=YOUNG)


def _vote_on_young(person):
    away = {WORKERS[0]: "exempt", WORKERS[5]: "excused"}
    step(person, "cell_vote", "2025-08-21", **vote(members(person, "2025-08-21"), 4, 0, away))
    step(person, "section_appraisal", "2025-08-28")
    step(person, "base_vote", "2025-09-04", **vote(named(COMMITTEE), 6, 1))
    step(person, "appraisal", "2025-09-10")
    step(person, "decision", "2025-10-01", approved=True, **vote(named(COMMITTEE), 7, 0))


def step(person, kind, on, **data):
    """Record one step with its paper, assessed by the rules of its day."""
    paper = {
        "form": "",
        "number": NUMBERS.get(kind, ""),
        "issued_by": "nơi ban hành",
        "kept_at": "tủ 2",
    }
    said = data if kind == "profile" else {**data, "on_paper": paper}
    return actions.record_step(
        person=person, step=kind, on=date.fromisoformat(on), data=said, by=None, at=NOW
    )


def _relative(key):
    code, _dash, number = key.rpartition("_")
    return {"key": key, "relation": code if number.isdecimal() else key}


def members(person, on):
    """Return the official members of the person's cell as voters: name and number."""
    return [(name, pk) for pk, name, _since in facts.roll(person.cell_id, date.fromisoformat(on))]


def named(names):
    """Return the people of a committee as voters."""
    return [(name, 0) for name in names]


def vote(people, favour, against, away=()):
    """Return what a vote keeps; `away` names who did not come and why."""
    away = dict(away)
    voters = [
        {"name": name, "present": name not in away, "excuse": away.get(name, ""), "member": member}
        for name, member in people
    ]
    tally = {"favour": favour, "against": against, "blank": 0}
    return {"form": "secret", "voters": voters, "tally": tally}

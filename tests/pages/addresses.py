"""The addresses of pages about something that lies in a cell, made there where there is none."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from taonguon.activities import actions as activities
from taonguon.applicants import actions as applicants
from taonguon.applicants.models import Request
from taonguon.cells import actions as cells
from taonguon.cells.models import CommitteeMember
from taonguon.classes import tokens
from taonguon.classes.models import Seat, Session, StudyClass
from taonguon.difficulties import actions as difficulties
from taonguon.directives.actions import attaching, passing, registering
from taonguon.directives.models import Directive
from taonguon.documents.actions import keeping
from taonguon.documents.models import Batch
from taonguon.forms import look
from taonguon.forms.paper import Paper
from taonguon.introductions import actions as introductions
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.petitions.actions import handling
from taonguon.petitions.models import Petition
from taonguon.prospects.actions import handover
from taonguon.visits.actions import visiting
from tests import cast
from tests.pages.conftest import HAMLET, NEXT_HAMLET
from tests.reports.test_picture import target


def prospect_of(cell):
    """Return somebody introduced to a cell, and to no other."""
    number = Person.objects.order_by("-pk").first().pk + 1000
    cast.record([
        cast.description(number, "2026-01-05"),
        cast.fact("introduction", "2026-01-05", person=number, organisation=cell.pk, by="Đoàn"),
    ])  # fmt: skip
    return Person.objects.get(pk=number)


def third(cell):
    """Return a cell of the same commune in which nobody of the tests holds a role of its own."""
    beside = Organisation.objects.filter(parent=cell.parent_id, kind="cell").exclude(pk=cell.pk)
    return beside.exclude(name__in=[HAMLET, NEXT_HAMLET]).order_by("path").last()


def sent(cell, receiver):
    """Hand somebody of a cell over to another; return the person's id."""
    person, today = prospect_of(cell), timezone.localdate()
    sending = handover.Sending("01-GCN/CB", today, receiver)
    handover.start_handover(person=person, sending=sending, by=None, at=timezone.now())
    return person.pk


def held(cell):
    """Let a mass organisation have held something in a cell; return the activity's id."""
    told = activities.Held("women", "study", "Buổi học", timezone.localdate(), "", cell.pk)
    return activities.add(held=told, by=None, at=timezone.now()).pk


MADE = {
    "sent": lambda cell: sent(cell, third(cell)),
    "asked": lambda cell: sent(third(cell), cell),
    "activity": held,
}


def of_made(name, what, cell):
    """Return the address of a page about a hand-over or an activity, made for it."""
    return reverse(name, args=[MADE[what](cell)])


def target_of(cell):
    """Return a target of a cell, set for it if there is none."""
    told = Fact.objects.filter(organisation=cell.pk, kind="target")
    if not told.exists():
        cast.record([target(cell.pk, 1)])
    return told.latest("pk").pk


def number_of(cell):
    """Return a fact that tells a number of a cell's profile, told for it."""
    day, told = timezone.localdate(), {"households": 259, "source": "thử"}
    _act, given = cast.record([cast.fact("profile", day, organisation=cell.pk, **told)])
    return max(given.values())


COMMITTEE = {"line", "charge", "seat", "post"}


def of_committee(name, what, units, cell):
    """Return the address of a page about a seat, a line, or a cell in a seat's charge, and its path."""
    commune = units.elsewhere if cell == units.cell_elsewhere else units.commune
    now, day = timezone.now(), timezone.localdate()
    if what == "line":
        told = cells.Drawn("youth_away", "30", day, "thử")
        line = cells.set_line(organisation=commune, told=told, by=None, at=now)
        return reverse(name, args=[line.pk]), commune.path
    number = CommitteeMember.objects.count()
    if what == "post":
        told = cells.Seat(f"Người thử {number}", "member", day, None, "thử", None)
        post = cells.seat(organisation=cell, told=told, by=None, at=now)
        return reverse(name, args=[post.pk]), cell.path
    told = cells.Seat(f"Người thử {number}", "", day, None, "thử", None)
    seat = cells.seat(organisation=commune, told=told, by=None, at=now)
    if what == "seat":
        return reverse(name, args=[seat.pk]), commune.path
    cells.charge(cells={cell.pk: seat.pk}, on=day, document="thử", by=None, at=now)
    told = Fact.objects.filter(kind="charge", organisation=cell.pk).latest("pk")
    return reverse(name, args=[told.pk]), cell.path


def of_unit(name, what, cell):
    """Return the address of an organisation's page, of a change of it, of mending one."""
    if what == "unit cells":
        return reverse(name, args=["cells.total"]) + f"?to={cell.pk}"
    if what == "unit number":
        return reverse(name, args=[cell.pk, number_of(cell), "households"])
    if what == "unit target":
        return reverse(name, args=[target_of(cell)])
    founding = Fact.objects.get(organisation=cell.pk, kind="found")
    more = {
        "unit": [], "unit term": [], "unit act": ["doi-ten"], "unit fact": [founding.pk],
        "unit month": [2026, 9],
    }[what]  # fmt: skip
    return reverse(name, args=[cell.pk, *more])


def of_case(name, what, cell):
    """Return the address of a case's page: of a prospect of the cell, introduced for it if none."""
    person = Person.objects.filter(cell=cell, standing="prospect").first()
    if person is None:
        person = prospect_of(cell)
    fact = Fact.objects.filter(person=person.pk, kind="introduction").first()
    more = {"prospect": [], "step": ["listed"], "step fact": [fact.pk]}[what]
    return reverse(name, args=[person.pk, *more])


def of_introductions(name, what, cell):
    """Return the address of a page about people introduced to a cell by the Women's Union."""
    first = Person.objects.order_by("-pk").first().pk + 2000
    for number in (first, first + 1):
        cast.record([
            cast.description(number, "2026-01-05", name="Phạm Thị Hoa"),
            cast.fact("introduction", "2026-01-05", person=number, organisation=cell.pk, body="women"),
        ])  # fmt: skip
    if what == "introduced":
        return reverse(name, args=[first])
    if what == "two":
        return reverse(name, args=[first + 1, first])
    told = introductions.recognise(
        double=first + 1, keeper=first, because="thử", by=None, at=timezone.now()
    )
    return reverse(name, args=[told.pk])


def of_applicant(name, what, cell):
    """Return the address of a page about a private link or a request of a prospect of the cell."""
    case = of_case("case", "prospect", cell)
    person = Person.objects.get(pk=int(case.strip("/").split("/")[-1]))
    now = timezone.now()
    if what == "link":
        link, _key = applicants.make_link(person=person, days=1, by=None, at=now)
        return reverse(name, args=[person.pk, link.pk])
    asked = Request.objects.waiting().filter(person=person.pk, kind="see").first()
    if asked is None:
        asked = applicants.ask(link=None, person=person, kind="see", text="", by=None, at=now)
    return reverse(name, args=[asked.pk])


# pages about something that lies in a cell, made where there is none
OF_CELL = {
    **dict.fromkeys(("prospect", "step", "step fact"), of_case),
    **dict.fromkeys(("introduced", "two", "double"), of_introductions),
    **dict.fromkeys(("link", "request"), of_applicant),
    **dict.fromkeys(MADE, of_made),
}


DIRECTIVES = {
    "directive of cell", "directive", "attached of cell", "attached", "asked task", "passing", "told task",
}  # fmt: skip


def of_directive(name, what, units, cell):
    """Return the address of a page about a directive passed to a cell, made for it, and its path."""
    commune = units.elsewhere if cell == units.cell_elsewhere else units.commune
    now, day = {"by": None, "at": timezone.now()}, timezone.localdate()
    paper = registering.Paper(f"{Directive.objects.count()}-CT/TW", day, "Ban Bí thư", "Thử", day)
    one = registering.register(organisation=commune, paper=paper, replaces=None, **now)
    sent = passing.Sent([cell.pk], day, None)
    passing.pass_on(directive=one, sent=sent, among=[cell.pk], **now)
    about, path = [one.pk], cell.path
    if what in {"attached", "attached of cell"}:
        content = SimpleUploadedFile("thu.pdf", b"%PDF-1.7")
        about.append(attaching.attach(directive=one, file=content, **now).pk)
    elif what == "passing":
        about.append(cell.pk)
    elif what in {"asked task", "told task"}:
        task = registering.give_task(directive=one, text="Thử", due_on=day, **now)
        about = [one.pk, task.pk] if what == "asked task" else [task.pk, cell.pk]
    if what in {"directive", "attached", "asked task"}:
        path = commune.path
    return reverse(name, args=about), path


CLASSES = {"class", "class of cell", "session", "code"}
WITH_PATH = (
    CLASSES | COMMITTEE | DIRECTIVES
)  # pages about something of the commune, and the path that is in


def of_class(name, what, units, cell, person):
    """Return the address of a page about a class on whose list somebody of the cell stands."""
    day = timezone.localdate()
    commune = units.elsewhere if cell == units.cell_elsewhere else units.commune
    told = {"kind": "committee", "name": "Lớp thử", "centre": "x", "place": "x"}
    one = StudyClass.objects.create(**told, organisation=commune.pk, start_on=day, end_on=day)
    seat = Seat.objects.create(study_class=one, person=person.pk)
    about = one.pk
    if what == "session":
        about = Session.objects.create(study_class=one, on=day, part=1).pk
    elif what == "code":
        about = tokens.token(seat.pk)
    return reverse(name, args=[about]), (cell if what == "class of cell" else commune).path


def of_document(name, what, cell):
    """Return the address of a page about a document or a batch of a cell, made for it."""
    day, now = timezone.localdate(), timezone.now()
    if what == "batch":
        told = {"kind": "gone", "title": "Phiếu", "organisation": cell.pk, "wanted": "pdf"}
        ended = {"state": "failed", "started_at": now, "ended_at": now}
        return reverse(name, args=[Batch.objects.create(**told, **ended).pk])
    blocks = ({"kind": "title", "text": "PHIẾU"},)
    paper = Paper("phieu", "Phiếu", "", look.shipped().measures(day, "A4"), blocks)
    draft = keeping.Draft("phieu", day, cell.pk, lambda _number: paper, cell=cell.pk)
    return reverse(name, args=[keeping.issue(draft=draft, by=None, at=now).pk])


def of_petition(name, what, cell):
    """Return the address of a page about a petition received in a cell, for which it is received."""
    day, now = timezone.localdate(), timezone.now()
    text = f"Việc thử số {Petition.objects.count()}"
    told = handling.Told("cell", "", "other", text, day, True)
    kept = handling.receive(told=told, organisation=cell, by=None, at=now)
    return reverse(name, args=[kept.pk, *["chuyen" for _step in what.split()[1:]]])


def of_papers(name, what, cell):
    """Return the address of the papers of somebody's case in a cell."""
    return reverse(name, args=["case", prospect_of(cell).pk, *what.split()[1:]])


def of_difficulty(name, what, cell):
    """Return the address of a page about a difficulty of a cell."""
    day = timezone.localdate()
    told = difficulties.Raised(cell, "money", "Việc thử", "Thiếu tiền", "", "Bí thư", day)
    handling = difficulties.Handling("Văn phòng", day, "heavy", "cell")
    row = difficulties.raise_difficulty(raised=told, handling=handling, by=None, at=timezone.now())
    return reverse(name, args=[row.pk, *(["go-xong"] if what == "difficulty act" else [])])


def of_visit(name, what, cell):
    """Return the address of a page about a visit to a cell, or about what was promised there."""
    now, day = timezone.now(), timezone.localdate()
    number = CommitteeMember.objects.count()
    told = cells.Seat(f"Người đi dự {number}", "", day, None, "thử", None)
    seat = cells.seat(organisation=cell.parent, told=told, by=None, at=now)
    went = visiting.Went(cell, seat, day, True, "", f"thử {seat.pk}")
    promise = visiting.Promise("Việc đã hứa", "Văn phòng", day)
    visit = visiting.record_visit(went=went, raised=[], promises=[promise], by=None, at=now)
    about = visit.agreements.get() if what == "promise" else visit
    return reverse(name, args=[about.pk])


OF_CELL |= dict.fromkeys(("difficulty", "difficulty act"), of_difficulty)
OF_CELL |= dict.fromkeys(("visit", "promise"), of_visit)
OF_CELL |= dict.fromkeys(("document", "batch"), of_document)
OF_CELL |= dict.fromkeys(("papers", "papers 6-knd"), of_papers)
OF_CELL |= dict.fromkeys(("petition", "petition step"), of_petition)


def with_path(name, what, units, cell, person):
    """Return the address of a page about something of the commune of a cell, and the path that is in."""
    if what in COMMITTEE:
        return of_committee(name, what, units, cell)
    if what in DIRECTIVES:
        return of_directive(name, what, units, cell)
    return of_class(name, what, units, cell, person)

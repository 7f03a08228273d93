"""242 people of many cells: nominated, attended, graded, certified, one submit and few queries a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taonguon.classes.models import Attendance, Certificate, Seat, Session, StudyClass
from taonguon.core.days import show_day
from taonguon.ledger.models import Act, Fact
from taonguon.people.models import Person
from tests import cast
from tests.classes.conftest import FIRST_CELL, ago, prospect
from tests.pages import page

PEOPLE, CELLS, MOST = 242, 22, 30
FIRST = 5_000
# No questions: where a transaction begins and ends, and the ledger's bulk writing (ledger/store.py),
# of which SQLite tells nothing but the numbers it draws.
NO_QUESTION = (
    "SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "COPY", "SELECT pg_get_serial_sequence",
    "SELECT pg_advisory_xact_lock", "SELECT greatest(nextval", "SELECT setval",
)  # fmt: skip


@pytest.fixture
def many(commune):
    """Record 22 cells with 11 proposed prospects each."""
    cells = [
        cast.fact("found", cast.FOUNDED, organisation=FIRST_CELL + n, name=f"Chi bộ xóm {n + 1}",
                  kind="cell", parent=cast.COMMUNE)
        for n in range(CELLS)
    ]  # fmt: skip
    cast.record(cells)
    facts = []
    for n in range(PEOPLE):
        facts += prospect(FIRST + n, FIRST_CELL + n % CELLS, name=f"Nguyễn Văn Thử {n + 1}")
    cast.record(facts)


@pytest.fixture
def asks():
    """Return how to open or send a page within the queries allowed."""

    def ask(client, url, data=None):
        with CaptureQueriesContext(connection) as told:
            answer = client.get(url) if data is None else client.post(url, data)
        assert answer.status_code in (200, 302), url
        asked = [one["sql"] for one in told if not one["sql"].startswith(NO_QUESTION)]
        assert len(asked) < MOST, f"{url} asks {len(asked)}"
        return answer

    return ask


def ticked(answer, name):
    """Return the values of the boxes that are ticked on a page."""
    boxes = page.main(answer).all("input", type="checkbox", name=name)
    return [one["value"] for one in boxes if "checked" in one.attributes]


def there(answer, name):
    return [one["value"] for one in page.main(answer).all("input", name=name)]


def test_242_people_are_nominated_attended_graded_and_certified(office, many, asks):
    asks(office, reverse("class_new"))
    asks(office, reverse("class_new"), {
        "kind": "awareness", "name": "Lớp khóa II", "centre": "Trung tâm chính trị xã",
        "place": "Hội trường", "start_on": show_day(ago(10)), "end_on": show_day(ago(6)),
        "places": "250",
    })  # fmt: skip
    (pk,) = StudyClass.objects.values_list("pk", flat=True)

    nominated = asks(office, reverse("class_nominate", args=[pk]))
    people = ticked(nominated, "people")
    assert len(people) == PEOPLE
    asks(office, reverse("class_nominate", args=[pk]), {"people": people, "guests": ""})
    assert Seat.objects.count() == PEOPLE

    decision = {"number": "45-QĐ/ĐU", "on": show_day(ago(12))}
    asks(office, reverse("class_approve", args=[pk]))
    asks(office, reverse("class_approve", args=[pk]), decision)

    plan = asks(office, reverse("class_sessions", args=[pk]))
    asks(office, reverse("class_sessions", args=[pk]), page.typed(plan))
    assert Session.objects.count() == 10

    attend(office, asks)
    results = {"rest": "good"} | {f"seat_{seat.pk}": "" for seat in Seat.objects.all()}
    asks(office, reverse("class_results", args=[pk]))
    asks(office, reverse("class_results", args=[pk]), results)
    certify(office, asks, pk)
    for name in ("study_class", "class_sheets", "class_certificates", "class_export"):
        asks(office, reverse(name, args=[pk]))
    for name in ("classes", "class_expiring"):
        asks(office, reverse(name))


def attend(office, asks):
    """Tick everybody but two in the first session, by one submit."""
    url = reverse("class_session", args=[Session.objects.order_by("on", "part").first().pk])
    seats = there(asks(office, url), "present")
    assert len(seats) == PEOPLE
    asks(office, url, {"present": seats[2:]})
    assert Attendance.objects.count() == PEOPLE - 2


def certify(office, asks, pk):
    """Number all, look, confirm; every certificate is a step of its person's case."""
    url = reverse("class_certify", args=[pk])
    asks(office, url)
    told = {"first": "103/GCN-TTCT", "on": show_day(ago(3))}
    shown = page.main(asks(office, url, told))
    assert "344/GCN-TTCT" in shown.text
    assert not Certificate.objects.exists()
    acts = Act.objects.count()
    asks(office, url, {**told, "da-xem": "1"})
    assert Act.objects.count() == acts + 1
    numbers = set(Certificate.objects.values_list("number", flat=True))
    assert numbers == {f"{n}/GCN-TTCT" for n in range(103, 103 + PEOPLE)}
    facts = Fact.objects.filter(kind="certificate")
    assert facts.count() == PEOPLE
    assert {fact.data["class"] for fact in facts} == {pk}
    known = Person.objects.filter(prospect__certified_on=ago(3), prospect__certificate__in=numbers)
    assert known.count() == PEOPLE


def test_no_page_asks_more_for_242_people_than_for_one(office, lan, many, do):
    one = do.opened()
    do.nominate(one, lan)
    do.approve(one)
    held = do.session(one)
    pages = [reverse(name, args=[one.pk]) for name in (
        "study_class", "class_edit", "class_quotas", "class_nominate", "class_approve",
        "class_sessions", "class_sheets", "class_results", "class_certify", "class_certificates",
        "class_export", "class_read",
    )]  # fmt: skip
    pages += [reverse("class_session", args=[held.pk]), reverse("classes")]
    before = [asked(office, url) for url in pages]
    Seat.objects.bulk_create(
        Seat(study_class=one, person=person) for person in range(FIRST, FIRST + PEOPLE)
    )
    assert [asked(office, url) for url in pages] == before
    assert max(before) < MOST


def asked(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as told:
        assert client.get(url).status_code == 200
    return len(told)

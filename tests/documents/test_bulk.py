"""Many papers at once: one file, told how far it is, stopped, made again, dropped in time."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from taonguon.core.rulebook import Text
from taonguon.documents import batches
from taonguon.documents.actions import bulk
from taonguon.documents.batches import Item, Kind
from taonguon.documents.models import (
    BOTH,
    BOUND,
    CANCELLED,
    DONE,
    FAILED,
    PDFS,
    WORDS,
    WORKING,
    Batch,
    Document,
)  # fmt: skip
from taonguon.forms.paper import Paper
from taonguon.journal.models import JournalEntry
from taonguon.people.actions import Refused
from tests import cast
from tests.documents.conftest import issued, written

pytestmark = pytest.mark.django_db

NAMES = ("Nguyễn Thị Lan", "Trần Văn Hùng", "Đỗ Thị Hà")
AT = cast.MORNING


def ballot(name):
    return written(title=f"Phiếu biểu quyết {name}", words=f"Phiếu của {name}.")


def refused(_name):
    raise Refused("chưa ghi ngày sinh")


def faulty(_name):
    raise RuntimeError("lỗi lập trình")


def unsettable(_name):
    return Paper("x", "x", "", {}, ({"kind": "letterhead"},))


@pytest.fixture
def ballots(monkeypatch):
    """Register ballots as a kind; return how the makers of their papers are set."""
    makers = {}

    def plan(batch, at):
        assert at == AT
        return [Item(n, lambda n=n: makers.get(n, ballot)(n)) for n in batch.arguments["names"]]

    monkeypatch.setitem(batches.KINDS, "ballots", Kind(Text("Phiếu", "Ballots"), plan))
    return makers


def begun(wanted=BOUND, names=NAMES):
    asked = bulk.Asked(
        "ballots", "Phiếu họp tháng 4", cast.HAMLET_1, wanted, {"names": list(names)}
    )
    return bulk.begin_batch(asked=asked, by=None, at=AT)


def made(batch, tell=lambda *_: None, after=timedelta(seconds=9)):
    bulk.make(batch=batch, at=AT, clock=lambda: AT + after, tell=tell)
    batch.refresh_from_db()
    return batch


def told(batch):
    return batch.state, batch.made, batch.total, [one["name"] for one in batch.failures]


def test_all_papers_are_bound_in_one_pdf_in_their_order(ballots):
    batch = made(begun())
    assert told(batch) == (DONE, 3, 3, [])
    assert batch.expires_at == AT + timedelta(seconds=9, hours=24)
    pages = PdfReader(batches.file(batch)).pages
    assert [name in page.extract_text() for name, page in zip(NAMES, pages, strict=True)] == [
        True
    ] * 3
    assert batches.file(batch).stat().st_mode & 0o077 == 0
    assert batches.folder().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("wanted", "endings"), [(PDFS, ["pdf"]), (WORDS, ["docx"]), (BOTH, ["pdf", "docx"])]
)
def test_or_each_as_a_file_of_its_own_named_without_diacritics(ballots, wanted, endings):
    batch = made(begun(wanted))
    with zipfile.ZipFile(batches.file(batch)) as archive:
        names = [f"{n}-{who}.{ending}" for n, who in (
            ("01", "nguyen-thi-lan"), ("02", "tran-van-hung"), ("03", "do-thi-ha"),
        ) for ending in endings]  # fmt: skip
        assert archive.namelist() == names
        starts = {"pdf": b"%PDF-", "docx": b"PK"}
        assert all(archive.read(n).startswith(starts[n.rpartition(".")[2]]) for n in names)


@pytest.mark.parametrize("wanted", [BOUND, PDFS])
@pytest.mark.parametrize(
    ("maker", "why"),
    [
        (refused, "chưa ghi ngày sinh"),
        (faulty, "báo người quản trị"),
        (unsettable, "báo người quản trị"),
    ],
)
def test_when_one_fails_the_others_still_come_and_it_is_listed_with_its_reason(
    ballots, wanted, maker, why
):
    ballots[NAMES[1]] = maker
    batch = made(begun(wanted))
    assert told(batch) == (DONE, 2, 3, [NAMES[1]])
    assert why in batch.failures[0]["why"]
    if wanted == PDFS:
        with zipfile.ZipFile(batches.file(batch)) as archive:
            assert archive.namelist() == ["01-nguyen-thi-lan.pdf", "03-do-thi-ha.pdf"]
    else:
        assert len(PdfReader(batches.file(batch)).pages) == 2


@pytest.mark.parametrize("wanted", [BOUND, PDFS])
def test_when_all_fail_there_is_no_file(ballots, wanted):
    ballots.update(dict.fromkeys(NAMES, refused))
    batch = made(begun(wanted))
    assert told(batch) == (FAILED, 0, 3, list(NAMES))
    assert (batch.expires_at, list(batches.folder().iterdir())) == (None, [])


def test_a_plan_that_is_refused_says_why(ballots, monkeypatch):
    monkeypatch.setitem(
        batches.KINDS, "ballots", Kind(Text("Phiếu", "Ballots"), lambda batch, _at: refused(batch))
    )
    batch = made(begun())
    assert (batch.state, batch.failures) == (FAILED, [{"name": "", "why": "chưa ghi ngày sinh"}])


def test_how_far_it_is_is_told_paper_by_paper(ballots):
    heard = []
    made(begun(), tell=lambda *said: heard.append(said))
    assert heard == [*((name, n, 3) for n, name in enumerate(NAMES)), ("đóng thành một tệp", 3, 3)]


def test_stopped_it_makes_no_more_and_leaves_no_file(ballots):
    batch, seen = begun(), []

    def tell(name, *_):
        seen.append(name)
        if len(seen) == 2:
            assert bulk.stop_batch(batch=batch, by=None, at=AT)

    assert made(batch, tell=tell).state == CANCELLED
    assert seen == list(NAMES[:2])
    assert list(batches.folder().iterdir()) == []
    assert not bulk.stop_batch(batch=batch, by=None, at=AT)


def test_stopped_while_it_is_bound_its_file_is_dropped(ballots):
    batch = begun()

    def tell(name, *_):
        if name not in NAMES:
            bulk.stop_batch(batch=batch, by=None, at=AT)

    assert made(batch, tell=tell).state == CANCELLED
    assert list(batches.folder().iterdir()) == []


def test_made_again_papers_already_kept_take_no_new_number(ballots, congress):
    def resolution(name):
        found = Document.objects.filter(about=name).first()
        return (found or issued(about=name)).paper

    ballots.update(dict.fromkeys(NAMES, resolution))
    batch = made(begun())
    again = bulk.begin_again(batch=batch, by=None, at=AT)
    assert (again.state, again.made, again.failures) == (WORKING, 0, [])
    assert told(made(again)) == (DONE, 3, 3, [])
    assert Document.objects.count() == 3


def test_a_kind_that_is_gone_can_neither_begin_nor_begin_again(ballots, monkeypatch):
    batch = made(begun())
    monkeypatch.delitem(batches.KINDS, "ballots")
    with pytest.raises(KeyError):
        begun()
    with pytest.raises(Refused, match="không còn loại"):
        bulk.begin_again(batch=batch, by=None, at=AT)


def test_the_file_is_kept_a_day_and_then_dropped(ballots):
    batch = made(begun())
    assert bulk.take(batch=batch, by=None, at=AT + timedelta(hours=23)) == batches.file(batch)
    assert JournalEntry.objects.get(act="documents.bulk.file").subject == f"batch:{batch.pk}"
    assert bulk.drop_old(at=AT + timedelta(hours=23)) == 0
    over = AT + timedelta(hours=24, minutes=1)
    assert bulk.take(batch=batch, by=None, at=over) is None
    assert bulk.drop_old(at=over) == 1
    assert not batches.file(batch).exists()


def test_a_batch_is_listed_for_a_week_for_it_names_people_where_it_failed(ballots):
    ballots[NAMES[0]] = refused
    batch = made(begun())
    bulk.drop_old(at=AT + timedelta(days=7))
    assert Batch.objects.filter(pk=batch.pk).exists()
    bulk.drop_old(at=AT + timedelta(days=7, seconds=10))
    assert not Batch.objects.exists()


def test_what_belongs_to_no_batch_is_dropped_and_what_is_under_way_is_not(ballots):
    batch = begun()
    (batches.folder() / f"{batch.pk}.part").write_bytes(b"x")
    (batches.folder() / "999.pdf").write_bytes(b"x")
    assert bulk.drop_old(at=AT) == 1
    assert (batches.folder() / f"{batch.pk}.part").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("01-NQ/CB · Nghị quyết", "01-nq-cb-nghi-quyet"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\a.exe", "c-windows-a-exe"),
        ("Đặng Thị Ươm", "dang-thi-uom"),
        ("…", "van-ban"),
        ("x" * 300, "x" * 80),
        ("a\x00b\nc", "a-b-c"),
    ],
)
def test_a_file_s_name_is_plain_and_leads_nowhere(name, safe):
    assert batches.safe(name) == safe


@pytest.mark.parametrize(
    "changed",
    [{"state": DONE}, {"ended_at": AT}, {"made": 4, "total": 3}, {"state": "moon"}],
    ids=str,
)
def test_the_database_holds_that_what_ended_has_an_end_and_no_more_is_made_than_all(
    ballots, changed
):
    batch = begun()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(**changed)


def test_a_zip_begins_and_ends_whole(ballots):
    batch = made(begun(PDFS))
    with zipfile.ZipFile(BytesIO(batches.file(batch).read_bytes())) as archive:
        assert archive.testzip() is None

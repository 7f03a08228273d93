"""Files of directives: told by their content, kept for the owner alone, never of a secret one."""

import io
import os
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from taonguon.directives import files
from taonguon.directives.models import Attachment
from taonguon.journal.models import JournalEntry
from taonguon.people.actions import Refused
from taonguon.rules.directives import shipped
from tests.directives.conftest import PDF, secret

pytestmark = pytest.mark.django_db
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def office(*parts):
    """Make an archive of empty parts, as Word and Excel make theirs."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return told.getvalue()


TYPES = "[Content_Types].xml"
WORD = office(TYPES, "word/document.xml")
EXCEL = office(TYPES, "xl/workbook.xml")


@pytest.fixture
def one(do):
    return do.register()


@pytest.fixture
def lying(settings):
    """Return how to list the files that lie in the folder."""
    return lambda: sorted(settings.ATTACHMENTS.iterdir()) if settings.ATTACHMENTS.exists() else []


@pytest.mark.parametrize(
    ("content", "name", "kind", "shown"),
    [
        (PDF, "Chỉ thị 05.pdf", "pdf", "Chỉ thị 05.pdf"),
        (PDF, "Chỉ thị 05.exe", "pdf", "Chỉ thị 05.exe.pdf"),
        (WORD, "kế hoạch.DOCX", "docx", "kế hoạch.docx"),
        (EXCEL, "biểu.xlsx", "xlsx", "biểu.xlsx"),
        (EXCEL, "biểu.pdf", "xlsx", "biểu.pdf.xlsx"),
    ],
)
def test_a_file_is_what_its_content_says(do, one, content, name, kind, shown):
    held = do.attach(one, content, name)
    assert (held.kind, held.name, held.size) == (kind, shown, len(content))
    assert files.place(held.stored).read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>", b"MZ\x90\x00", OLD_WORD, b" %PDF-1.7", b"PK\x03\x04cut",
        office("word/document.xml"), office(TYPES, "a.txt"), office(TYPES),
        office(TYPES, "word/document.xml", "xl/workbook.xml"),
        office(TYPES, "word/document.xml", "word/vbaProject.bin"),
        WORD[:-30],
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_whatever_it_is_called(do, one, content, lying):
    with pytest.raises(Refused, match="không phải PDF, Word"):
        do.attach(one, content, "chi-thi.pdf")
    assert not Attachment.objects.exists()
    assert lying() == []


def test_an_empty_file_and_one_too_large_are_refused(do, one, monkeypatch, lying):
    with pytest.raises(Refused, match="không có gì bên trong"):
        do.attach(one, b"")
    large = SimpleUploadedFile("chi-thi.pdf", PDF)
    large.size = shipped().bytes + 1
    monkeypatch.setattr("tests.directives.conftest.SimpleUploadedFile", lambda *_told: large)
    with pytest.raises(Refused, match="nặng quá 10 MB"):
        do.attach(one)
    large.size = shipped().bytes
    assert do.attach(one).kind == "pdf"
    assert len(lying()) == 1


def test_a_file_is_never_attached_to_a_secret_directive(do, lying):
    hidden = do.register(secret())
    with pytest.raises(Refused, match=r"^Văn bản mật không được đính kèm tệp: chỉ ghi số, ngày"):
        do.attach(hidden)
    assert lying() == []
    assert not JournalEntry.objects.filter(act="directive.attach").exists()


def test_the_same_file_is_attached_once_and_no_more_than_may_be(do, one, lying):
    for number in range(shipped().files):
        do.attach(one, PDF + b"%" * number)
        with pytest.raises(Refused, match=r"đã được đính kèm rồi|nhiều nhất"):
            do.attach(one, PDF)
    with pytest.raises(Refused, match="nhiều nhất 6 tệp"):
        do.attach(one, PDF + b"new")
    assert len(lying()) == shipped().files


@pytest.mark.skipif(os.name != "posix", reason="modes of files are of this system")
def test_a_file_is_for_the_owner_alone(do, one, settings):
    held = do.attach(one)
    assert stat.S_IMODE(files.place(held.stored).stat().st_mode) == 0o600
    assert stat.S_IMODE(settings.ATTACHMENTS.stat().st_mode) == 0o700


def test_a_file_lies_under_a_name_that_was_drawn_for_it(do, one, settings):
    held = do.attach(one, PDF, "../../etc/passwd.pdf")
    assert held.name == "passwd.pdf"
    assert files.place(held.stored).parent == settings.ATTACHMENTS
    assert len(held.stored) == 32


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\chi thi\\05.pdf", "05.pdf"),
        ("a\r\nb\x00.pdf", "a b.pdf"),
        ("...pdf", "van-ban.pdf"),
        ("", "van-ban.pdf"),
        ("x" * 300 + ".pdf", "x" * 110 + ".pdf"),
    ],
)
def test_a_name_is_fit_to_be_shown(name, shown):
    assert files.shown_name(name, "pdf") == shown


@pytest.mark.django_db(transaction=True)
def test_a_file_taken_away_lies_there_no_more(do, one, lying):
    held = do.attach(one)
    fingerprint = held.fingerprint
    do.detach(held)
    assert lying() == []
    assert not one.files.exists()
    assert JournalEntry.objects.last().details["fingerprint"] == fingerprint


@pytest.mark.django_db(transaction=True)
def test_when_taking_away_is_undone_the_file_still_lies_there(do, one, lying):
    held = do.attach(one)
    with transaction.atomic():
        do.detach(held)
        transaction.set_rollback(True)
    assert one.files.exists()
    assert len(lying()) == 1


def test_when_the_row_cannot_be_written_no_file_is_left(do, one, monkeypatch, lying):
    def broken(*_told, **_more):
        raise RuntimeError

    monkeypatch.setattr("taonguon.directives.actions.attaching.journal", broken)
    with pytest.raises(RuntimeError):
        do.attach(one)
    assert lying() == []

"""`taonguon verify-document`: whether a file is the document kept, and where it differs."""

import pytest

from taonguon.documents.actions import keeping
from taonguon.documents.models import Document
from taonguon.journal.models import JournalEntry
from tests import cast
from tests.documents.conftest import begin, issued, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    cast.commune()
    begin(cast.HAMLET_1)
    return issued()


@pytest.fixture
def file(tmp_path):
    def write(data, name="van-ban.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_file_as_it_was_handed_out_matches(kept, file, taonguon, kind):
    path = file(keeping.RENDER[kind](kept.paper))
    answer = taonguon("verify-document", path)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == "Khớp với sổ: 01-NQ/CB · Nghị quyết đề nghị kết nạp · Nguyễn Thị Lan.\n"
    entry = JournalEntry.objects.get(act="document.check")
    assert (entry.by, entry.subject) == ("", f"document:{kept.pk}")
    assert entry.details == {"said": "van-ban.pdf", "found": "matches"}


def test_a_file_with_other_words_differs_and_says_where(kept, file, taonguon):
    forged = written("01-NQ/CB", words="Chi bộ không thống nhất.")
    told = {name: getattr(forged, name) for name in forged.__dataclass_fields__}
    path = file(keeping.RENDER["pdf"](type(forged)(**{**told, "seal": kept.seal})))
    answer = taonguon("verify-document", path)
    assert answer.code == 1
    assert answer.out.splitlines()[1:] == [
        "  - Chi bộ thống nhất.",
        "  + Chi bộ không thống nhất.",
    ]
    told = taonguon("verify-document", path, "--json").values
    assert told["outcome"] == "differs"
    assert told["documents"] == [{"number": "01-NQ/CB", "hash": kept.hash}]
    assert told["differences"] == [
        {"kept": "Chi bộ thống nhất.", "found": "Chi bộ không thống nhất."}
    ]


def test_a_cancelled_and_an_unknown_document_are_told_with_exit_code_1(kept, file, taonguon):
    path = file(keeping.RENDER["pdf"](kept.paper))
    keeping.cancel(document=kept, why="ghi nhầm tên", by=None, at=cast.MORNING)
    answer = taonguon("verify-document", path)
    assert (answer.code, "Đã hủy ngày 21/4/2023: ghi nhầm tên." in answer.out) == (1, True)
    Document.objects.all().delete()
    answer = taonguon("verify-document", path)
    assert (answer.code, answer.out.startswith("Không có trong sổ")) == (1, True)


def test_what_is_no_document_is_refused_and_what_is_not_there_is_misuse(file, taonguon, tmp_path):
    answer = taonguon("verify-document", file(b"MZ\x90", "a.pdf"))
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "Tệp này không phải PDF hay Word (.docx): chọn tệp của văn bản.\n"
    assert taonguon("verify-document", tmp_path / "khong-co.pdf").code == 2
    assert taonguon("verify-document", tmp_path).code == 2


def test_in_english_it_answers_all_the_same(kept, file, taonguon):
    answer = taonguon("verify-document", file(keeping.RENDER["pdf"](kept.paper)), "--lang", "en")
    assert (answer.code, "01-NQ/CB" in answer.out) == (0, True)

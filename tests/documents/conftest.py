"""Papers of the tests: written as forms write them, of the commune An Hòa and its first hamlet."""

from datetime import date

import pytest

from taonguon.accounts.models import User
from taonguon.documents.actions import keeping, terms
from taonguon.forms import filling
from taonguon.forms.loading import load
from taonguon.organisations.models import Organisation
from tests import cast

CONGRESS = date(2022, 3, 1)
DAY = date(2023, 4, 20)


RESOLUTION = """
code = "7-KNĐ"
name = { vi = "%s", en = "Resolution" }
subject = "case"
issuer = "cell"
type = "NQ"
[[block]]
kind = "title"
text = "NGHỊ QUYẾT"
about = "đề nghị kết nạp đồng chí Nguyễn Thị Lan"
[[block]]
kind = "text"
text = "%s"
"""
VALUES = {
    "cell.superior": "Đảng bộ xã An Hòa", "cell.name": "Chi bộ thôn 1", "place": "An Hòa",
}  # fmt: skip


def written(number="", *, title="Nghị quyết đề nghị kết nạp", words="Chi bộ thống nhất.", on=DAY):
    """Write a resolution of one sentence, as a form writes it."""
    form = load("thu.toml", RESOLUTION % (title, words))
    return filling.fill(form, VALUES, on=on, number=number)


def draft(**changed):
    """Draft a resolution of the first hamlet about Lan."""
    told = {
        "form": "7-KNĐ", "type": "NQ", "mark": "CB", "on": DAY, "organisation": cast.HAMLET_1,
        "cell": cast.HAMLET_1, "person": cast.LAN, "about": cast.NAMES[cast.LAN], "write": written,
        "values": {"person.name": cast.NAMES[cast.LAN], "person.born": "1999-02-03"},
    }  # fmt: skip
    return keeping.Draft(**{**told, **changed})


def decision(**changed):
    """Draft the commune's decision to admit Lan."""
    told = {"form": "8-KNĐ", "type": "QĐ", "mark": "ĐU", "organisation": cast.COMMUNE}
    return draft(**{**told, **changed})


def issued(at=cast.MORNING, number=None, **changed):
    """Issue the resolution of the hamlet."""
    return keeping.issue(draft=draft(**changed), by=None, at=at, number=number)


def begin(organisation, on=CONGRESS, at=cast.MORNING):
    """Open a term."""
    body = Organisation.objects.get(pk=organisation)
    return terms.begin_term(organisation=body, on=on, by=None, at=at)


@pytest.fixture
def congress(db):
    """Let the commune and its first two hamlets have held their congresses."""
    cast.commune()
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, "2022-05-19"))
    return [begin(one) for one in (cast.COMMUNE, cast.HAMLET_1, cast.HAMLET_2)]


@pytest.fixture
def office(db):
    return User.objects.create(username="vanphong", full_name="Văn phòng")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.BATCHES = tmp_path / "batches"

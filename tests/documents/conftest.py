"""Papers of the tests: written as forms write them, of the commune An Hòa and its first hamlet."""

from datetime import date

import pytest

from taonguon.accounts.models import User
from taonguon.documents.actions import keeping, terms
from taonguon.forms import look
from taonguon.forms.paper import Paper
from taonguon.organisations.models import Organisation
from tests import cast

CONGRESS = date(2022, 3, 1)
DAY = date(2023, 4, 20)


def written(number="", *, title="Nghị quyết đề nghị kết nạp", words="Chi bộ thống nhất.", on=DAY):
    """Write a paper of one sentence."""
    blocks = (
        {
            "kind": "letterhead", "head": "party", "form": "", "dated": "An Hòa, ngày 20 tháng 4",
            "left": ["ĐẢNG BỘ XÃ AN HÒA", "CHI BỘ THÔN 1"], "right": ["ĐẢNG CỘNG SẢN VIỆT NAM"],
            "number": f"Số {number}" if number else "",
        },
        {"kind": "title", "text": title.upper(), "about": "đồng chí Nguyễn Thị Lan"},
        {"kind": "text", "text": words},
    )  # fmt: skip
    return Paper("7-KNĐ", title, number, look.shipped().measures(on, "A4"), blocks)


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

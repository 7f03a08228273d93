"""The values of the two worked people, told once by the register and then kept without it."""

from datetime import date

import pytest

from taonguon.papers.values import subjects
from tests import cast
from tests.forms import people

DAY = date(2025, 11, 5)
TYPED = {
    "signer.post": "BÍ THƯ",
    "signer.name": "Trần Văn Ân",
    "cell_vote.chair": "Trần Văn Ân",
    "cell_vote.chair_post": "Bí thư Chi bộ",
    "cell_vote.secretary": "Vũ Thị Duyên",
    "cell_vote.probationary_present": "01",
    "union.name": "Công đoàn Công ty May Hồng Ngọc",
    "union.superior": "Liên đoàn Lao động tỉnh Ninh Bình",
}


@pytest.fixture(scope="session")
def told(django_db_setup, django_db_blocker):
    """Return the values of each of the two, with what an officer types, as of a day after the decision."""
    with django_db_blocker.unblock(), cast.taken_back():
        both = people.register()
        return {name: TYPED | subjects.of_case(person, DAY) for name, person in vars(both).items()}

"""The commune An Hòa with its cells, and how things are recorded of its directives."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taonguon.directives.actions import attaching, passing, registering
from taonguon.directives.actions.passing import Answer, Sent, Told
from taonguon.directives.actions.registering import Paper
from taonguon.directives.models import Passing
from tests import cast

SUMMARY = "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
ISSUED = date(2016, 5, 15)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def day(text):
    return date.fromisoformat(text)


def paper(number="05-CT/TW", **changed):
    told = {"issued_on": ISSUED, "issuer": "Bộ Chính trị", "summary": SUMMARY, "effect_on": ISSUED}
    return Paper(number, **{**told, **changed})


def secret(number="12-TB/TU", **changed):
    return Paper(number, ISSUED, secret=True, kept_at="Két văn phòng", **changed)


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path):
    settings.ATTACHMENTS = tmp_path / "attachments"


@pytest.fixture
def commune(db):
    return cast.commune()


class Doing:
    """What a test does, each with what it need not say filled in."""

    def __init__(self, commune, at):
        self.commune, self.now = commune, {"by": None, "at": at}

    def register(self, told=None, replaces=None):
        return registering.register(
            organisation=self.commune, paper=told or paper(), replaces=replaces, **self.now
        )

    def correct(self, one, told):
        registering.correct(directive=one, paper=told, **self.now)

    def end(self, one, on, because="Kết luận 01-KL/TW"):
        told = day(on) if on else None
        registering.end(directive=one, on=told, paper=because, **self.now)

    def send(self, one, *cells, on="2016-06-01", answer_by="2016-07-01"):
        told = Sent(cells, day(on), day(answer_by) if answer_by else None)
        return passing.pass_on(directive=one, sent=told, among=cast.CELLS, **self.now)

    def acknowledge(self, one, cell, on="2016-06-10", way="meeting", note=""):
        held = Passing.objects.get(directive=one, cell=cell)
        passing.acknowledge(passing=held, answer=Answer(day(on), way, note), **self.now)

    def task(self, one, text="Đăng ký việc làm theo", due="2016-09-01"):
        return registering.give_task(directive=one, text=text, due_on=day(due), **self.now)

    def mend(self, one, text, due="2016-09-01"):
        registering.mend_task(task=one, text=text, due_on=day(due), **self.now)

    def tell(self, one, cell, on="2016-08-01", state="doing", note=""):
        told = Told(day(on), state, note)
        return passing.tell_progress(task=one, cell=cell, told=told, **self.now)

    def attach(self, one, content=PDF, name="chi-thi.pdf"):
        file = SimpleUploadedFile(name, content)
        return attaching.attach(directive=one, file=file, **self.now)

    def detach(self, file):
        attaching.detach(file=file, **self.now)


@pytest.fixture
def do(commune, at):
    return Doing(commune, at)

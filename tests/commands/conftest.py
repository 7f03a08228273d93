"""Running the commands inside the tests' own process, and an answer to their questions."""

import argparse
import io
import json
from typing import NamedTuple

import pytest
from django.utils import translation

from taonguon.commands.main import main


class Said(NamedTuple):
    """What a command answered: its exit code, what it wrote, and what it said of errors."""

    code: int
    out: str
    err: str

    @property
    def values(self):
        return json.loads(self.out)


class Keyboard(io.StringIO):
    """Somebody who types answers on a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def taonguon(capsys, monkeypatch):
    """Return how to run `taonguon` with words; misuse, which ends the process, ends it too."""
    monkeypatch.setattr(argparse, "_", argparse._)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def run(*words):
        capsys.readouterr()
        with translation.override(translation.get_language()):
            try:
                code = main([str(word) for word in words])
            except SystemExit as ended:
                code = ended.code
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def answer(monkeypatch):
    """Return how to type lines on a terminal, or into a pipe."""

    def typed(text, *, terminal=True):
        monkeypatch.setattr("sys.stdin", Keyboard(text) if terminal else io.StringIO(text))

    return typed

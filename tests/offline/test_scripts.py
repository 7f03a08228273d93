"""The scripts of the phone: they say only words they are given, and keep to what the house allows."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.test import RequestFactory, override_settings

from taonguon.config.statics import Statics
from taonguon.offline import words
from taonguon.offline.views.shell import MODULES

FOLDER = Path(settings.STATICFILES_DIRS[0]) / "offline"
SCRIPTS = sorted(FOLDER.glob("*.js"))
LONGEST = 300
FORBIDDEN = ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function", "localStorage",
             "sessionStorage", "document.cookie", "document.write")  # fmt: skip


def text(*names):
    return "\n".join((FOLDER / f"{name}.js").read_text("utf-8") for name in names)


def said(script, name):
    """Return the keys that a script reads of an object, by dot."""
    return set(re.findall(rf"\b{name}\.(\w+)", script))


def imported(script):
    return set(re.findall(r'from "\./(\w+)\.js"', script))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda one: one.name)
def test_a_script_is_short_says_what_it_is_and_puts_no_text_in_as_markup(path):
    script = path.read_text("utf-8")
    assert script.startswith("// ")
    assert len(script.splitlines()) <= LONGEST
    assert not [one for one in FORBIDDEN if one in script]
    assert "http:" not in script.replace("http://127", "")


def test_the_page_without_signal_says_every_word_it_is_given_and_no_other():
    shell = text("shell", "screens", "fields")
    spoken = said(shell, "words") | {"signed_out", "other_user"}
    given = words.shell()
    assert spoken - set(given) <= {"map", "length"}  # of a list of sentences
    assert set(given) - spoken == set()


def test_the_page_of_taking_along_is_given_every_word_it_says():
    spoken = said(text("prepare"), "words")
    assert spoken <= set(words.prepare())


def test_the_scripts_are_given_every_address_and_number_they_ask():
    given = words.settings(RequestFactory().get("/"))
    asked = said(text("shell", "prepare", "sending"), "settings")
    assert asked <= set(given)
    assert set(given) <= asked | {"limits"}
    kept = said(text("vault", "store", "screens", "shell", "prepare"), "vault")
    assert set(given["limits"]) <= kept | {"rounds"}


def test_what_stands_in_braces_is_filled_in():
    shell = text("shell", "screens", "prepare")
    for key, sentence in {**words.shell(), **words.prepare()}.items():
        for name in re.findall(r"\{(\w+)\}", sentence):
            calls = re.findall(rf"words\.{key}\b[^;]*?\{{([^}}]*)\}}", shell)
            choice = [call for call in re.findall(r"say\([^;]*?\{([^}]*)\}", shell) if name in call]
            assert any(name in call for call in calls) or choice, (key, name)


def test_the_worker_keeps_all_that_the_shell_imports_and_nothing_of_preparing():
    needed, waiting = set(), {"shell"}
    while waiting:
        one = waiting.pop()
        needed.add(one)
        waiting |= imported(text(one)) - needed
    assert set(MODULES) == needed
    assert not {"prepare", "watch", "worker"} & needed


def test_the_pin_is_taken_out_before_anything_is_sent():
    sent = text("prepare")
    assert 'for (const name of ["pin", "pin_again"]) body.delete(name)' in sent
    assert "pin" not in said(text("sending"), "one")


def test_imports_of_our_scripts_are_named_by_content(tmp_path):
    with override_settings(STATIC_ROOT=tmp_path):
        kept = Statics()
        plain = StaticFilesStorage(location=FOLDER.parent)
        names = [f"offline/{path.name}" for path in SCRIPTS]
        for name in names:
            with plain.open(name) as script:
                kept.save(name, script)
        done = list(kept.post_process({name: (kept, name) for name in names}))
        assert not [told for told in done if isinstance(told[2], Exception)]
        shell = (tmp_path / kept.stored_name("offline/shell.js")).read_text("utf-8")
    found = re.findall(r'from "\./([\w.]+)"', shell)
    assert found
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{12}\.js", one) for one in found)
    assert all((tmp_path / "offline" / one).exists() for one in found)

"""Every command explains itself, whole, in both languages; misuse is told with exit code 2."""

import argparse
import os
import subprocess
import sys

import pytest
from django.utils import translation

from taonguon import __version__
from taonguon.commands import main, speech

COMMANDS = [[], *([name] for name in main.NAMES)]
ENGLISH = [
    "usage:", "options:", "positional arguments", "show this help", "exit", "show program",
    "default:", "choose from", "required",
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_in_vietnamese_no_word_of_argparse_is_left(taonguon, words):
    answer = taonguon(*words, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("cách dùng: taonguon")
    assert [word for word in ENGLISH if word in answer.out] == []


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_in_english_argparse_speaks_its_own(taonguon, words):
    answer = taonguon(*words, "--lang", "en", "--help")
    assert answer.code == 0
    assert answer.out.startswith("usage: taonguon")
    assert "cách dùng" not in answer.out


def parsers():
    """Return the parsers of all commands by name, in the active language."""
    whole = main.build()
    (commands,) = (a for a in whole._actions if isinstance(a, argparse._SubParsersAction))
    return {"": whole, **commands.choices}


@pytest.mark.parametrize("tongue", ["vi", "en"])
def test_every_command_and_every_option_says_what_it_does(tongue):
    with translation.override(tongue):
        found = parsers()
    for name, parser in found.items():
        assert parser.description, name
        options = [a for a in parser._actions if not isinstance(a, argparse._SubParsersAction)]
        assert [a.dest for a in options if not a.help] == []


def test_no_option_shows_its_english_name_as_the_name_of_its_value():
    for parser in parsers().values():
        takes = [a for a in parser._actions if a.nargs != 0 and a.option_strings and not a.choices]
        assert [a.dest for a in takes if a.metavar is None] == []


def test_every_command_is_listed_with_its_summary(taonguon):
    said = " ".join(taonguon("--help").out.split())
    for name, parser in parsers().items():
        assert f"{name} {parser.description}".strip() in said


# the words, what the message must say
MISUSED = [
    ([], "còn thiếu: LỆNH"),
    (["nap"], "không có 'nap' (chọn một trong: "),
    (["load"], "còn thiếu: TỆP, --organisation"),
    (["load", "a.xlsx"], "còn thiếu: --organisation"),
    (["load", "a.xlsx", "--organisation"], "--organisation: cần một giá trị"),
    (["figures", "--organisation", "X", "--year", "nay"], "--year: 'nay' không phải là giá trị hợp lệ"),
    (["figures", "--organisation", "X", "--thu"], "không hiểu: --thu"),
    (["figures", "--organisation", "X", "--json=1"], "--json: không nhận giá trị '1'"),
    (["undo"], "còn thiếu: SỐ"),
    (["undo", "một"], "SỐ: 'một' không phải là giá trị hợp lệ"),
    (["figures", "--organisation", "X", "--lang", "fr"], "--lang: không có 'fr'"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), MISUSED)
def test_misuse_is_told_with_the_right_use(taonguon, words, said):
    answer = taonguon(*words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.startswith("cách dùng: taonguon")
    assert [word for word in ("usage", "error", "invalid", "argument") if word in answer.err] == []


def test_an_option_cut_too_short_is_told_which_it_might_be(monkeypatch, capsys):
    monkeypatch.setattr(argparse, "_", argparse._)
    speech.speak("vi")
    parser = argparse.ArgumentParser(prog="thu")
    parser.add_argument("--known-at")
    parser.add_argument("--known-by")
    with pytest.raises(SystemExit):
        parser.parse_args(["--known", "1"])
    assert "chưa rõ, có thể là --known-at, --known-by" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "variable", "tongue"),
    [
        ([], None, "vi"),
        ([], "en", "en"),
        ([], "fr", "vi"),
        (["--lang", "en"], None, "en"),
        (["--lang=en"], None, "en"),
        (["--lang", "vi"], "en", "vi"),
        (["load", "--lang", "en"], None, "en"),
        (["--lang"], None, "vi"),
    ],
)
def test_the_language_is_that_of_the_switch_then_of_the_office(
    monkeypatch, words, variable, tongue
):
    monkeypatch.delenv("TAONGUON_LANG", raising=False)
    if variable:
        monkeypatch.setenv("TAONGUON_LANG", variable)
    assert speech.language(words) == tongue


def test_the_version_is_the_packages(taonguon):
    assert taonguon("--version").out == f"{__version__}\n"


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_vietnamese_comes_out_whole_on_a_terminal_of_another_code_page(tmp_path, encoding):
    made = subprocess.run(
        [sys.executable, "-c", "from taonguon.commands.main import main; main()", "load", "--help"],
        capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "TAONGUON_HOME": str(tmp_path),
             "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert made.stdout.decode("utf-8").startswith("cách dùng: taonguon load")

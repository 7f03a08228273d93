"""How the commands speak: the language asked for, and argparse's own words in Vietnamese."""

import argparse
import os
from collections.abc import Sequence

_WORDS = {
    "usage: ": "cách dùng: ",
    "positional arguments": "tham số",
    "options": "tùy chọn",
    "show this help message and exit": "hiện hướng dẫn này rồi thoát",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "còn thiếu: %s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "expected one argument": "cần một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "không có %(value)r (chọn một trong: %(choices)s)"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r không phải là giá trị hợp lệ",
    "expected at most one argument": "cần nhiều nhất một giá trị",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s chưa rõ, có thể là %(matches)s"
    ),
    "not allowed with argument %s": "không dùng chung với %s",
    "one of the arguments %s is required": "cần một trong: %s",
    "show program's version number and exit": "hiện số phiên bản rồi thoát",
}


class Stop(Exception):
    """A command cannot go on; its one sentence says what, where and how to mend it."""


class Misuse(Stop):
    """What was given cannot be used, and nothing was begun: the exit code is that of misuse."""


def language(arguments: Sequence[str]) -> str:
    """Return the language asked for by `--lang`, else by TAONGUON_LANG, else Vietnamese."""
    for place, word in enumerate(arguments):
        if word == "--lang" and place + 1 < len(arguments):
            return "en" if arguments[place + 1] == "en" else "vi"
        if word.startswith("--lang="):
            return "en" if word == "--lang=en" else "vi"
    return "en" if os.environ.get("TAONGUON_LANG") == "en" else "vi"


def speak(tongue: str) -> None:
    """Let argparse speak the language."""
    table = _WORDS if tongue == "vi" else {}
    argparse._ = lambda text: table.get(text, text)  # type: ignore[attr-defined]

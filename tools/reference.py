"""Write the pages of docs/reference from the code and the rules that they tell of.

    python tools/reference.py            write them
    python tools/reference.py --check    say which is stale; change nothing

The commands are told from the parser itself, not from its printed help, whose layout is another in
every version of Python.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from taonguon.core.breakdowns import BREAKDOWNS
from taonguon.core.figures import DEFINITIONS, Condition, Definition
from taonguon.core.rulebook import Rule
from taonguon.rules.loading import national
from taonguon.rules.schema import schema

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
OF_FIGURES = (
    "Each figure counts records that meet all its conditions. Those of a *period* count what"
    " happened in it, up to the as-of day; those of a *day* count what stands at its end."
    " People are counted once each.\n"
)
OF_RULES = (
    "How a rule is written, which day picks its value, and how an officer changes one:"
    " [rulebook](../rulebook.md). `text` means the instrument's own text was seen, `third-party` a"
    " carrier of it, `unverified` neither.\n"
)
OF_COMMANDS = (
    "Exit codes: 0 done, 1 refused or not confirmed, 2 misuse. Every command takes `--help`"
    " and `--lang vi|en`; `TAONGUON_LANG=en` sets the language for all."
)
WRITTEN = "Written by `python tools/reference.py` from `{}`; do not edit.\n"
HIDDEN = {"help", "lang"}


def main(arguments: list[str]) -> int:
    """Write or check the pages; 1 when a check finds one stale."""
    with TemporaryDirectory(prefix="taonguon-reference-") as home:
        prepare(home)
        written = pages()
    stale = [name for name, text in written.items() if kept(name) != text]
    for name in stale:
        if arguments == ["--check"]:
            print(f"docs/reference/{name} is stale: run `python tools/reference.py`")
        else:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_text(written[name], "utf-8", newline="\n")
            print(f"docs/reference/{name}")
    return 1 if stale and arguments == ["--check"] else 0


def prepare(home: str) -> None:
    """Set Django up in a folder of its own: nothing is read from an installation."""
    os.environ["TAONGUON_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "taonguon.config.settings"
    import django  # noqa: PLC0415 - settings must be named first

    django.setup()


def pages() -> dict[str, str]:
    """Return each page's text by its name."""
    return {
        "figures.md": figures(),
        "commands.md": commands(),
        "rules.md": rules(),
        "case.schema.json": json.dumps(schema(national()), ensure_ascii=False, indent=2) + "\n",
    }


def kept(name: str) -> str:
    """Return a page as it lies there, empty when there is none."""
    path = FOLDER / name
    return path.read_text("utf-8") if path.exists() else ""


def rules() -> str:
    """Return the page of rules with their values over time, and of steps."""
    book = national()
    lines = ["# Rules and steps\n", WRITTEN.format("rules/national/*.toml"), OF_RULES]
    for subject in dict.fromkeys(rule.subject for rule in book.rules.values()):
        lines += [
            f"## {subject}\n",
            "| rule | from | value | source | verified |",
            "|---|---|---|---|---|",
        ]
        for rule in book.rules.values():
            if rule.subject == subject:
                lines += rule_rows(rule)
        lines.append("")
    lines += ["## Steps\n", "| step | stage | who | papers | after |", "|---|---|---|---|---|"]
    for key, step in book.steps.items():
        how = step.values[-1]
        needs = ", ".join(f"`{one}`" for one in how.needs)
        papers = ", ".join(how.papers)
        lines.append(
            f"| `{key}`: {step.name.en} | {step.stage} | {how.actor} | {papers} | {needs} |"
        )
    return "\n".join(lines) + "\n"


def rule_rows(rule: Rule) -> list[str]:
    """Return a rule's rows, the first with its meaning."""
    rows = []
    for number, value in enumerate(rule.values):
        name = f"`{rule.key}`: {rule.meaning.en}, {rule.unit}" if number == 0 else ""
        told = json.dumps(value.value, ensure_ascii=False)
        rows.append(f"| {name} | {value.start} | {told} | {value.source} | {value.verified} |")
    return rows


def figures() -> str:
    """Return the page of figures and of breakdowns."""
    lines = [
        "# Figures\n",
        WRITTEN.format("taonguon.core.figures"),
        OF_FIGURES,
        "| code | Tiếng Việt | English | unit | of a | counts | conditions |",
        "|---|---|---|---|---|---|---|",
        *(row(definition) for definition in DEFINITIONS.values()),
        "\n## Breakdowns\n",
        "Admissions are divided by what was known of the person on the day of admission.\n",
        "| code | Tiếng Việt | English |",
        "|---|---|---|",
        *(f"| `{code}` | {vi} | {en} |" for code, (vi, en) in BREAKDOWNS.items()),
    ]
    return "\n".join(lines) + "\n"


def row(d: Definition) -> str:
    """Return one figure as a row of the table."""
    when = "period" if d.by_period else "day"
    conditions = "; ".join(map(condition, d.where)) or "–"
    return f"| `{d.code}` | {d.vi} | {d.en} | {d.unit} | {when} | {d.over} | {conditions} |"


def condition(one: Condition) -> str:
    """Return one condition in plain words."""
    value = one.value
    if one.test == "by_day":
        return f"{one.field} on or before the as-of day"
    if one.test == "between":
        return f"{one.field} {value[0]} to {value[1]}"
    if one.test == "one_of":
        return f"{one.field} one of {', '.join(value)}"
    words = ("yes" if value else "no") if isinstance(value, bool) else value
    return f"{one.field} {one.test.replace('_', ' ')} {words}"


def commands() -> str:
    """Return the page of commands, in Vietnamese and then in English."""
    from django.utils import translation  # noqa: PLC0415

    from taonguon.commands.main import build  # noqa: PLC0415

    lines = [
        "# Commands\n",
        WRITTEN.format("taonguon.commands"),
        OF_COMMANDS,
    ]
    for code, name in LANGUAGES.items():
        with translation.override(code):
            parser = build()
            lines += [f"\n## {name}\n", f"{parser.description} {parser.epilog}"]
            for command, own in subparsers(parser):
                lines += ["", *told(command, own)]
    return "\n".join(lines) + "\n"


def subparsers(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield each command's name and its parser, in their order."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def told(command: str, parser: argparse.ArgumentParser) -> list[str]:
    """Return one command: what it does, how it is called, what each argument means."""
    asked = [action for action in parser._actions if action.dest not in HIDDEN]
    usage = " ".join(["taonguon", command, *map(called, asked)])
    return [
        f"### {command}\n",
        f"{parser.description}\n",
        f"    {usage}\n",
        *(f"- `{', '.join(action.option_strings) or value(action)}`: {action.help}"
          for action in asked),
    ]  # fmt: skip


def called(action: argparse.Action) -> str:
    """Return an argument as it stands in the call, in brackets when it may be left out."""
    words = " ".join(filter(None, [*action.option_strings[:1], value(action)]))
    words += " …" if action.nargs == "+" else ""
    optional = action.option_strings and not action.required
    return f"[{words}]" if optional else words


def value(action: argparse.Action) -> str:
    """Return what stands for an argument's value, empty for a switch."""
    if action.nargs == 0:
        return ""
    return str(action.metavar or action.dest.upper())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What no template and no stylesheet of ours may do."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src/taonguon"
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
PARTS = [p for p in TEMPLATES if "_parts" in p.parts]
STYLES = sorted((PACKAGE / "static").rglob("*.css"))
OURS = [*TEMPLATES, *sorted((PACKAGE / "static").glob("*.[cj]s*"))]
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|/\*.*?\*/", re.S)
NAMESPACE = re.compile(r"""xmlns(:\w+)?=(["'])http.*?\2""")
FOREIGN = re.compile(r"""https?:|["'(=]\s*//""")
ASKED = re.compile(r"""@import|url\(["']?(?!data:)(?:\w+:)?//""")
INLINE = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?\s(?:style|on[a-z]+)\s*=", re.I)
SCRIPT = re.compile(r"<script\b(?P<tag>[^>]*)>(?P<body>.*?)</script>", re.S)


def named(path):
    return path.relative_to(PACKAGE).as_posix()


def text(path):
    return COMMENT.sub("", path.read_text("utf-8"))


@pytest.mark.parametrize("path", OURS, ids=named)
def test_it_asks_no_other_host(path):
    assert not FOREIGN.search(NAMESPACE.sub("", text(path)))


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_a_stylesheet_loads_nothing_from_elsewhere(path):
    assert not ASKED.search(text(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_it_has_no_style_and_no_script_of_its_own(path):
    bodies = [found["body"].strip() for found in SCRIPT.finditer(text(path))]
    assert not any(bodies)
    assert "<style" not in text(path)
    assert not INLINE.search(text(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_it_can_be_read_at_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("path", PARTS, ids=named)
def test_a_part_opens_with_what_it_wants(path):
    assert re.match(r"\{# [^#]+ Wants: [^#]+#\}", path.read_text("utf-8"))


@pytest.mark.parametrize(
    "markup",
    ['<p style="x">', "<a href='#' onclick='y()'>", '<b class="{% if a %}c{% endif %}" style=z>'],
)
def test_the_search_for_inline_style_finds(markup):
    assert INLINE.search(markup)


@pytest.mark.parametrize("markup", ['src="//cdn.example/x.js"', "href='https://example/'"])
def test_the_search_for_other_hosts_finds(markup):
    assert FOREIGN.search(markup)

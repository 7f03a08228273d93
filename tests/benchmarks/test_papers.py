"""What is measured of papers is fair: every way makes the same page with the same words, once for each."""

import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from benchmarks import decisions, papers, papers_ours, papers_peers
from benchmarks.databases import ROOT, environment
from taonguon.forms import pdf
from tests.forms import whole


class Words(HTMLParser):
    """The words of a page of HTML, its style left out."""

    def __init__(self):
        super().__init__()
        self.said, self.styled = [], False

    def handle_starttag(self, tag, attrs):
        self.styled = tag == "style"

    def handle_data(self, data):
        if not self.styled:
            self.said.append(data)

    def handle_endtag(self, tag):
        self.styled = False


@pytest.fixture
def folder(tmp_path):
    decisions.write(tmp_path)
    return tmp_path


def test_the_paper_measured_is_one_page():
    assert len(PdfReader(BytesIO(pdf.render([decisions.paper(7)]))).pages) == 1


def test_the_page_of_html_says_the_same_words(folder):
    reader = Words()
    text = (folder / decisions.PAGE).read_text("utf-8")
    for key, value in papers_peers.filled(7).items():
        text = text.replace(f"{{{{ {key} }}}}", value)
    reader.feed(text)
    said, told = whole.bare("".join(reader.said)), whole.told(decisions.paper(7))
    assert sorted(said) == sorted(told.replace(whole.LEADER, ""))


def test_the_template_of_word_leaves_name_and_number_open(folder):
    text = whole.bare("".join(_lines(folder / decisions.TEMPLATE)))
    assert text.count("{{name}}") == 2
    assert text.count("{{number}}") == 1


def _lines(path):
    for part in Document(path).element.body.iter():
        if part.tag.endswith("}t"):
            yield part.text


def test_peers_are_given_the_names_ours_are():
    told = papers_peers.filled(12)
    assert told["name"] == decisions.name(12)
    assert told["number"] == decisions.paper(12).number


@pytest.mark.parametrize("way", papers.OURS)
def test_each_of_our_ways_makes_every_paper(way):
    one, three = (
        papers_ours.bound(count) if way == "bound" else papers_ours.each(count, way)
        for count in (1, 3)
    )
    assert one > 5_000
    assert three > one if way == "bound" else three == pytest.approx(3 * one, rel=0.05)


def test_ours_is_measured_in_a_process_of_its_own(folder):
    found = papers.run(folder, 2, 1, peers={})
    assert set(found) == set(papers.OURS)
    for (told,) in found.values():
        assert told["wall"] > 0
        assert 20 < told["peak"] < papers.PEAK
    assert len(papers.lines(found, 2)) == len(papers.OURS) + 2
    assert [words for words, _reached, _met in papers.goals(found)] == ["under 250 MB"]


def test_a_ratio_is_of_the_same_round():
    found = {"slow": [{"cpu": 8.0}, {"cpu": 30.0}, {"cpu": 10.0}],
             "fast": [{"cpu": 1.0}, {"cpu": 3.0}, {"cpu": 2.0}]}  # fmt: skip
    assert papers.ratio(found, "slow", "fast") == 8.0


def test_the_peers_need_nothing_of_ours():
    code = "import sys, benchmarks.papers_peers; print(any('taonguon' in name for name in sys.modules))"
    env = environment("/nowhere") | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"

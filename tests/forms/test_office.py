"""LibreOffice opens the Word file of every form and loses none of its words."""

import os
import shutil
import subprocess
from collections import Counter

import pytest
from pypdf import PdfReader

from taonguon.forms import loading, pdf, word
from tests.forms import synthetic, whole
from tests.forms.reading import words

SOFFICE = shutil.which("soffice")
FORMS = loading.shipped()
PATIENCE = 600
# The machine's other fonts stay out: which stands in for Times New Roman is chance, and some lack letters.
KNOWN = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias>
</fontconfig>"""
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        SOFFICE is None, reason="soffice (LibreOffice Writer) is not installed here"
    ),
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """Write every form as Word, have LibreOffice make all of them PDF at once; return paper and text."""
    folder = tmp_path_factory.mktemp("office")
    papers = {code: synthetic.paper(form, "long") for code, form in FORMS.items()}
    files = []
    for code, paper in papers.items():
        files.append(folder / f"{FORMS[code].key}.docx")
        files[-1].write_bytes(word.render(paper))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    fonts = folder / "fonts.conf"
    fonts.write_text(KNOWN.format(fonts=pdf.FONTS, cache=folder / "cache"), "utf-8")
    subprocess.run(
        [*command, *map(str, files)], check=True, capture_output=True, timeout=PATIENCE,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    return {
        code: (paper, _text(folder / f"{FORMS[code].key}.pdf")) for code, paper in papers.items()
    }


def _text(path):
    return "".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize("code", FORMS)
def test_every_word_is_there(converted, code):
    paper, text = converted[code]
    held = whole.bare(text)
    missing = [one for one in words(paper) for part in one.split() if whole.bare(part) not in held]
    assert not missing


@pytest.mark.parametrize("code", FORMS)
def test_every_letter_is_there_as_often_as_on_the_paper(converted, code):
    paper, text = converted[code]
    told = whole.told(paper).replace(whole.LEADER, "")
    assert not Counter(told) - Counter(whole.bare(text))

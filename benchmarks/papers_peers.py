"""The peers' ways to make papers: `python -m benchmarks.papers_peers WAY FOLDER COUNT`, in their environment.

Reading fonts, style and template is not counted; filling and making each document is.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import stopwatch

PAGE, TEMPLATE, BREAK = "page.html", "template.docx", '<p style="break-after: page"></p>'


def filled(number: int) -> dict[str, str]:
    """Return what differs from paper to paper."""
    return {"name": f"Nguyễn Thị Lụa {number}", "number": f"{number:02d}-QĐ/ĐU"}


def weasyprint(folder: Path, *, bind: bool) -> Callable[[int], int]:
    """Return what makes so many pages of HTML into PDF, one by one or as one."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 - in the peers' environment alone
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    page = (folder / PAGE).read_text("utf-8")
    before, _style, rest = page.partition("<style>")
    style, _end, body = rest.partition("</style>")
    fonts = FontConfiguration()
    sheet = CSS(string=style, font_config=fonts)

    def html(number: int) -> str:
        told = before + body
        for key, text in filled(number).items():
            told = told.replace(f"{{{{ {key} }}}}", text)
        return told

    def made(text: str) -> int:
        return len(HTML(string=text).write_pdf(stylesheets=[sheet], font_config=fonts))

    made(html(0))
    if bind:
        return lambda count: made(BREAK.join(html(number) for number in range(1, count + 1)))
    return lambda count: sum(made(html(number)) for number in range(1, count + 1))


def docxtpl(folder: Path) -> Callable[[int], int]:
    """Return what fills so many Word templates and has LibreOffice make each a PDF."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - in the peers' environment alone

    def made(number: int) -> int:
        template, into = DocxTemplate(folder / TEMPLATE), folder / f"{number}.docx"
        template.render(filled(number))
        template.save(into)
        profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run([*command, str(into)], check=True, capture_output=True)
        return into.with_suffix(".pdf").stat().st_size

    made(0)
    return lambda count: sum(made(number) for number in range(1, count + 1))


def helpers() -> float:
    """Return the CPU seconds of the programs started so far, LibreOffice among them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(way: str, folder: Path, count: int) -> None:
    """Warm up with one document, then measure."""
    make = docxtpl(folder) if way == "docxtpl" else weasyprint(folder, bind=way.endswith("bound"))
    before = helpers()
    spent, size = stopwatch.timed(lambda: make(count))
    spent["cpu"] += helpers() - before
    print(json.dumps({**spent, "peak": stopwatch.peak_megabytes(), "size": size}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))

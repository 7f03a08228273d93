"""Draw the reference pictures of forms in tests/forms/pictures, filled with invented values.

    python tools/forms.py               draw them anew, after a look on purpose was changed
    python tools/forms.py --show DIR    every form, all pages one PDF each, to be looked at

`tests/forms/test_pictures.py` compares what is drawn with them; look at each before it is kept.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from taonguon.forms import loading, pdf  # noqa: E402 - the paths come first
from tests.forms import synthetic  # noqa: E402
from tests.forms.test_pictures import DOTS, FOLDER, PICTURED  # noqa: E402


def main(arguments: list[str]) -> int:
    """Draw the pictures, or show every form."""
    if arguments[:1] == ["--show"] and len(arguments) == 2:
        show(Path(arguments[1]))
        return 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    for code in PICTURED:
        form = loading.shipped()[code]
        path = FOLDER / f"{form.key}.png"
        path.write_bytes(pdf.picture(synthetic.paper(form).sealed(), DOTS))
        print(path.relative_to(ROOT))
    return 0


def show(folder: Path) -> None:
    """Write every form as a PDF, filled in each of the ways the tests fill it."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in loading.shipped().values():
        papers = [synthetic.paper(form, variant) for variant in synthetic.VARIANTS]
        (folder / f"{form.key}.pdf").write_bytes(pdf.render(papers))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

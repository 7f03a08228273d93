"""CSV files: which bytes stand for which letters, and what parts the columns."""

from collections import Counter
from pathlib import Path

from taonguon.sources.encodings import TCVN3, UNICODE, VNI, fitness

_START = 1 << 16
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ";\t,|"


def recognise(path: Path) -> tuple[str, str]:
    """Return the codec a CSV file is read with, and its delimiter.

    Files in TCVN3 and VNI are read as Latin letters, as from a workbook, and converted later.
    """
    with path.open("rb") as file:
        start = file.read(_START)
    codec = _codec(start)
    return codec, _delimiter(start.decode(codec, "replace"))


def _codec(start: bytes) -> str:
    for mark, codec in _MARKS.items():
        if start.startswith(mark):
            return codec
    try:
        start[: start.rfind(b"\n") + 1 or None].decode("utf-8")
    except UnicodeDecodeError:
        latin, windows = start.decode("latin-1"), start.decode("cp1258", "replace")
        old = max(fitness(latin, name) for name in (TCVN3, VNI))
        return "latin-1" if old > fitness(windows, UNICODE) else "cp1258"
    return "utf-8"


def _delimiter(text: str) -> str:
    """Return the sign that parts most lines into the same number of columns, more than one."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    best, most = ",", 0
    for sign in _DELIMITERS:
        counts = Counter(line.count(sign) for line in lines)
        counts.pop(0, None)
        width, times = max(counts.items(), key=lambda one: one[1] * one[0], default=(0, 0))
        if width * times > most:
            best, most = sign, width * times
    return best

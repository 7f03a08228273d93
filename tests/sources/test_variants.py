"""However an office writes its lists, the same people come out."""

from pathlib import Path

import pytest

from taonguon.sources.cells import cell_key
from taonguon.sources.reading import read
from tests.workbooks.lists import MEMBERS, STEMS, truth
from tests.workbooks.variants import VARIANTS

EVERYTHING = frozenset(truth()[0])
CARRIED = {
    "export": {"name", "card", "born", "admitted_on", "cell"},
    "csdl": EVERYTHING - {"schooling", "qualification", "theory", "occupation"},
}
KINDS = dict(zip(STEMS, ("cells", "members", "targets", "prospects"), strict=True))


def seen(record, fields):
    cell = {"cell": cell_key(record["cell"])} if "cell" in fields else {}
    return {name: record[name] for name in fields} | cell


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_members_are_read_from(variant: str, tmp_path: Path):
    fields = CARRIED.get(variant, EVERYTHING)
    path = next(p for p in VARIANTS[variant](tmp_path) if p.stem == MEMBERS)

    rows = list(read(path))

    people = [seen(row.record, fields) for row in rows if row.verdict == "accepted"]
    assert people == [seen(one, fields) for one in truth()]
    assert [row for row in rows if row.verdict == "doubtful"] == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_list_is_recognised_and_whole_in(variant: str, tmp_path: Path):
    found = {}
    for path in VARIANTS[variant](tmp_path):
        reading = read(path)
        rows = list(reading)
        found[path.stem] = sum(row.verdict == "accepted" for row in rows)
        expected = "csdl" if (variant, path.stem) == ("csdl", MEMBERS) else KINDS[path.stem]
        assert {layout.kind for layout in reading.layouts} == {expected}
        assert len(rows) <= reading.total_rows
        assert all(row.verdict != "doubtful" for row in rows)
    assert found == dict(zip(STEMS, (28, 600, 29, 41), strict=True))


@pytest.mark.parametrize("variant", ["tcvn3", "vni", "open_document", "windows_1258"])
@pytest.mark.parametrize("stem", STEMS)
def test_other_lists_say_the_same_in(variant: str, stem: str, tmp_path: Path):
    (tmp_path / "given").mkdir()
    (given,) = (p for p in VARIANTS["as_given"](tmp_path / "given") if p.stem == stem)
    (changed,) = (p for p in VARIANTS[variant](tmp_path) if p.stem == stem)

    records = [row.record for row in read(changed) if row.verdict == "accepted"]

    assert records == [row.record for row in read(given) if row.verdict == "accepted"]

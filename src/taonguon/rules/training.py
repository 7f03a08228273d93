"""The posts on a cell's committee, and the table of how committee members are trained, as shipped."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taonguon.core.names import plain
from taonguon.core.rulebook import Text
from taonguon.rules import classes
from taonguon.rules.reading import BadRule, File, Table, read

FILE = Path(__file__).parent / "training.toml"
SECRETARY = "secretary"  # the post that one person alone holds in a cell
TAUGHT = "party_work"  # the column whose classes every committee member is to have attended
FEATURES = frozenset({"qualification", "theory"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: counted by the words of a feature of the person, or by kinds of classes passed."""

    code: str
    head: str
    name: Text
    of: str
    words: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One type of cell: its words are looked for in the category of a cell; without any it takes the rest."""

    code: str
    name: Text
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """The posts, the heads over the columns, the columns and the rows, each in its order."""

    posts: Mapping[str, Text]
    heads: Mapping[str, Text]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def row_of(self, category: str) -> str:
        """Return the code of the row in which cells of a category are counted."""
        told = f" {plain(category)} "
        found = (
            row.code
            for row in self.rows
            if not row.words or any(f" {word} " in told for word in row.words)
        )
        return next(found)

    def columns_of(self, features: Mapping[str, str], passed: Collection[str]) -> frozenset[str]:
        """Return the columns in which somebody counts, by features in words and kinds of classes passed."""
        found = {column.code for column in self.columns if set(column.kinds) & set(passed)}
        for feature in FEATURES:
            told = plain(features.get(feature, ""))
            found |= set(
                [
                    column.code
                    for column in self.columns
                    if column.of == feature and any(word in told for word in column.words)
                ][:1]
            )
        return frozenset(found)

    @property
    def taught(self) -> Column:
        """The column of what every committee member is to have attended."""
        return next(column for column in self.columns if column.code == TAUGHT)


@cache
def shipped() -> Training:
    """Return the table as shipped. Raises BadRule naming file and line."""
    return load(FILE)


def load(path: Path) -> Training:
    """Return the table told in a file. Raises BadRule for what it does not say, or cannot mean."""
    file = read(path)
    posts, heads = _words(file, "posts"), _words(file, "heads")
    columns = tuple(_column(table, heads) for table in file.tables("columns"))
    rows = tuple(_row(table) for table in file.tables("rows"))
    for name, there in (
        ("posts", SECRETARY in posts),
        ("columns", TAUGHT in {one.code for one in columns}),
        ("rows", bool(rows) and not rows[-1].words),
    ):
        if not there:
            vi, en = f"mục “{name}” chưa đủ.", f"the table “{name}” is not complete."
            raise BadRule(file.name, 1, Text(vi, en))
    return Training(posts, heads, columns, rows)


def _words(file: File, name: str) -> Mapping[str, Text]:
    table = Table(file, (name,), file.data.get(name, {}))
    return {code: table.words(code) for code in table.data}


def _column(table: Table, heads: Mapping[str, Text]) -> Column:
    table.only(frozenset({"head", "name", "of", "words", "kinds"}))
    told, head = str(table.data.get("of", "")), str(table.data.get("head", ""))
    kinds, words = table.codes("kinds") or (), table.codes("words") or ()
    if head not in heads:
        raise table.refuse(f"không có nhóm cột “{head}”.", f"there is no head “{head}”.")
    if told and (told not in FEATURES or not words):
        raise table.refuse(
            "“of” là qualification hay theory, kèm “words”.",
            "“of” is qualification or theory, and goes with “words”.",
        )
    if bool(told) == bool(kinds) or set(kinds) - set(classes.shipped().kinds):
        raise table.refuse(
            "cột đếm theo “of” hoặc theo “kinds” là các loại lớp có thật.",
            "a column counts by “of”, or by “kinds” that there are.",
        )
    return Column(table.path[-1], head, table.words("name"), told, words, kinds)


def _row(table: Table) -> Row:
    table.only(frozenset({"name", "words"}))
    return Row(table.path[-1], table.words("name"), table.codes("words") or ())

"""A page as its reader finds it: headings, tables, links, forms; read by the standard library."""

from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
INLINE = {"a", "b", "cite", "del", "ins", "small", "span", "strong"}


class Node:
    """One element with its attributes and what stands in it."""

    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.inside = tag, dict(attributes), []

    def __getitem__(self, name):
        return self.attributes[name]

    def get(self, name, default=None):
        return self.attributes.get(name, default)

    @property
    def text(self):
        """Return the words in it with single spaces."""
        return " ".join("".join(self._said()).split())

    def _said(self):
        edge = "" if self.tag in INLINE else " "
        yield edge
        for one in self.inside:
            if isinstance(one, str):
                yield one
            else:
                yield from one._said()
        yield edge

    @property
    def classes(self):
        return (self.get("class") or "").split()

    def walk(self):
        """Give the elements in it in the order of the page."""
        waiting = self.inside[::-1]
        while waiting:
            one = waiting.pop()
            if isinstance(one, Node):
                yield one
                waiting += one.inside[::-1]

    def all(self, tag=None, of=None, **attributes):
        """Return the elements of a tag, of a class, with attributes of these values."""
        return [
            one
            for one in self.walk()
            if tag in (None, one.tag)
            and (of is None or of in one.classes)
            and all(one.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]

    def one(self, tag=None, of=None, **attributes):
        """Return the only such element."""
        (found,) = self.all(tag, of, **attributes)
        return found


class Builder(HTMLParser):
    """Builds the tree; our pages close what they open."""

    def __init__(self):
        super().__init__()
        self.open = [Node("page")]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, attrs)
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].inside.append(Node(tag, attrs))

    def handle_endtag(self, tag):
        if tag not in VOID:
            closed = self.open.pop()
            assert closed.tag == tag, f"<{closed.tag}> is closed by </{tag}>"

    def handle_data(self, data):
        self.open[-1].inside.append(data)


def read(answer):
    """Return the page that an answer of the server holds, as a tree."""
    builder = Builder()
    builder.feed(answer.content.decode())
    builder.close()
    (page,) = builder.open
    return page


def main(answer):
    """Return what stands between the shell's column and its foot."""
    return read(answer).one("main")


def tiles(answer):
    """Return the page's answers: label -> (value, detail)."""
    return {
        tile.one("p", "name").text: (
            tile.one("p", "value").text,
            " ".join(detail.text for detail in tile.all("p", "detail")),
        )
        for tile in main(answer).all("div", "tile")
    }


def rows(table):
    """Return the rows of a table's body, each a list of its cells."""
    return [
        [cell for cell in row.inside if isinstance(cell, Node)]
        for body in table.all("tbody")
        for row in body.all("tr")
    ]


def texts(table):
    """Return the words in each cell of each row of a table's body."""
    return [[cell.text for cell in row] for row in rows(table)]


def names(answer, within=None):
    """Return the head cell of each row of the page's first table: a name in a list of names."""
    place = main(answer).one(id=within) if within else main(answer)
    return [row[0].text for table in place.all("table")[:1] for row in rows(table)]


def whole(client, url):
    """Return the names on all the leaves of a long list."""
    found = []
    while url:
        answer = client.get(url)
        assert answer.status_code == 200, url
        found += names(answer)
        onward = main(answer).all("a", rel="next")
        url = url.partition("?")[0] + onward[0]["href"] if onward else ""
    return found


def notices(answer):
    """Return the lines that the page says to its reader."""
    return [one.text for one in main(answer).all("div", "notice")]


def errors(answer):
    """Return the sentences of the summary of errors."""
    return [line.text for box in main(answer).all("div", "errors") for line in box.all("li")]


def typed(answer, form=None):
    """Return what the fields of the page's main form hold, by name."""
    held = {}
    for field in main(answer).all(form or "form")[0].walk():
        if field.tag == "select":
            chosen = [one["value"] for one in field.all("option") if "selected" in one.attributes]
            held[field["name"]] = chosen[0] if chosen else None
        elif field.tag == "input" and field.get("name"):
            held[field["name"]] = field.get("value", "")
    return held

"""Somebody at the browser: what they do on every page, and what went wrong unseen behind it."""

from urllib.parse import urlsplit

USER, PASSWORD = "input[name=login]", "input[name=password]"


class Watch:
    """Collects what a page should never do: complain, fail to fetch, ask another host."""

    def __init__(self, page, address):
        self.host = urlsplit(address).netloc
        self.seen = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message):
        if message.type in {"error", "warning"}:
            self.seen.append(f"console: {message.text}")

    def _request(self, request):
        to = urlsplit(request.url)
        if to.scheme != "data" and to.netloc != self.host:
            self.seen.append(f"another host: {request.url}")

    def _failed(self, request):
        if request.failure != "net::ERR_ABORTED":  # left for the next page before it came
            self.seen.append(f"failed: {request.url} {request.failure}")

    def _response(self, response):
        if response.status >= 400:
            self.seen.append(f"{response.status}: {response.url}")

    def told(self):
        """Return what was seen since the last time this was asked."""
        seen, self.seen = self.seen, []
        return seen


def sign_in(page, address, user, password, *, lands="/"):
    """Sign in on the first page; return when the page is there on which such a user begins."""
    page.goto(address)
    page.fill(USER, user)
    page.fill(PASSWORD, password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(address + lands)


def upload(page, address, *paths):
    """Give files to load; return when the page of the load, or the refusal of the form, is there."""
    page.goto(f"{address}/nap/")
    page.set_input_files("input[name=files]", paths)
    page.get_by_role("button", name="Đọc và xem trước").click()


def text(page):
    """Return what the page says in its main part, on one line."""
    return " ".join(page.get_by_role("main").inner_text().split())


def table(page, nth=0):
    """Return the rows of a table of the page as lists of texts, folded ones too."""
    rows = page.locator("main table").nth(nth).locator("tbody tr").all()
    return [
        [" ".join(cell.split()) for cell in row.locator("th, td").all_text_contents()]
        for row in rows
    ]

"""A phone in somebody's hand: its own browser with its own storage, switched off and on, with signal or not."""

import json
from contextlib import contextmanager

from playwright.sync_api import expect

from tests.journeys import walker
from tests.journeys.conftest import ARGUMENTS, PATIENCE
from tools import browser as chromium

PIN = "482913"
SHELL = "/mang-di/may/"
DUMP = """async () => {
  const told = {databases: [], caches: await caches.keys(), local: {...localStorage},
                session: {...sessionStorage}, workers: 0};
  for (const {name} of await indexedDB.databases()) {
    const db = await new Promise((done) => {
      const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((done) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result); });
      const plain = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? {bytes: new TextDecoder("latin1").decode(value)} : value;
      told.databases.push([store, JSON.stringify(rows, (_key, value) => plain(value))]);
    }
    db.close();
  }
  told.workers = (await navigator.serviceWorker.getRegistrations()).length;
  return told;
}"""


class Phone:
    """One phone: `page` is what is on its screen."""

    def __init__(self, play, folder, served):
        self.play, self.folder, self.served = play, folder, served
        self.context = self.page = None

    def start(self, *, signal=True):
        """Switch it on: a browser that was not running, with what was stored before."""
        self.context = self.play.chromium.launch_persistent_context(
            str(self.folder), executable_path=chromium.find(), args=ARGUMENTS,
            viewport={"width": 360, "height": 780}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh",
        )  # fmt: skip
        self.context.set_default_timeout(PATIENCE)
        self.context.set_offline(not signal)
        self.page = self.context.pages[0]

    def off(self):
        """Switch it off, as when the battery is empty: nothing stays but what is stored."""
        if self.context is not None:
            self.context.close()
        self.context = None

    def signal(self, there):
        self.context.set_offline(not there)

    def go(self, path):
        self.page.goto(self.served.address + path)

    def sign_in(self, user="vanphong"):
        walker.sign_in(self.page, self.served.address, user, self.served.password(user))

    def press(self, name, **more):
        self.page.get_by_role("button", name=name, **{"exact": True, **more}).click()

    def take(self, *sessions, query="chi_bo=7&viec=visit&viec=sheet&viec=difficulties"):
        """Choose what an address names, and some sessions by their words, under the PIN."""
        self.go(f"/mang-di/?{query}")
        for words in sessions:
            self.page.get_by_label(words).first.check()
        self.page.get_by_label("Mã PIN", exact=True).fill(PIN)
        again = self.page.get_by_label("Gõ lại mã PIN")
        if again.is_visible():
            again.fill(PIN)
        self.press("Mang theo")
        self.page.wait_for_url(self.served.address + SHELL)

    def unlock(self, pin=PIN):
        self.page.get_by_label("Mã PIN").fill(pin)
        self.press("Mở")

    def open(self):
        """Open the page that needs no signal, and unlock it."""
        self.go(SHELL)
        self.unlock()
        self.page.get_by_role("button", name="Khóa").wait_for()

    def fill(self, told):
        """Answer questions by their labels; a list stands for boxes to tick."""
        for label, value in told.items():
            field = self.page.get_by_label(label).filter(visible=True).first
            if value is True:
                field.check()
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def keep(self):
        self.press("Giữ để gửi")

    def sees_unsent(self, count):
        """Wait until the screen says how many records are not yet sent."""
        words = f"Chưa gửi: {count}" if count else "Không có bản ghi nào chưa gửi"
        expect(self.page.get_by_role("heading", name=words, exact=True)).to_be_visible()

    def sees(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()

    def stored(self):
        """Return all that lies in the browser's storage."""
        return self.page.evaluate(DUMP)

    def on_disk(self):
        """Return the bytes of the files in which the browser keeps databases and workers."""
        kept = [p for p in self.folder.rglob("*") if p.is_file() and "IndexedDB" in str(p)]
        return b"".join(path.read_bytes() for path in kept)


@contextmanager
def phone(play, folder, served):
    """Give a phone that is switched on and signed in; switch it off at the end."""
    one = Phone(play, folder, served)
    one.start()
    try:
        one.sign_in()
        yield one
    finally:
        one.off()


def written(name):
    """Return the ways in which a name would stand in bytes, if it stood there in plain."""
    return [name.encode(), name.encode("utf-16-le"), json.dumps(name)[1:-1].encode()]

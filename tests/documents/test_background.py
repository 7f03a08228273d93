"""Work beside the page: done at once when small, its progress told, its end seen."""

import threading

import pytest

from taonguon.documents import background

LOAD = "load-7"


@pytest.fixture(autouse=True)
def _nothing_under_way(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.LOADS_IN_BACKGROUND = True
    yield
    background.cache.clear()


def test_there_is_no_progress_without_work():
    assert background.progress(LOAD) is None


def test_how_far_it_is_is_told_to_who_asks():
    background.tell(LOAD)("dang-vien.xlsx", 40, 600)
    assert background.progress(LOAD) == ("dang-vien.xlsx", 40, 600)
    assert background.progress("load-8") is None


def test_small_work_is_done_when_the_page_goes_on():
    done = []
    background.start(LOAD, lambda: done.append("xong"))
    assert done == ["xong"]
    assert background.progress(LOAD) is None


def test_long_work_goes_on_beside_the_page(monkeypatch):
    monkeypatch.setattr(background, "PATIENCE", 0.01)
    gate, ended = threading.Event(), threading.Event()

    def work():
        gate.wait(10)
        ended.set()

    background.start(LOAD, work)
    assert background.progress(LOAD) is not None
    assert not ended.is_set()
    gate.set()
    for thread in threading.enumerate():
        if thread.name == LOAD:
            thread.join(10)
    assert ended.is_set()
    assert background.progress(LOAD) is None


def test_work_on_the_spot_is_done_on_the_spot(settings):
    settings.LOADS_IN_BACKGROUND = False
    seen = []
    background.start(LOAD, lambda: seen.append(threading.current_thread()))
    assert seen == [threading.main_thread()]


def test_the_language_of_the_page_goes_along():
    from django.utils import translation  # noqa: PLC0415 - beside its one use

    heard = []
    with translation.override("en"):
        background.start(LOAD, lambda: heard.append(translation.get_language()))
    assert heard == ["en"]

"""A paper ready to be set: its one canonical writing, its hash and its seal."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.forms import loading
from taonguon.forms.paper import SHORT, Paper, paper
from tests.forms import synthetic

FORMS = loading.shipped()
LOOK = {"width": 210, "height": 297}
PLAIN = Paper("mau", "Mẫu", "05-NQ/CB", LOOK, ({"kind": "text", "text": "Đảng ủy"},))
WRITTEN = (
    '{"blocks":[{"kind":"text","text":"Đảng ủy"}],"draft":"","form":"mau",'
    '"look":{"height":297,"width":210},"number":"05-NQ/CB","title":"Mẫu"}'
)
HASH = "755fd9fb4ae6ac5827a64270ed69a5a619e6d54f6432f04716953b4852047e55"


def test_the_hash_of_one_writing_never_changes():
    assert PLAIN.hash() == HASH == sha256(WRITTEN.encode()).hexdigest()
    assert PLAIN.sealed().seal == HASH[:SHORT]
    assert PLAIN.sealed().hash() == HASH


@pytest.mark.parametrize(
    "other",
    [{"form": "mau-2"}, {"title": "Mẫu."}, {"number": "06-NQ/CB"}, {"draft": "Dự thảo"},
     {"look": LOOK | {"width": 148}}, {"blocks": ()},
     {"blocks": ({"kind": "text", "text": "Đảng uỷ"},)}],
)  # fmt: skip
def test_every_part_of_a_paper_counts(other):
    assert replace(PLAIN, **other).hash() != HASH


def test_the_order_in_which_a_paper_was_told_does_not_count():
    turned = ({"text": "Đảng ủy", "kind": "text"},)
    assert replace(PLAIN, blocks=turned, look={"height": 297, "width": 210}).hash() == HASH


@pytest.mark.parametrize("code", FORMS)
def test_a_kept_paper_is_the_same_when_it_is_taken_out(code):
    made = synthetic.paper(FORMS[code])
    kept = json.loads(json.dumps(made.content(), ensure_ascii=False))
    assert paper(kept).hash() == made.hash()
    assert paper(kept).sealed() == paper(kept).sealed()
    assert paper(kept).content() == kept


@given(st.recursive(st.text() | st.integers(), lambda inside: st.lists(inside, max_size=3)))
def test_whatever_a_block_tells_its_hash_is_the_same_after_keeping(told):
    made = replace(PLAIN, blocks=({"kind": "items", "items": told},))
    assert paper(json.loads(json.dumps(made.content()))).hash() == made.hash()

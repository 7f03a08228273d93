import pytest, json, pathlib
from datetime import date
from tests.forms import people
from taonguon.papers.values import subjects
@pytest.mark.django_db
def test_x():
    both = people.register()
    out={}
    for n,p in (("woman",both.woman),("young",both.young)):
        v=subjects.of_case(p, date(2025,11,1))
        out[n]=v
        for k in sorted(v): print(n,k,repr(v[k]))
    import pickle
    pathlib.Path('/tmp/w1values.pickle').write_bytes(pickle.dumps(out))

import pytest
from django.test import Client
@pytest.mark.django_db
def test_x():
    from goldenthread.web.law.parts import parts
    c=Client()
    for path in ["/","/check-a-date/","/check-a-date/rules/","/how-it-works/","/how-it-works/easy-read/"]:
        r=c.get(path); assert r.status_code==200; print(path,len(r.content))
    from goldenthread.domain.clocks.register import CLOCKS
    for code in CLOCKS:
        r=c.get(f"/check-a-date/rule/{code}/"); assert r.status_code==200
    for p in parts():
        for h in p.happenings:
            u=f"/check-a-date/{p.slug}/{h.fact}/"
            r=c.get(u); assert r.status_code==200
            r=c.post(u,{h.fact+"_day":"1",h.fact+"_month":"9",h.fact+"_year":"2026","adviser":"school","phase":"primary_to_secondary"}); assert r.status_code==200, u
            t=r.content.decode(); assert "The dates" in t, u
            print(u,len(r.content))

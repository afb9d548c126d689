"""Every page of the product, asked for by every member of the cast, signed out, without a role, and in an emergency."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.everyone.asking import body_of, browser_of, looks_of, told_about
from tests.everyone.specimens import Everyone
from tests.everyone.who_may import CHILD_PAGES, EVERYONE, PAGES, SEES_HIDDEN_ADDRESS, SEES_UPN, SIGNED_OUT

pytestmark = pytest.mark.django_db
LIBRARY = ("account_", "mfa_", "usersessions_")
SOME = (SIGNED_OUT, "Priya Nair", "Ngozi Umeh", "Helen Marsh", "Farah Aziz", "Stefan Lindqvist", "Peter Vance")
MALFORMED = ("0", "1", "zzzzzzzzzzzzzz", "..", "' OR 1=1--", "a" * 300, "child", "Ĳ")


def all_names(found: list[URLPattern | URLResolver] | None = None, space: str = "") -> set[str]:
    """Every page's name, through every include."""
    names: set[str] = set()
    for each in get_resolver().url_patterns if found is None else found:
        if isinstance(each, URLResolver):
            names |= all_names(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            names.add(f"{space}{each.name}")
    return names


def address(name: str, everyone: Everyone) -> str:
    return reverse(name, kwargs={need: everyone.ids[need] for need in PAGES[name].needs})


def test_the_table_names_every_page_there_is_and_no_other() -> None:
    ours = {name for name in all_names() if not name.startswith(LIBRARY)}
    assert ours == set(PAGES) | set(CHILD_PAGES)


def test_the_pages_for_stepping_into_the_cast_are_not_there_outside_the_demonstration(everyone: Everyone) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("demo_cast")
    for name in (SIGNED_OUT, "Lucy Brandt"):
        browser = browser_of(everyone, name)
        assert browser.get("/demo/").status_code == 404
        person = everyone.accounts["Priya Nair"].public_id
        assert browser.post(f"/demo/step-in/{person}/").status_code == 404


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_pages_open_to_whom_they_should(name: str, everyone: Everyone) -> None:
    wrong = []
    for page_name, page in PAGES.items():
        browser = browser_of(everyone, name)  # a new one each time: some of these pages sign out
        asked = browser.get if page.method == "GET" else browser.post
        response = asked(address(page_name, everyone), dict(page.sends))
        body = body_of(response)
        if name in page.who:
            expected: tuple[int, ...] = page.answers
        else:
            expected = (302,) if name == SIGNED_OUT else (404,)
            wrong += [
                f"{page_name} tells of {key}: {told}"
                for key, child in everyone.specimens.items()
                if (told := told_about(child, body))
            ]
        if response.status_code not in expected:
            wrong.append(f"{page_name} answered {response.status_code}, expected {expected}")
        if (
            name == SIGNED_OUT
            and expected == (302,)
            and not response.headers.get("Location", "").startswith(reverse("account_login"))
        ):
            wrong.append(f"{page_name} does not ask them to sign in")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_a_child_is_shown_to_whom_it_should_be_and_each_look_is_recorded_once(name: str, everyone: Everyone) -> None:
    browser, wrong = browser_of(everyone, name), []
    for page_name, table in CHILD_PAGES.items():
        for key, child in everyone.specimens.items():
            before, path = looks_of(everyone, name), reverse(page_name, args=[child.public_id])
            response = browser.get(path)
            body, seen = body_of(response), looks_of(everyone, name) - before
            where = f"{page_name} of the child {key!r}"
            if name in table.get(key, ()):
                if response.status_code != 200:
                    wrong.append(f"{where} answered {response.status_code} to one who may open it")
                if seen != {child.public_id: 1}:
                    wrong.append(f"{where} recorded {dict(seen)} instead of one look")
                told = told_about(child, body)
                if "UPN" in told and name not in SEES_UPN:
                    wrong.append(f"{where} shows the UPN")
                if (
                    child.address_hidden
                    and {"address", "postcode"} & set(told)
                    and name not in SEES_HIDDEN_ADDRESS.get(key, ())
                ):
                    wrong.append(f"{where} shows an address that is hidden")
            else:
                if response.status_code != (302 if name == SIGNED_OUT else 404):
                    wrong.append(f"{where} answered {response.status_code} to one who may not open it")
                if seen:
                    wrong.append(f"{where} recorded a look that was refused")
                if told := told_about(child, body, address_typed=child.public_id):
                    wrong.append(f"{where} told {told} to one who may not open it")
            others = [k for k, other in everyone.specimens.items() if k != key and told_about(other, body)]
            if others:
                wrong.append(f"{where} tells of {others}")
    assert wrong == []


@pytest.mark.parametrize("name", [SIGNED_OUT, "Priya Nair", "Farah Aziz", "Stefan Lindqvist", "Sam Nobody"])
def test_an_id_that_is_nobodys_and_one_that_is_not_for_them_answer_alike(name: str, everyone: Everyone) -> None:
    browser = browser_of(everyone, name)
    hidden = everyone.specimens["in an emergency"].public_id
    for page_name in CHILD_PAGES:
        path = reverse(page_name, args=[hidden])
        refused = browser.get(path)
        for typed in MALFORMED:
            unknown = browser.get(path.replace(hidden, typed))
            assert unknown.status_code in (302, 404), (page_name, typed)
            assert unknown.status_code == refused.status_code or typed == "..", (page_name, typed)
        assert browser.get(path.replace(hidden, "%00")).status_code == 400
        assert browser.get(path, {"page": "\x00"}).status_code == 400
        if refused.status_code == 404:
            one, other = body_of(refused), body_of(browser.get(path.replace(hidden, "zzzzzzzzzzzzzz")))
            assert len(one) - len(one.replace(hidden, "")) <= len(hidden)
            assert abs(len(one) - len(other)) < 60, "the two answers can be told apart"


@pytest.mark.parametrize("name", SOME)
def test_no_page_of_the_sign_in_library_fails_or_tells_of_a_child(name: str, everyone: Everyone) -> None:
    paths = []
    for each in sorted(n for n in all_names() if n.startswith(LIBRARY)):
        for values in ({}, {"key": "abc"}, {"uidb36": "1", "key": "set-password"}, {"pk": 1}):
            try:
                paths.append(reverse(each, kwargs=values))
                break
            except NoReverseMatch:
                continue
    assert len(paths) > 20
    for path in paths:
        for method in ("get", "post"):
            response = getattr(browser_of(everyone, name), method)(path)
            assert response.status_code in (200, 302, 400, 403, 404, 405), (method, path, response.status_code)
            body = body_of(response)
            assert not [key for key, child in everyone.specimens.items() if told_about(child, body)], path


@pytest.mark.parametrize("name", sorted(EVERYONE))
def test_no_change_is_made_for_a_form_that_is_not_ours(name: str, everyone: Everyone) -> None:
    wrong = []
    for page_name, page in PAGES.items():
        browser = browser_of(everyone, name, enforce_csrf_checks=True)
        response = browser.post(address(page_name, everyone), {"name": "x", "query": "", "note": "x"})
        # The guard may come first: then it is as if the page were not there, or they are asked to sign in.
        refused = (403, 405) if name in page.who else (302, 403, 404, 405)
        if page.changes_nothing:
            refused = (200, 400)
            # The header's own button to sign out needs a token, so only somebody signed in is given one.
            assert name != SIGNED_OUT or not response.cookies, f"{page_name} sets a cookie"
        if response.status_code not in refused:
            wrong.append(f"{page_name} answered {response.status_code}")
        if any(told_about(child, body_of(response)) for child in everyone.specimens.values()):
            wrong.append(f"the error page of {page_name} tells of a child")
    assert wrong == []


@pytest.mark.parametrize("name", SOME)
def test_every_page_takes_any_method_and_any_question_without_failing(name: str, everyone: Everyone) -> None:
    odd = {
        "page": "-1",
        "sort": "nonsense",
        "status": "?",
        "officer": "zzz",
        "person": "\x00",
        "q": "\x00'\"<>%",
        "show": "x",
    }
    wrong = []
    ours, own = everyone.specimens["ours"], {n: address(n, everyone) for n in PAGES}
    for page_name, path in (own | {n: reverse(n, args=[ours.public_id]) for n in CHILD_PAGES}).items():
        for method in ("get", "head", "options", "put", "delete", "post"):
            browser = browser_of(everyone, name)
            response = getattr(browser, method)(path, odd if method in ("get", "post") else None)
            if response.status_code not in (200, 302, 400, 404, 405, 409, 503):
                wrong.append(f"{method} {page_name} answered {response.status_code}")
    assert wrong == []

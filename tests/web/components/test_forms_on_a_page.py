"""A form on a page: its summary of errors, its title, its filters."""

from __future__ import annotations

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from goldenthread.web.components.forms import DateField
from goldenthread.web.components.forms.bound import required_words


class Example(forms.Form):
    name = forms.CharField(label="Full name", help_text="As they write it")
    decided_on = DateField(label="Decision date")
    decision = forms.ChoiceField(label="Decision", choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(label="Needs", choices=[("a", "Autism")], widget=forms.CheckboxSelectMultiple)
    school = forms.ChoiceField(label="School", choices=[("", "Choose"), ("1", "Marle Primary")])
    words = forms.CharField(label="What did they say?", widget=forms.Textarea, max_length=100)
    agree = forms.BooleanField(label="I have checked this")
    reference = forms.CharField(widget=forms.HiddenInput, required=False)


def page(form: forms.Form) -> html.HtmlElement:
    return html.fromstring(render_to_string("components/base.html", {"form": form, "title": "Decide"}))


def with_form(form: forms.Form) -> html.HtmlElement:
    drawn = engines["django"].from_string("{% error_summary form %}{{ form }}").render({"form": form})
    return html.fragment_fromstring(drawn, create_parent="div")


def test_a_form_not_yet_sent_has_no_summary_and_a_plain_title() -> None:
    drawn = page(Example())
    assert not drawn.xpath('//*[contains(@class, "govuk-error-summary")]')
    assert drawn.xpath("string(//title)").startswith("Decide")


def test_a_form_with_errors_is_summed_up_and_the_title_says_so() -> None:
    drawn = page(Example({}))
    assert drawn.xpath("string(//title)").startswith("Error: Decide")
    assert len(drawn.xpath('//ul[contains(@class, "govuk-error-summary__list")]/li')) == 7


def test_every_error_in_the_summary_leads_to_a_box_on_the_page() -> None:
    drawn = with_form(Example({}))
    targets = drawn.xpath('//ul[contains(@class, "govuk-error-summary__list")]//a/@href')
    assert len(targets) == 7
    for target in targets:
        [box] = drawn.xpath(f'//*[@id="{target[1:]}"]')
        assert box.tag in ("input", "select", "textarea")


def test_whatever_describes_a_box_is_on_the_page() -> None:
    drawn = with_form(Example({}))
    described = [name for names in drawn.xpath("//@aria-describedby") for name in names.split()]
    assert len(described) >= 8
    for name in described:
        assert len(drawn.xpath(f'//*[@id="{name}"]')) == 1


def test_every_box_has_a_label_and_no_id_is_used_twice() -> None:
    drawn = with_form(Example({}))
    ids = drawn.xpath("//@id")
    assert len(ids) == len(set(ids))
    for box in drawn.xpath('//input[not(@type="hidden")] | //select | //textarea'):
        assert drawn.xpath(f'//label[@for="{box.get("id")}"]'), box.get("name")


def test_the_browser_is_not_asked_to_check_or_to_cut_what_is_typed() -> None:
    drawn = with_form(Example())
    assert not drawn.xpath("//*[@required]")
    assert not drawn.xpath("//*[@maxlength]")
    assert drawn.xpath('//*[@data-module="govuk-character-count"]/@data-maxlength') == ["100"]


@pytest.mark.parametrize(
    ("kind", "label", "said"),
    [
        ("input", "Full name", "Enter full name"),
        ("input", "UPN", "Enter UPN"),
        ("input", "National Insurance number", "Enter National Insurance number"),
        ("select", "School", "Choose school"),
        ("textarea", "What did they say?", "Answer “What did they say?”"),
        ("checkbox", "I have checked this", "Tick the box: I have checked this"),
    ],
)
def test_a_missing_answer_is_asked_for_by_name(kind: str, label: str, said: str) -> None:
    assert required_words(kind, label) == said


class Narrow(forms.Form):
    school = forms.ChoiceField(label="School", choices=[("", "Any"), ("1", "Marle Primary")], required=False)
    word = forms.CharField(label="Name", required=False)


@pytest.mark.django_db
def test_each_filter_in_force_is_shown_with_a_link_that_removes_it_and_the_order_is_kept() -> None:
    request = RequestFactory().get("/work", {"school": "1", "word": "<b>", "sort": "-due", "page": "3"})
    drawn = (
        engines["django"]
        .from_string('{% filters form clear_url="/work" %}')
        .render({"form": Narrow(request.GET)}, request)
    )
    tree = html.fragment_fromstring(drawn, create_parent="div")
    chosen = tree.xpath('//a[@class="gt-filters__remove"]')
    assert [" ".join(link.text_content().split()) for link in chosen] == [
        "Remove this filter: School: Marle Primary",
        "Remove this filter: Name: <b>",
    ]
    assert chosen[0].get("href") == "?word=%3Cb%3E&sort=-due"
    assert tree.xpath('//input[@type="hidden"]/@name') == ["sort"]

"""{% load devices %}: a browser's name for the list of where one is signed in."""

from __future__ import annotations

from django import template

from goldenthread.web.sign_in.browsers import browser_name

register = template.Library()
register.filter("browser_name", browser_name)

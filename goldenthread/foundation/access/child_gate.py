"""The gate of pages about one child: finds the child for this viewer (404 otherwise), records the look, passes `child`.

    @child_page(Verb.OPEN_RECORD, page="child record")
    @child_page(Verb.OPEN_RECORD, Verb.SEE_LOOKS, page="child story")     both are needed

Apart from gate.py so that public pages, which know no child, can be guarded without reaching people even indirectly.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from goldenthread.foundation import clock, journal
from goldenthread.foundation.access.gate import View
from goldenthread.foundation.access.verbs import Verb
from goldenthread.foundation.people.models import Child


def child_page(*verbs: Verb, page: str, look: bool = True) -> Callable[[View], View]:
    """Guards a page about one child: finds the child for this viewer (404 otherwise), records the look, passes `child`.

    Several verbs: the viewer must hold every one of them about this child.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, child_id: str, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            child = find_child(request, child_id, *verbs)
            if look:
                viewer = request.viewer  # type: ignore[attr-defined]
                journal.look(by=viewer, children=[child.public_id], page=page, emergency=child.pk in viewer.emergency)
            return view(request, *args, child=child, **kwargs)

        guarded.opens_to = verbs  # type: ignore[attr-defined]
        guarded.records_look = look  # type: ignore[attr-defined]
        return guarded

    return guard


def find_child(request: HttpRequest, child_id: str, verb: Verb, *more: Verb) -> Child:
    """The child with this public id, if this viewer may do all of this to them today.

    Raises Http404 otherwise: never says which.
    """
    viewer, on = request.viewer, clock.today()  # type: ignore[attr-defined]
    rows = Child.objects.visible_to(viewer, verb, on=on, only=child_id)
    for each in more:
        rows = rows.filter(viewer.children_filter(each, on=on, only=child_id))
    child = rows.filter(public_id=child_id).first()
    if child is None:
        raise Http404("No such page.")
    return child  # type: ignore[no-any-return]

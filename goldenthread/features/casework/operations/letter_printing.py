"""Prints letters together, each once: a batch takes the letters it prints, so that another batch cannot."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from goldenthread.features.casework.models import Letter, PrintBatch
from goldenthread.foundation import clock, journal
from goldenthread.foundation.documents.keeping import content_of
from goldenthread.foundation.journal import Draft

MOST = 200  # a batch somebody can check against its envelopes


class NothingToPrint(Exception):
    """None of these letters is still to be printed: somebody printed them first."""


def print_letters(*, letters: Sequence[Letter], by: journal.Author, on: date) -> PrintBatch:
    """One batch of those that are still to be printed. Raises NothingToPrint."""
    with transaction.atomic():
        wanted = Letter.rows.filter(
            pk__in=[letter.pk for letter in letters[:MOST]], state=Letter.State.SENT, channel=Letter.Channel.POST,
            batch=None,
        )  # fmt: skip
        ids = [letter.pk for letter in wanted.select_for_update().order_by("pk")]
        if not ids:
            raise NothingToPrint
        batch = PrintBatch.objects.create(made_at=clock.now(), made_by=by.public_id, made_by_name=by.name)
        Letter.rows.filter(pk__in=ids).update(batch=batch)
        journal.record_many(
            [
                Draft("letter.printed", by, about, on, "", {"batch": batch.public_id, "letter": letter})
                for about, letter in Letter.rows.filter(pk__in=ids).values_list("child__public_id", "public_id")
            ]
        )
    return batch


def one_file(letters: Sequence[Letter]) -> bytes:
    """The letters one after another, each as it was kept, as one PDF for a printer."""
    import pypdfium2  # loaded when first needed

    whole = pypdfium2.PdfDocument.new()
    for letter in letters:
        assert letter.document is not None
        one = pypdfium2.PdfDocument(content_of(letter.document))
        whole.import_pages(one)
        if len(one) % 2:  # printed on both sides, the next letter must not begin on the back of this one
            width, height = one[0].get_size()
            whole.new_page(width, height)
        one.close()
    held = io.BytesIO()
    whole.save(held)
    whole.close()
    return held.getvalue()

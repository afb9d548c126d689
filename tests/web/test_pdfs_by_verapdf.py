"""Plans, letters and panel packs, made as they are for people, are PDF/UA-1 and PDF/A-2a: veraPDF says so.

PDF/UA-1's machine checks do not see whether an order of reading makes sense or whether words are plain: people do.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typst

from goldenthread.domain.plan.symbols import own_drawing, symbols
from goldenthread.foundation.typesetting import Idea, Paper, Paragraph, pdf
from tests import builders as a
from tests.drafting import a_case, finish, serve, write
from tests.features.casework.test_letters import Case as LetterCase
from tests.web.casework.panel_cases import a_panel, a_world, ask, listed
from tests.web.casework.test_letters import page as letters_page
from tests.web.casework.test_plan_forms_agree import HARD
from tests.web.casework.test_plan_other_forms import SVG, checked
from tests.web.casework.test_plan_pages import get
from tools import verapdf

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.verapdf]


def judged(folder: Path, **made: bytes) -> None:
    """Each file passes both standards, and veraPDF looked at something."""
    files = []
    for name, content in made.items():
        assert content.startswith(b"%PDF"), name
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(content)
    verdicts = verapdf.judge(files)
    assert len(verdicts) == len(files) * len(verapdf.STANDARDS)
    assert [each for each in verdicts if not each.passed or each.wrong or each.checks < 100] == []


def plans(case: SimpleNamespace) -> dict[str, bytes]:
    write(case, **HARD)
    draft = serve(case)
    made = {
        f"draft_{form}": get(case, "child_draft", copy=draft.public_id, **{"as": form}).content
        for form in ("pdf", "large")
    }
    finish(case)
    return made | {
        f"final_{form}": get(case, "family_plan", case.mother, **{"as": form}).content for form in ("pdf", "large")
    }


def test_plans_draft_and_final_in_both_sizes(tmp_path: Path) -> None:
    judged(tmp_path, **plans(a_case(in_their_words="I like maps.")))


def test_the_childs_own_version_in_our_drawings_others_and_words_and_the_profile(tmp_path: Path, settings: Any) -> None:
    case = a_case(in_their_words="I like maps.")
    write(case, **HARD)
    serve(case)
    checked(case)
    made = {"own_ours": get(case, "family_own_version", case.mother, **{"as": "pdf"}).content}
    every = (*(Idea("", "Words.", word, own_drawing(word)) for word in symbols()), Idea("", "Words.", "no drawing"))
    made["every_symbol"] = pdf(Paper("A title", date(2026, 9, 2), every, large_print=True))
    for name in {each.file for each in symbols().values()}:
        (tmp_path / f"{name}.svg").write_text(SVG.format('<circle cx="5" cy="5" r="4" fill="#f73900"/>'))
    settings.SYMBOLS_FOLDER = str(tmp_path)
    made["own_theirs"] = get(case, "family_own_version", case.mother, **{"as": "pdf"}).content
    for form in ("pdf", "large"):
        made[f"profile_{form}"] = get(case, "family_profile", case.mother, **{"as": form}).content
    assert made["own_ours"] != made["own_theirs"]
    judged(tmp_path, **made)


def test_letters_and_the_pack_of_a_case(tmp_path: Path) -> None:
    letters = LetterCase()
    letter = letters.write()
    file = a.signed_in(letters.staff).get(letters_page(letters), {"letter": letter.public_id, "as": "pdf"})
    world = a_world()
    case = listed(world, a_panel(world.team, world.ruth, world.ines), main_need="ASD")
    pack = ask(world.ines, "child_pack", world.child.public_id, **{"item": case.public_id, "as": "pdf"})
    judged(tmp_path, letter=file.content, pack=pack.content)


def test_a_pdf_without_a_title_tags_or_language_fails_both(tmp_path: Path) -> None:
    """What says yes to everything proves nothing."""
    source, bare, good = tmp_path / "bare.typ", tmp_path / "bare.pdf", tmp_path / "good.pdf"
    source.write_text("Words without a title.")
    bare.write_bytes(typst.compile(str(source), format="pdf"))
    good.write_bytes(pdf(Paper("A title", date(2026, 9, 2), (Paragraph("Words."),))))
    verdicts = {(Path(each.file).stem, each.standard): each for each in verapdf.judge([bare, good])}
    assert [verdicts["good", each].passed for each in verapdf.STANDARDS] == [True, True]
    assert [verdicts["bare", each].passed for each in verapdf.STANDARDS] == [False, False]
    assert verdicts["bare", "ua1"].wrong

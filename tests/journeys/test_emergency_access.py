"""A coordinator opens a record she is not tied to, says why, and the data protection officer reviews it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.demonstration import Demonstration, keep_a_picture

REASON = "A neighbour has rung: the child is alone tonight and may be hurt. I need to know whom to call."


def test_a_record_opened_in_an_emergency_is_opened_reviewed_and_given_back(
    page: Page, demonstration: Demonstration
) -> None:
    ((child, upn, born_on, name),) = demonstration.ask(
        "select c.public_id, c.upn, c.born_on, c.forename || ' ' || c.surname from people_child c"
        " join people_tie t on t.child_id = c.id join people_organisation o on o.id = t.organisation_id"
        " where t.kind = 'case_team' and o.name = 'Marle SEND team' and c.upn is not null"
        " and c.sensitivity = 'standard'"
        " order by c.id limit 1"
    )
    year, month, day = born_on.split("-")
    demonstration.step_in(page, "Priya Nair")
    refused = page.goto(f"{demonstration.url}/children/{child}/")
    assert refused is not None and refused.status == 404
    assert name not in page.content()

    page.goto(f"{demonstration.url}/emergency-access/")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    keep_a_picture(page, "emergency-errors")
    page.get_by_label("Child’s UPN, ULN or record id").fill(upn)
    page.get_by_label("Day").fill(day)
    page.get_by_label("Month").fill(month)
    page.get_by_label("Year").fill(str(int(year) - 1))
    page.get_by_label("Why do you need to see this record now?").fill(REASON)
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("alert")).to_contain_text("No child has both this number and this date of birth")
    page.get_by_label("Year").fill(year)
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("main")).to_contain_text("You have opened this record by emergency access")
    keep_a_picture(page, "emergency-open")

    demonstration.step_in(page, "Peter Vance")
    row = page.locator("main table tbody tr", has_text=REASON)
    expect(row).to_contain_text("Priya Nair")
    assert name not in page.content(), "the data protection officer sees no child's name"
    row.get_by_role("link", name="Review").click()
    page.get_by_role("button", name="Note the review").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what you found")
    page.get_by_label("What did you find?").fill("I rang Priya. The child was found safe with a grandmother. Needed.")
    page.get_by_role("button", name="Note the review").click()
    expect(page.locator("main")).to_contain_text("Your review is noted.")
    expect(page.locator("main table tbody tr", has_text=REASON)).to_contain_text("Reviewed")
    keep_a_picture(page, "emergency-reviewed")
    page.goto(f"{demonstration.url}/office/activity/?person=Priya+Nair")
    expect(page.locator("main")).to_contain_text(REASON)

    demonstration.step_in(page, "Priya Nair")
    page.goto(f"{demonstration.url}/emergency-access/")
    page.get_by_role("button", name="End").first.click()
    expect(page.locator("main")).to_contain_text("Your emergency access has ended.")

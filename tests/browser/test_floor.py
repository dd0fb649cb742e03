"""Hands, the floor, announcements and who is here."""

from __future__ import annotations

from playwright.async_api import expect


def turns(page):
    return page.page.locator(".speaker-queue__turn")


async def raise_hand(page):
    await page.page.locator('.panel__actions [data-does="hand"]').click()


async def test_the_facilitator_works_through_the_queue(visit):
    ben, cleo, dov = await visit("ben"), await visit("cleo"), await visit("dov")

    await raise_hand(dov)
    await expect(turns(ben)).to_have_count(1)
    await raise_hand(cleo)
    await expect(turns(ben)).to_have_count(2)
    await ben.page.get_by_role("button", name="Call the next speaker").click()

    await expect(turns(cleo).first).to_have_attribute("data-state", "speaking")
    await expect(turns(cleo).first).to_contain_text("Dov Peretz")
    await expect(cleo.page.locator(".system-line")).to_contain_text("The floor goes to Dov Peretz")
    await expect(dov.page.locator("live-voice")).to_contain_text("You have the floor.")
    for page in (ben, cleo, dov):
        await page.is_like_a_fresh_page()


async def test_a_hand_can_be_taken_down_by_oneself_and_by_the_facilitator(visit):
    ben, cleo, dov = await visit("ben"), await visit("cleo"), await visit("dov")
    await raise_hand(cleo)
    await raise_hand(dov)
    await expect(turns(cleo)).to_have_count(2)

    await raise_hand(cleo)
    await expect(turns(ben)).to_have_count(1)
    await ben.page.get_by_role("button", name="Lower this hand").click()

    await expect(turns(dov)).to_have_count(0)
    await expect(dov.page.get_by_text("Nobody waits to speak.")).to_be_visible()
    await dov.is_like_a_fresh_page()


async def test_participants_see_no_buttons_for_other_hands(visit):
    ben, cleo = await visit("ben"), await visit("cleo")

    await raise_hand(ben)

    await expect(turns(cleo)).to_have_count(1)
    await expect(turns(cleo).locator("button")).to_have_count(0)


async def test_an_announcement_is_shown_until_it_is_put_away(visit):
    ben, cleo = await visit("ben"), await visit("cleo")

    await ben.page.get_by_role("button", name="Make an announcement").click()
    await ben.page.get_by_label("Announcement to everyone").fill("Lunch at noon <b>sharp</b>")
    await ben.page.get_by_role("button", name="Announce", exact=True).click()

    bar = cleo.page.locator("announcement-bar")
    await expect(bar).to_contain_text("Lunch at noon <b>sharp</b> Ben Okoro")
    await cleo.is_like_a_fresh_page()
    await bar.get_by_role("button").click()
    await cleo.reload()
    await expect(bar).to_be_hidden()
    await expect(ben.page.locator("announcement-bar")).to_be_visible()


async def test_people_are_listed_with_place_and_role(visit):
    cleo, ben = await visit("cleo"), await visit("ben")

    here = cleo.page.locator(".presence__person")
    await expect(here).to_have_count(2)
    await expect(here.first).to_contain_text("Ben Okoro")
    await expect(here.first).to_contain_text("Facilitator")
    await expect(cleo.page.locator("[data-people-here]")).to_have_text("2 here")
    await ben.page.close()
    await expect(here).to_have_count(1, timeout=20_000)


async def test_a_thousand_people_do_not_freeze_the_page(visit):
    """Twenty changes of a crowd of 1,000 are drawn in less than a second of work."""
    cleo = await visit("cleo")

    worked = await cleo.page.evaluate(
        """async () => {
          const list = document.querySelector("presence-list"), room = Number(list.dataset.room);
          const ids = Array.from({ length: 1000 }, (_, n) => n + 1000);
          const card = (n) => ({ name: `Person ${n}`, place: "Lyon", city: "Lyon", roles: ["participant"] });
          const people = Object.fromEntries(ids.map((n) => [n, card(n)]));
          let worked = 0;
          const watch = new PerformanceObserver((tasks) => { for (const task of tasks.getEntries()) worked += task.duration; });
          watch.observe({ type: "longtask" });
          list.take({ full: true, here: ids.map((n) => [n, room]), gone: [], count: 1000, people });
          for (let n = 0; n < 20; n += 1) {
            list.take({ full: false, here: [[2000 + n, room]], gone: [1000 + n], count: 1000, people: { [2000 + n]: card(n) } });
            await new Promise((done) => setTimeout(done, 100));
          }
          return worked;
        }"""
    )

    assert worked < 1000
    await expect(cleo.page.locator("[data-people-here]")).to_have_text("1000 here")
    await expect(cleo.page.locator("[data-more]")).to_have_text("and 900 more")

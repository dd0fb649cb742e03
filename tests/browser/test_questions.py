"""Questions to a room, as people ask, vote for, look at and answer them."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.test_manners import faults

PHONE = {"width": 390, "height": 844}


class Questions:
    """The questions as they stand beside somebody's conversation."""

    def __init__(self, person):
        self.person, self.page = person, person.page
        self.tab = person.page.get_by_role("tab", name="Questions")
        self.box = person.page.get_by_label("Your question")
        self.shown = person.page.locator(".question[data-seq]:visible .question__text")
        self.now = person.page.locator(".question-now")

    async def open(self):
        way_in = self.page.locator(".room__open-side")
        if await way_in.is_visible():  # on a phone
            await way_in.click()
        await self.tab.click()

    async def arrange(self, *labels):
        summary = self.page.get_by_text("Settings for the hosts")
        if not await self.page.get_by_role("button", name="Save").first.is_visible():
            await summary.click()
        for label in labels:
            await self.page.get_by_label(label).check()
        await self.page.get_by_role("button", name="Save").first.click()

    async def ask(self, text, hidden=False):
        await self.box.fill(text)
        if hidden:
            await self.page.get_by_label("Only the hosts see it").check()
        await self.page.get_by_role("button", name="Ask", exact=True).click()

    def one(self, text):
        return self.page.locator(".question[data-seq]", has_text=text)

    def vote(self, text):
        return self.one(text).get_by_role("button", name="I want to hear this, too")

    async def press(self, text, button):
        await self.one(text).get_by_role("button", name=button, exact=True).click()

    async def write(self, text, summary, words, button):
        await self.one(text).get_by_text(summary, exact=True).first.click()
        await self.one(text).locator("details[open] textarea").fill(words)
        await self.press(text, button)


async def test_people_ask_in_the_open_or_the_hosts_alone_and_vote(visit):
    ben, cleo = await visit("ben"), await visit("cleo")
    dov = await visit("dov", viewport=PHONE, has_touch=True)
    his, hers, dovs = Questions(ben), Questions(cleo), Questions(dov)
    await expect(hers.tab).to_be_hidden()
    await his.open()
    await his.arrange("This room takes questions")
    await hers.open()
    await dovs.open()

    await hers.ask("Who pays for the **trees**?")
    await hers.ask("Who waters them?")
    await hers.ask("May we speak of the mayor?", hidden=True)
    await expect(hers.shown).to_have_count(3)
    await expect(his.shown).to_have_count(3)
    await expect(dovs.shown).to_have_text(["Who pays for the trees?", "Who waters them?"])
    await expect(dovs.tab.locator(".side__count")).to_have_text("2")
    await expect(his.tab.locator(".side__count")).to_have_text("3")
    await expect(ben.page.locator("live-voice")).to_contain_text("new question", timeout=10_000)

    await dovs.vote("Who waters them?").click()
    await expect(dovs.vote("Who waters them?")).to_have_attribute("aria-pressed", "true")
    for view in (hers, his):
        await expect(view.one("Who waters them?").locator(".question__count").last).to_have_text(
            "1"
        )
        await expect(view.shown.first).to_have_text("Who waters them?")  # nobody reads there
    await expect(dovs.page.get_by_role("button", name="Show the new order")).to_be_visible()
    await expect(dovs.shown.first).to_have_text("Who pays for the trees?")
    assert await faults(dov) == []
    await dovs.page.get_by_role("button", name="Show the new order").click()
    await expect(dovs.shown.first).to_have_text("Who waters them?")

    await hers.write("Who pays for the", "Correct", "Who pays for the *young* trees?", "Save")
    await expect(dovs.one("young trees")).to_be_visible()
    await his.write("mayor", "Write an answer", "You may, here.", "Answer")
    await expect(
        cleo.page.locator(".toast", has_text="Your question was answered.")
    ).to_be_visible()
    await hers.press("young trees", "Withdraw")
    await expect(dovs.shown).to_have_text(["Who waters them?"])
    await cleo.page.locator("[data-show]").select_option("answered")
    await expect(hers.one("mayor").locator(".question__answer")).to_contain_text("You may, here.")
    for person in (ben, cleo):
        assert await faults(person) == []

    await dov.reload()
    await dovs.open()
    await expect(dovs.shown).to_have_text(["Who waters them?"])
    await expect(dovs.vote("Who waters them?")).to_have_attribute("aria-pressed", "true")
    assert "mayor" not in await dov.page.content()


async def test_hosts_look_first_take_up_answer_and_set_aside(visit):
    mia, cleo, dov = await visit("mia"), await visit("cleo"), await visit("dov")
    hers, cleos, dovs = Questions(mia), Questions(cleo), Questions(dov)
    await hers.open()
    await hers.arrange("This room takes questions", "Hosts look at each question")
    for view in (cleos, dovs):
        await view.open()
    await cleos.ask("What did it cost?")
    await cleos.ask("Is the mayor a crook?")
    waiting = cleo.page.locator('[data-list="waiting"] .question')
    await expect(waiting).to_have_count(2)
    await expect(dovs.shown).to_have_count(0)
    await expect(mia.page.locator('[data-list="waiting"] .question')).to_have_count(2)
    assert await faults(mia) == []

    await hers.press("What did it cost?", "Show everyone")
    await expect(dovs.shown).to_have_text(["What did it cost?"])
    await expect(dovs.one("What did it cost?")).to_contain_text("Cleo Marin")
    await hers.write("crook", "Set aside", "We do not speak of people.", "Set aside")
    note = cleo.page.locator(".toast", has_text="We do not speak of people.")
    await expect(note).to_be_visible()
    await expect(waiting).to_have_count(0)
    assert "crook" not in await dov.page.content()

    await hers.press("What did it cost?", "Take up now")
    for view in (cleos, dovs):
        await expect(view.now).to_contain_text("What did it cost?")
        await expect(view.now).to_contain_text("Cleo Marin")
    await dov.page.goto(f"{dov.url}questions/2")  # as a search leads to it
    await dov.is_live()
    await expect(dovs.one("What did it cost?")).to_be_focused()
    await expect(dovs.now).to_contain_text("What did it cost?")
    assert await faults(dov) == []
    await mia.page.locator(".question-now").get_by_role("button", name="Answered aloud").click()
    for view in (cleos, dovs, hers):
        await expect(view.now).to_be_hidden()
    await mia.page.locator("[data-show]").select_option("answered")
    await hers.write("What did it cost?", "Write an answer", "About *ten* thousand.", "Answer")
    await dovs.open()
    await dov.page.locator("[data-show]").select_option("answered")
    answer = dovs.one("What did it cost?").locator(".question__answer")
    await expect(answer.get_by_text("Answer by")).to_be_visible()
    await expect(answer).to_contain_text("Mia Kovač")
    await expect(dovs.one("What did it cost?").locator("em")).to_have_text("ten")
    await hers.press("What did it cost?", "Open again")
    await expect(dov.page.locator("[data-open-count]")).to_have_text("1 open")
    await expect(dovs.one("What did it cost?").locator(".question__answer")).to_be_hidden()


async def test_questions_work_by_keyboard_without_a_line_and_without_script(visit, house):
    ben, cleo = await visit("ben"), await visit("cleo", site=house.wire.site)
    his, hers = Questions(ben), Questions(cleo)
    await his.open()
    await his.arrange("This room takes questions")
    await hers.open()
    await hers.box.fill("Begun and")
    await cleo.reload()
    await hers.open()
    await expect(hers.box).to_have_value("Begun and")

    cleo.expects_trouble = True
    with house.wire.down():
        await hers.ask("Asked in a tunnel?")
        await expect(cleo.page.locator('.question[data-state="sending"]')).to_be_visible()
    await expect(his.shown).to_have_text(["Asked in a tunnel?"], timeout=15_000)
    await hers.ask("And the second?")
    await expect(his.shown).to_have_count(2)
    await expect(cleo.page.locator('.question[data-state="sending"]')).to_have_count(0)

    keys = ben.page.keyboard
    await ben.page.locator(".question:visible").first.focus()
    await keys.press("ArrowDown")
    await expect(his.one("And the second?")).to_be_focused()
    await his.one("And the second?").get_by_role("button", name="Take up now").focus()
    await keys.press("Enter")
    await expect(hers.now).to_contain_text("And the second?")
    await his.one("And the second?").get_by_text("Write an answer").focus()
    for key in ("Enter", "Tab", "Y", "e", "s", "Tab", "Enter"):
        await keys.press(key)
    await expect(his.one("And the second?").locator(".question__answer")).to_contain_text("Yes")
    await expect(his.now).to_be_hidden()
    await expect(ben.page.locator(".question:focus-within, #questions-title:focus")).to_have_count(
        1
    )

    plain = await visit("dov", live=False, java_script_enabled=False)
    await plain.page.get_by_label("Your question").fill("Asked by a form?")
    await plain.page.get_by_role("button", name="Ask", exact=True).click()
    tunnel = plain.page.locator(".question", has_text="tunnel")
    await tunnel.get_by_role("button", name="I want to hear this, too").click()
    await expect(tunnel.locator(".question__vote")).to_have_attribute("aria-pressed", "true")
    await expect(his.one("Asked by a form?")).to_be_visible()
    await expect(his.one("tunnel").locator(".question__vote .question__count")).to_have_text("1")

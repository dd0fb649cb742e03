"""C7 in the DOM: frames lost, doubled and out of order leave a page like a fresh one."""

from __future__ import annotations

import random

import pytest

from tests.browser.room_page import RoomPage

UNRULY = """(() => {
  let seed = SEED;
  const chance = () => ((seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648);
  window.unruly = { lost: 0, doubled: 0, shuffled: 0, isOn: true };
  window.Unruly = class extends EventTarget {
    #held = [];
    constructor(...where) {
      super();
      this.line = new WebSocket(...where);
      this.line.addEventListener("message", ({ data }) => this.#heard(data));
      for (const name of ["open", "error"]) this.line.addEventListener(name, () => this.#tell(new Event(name)));
      this.line.addEventListener("close", ({ code, reason, wasClean }) => this.#tell(new CloseEvent("close", { code, reason, wasClean })));
    }
    get readyState() { return this.line.readyState; }
    get protocol() { return this.line.protocol; }
    get bufferedAmount() { return this.line.bufferedAmount; }
    send(text) { this.line.send(text); }
    close(...how) { this.line.close(...how); }
    #tell(event) { this.dispatchEvent(event); this["on" + event.type]?.(event); }
    #heard(data) {
      const told = window.unruly;
      if (!told.isOn || JSON.parse(data).t !== "entries") return this.#pass(data);
      if (chance() < 0.2) return void (told.lost += 1);
      this.#held.push(data);
      if (chance() < 0.3) { this.#held.push(data); told.doubled += 1; }
      setTimeout(() => this.#release(), 120 * chance());
    }
    #release() {
      if (this.#held.length > 1) window.unruly.shuffled += 1;
      while (this.#held.length) this.#pass(this.#held.splice(Math.floor(chance() * this.#held.length), 1)[0]);
    }
    #pass(data) { this.#tell(new MessageEvent("message", { data })); }
  };
})()"""


async def give_unruly_line(page: RoomPage, seed: int) -> None:
    """The page's own modules, with a line that loses, doubles and shuffles what the server sends."""

    async def with_unruly_line(route):
        answer = await route.fetch()
        plain, unruly = '("room")));', '("room")), { WebSocket: window.Unruly });'
        body = await answer.text()
        assert plain in body
        await route.fulfill(response=answer, body=body.replace(plain, unruly))

    await page.page.add_init_script(UNRULY.replace("SEED", str(seed)))
    await page.page.route("**/js/room.js", with_unruly_line)
    await page.reload()


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", [1, 20])
async def test_an_unruly_line_leaves_the_page_as_a_fresh_one(visit, seed):
    ben, cleo = await visit("ben"), await visit("cleo")
    await give_unruly_line(cleo, seed)

    await a_lively_quarter_of_an_hour(ben, random.Random(seed))
    await cleo.sees("The end", within=60)

    told = await cleo.page.evaluate("() => window.unruly")
    assert min(told["lost"], told["doubled"], told["shuffled"]) > 0, told
    await cleo.page.evaluate("() => { window.unruly.isOn = false; }")
    await cleo.is_like_a_fresh_page()


async def a_lively_quarter_of_an_hour(ben: RoomPage, rng: random.Random) -> None:
    """Every kind of entry that a room page shows, from one who may do everything."""
    person = ben.house.facts["people"]["ben"]
    ids: list[int] = []
    for number in range(40):
        await ben.command("chat.post_message", text=f"Said {number} **{rng.random()}**")
        ids = await ben.page.evaluate(SAVED)
        match rng.randrange(5):
            case 0 if ids:
                await ben.command(
                    "chat.edit_message", message=rng.choice(ids), text=f"Else {number}"
                )
            case 1 if len(ids) > 5:
                await ben.command("chat.delete_message", message=ids[rng.randrange(len(ids))])
            case 2:
                await ben.command("rooms.raise_hand")
            case 3:
                await ben.command("rooms.raise_hand")
                await ben.command("rooms.call_speaker", person=person)
            case 4:
                await ben.command("rooms.lower_hand")
    await ben.command("chat.post_message", text="The end")


SAVED = """() => [...document.querySelectorAll('.message[data-own][data-state="sent"][data-seq]')]
  .slice(0, -3).map((message) => Number(message.dataset.seq))"""

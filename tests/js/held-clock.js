/** A clock that stands until it is moved on; timers run in their order. */
import { seeded } from "./random.js";

export class HeldClock {
  time = 1_700_000_000_000;
  timers = [];

  constructor(seed = 1) {
    this.random = seeded(seed);
  }

  now = () => this.time;
  ticks = () => this.time;

  setTimeout = (run, ms) => {
    const timer = { run, at: this.time + Math.max(0, ms) };
    this.timers.push(timer);
    return timer;
  };

  clearTimeout = (timer) => {
    this.timers = this.timers.filter((one) => one !== timer);
  };

  async pass(ms) {
    const end = this.time + ms;
    await settle();
    for (let next; (next = this.#next(end)); ) {
      this.time = Math.max(this.time, next.at);
      this.clearTimeout(next);
      next.run();
      await settle();
    }
    this.time = end;
  }

  #next(end) {
    return this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle() {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}

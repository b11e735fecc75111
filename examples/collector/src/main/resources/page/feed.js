// What fills the window of rows: what arrives, while it follows, and what is fetched from the store as one scrolls. The
// window never has a gap: what cannot be appended replaces it, and what lies between is fetched by scrolling back.

import {get} from "/api.js";
import {Live, parametersOf} from "/live.js";

const MOST_AT_ONCE = 200;
const MOST_WAITING = 300;
const MOST_FETCHED = 200;
const NEAR_PX = 800;
const BUSY_ROWS = 50;
const BUSY_MILLIS = 120;
const LAGGING_MILLIS = 400;
const MOST_TRIES = 20;

export class Feed {
  #window;
  #on;
  #live;
  #place = {};
  #generation = 0;
  #waiting = Feed.#nothing();
  #fresh = true;
  #attached = true;
  #scrolledUp = false;
  #paused = false;
  #beginning = false;
  #loading = false;
  #frame = false;
  #changed = false;
  #total = 0;
  #connection = "connecting";

  /** Calls on.query with each explained query, and on.change after whatever changes its state or the window. */
  constructor(window, on) {
    this.#window = window;
    this.#on = on;
    this.#live = new Live({
      query: (query) => on.query(query),
      batch: (batch) => this.#arrived(batch),
      full: () => this.#connected("full"),
      state: (state) => this.#connected(state),
    });
  }

  static #nothing() {
    return {count: 0, events: [], whole: true, replaces: false};
  }

  get following() {
    return this.#attached && !this.#scrolledUp && !this.#paused;
  }

  get state() {
    return {
      connection: this.#connection,
      following: this.following,
      waiting: this.#fresh ? 0 : this.#waiting.count,
      whole: this.#waiting.whole,
      total: this.#total,
      fresh: this.#fresh,
      beginning: this.#beginning,
    };
  }

  #begin(place) {
    this.#generation++;
    this.#place = place;
    this.#waiting = Feed.#nothing();
    this.#fresh = true;
    this.#beginning = false;
    this.#loading = false;
  }

  /** Follows what arrives, from the newest events on. */
  goLive(place) {
    this.#begin(place);
    this.#attached = true;
    this.#scrolledUp = false;
    this.#paused = false;
    this.#live.open(place, null);
    this.#requestFrame();
  }

  /** Stands still until resume() or, if that was not asked for, until one scrolls to the end. */
  hold(paused) {
    this.#paused ||= paused;
    this.#scrolledUp = true;
    this.#requestFrame();
  }

  /** Goes on to the newest event. */
  resume() {
    if (!this.#attached || this.#fresh) {
      this.goLive(this.#place);
      return;
    }
    this.#paused = false;
    this.#scrolledUp = false;
    this.#draw();
    this.#window.toBottom();
    this.#requestFrame();
  }

  close() {
    this.#generation++;
    this.#live.end();
  }

  /** A browser opens few connections to one host, so a page that nobody sees leaves its own to others. */
  setSeen(seen) {
    seen ? this.#live.goOn() : this.#live.close();
  }

  #connected(state) {
    this.#connection = state;
    this.#requestFrame();
  }

  #arrived(batch) {
    this.#total = batch.total;
    const waiting = this.#waiting;
    waiting.replaces ||= this.#fresh;
    waiting.whole &&= batch.whole;
    waiting.count += batch.events.length + batch.skipped;
    waiting.events.push(...batch.events);
    if (waiting.events.length > MOST_WAITING) {
      waiting.events.splice(0, waiting.events.length - MOST_WAITING);
      waiting.whole = false;
    }
    this.#fresh = false;
    this.#requestFrame();
  }

  #requestFrame() {
    this.#changed = true;
    if (this.#frame) {
      return;
    }
    this.#frame = true;
    requestAnimationFrame(() => {
      this.#changed = false;
      const busy = this.following && this.#waiting.events.length > BUSY_ROWS;
      if (this.following) {
        this.#draw();
      }
      this.#on.change();
      // In a flood no eye can follow anyway, and the browser has other things to do.
      setTimeout(() => {
        this.#frame = false;
        if (this.#changed) {
          this.#requestFrame();
        }
      }, busy ? BUSY_MILLIS : 0);
    });
  }

  /** Shows what waits. Of more than can be seen only the end: the rest is fetched when one scrolls back to it. */
  #draw() {
    const {events, whole, replaces} = this.#waiting;
    this.#waiting = Feed.#nothing();
    if (replaces || !whole || events.length > MOST_AT_ONCE) {
      this.#window.reset(events.slice(-MOST_AT_ONCE));
      this.#beginning = false;
    } else if (events.length > 0) {
      this.#beginning = !this.#window.append(events) && this.#beginning;
    } else {
      return;
    }
    this.#window.toBottom();
    this.#loadNear();
  }

  /** Takes note that the window was scrolled. */
  scrolled() {
    if (this.#window.isHidden) {
      return;
    }
    if (this.following && !this.#window.atBottom) {
      this.hold(false);
    } else if (this.#attached && this.#scrolledUp && !this.#paused && this.#window.atBottom) {
      this.#reachBottom();
    }
    this.#loadNear();
  }

  #reachBottom() {
    if (this.#waiting.whole && this.#waiting.events.length <= MOST_AT_ONCE) {
      this.#scrolledUp = false;
      this.#requestFrame();
    } else {
      // Whoever reads on wants what comes next, not the newest.
      this.#attached = false;
    }
  }

  #loadNear() {
    if (this.#window.isHidden || this.#window.isEmpty) {
      return;
    }
    if (this.#window.above < NEAR_PX && !this.#beginning && !(this.following && this.#window.isFull)) {
      this.#load((isCurrent) => this.#loadOlder(isCurrent));
    }
    if (this.#window.below < NEAR_PX && !this.#attached) {
      this.#load((isCurrent) => this.#loadNewer(isCurrent));
    }
  }

  /** Loads one thing at a time, and forgets it once something else is shown. */
  async #load(work) {
    if (this.#loading) {
      return;
    }
    this.#loading = true;
    const generation = this.#generation;
    const isCurrent = () => generation === this.#generation;
    let pause = 0;
    try {
      pause = await work(isCurrent) ?? 0;
    } catch {
      pause = LAGGING_MILLIS * 5;
    }
    setTimeout(() => {
      if (isCurrent()) {
        this.#loading = false;
        this.#loadNear();
        this.#requestFrame();
      }
    }, pause);
  }

  #search(parameters) {
    const all = parametersOf(this.#place);
    all.set("limit", MOST_FETCHED);
    Object.entries(parameters).forEach(([name, value]) => all.set(name, value));
    return get(`/search?${all}`);
  }

  async #loadOlder(isCurrent) {
    const before = this.#window.firstId;
    const answer = await this.#search({before});
    if (!isCurrent() || before !== this.#window.firstId) {
      return 0;
    }
    if (answer.through < before - 1) {
      // Not all that lies right before can be found yet.
      return LAGGING_MILLIS;
    }
    const {following} = this;
    this.#window.keepingPlace(() => {
      if (this.#window.prepend(answer.events)) {
        this.#attached = false;
      }
    });
    if (following) {
      this.#window.toBottom();
    }
    this.#beginning = answer.complete;
    return 0;
  }

  async #loadNewer(isCurrent) {
    const after = this.#window.lastId;
    const answer = await this.#search({after});
    if (!isCurrent() || after !== this.#window.lastId) {
      return 0;
    }
    this.#window.keepingPlace(() => {
      this.#beginning = !this.#window.append(answer.events) && this.#beginning;
    });
    if (answer.complete) {
      this.#attach(Math.max(answer.through, after));
      this.scrolled();
    }
    return 0;
  }

  /** From here on what arrives belongs right behind the window. */
  #attach(through) {
    this.#attached = true;
    this.#scrolledUp = true;
    this.#waiting = Feed.#nothing();
    this.#live.open(this.#place, through);
  }

  /** Shows the events around an id, or around a time, and stands still there; found(first) is called with the rows. */
  goTo(place, {id, at}, found) {
    this.#begin(place);
    this.#live.end();
    this.#attached = false;
    this.#scrolledUp = true;
    this.#paused = true;
    this.#load((isCurrent) => this.#loadAround(isCurrent, {id, at}, found, MOST_TRIES));
  }

  async #loadAround(isCurrent, {id, at}, found, tries) {
    const newer = await this.#search(id > 0 ? {after: id - 1} : {after: 0, from: at});
    if (!isCurrent()) {
      return 0;
    }
    this.#on.query(newer);
    if (newer.mistake !== null) {
      return 0;
    }
    if (id > newer.through && tries > 0) {
      // It has just arrived, and cannot be found yet.
      await new Promise((resolve) => setTimeout(resolve, LAGGING_MILLIS));
      return isCurrent() ? this.#loadAround(isCurrent, {id, at}, found, tries - 1) : 0;
    }
    const first = newer.events[0]?.id ?? newer.through + 1;
    const older = await this.#search({before: first});
    if (!isCurrent()) {
      return 0;
    }
    this.#fresh = false;
    this.#window.reset([...older.events, ...newer.events]);
    this.#beginning = older.complete;
    if (newer.complete) {
      this.#attach(newer.through);
    } else {
      this.#live.open(this.#place, newer.through);
    }
    found(first);
    return 0;
  }
}

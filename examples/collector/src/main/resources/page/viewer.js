// The event viewer: rows, which of them is selected, and the place in the address that leads to them.

import {linkTo, noteAddress, readAddress} from "/address.js";
import {byId} from "/dom.js";
import {Feed} from "/feed.js";
import {expressions} from "/marks.js";
import {eventRow} from "/rows.js";
import {RowWindow} from "/window.js";

const MOST_ROWS = 600;
const NOTE_MILLIS = 300;
const LIVE = {id: "", top: "", at: ""};

export class Viewer {
  #scroller = byId("viewer");
  #wanted = expressions([]);
  #window = new RowWindow(this.#scroller, byId("events"), MOST_ROWS, (event) => this.#row(event));
  #feed;
  #tell;
  #place = {};
  #selected = null;
  #noteTimer = null;

  /** Calls tell.query with each explained query, tell.change with the state, and tell.select with event and row. */
  constructor(tell) {
    this.#tell = tell;
    this.#feed = new Feed(this.#window, {
      query: (query) => this.#explained(query),
      change: () => tell.change({...this.#feed.state, empty: this.#window.isEmpty, atBottom: this.#window.atBottom}),
    });
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), {passive: true});
    this.#scroller.addEventListener("wheel", (event) => {
      if (event.deltaY < 0 && this.#window.above > 0 && this.#feed.following) {
        this.#feed.hold(false);
      }
    }, {passive: true});
    new ResizeObserver(() => this.#feed.following && this.#window.toBottom()).observe(this.#scroller);
    document.addEventListener("visibilitychange", () => this.#feed.setSeen(!document.hidden));
  }

  #row(event) {
    const row = eventRow(event, this.#wanted);
    if (event.id === this.#selected) {
      row.setAttribute("aria-current", "true");
    }
    return row;
  }

  #explained(query) {
    if (query.mistake === null) {
      this.#wanted = expressions(query.marks);
    }
    this.#tell.query(query);
  }

  /** Shows a place of the address: the live end of it, or the surroundings of an event or a time. */
  show(place) {
    this.#place = {...place};
    this.#selected = place.id === "" ? null : Number(place.id);
    this.#tell.select(null, null);
    const {id, top, at} = place;
    if (id === "" && top === "" && at === "") {
      this.#feed.goLive(this.#place);
    } else {
      this.#feed.goTo(this.#place, {id: Number(top || id), at}, (first) => this.#settle(place, first));
    }
  }

  #settle({id, top}, first) {
    if (id === "" && top === "") {
      this.#selected = first;
    }
    const row = this.#window.rowAt(Number(top) || this.#selected);
    if (row !== null) {
      top === "" ? row.scrollIntoView({block: "center"}) : this.#window.toTop(row);
    }
    this.#select(this.#window.rowOf(this.#selected) === null ? null : this.#selected);
  }

  close() {
    clearTimeout(this.#noteTimer);
    this.#feed.close();
  }

  /** Ends it and forgets what it showed, as nobody is logged in any more. */
  clear() {
    this.close();
    this.#select(null);
    this.#window.reset([]);
  }

  /** Stands still, or goes on to the newest event. */
  toggle() {
    if (this.#feed.following) {
      this.#feed.hold(true);
    } else {
      this.resume();
    }
  }

  resume() {
    this.#select(null);
    this.#note(LIVE);
    this.#feed.resume();
  }

  #scrolled() {
    this.#feed.scrolled();
    clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => this.#notePlace(), NOTE_MILLIS);
  }

  #note(changes) {
    Object.assign(this.#place, changes);
    clearTimeout(this.#noteTimer);
    noteAddress(changes);
  }

  /** A selected event that is seen says where this is; otherwise the upper end does. */
  #notePlace() {
    const row = this.#selected === null ? null : this.#window.rowOf(this.#selected);
    if (this.#feed.following) {
      this.#note(LIVE);
    } else if (row !== null && this.#window.isSeen(row)) {
      this.#note({top: "", at: ""});
    } else {
      this.#note({top: this.#window.topRow()?.dataset.id ?? "", at: ""});
    }
  }

  #select(id) {
    if (this.#selected !== null) {
      this.#window.rowOf(this.#selected)?.removeAttribute("aria-current");
    }
    this.#selected = id;
    const row = id === null ? null : this.#window.rowOf(id);
    row?.setAttribute("aria-current", "true");
    this.#tell.select(this.selected, row);
  }

  /** The event that is selected, or null. */
  get selected() {
    return this.#window.events.find((event) => event.id === this.#selected) ?? null;
  }

  /** Selects an event of the window, which stands still then; null selects none. */
  select(id) {
    if (id !== null) {
      this.#feed.hold(true);
    }
    this.#select(id);
    this.#note({id: id ?? "", top: "", at: ""});
  }

  /** Moves the selection by rows; without one it begins with what is seen last. */
  move(step) {
    const {events} = this.#window;
    if (events.length === 0) {
      return;
    }
    const index = events.findIndex((event) => event.id === this.#selected);
    const next = index < 0 ? this.#lastSeen() : Math.min(events.length - 1, Math.max(0, index + step));
    this.select(events[next].id);
    this.#window.rowOf(events[next].id).scrollIntoView({block: "nearest"});
  }

  #lastSeen() {
    const index = this.#window.events.findLastIndex((event) => this.#window.isSeen(this.#window.rowOf(event.id)));
    return Math.max(0, index);
  }

  /** Goes to the oldest event that can be found. */
  toOldest() {
    this.#select(null);
    this.#note({id: "", top: "1", at: ""});
    this.show({...this.#place});
  }

  /** A link to what is shown. */
  static link(changes = {}) {
    return new URL(linkTo({...readAddress(), ...changes}), location.href).href;
  }
}

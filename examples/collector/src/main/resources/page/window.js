// The rows that stand in the page: a bounded part of all events, without a gap, in a list that scrolls.

const BOTTOM_PX = 40;

export class RowWindow {
  #scroller;
  #list;
  #most;
  #makeRow;
  #events = [];

  /** Rows in a list within what scrolls, so many at most. */
  constructor(scroller, list, most, makeRow) {
    this.#scroller = scroller;
    this.#list = list;
    this.#most = most;
    this.#makeRow = makeRow;
  }

  get isEmpty() {
    return this.#events.length === 0;
  }

  get isFull() {
    return this.#events.length >= this.#most;
  }

  get firstId() {
    return this.#events[0]?.id;
  }

  get lastId() {
    return this.#events[this.#events.length - 1]?.id;
  }

  /** The events of the rows, oldest first. */
  get events() {
    return this.#events;
  }

  #rows(events) {
    const fragment = document.createDocumentFragment();
    fragment.append(...events.map(this.#makeRow));
    return fragment;
  }

  reset(events) {
    this.#events = events.slice(-this.#most);
    this.#list.replaceChildren(this.#rows(this.#events));
  }

  /** Adds newer events, and takes away the oldest that are too many; returns whether it took some. */
  append(events) {
    this.#events.push(...events);
    this.#list.append(this.#rows(events));
    const excess = Math.max(0, this.#events.length - this.#most);
    this.#events.splice(0, excess);
    for (let i = 0; i < excess; i++) {
      this.#list.firstElementChild.remove();
    }
    return excess > 0;
  }

  /** Adds older events, and takes away the newest that are too many; returns whether it took some. */
  prepend(events) {
    this.#events.unshift(...events);
    this.#list.prepend(this.#rows(events));
    const excess = Math.max(0, this.#events.length - this.#most);
    this.#events.splice(this.#events.length - excess, excess);
    for (let i = 0; i < excess; i++) {
      this.#list.lastElementChild.remove();
    }
    return excess > 0;
  }

  rowOf(id) {
    const index = this.#events.findIndex((event) => event.id === id);
    return index < 0 ? null : this.#list.children[index];
  }

  /** The row of an event, or of the next one there is. */
  rowAt(id) {
    const index = this.#events.findIndex((event) => event.id >= id);
    return index < 0 ? this.#list.lastElementChild : this.#list.children[index];
  }

  /** The first row that is seen, in part at least. */
  topRow() {
    const top = this.#scroller.getBoundingClientRect().top;
    let low = 0;
    let high = this.#list.children.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#list.children[middle].getBoundingClientRect().bottom > top + 1) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return this.#list.children[low] ?? null;
  }

  isSeen(row) {
    const place = row.getBoundingClientRect();
    const frame = this.#scroller.getBoundingClientRect();
    return place.bottom > frame.top && place.top < frame.bottom;
  }

  /** Makes a change while what is seen stays where it is. */
  keepingPlace(change) {
    const id = this.topRow()?.dataset.id;
    const offset = this.topRow()?.getBoundingClientRect().top;
    change();
    const row = id === undefined ? null : this.rowOf(Number(id));
    if (row !== null) {
      this.#scroller.scrollTop += row.getBoundingClientRect().top - offset;
    }
  }

  /** Scrolls until a row stands at the upper end. */
  toTop(row) {
    const frame = this.#scroller.getBoundingClientRect();
    this.#scroller.scrollTop += row.getBoundingClientRect().top - frame.top;
  }

  toBottom() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** Whether the page shows something else. */
  get isHidden() {
    return this.#scroller.clientHeight === 0;
  }

  /** Pixels between what is seen and the list's ends. */
  get above() {
    return this.#scroller.scrollTop;
  }

  get below() {
    return this.#scroller.scrollHeight - this.#scroller.clientHeight - this.#scroller.scrollTop;
  }

  get atBottom() {
    return this.below < BOTTOM_PX;
  }
}

// The stream of /events: all events as they arrive, or those of a query.

import {get} from "/api.js";
import {language} from "/words.js";

const RETRY_MILLIS = 3000;

/** Parameters of a request that say what is looked at. */
export function parametersOf({q, system, group}) {
  const given = Object.entries({q, system, group}).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams([...given, ["language", language]]);
}

export class Live {
  #source = null;
  #retry = null;
  #on;
  #place = null;
  #through = 0;

  /** Calls on.query, on.batch, on.full and on.state, with "connecting", "live" or "lost". */
  constructor(on) {
    this.#on = on;
  }

  /** Follows what arrives behind an event, or begins with the newest events there are. */
  open(place, after) {
    this.close();
    this.#through = after ?? 0;
    this.#place = {...place};
    this.#connect();
  }

  /** Goes on behind what came last, after a close. */
  goOn() {
    if (this.#place !== null && this.#source === null) {
      this.#connect();
    }
  }

  #connect() {
    const parameters = parametersOf(this.#place);
    if (this.#through > 0) {
      parameters.set("after", this.#through);
    }
    const source = new EventSource(`/events?${parameters}`);
    this.#source = source;
    this.#on.state("connecting");
    source.addEventListener("open", () => this.#on.state("live"));
    source.addEventListener("error", () => {
      this.#on.state("lost");
      if (source.readyState === EventSource.CLOSED && this.#source === source) {
        this.#retry = setTimeout(() => this.#comeBack(), RETRY_MILLIS);
      }
    });
    source.addEventListener("query", (message) => {
      const query = JSON.parse(message.data);
      if (query.mistake !== null) {
        this.end();
      }
      this.#on.query(query);
    });
    source.addEventListener("full", (message) => {
      this.close();
      this.#on.full(Number(message.data));
    });
    source.addEventListener("events", (message) => {
      const batch = JSON.parse(message.data);
      this.#through = batch.through;
      this.#on.batch(batch);
    });
  }

  /** A refused stream says not why; any other request that is refused for the same reason leads to the door. */
  async #comeBack() {
    const place = this.#place;
    try {
      await get("/page/dashboard");
    } catch {
      // Whatever it was, the stream itself will meet it again.
    }
    if (place !== null && place === this.#place) {
      this.#connect();
    }
  }

  /** Ends the stream, and forgets where it was. */
  end() {
    this.#place = null;
    this.close();
  }

  close() {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
  }
}

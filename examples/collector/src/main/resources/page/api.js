// Asks the collector. Whoever is not logged in any more is led to the door.

/** What the collector refused, with its status and how many seconds to wait. */
export class Refused extends Error {
  constructor(status, message, seconds) {
    super(message);
    this.status = status;
    this.seconds = seconds;
  }
}

async function refusal(response) {
  let message = "";
  try {
    message = (await response.json()).message ?? "";
  } catch {
    // An answer that is no JSON has nothing to add to its status.
  }
  return new Refused(response.status, message, Number(response.headers.get("Retry-After") ?? 0));
}

/** Sends a request, with a body as JSON, and returns the answer's JSON. */
export async function ask(method, path, body) {
  const json = body === undefined ? {} : {headers: {"Content-Type": "application/json"}, body: JSON.stringify(body)};
  const response = await fetch(path, {method, ...json});
  if (response.ok) {
    return response.json();
  }
  const refused = await refusal(response);
  if (refused.status === 401 && !path.startsWith("/page/login")) {
    dispatchEvent(new Event("loggedout"));
  }
  throw refused;
}

export function get(path) {
  return ask("GET", path);
}

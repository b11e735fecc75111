// Makes elements. Text goes into them as text alone, never as markup.

export function byId(id) {
  return document.getElementById(id);
}

/** An element; a name such as "button.quiet" holds its class, properties that are undefined are left out. */
export function element(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const made = document.createElement(tag);
  made.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) {
    if (key === "data") {
      Object.assign(made.dataset, value);
    } else if (key.startsWith("aria-")) {
      made.setAttribute(key, value);
    } else if (value !== undefined) {
      made[key] = value;
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(text, action, properties = {}) {
  const made = element("button", {type: "button", textContent: text, ...properties});
  made.addEventListener("click", action);
  return made;
}

"use strict";

const state = document.getElementById("state");
let attempts = 0;

function look() {
  attempts++;
  const sign = new Image();
  sign.addEventListener("load", () => {
    state.textContent = "It is back.";
    location.replace("/");
  });
  sign.addEventListener("error", () => {
    state.textContent = `Waiting for it to come back (${attempts}).`;
    setTimeout(look, 500);
  });
  // An address that is new each time, so that no cache answers in the album's place.
  sign.src = `/assets/icon.svg?wake=${Date.now()}`;
}

setTimeout(look, 500);

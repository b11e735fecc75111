"use strict";

const arrows = { ArrowLeft: "prev", ArrowRight: "next" };
document.addEventListener("keydown", (event) => {
  const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const link = !modified && arrows[event.key] && document.querySelector(`a[rel=${arrows[event.key]}]`);
  if (link && !event.target.matches("input")) {
    link.click();
  }
});

const picture = document.getElementById("picture");
if (picture) {
  const chosen = document.getElementById("chosen");
  const preview = document.getElementById("preview");
  const invitation = chosen.innerHTML;
  preview.addEventListener("error", () => { preview.hidden = true; });
  picture.addEventListener("change", () => {
    URL.revokeObjectURL(preview.src);
    const file = picture.files[0];
    preview.hidden = !file;
    if (file) {
      preview.src = URL.createObjectURL(file);
      chosen.textContent = file.name;
    } else {
      chosen.innerHTML = invitation;
    }
  });
}

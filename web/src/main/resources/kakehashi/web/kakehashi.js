// Convenience only: every page works without it. No inline handlers, no markup from strings, no other host.
"use strict";

for (const drop of document.querySelectorAll(".kk-drop")) {
  const input = drop.querySelector("input[type=file]");
  const chosen = drop.querySelector(".kk-drop-chosen");
  const show = () => {
    const names = Array.from(input.files, (file) => file.name);
    chosen.textContent = names.length ? drop.dataset.chosen + names.join(", ") : "";
  };
  const over = (event) => {
    event.preventDefault();
    drop.classList.toggle("kk-drop-over", event.type === "dragover");
  };
  drop.addEventListener("dragover", over);
  drop.addEventListener("dragleave", over);
  drop.addEventListener("drop", (event) => {
    over(event);
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      show();
    }
  });
  input.addEventListener("change", show);
}

// A link of an error summary leads into the field, not only to it.
for (const link of document.querySelectorAll(".kk-banner-error a[href^='#']")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(link.hash.slice(1));
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });
}

"use strict";

// Read before the first paint, so that the page never flashes in the other colours.
const root = document.documentElement;

function remembered() {
  try {
    return localStorage.getItem("briefkit-theme");
  } catch {
    return null; // storage is switched off: the preference of the system holds
  }
}

const chosen = remembered();
if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;

document.addEventListener("DOMContentLoaded", () => {
  const contents = document.querySelector(".contents details");
  const wide = matchMedia("(width >= 64rem)");
  const fit = () => {
    contents.open = wide.matches;
    contents.querySelector("summary").tabIndex = wide.matches ? -1 : 0;
  };
  if (contents) {
    fit();
    wide.addEventListener("change", fit);
    contents.addEventListener("click", (event) => {
      if (event.target.closest("a") && !wide.matches) contents.open = false;
    });
  }

  const button = document.querySelector(".theme-switch");
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(dark()));
  button.hidden = false;
  show();
  system.addEventListener("change", show);
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    show();
    try {
      localStorage.setItem("briefkit-theme", root.dataset.theme);
    } catch {
      // nothing is remembered where storage is switched off
    }
  });
});

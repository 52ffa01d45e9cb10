// Keys, and copying: comforts only. Every page works without this file.
"use strict";

const items = [...document.querySelectorAll("[data-item]")];
let current = -1;

function go(to) {
  if (!items.length) return;
  current = Math.min(Math.max(to, 0), items.length - 1);
  items.forEach((item, number) => item.classList.toggle("current", number === current));
  items[current].querySelector("[data-open]").focus({ preventScroll: true });
  items[current].scrollIntoView({ block: "nearest" });
}

function press(key) {
  const within = key === "u" ? document : items[current] || (items.length ? null : document);
  const button = within && within.querySelector(`[data-key="${key}"]`);
  if (button) button.click();
}

function edit() {
  const opened = document.querySelector("[data-edit]");
  if (items[current]) {
    items[current].querySelector("[data-open]").click();
  } else if (opened) {
    opened.open = true;
    opened.querySelector("select, input:not([type=hidden])").focus();
  }
}

const keys = {
  j: () => go(current + 1), k: () => go(current - 1), a: () => press("a"), x: () => press("x"), u: () => press("u"), e: edit,
  "/": () => document.getElementById("find").focus(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && typing) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.select(); // where the clipboard is closed to pages: one key is left to press
      return;
    }
    said.textContent = said.dataset.copied;
  });
}

const here = document.querySelector(".sections [aria-current]");
if (here) here.parentElement.scrollLeft += here.getBoundingClientRect().left - here.parentElement.getBoundingClientRect().left - 16;

if (document.body.dataset.section === "review" && items.length) {
  const wanted = items.findIndex((item) => `#${item.id}` === location.hash);
  go(Math.max(wanted, 0));
}

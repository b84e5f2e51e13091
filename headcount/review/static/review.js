"use strict";
// The keyboard, and spans from selected text. Without it the page still works by its buttons and fields.

const form = document.getElementById("review");
const post = document.getElementById("post");
const fields = document.getElementById("fields");
let row = null; // the fieldset that a span goes to

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (target && !target.disabled) target.click();
  return Boolean(target);
}

function openFields() {
  if (!fields.open) fields.open = true;
}

function startEditing() {
  openFields();
  const first = fields.querySelector("input");
  first.focus();
  first.select();
}

// Places in the text are counted in code points, as Python counts them; a piece knows where it begins.
function placeOf(node, offset) {
  let place = 0;
  for (const piece of post.querySelectorAll("[data-start]")) {
    const start = Number(piece.dataset.start), length = Number(piece.dataset.length);
    const range = document.createRange();
    range.selectNodeContents(piece);
    const side = range.comparePoint(node, offset);
    if (side < 0) break;
    if (side === 0) {
      range.setEnd(node, offset);
      const inside = Array.from(range.toString()).length;
      if (piece.classList.contains("sign")) return start + (inside > 0 ? length : 0);
      return start + Math.min(inside, length);
    }
    place = start + length;
  }
  return place;
}

function selectedSpan() {
  const selection = window.getSelection();
  if (!post || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!post.contains(range.commonAncestorContainer)) return null;
  let start = placeOf(range.startContainer, range.startOffset);
  let end = placeOf(range.endContainer, range.endOffset);
  const words = range.toString();
  // a caret that moves by words stops before a comma, which belongs to no word
  start += Array.from(words.match(/^[\s,.;:!?–—-]*/)[0]).length;
  end -= Array.from(words.match(/[\s,;:]*$/)[0]).length;
  return start < end ? {span: `${start}-${end}`, words: words.replace(/^[\s,.;:!?–—-]+|[\s,;:]+$/g, "")} : null;
}

function blank(fieldset) {
  return Array.from(fieldset.querySelectorAll("input")).every((input) => !input.value);
}

function addRow(name) {
  const rows = document.getElementById(name);
  const added = rows.lastElementChild.cloneNode(true);
  for (const input of added.querySelectorAll("input")) input.value = "";
  for (const quote of added.querySelectorAll("q")) quote.textContent = "";
  rows.append(added);
  return added;
}

const HOMES = {r: "requests", p: "requests", g: "places-rows", o: "origins"};

// The row in hand if it has such a span; else for a place or origin an empty one, for a request the last in use.
function rowFor(key) {
  if (key === "x") return document.querySelector("[data-span=x]").closest("fieldset");
  if (row && row.isConnected && row.querySelector(`[data-span="${key}"]`)) return row;
  const rows = Array.from(document.getElementById(HOMES[key]).children);
  const used = rows.filter((one) => !blank(one));
  if (HOMES[key] === "requests" && used.length) return used[used.length - 1];
  return rows.find(blank) || addRow(HOMES[key]);
}

function setSpan(key) {
  const selected = selectedSpan();
  if (!selected) return false;
  openFields();
  const home = rowFor(key);
  const input = home.querySelector(`[data-span="${key}"]`);
  input.value = selected.span;
  input.nextElementSibling.textContent = selected.words;
  row = home;
  edited();
  home.querySelector("input").focus();
  home.querySelector("input").select();
  return true;
}

function edited() {
  const confirm = document.querySelector("[data-key=c]");
  if (confirm) confirm.disabled = true; // it would confirm what was read, and lose what was typed
}

// In the text the arrows move a caret by words, and with Shift they select.
function move(event) {
  const selection = window.getSelection();
  if (selection.rangeCount === 0 || !post.contains(selection.anchorNode)) {
    selection.setPosition(post, 0);
  }
  const forward = event.key === "ArrowRight" || event.key === "ArrowDown";
  const by = event.key === "ArrowUp" || event.key === "ArrowDown" ? "line" : "word";
  selection.modify(event.shiftKey ? "extend" : "move", forward ? "forward" : "backward", by);
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Enter" && event.ctrlKey && form && fields && fields.open) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("save"));
    return;
  }
  if (event.key === "Enter" && form && form.contains(event.target) && event.target.matches("input")) {
    event.preventDefault(); // a browser would press the first button, which confirms
    return;
  }
  if (event.key === "Escape") {
    document.activeElement.blur();
    return;
  }
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target === post && event.key.startsWith("Arrow")) {
    move(event);
    event.preventDefault();
    return;
  }
  let done = false;
  if (form && post) {
    if (event.key === "e") { startEditing(); done = true; }
    else if (event.key === "t") { post.focus(); window.getSelection().setPosition(post, 0); done = true; }
    else if (event.key === "a") { openFields(); row = addRow("requests"); row.querySelector("input").focus(); done = true; }
    else if (event.key in HOMES || event.key === "x") done = setSpan(event.key);
  }
  if (!done && ["c", "n", "s", "u"].includes(event.key) && !event.repeat) done = press(event.key);
  if (done) event.preventDefault();
});

if (form && fields) {
  document.getElementById("edit").addEventListener("click", startEditing);
  form.addEventListener("input", edited);
  form.addEventListener("focusin", (event) => {
    row = event.target.closest("fieldset.row") || row;
  });
  for (const button of document.querySelectorAll("[data-add]")) {
    button.addEventListener("click", () => addRow(button.dataset.add).querySelector("input").focus());
  }
  if (fields.open) edited();
}

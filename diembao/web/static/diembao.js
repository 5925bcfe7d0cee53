// The keys of the review, and what was selected in the text. Every page works without this file: a key only presses
// the button or follows the link that names it in `data-key`.
"use strict";

/** Whether an element takes keys itself: what is typed into it, or space on a button, is not a verdict. */
function takesKeys(element) {
  return element.closest("input, select, textarea, button, summary, dialog") !== null || element.isContentEditable;
}

/** How many code points a string has; the offsets of the text count these, not UTF-16 units. */
function codePoints(text) {
  return Array.from(text).length;
}

/** The offset in the article's text of a place in the page, or null where the place is not in the text. */
function offsetAt(node, offset) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const run = element.closest("[data-at]");
  if (run === null) {
    return null;
  }
  const before = document.createRange();
  before.setStart(run, 0);
  before.setEnd(node, offset);
  return Number(run.dataset.at) + codePoints(before.toString());
}

/** What is selected in the text: its words and where they begin; null where nothing is. */
function selectedWords() {
  const selection = window.getSelection();
  if (selection.rangeCount === 0 || selection.isCollapsed) {
    return null;
  }
  const range = selection.getRangeAt(0);
  const text = document.querySelector("[data-text]");
  if (text === null || !range.intersectsNode(text)) {
    return null;
  }
  const whole = range.toString();
  const start = offsetAt(range.startContainer, range.startOffset);
  const leading = whole.length - whole.trimStart().length;
  return { words: whole.trim(), start: start === null ? null : start + codePoints(whole.slice(0, leading)) };
}

/** Opens the form for what was missed, filled with what is selected. */
function markMissed() {
  const form = document.getElementById("mark");
  if (form === null) {
    return;
  }
  const chosen = selectedWords();
  document.getElementById("missed").open = true;
  if (chosen !== null) {
    form.elements.words.value = chosen.words;
    form.elements.start.value = chosen.start ?? "";
  }
  form.elements.words.focus();
}

/** Opens or closes the list of keys. */
function toggleHelp() {
  const help = document.getElementById("keys");
  if (help !== null) {
    help.open = !help.open;
    help.querySelector("summary").focus();
    help.scrollIntoView({ block: "nearest" });
  }
}

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (target === null) {
    return false;
  }
  target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  const off = document.body.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || event.repeat;
  if (off || takesKeys(event.target)) {
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "m" && document.getElementById("mark") !== null) {
    markMissed();
  } else if (key === "?") {
    toggleHelp();
  } else if (key.length !== 1 || !press(key)) {
    return;
  }
  event.preventDefault();
});

// A place that was selected is no more meant once the words are written anew.
document.getElementById("mark")?.elements.words.addEventListener("input", (event) => {
  event.target.form.elements.start.value = "";
});

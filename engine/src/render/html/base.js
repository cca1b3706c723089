"use strict";
// What every page has. All names come from strangers: they reach a page as text nodes only.

const UNSOUND = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
const ROW = 50;

const $ = (id) => document.getElementById(id);
const sound = (text) => String(text).replace(UNSOUND, (c) => (/\s/.test(c) ? " " : "\ufffd"));
const number = (n) => Number(n).toLocaleString("en-US");
const counted = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;

/** An element with attributes, handlers (`on...`) and children; strings become text. */
function h(tag, attributes, ...children) {
  const svg = /^(svg|g|rect|line|polyline|path|text|title|defs|pattern)$/.test(tag);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "place") for (const [name, at] of Object.entries(value)) element.style[name] = at;
    else element.setAttribute(key, value === true ? "" : sound(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(sound(child)));
  }
  return element;
}

/** The data block: JSON, raw deflate, base64. */
async function read() {
  const packed = atob($("data").textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

const offset = (bits) => (bits % 8 ? `${Math.floor(bits / 8)}:${((bits % 8) + 8) % 8}` : String(bits / 8));

/** A list of any length of which only what is seen is in the page; `head` pixels of the box are its own head, which stays. */
function virtual(box, draw, { head = 0, row: height = ROW } = {}) {
  const space = h("div", { class: "space" });
  box.append(space);
  let items = [];
  let pending = false;
  const show = () => {
    pending = false;
    const from = Math.max(0, Math.floor(box.scrollTop / height) - 4);
    const to = Math.min(items.length, Math.ceil((box.scrollTop + box.clientHeight) / height) + 4);
    const rows = [];
    for (let i = from; i < to; i += 1) {
      const row = draw(items[i], i);
      row.style.top = `${i * height}px`;
      row.style.height = `${height}px`;
      rows.push(row);
    }
    space.replaceChildren(...rows);
  };
  box.addEventListener("scroll", () => { if (!pending) { pending = true; requestAnimationFrame(show); } });
  new ResizeObserver(show).observe(box);
  return {
    show,
    set(list) { items = list; space.style.height = `${items.length * height}px`; show(); },
    reveal(i) {
      if (i * height < box.scrollTop) box.scrollTop = i * height;
      else if ((i + 1) * height > box.scrollTop + box.clientHeight - head) box.scrollTop = (i + 1) * height - box.clientHeight + head;
      show();
    },
  };
}

/** Follows a link of this page, also where it stands already. */
function go(hash) {
  if (location.hash === hash) follow();
  else location.hash = hash;
}

/** Buttons that narrow a list by kind. While all are pressed, one of them leaves its own kind alone; where none is left, all are back. */
function chips(kinds, off, act) {
  const buttons = kinds.map(({ kind, text, look }) => h("button", { class: look, "data-kind": kind, "aria-pressed": "true", onclick: () => press(kind) }, text));
  const press = (kind) => {
    if (off.size === 0) for (const other of kinds) off.add(other.kind);
    if (!off.delete(kind)) off.add(kind);
    if (off.size === kinds.length) off.clear();
    for (const button of buttons) button.setAttribute("aria-pressed", String(!off.has(button.dataset.kind)));
    act();
  };
  return buttons;
}

/** What stands in a field of a search; a question mark alone asks for help. */
function asked(field) {
  if (field.value === "?") {
    field.value = "";
    help();
  }
  return field.value;
}

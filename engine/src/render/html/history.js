// The page of a history: a row for each type or symbol, a column for each release, and what changed between two of them.

const LINE = 31;
const HEAD = 35;
/** Types and symbols of a comparison that are shown, and differences of each. */
const MOST = 300;
const FEW = 40;

const view = { text: "", off: new Set(), flaps: false, subject: undefined, pair: [] };
let model;
let lists;
let shown = [];

const isSymbol = (s) => s.kind === "function" || s.kind === "variable";

function spelt(s) {
  if (s.demangled) return s.demangled;
  if (s.kind === "function") return s.name.includes("@") ? s.name.replace("@", "()@") : `${s.name}()`;
  return s.kind === "variable" ? s.name : `${s.kind} ${s.name}`;
}

function understand(history) {
  history.subjects.forEach((s, index) => {
    s.index = index;
    s.title = s.of ? `${spelt(s)} (${s.of})` : spelt(s);
    s.key = [s.kind, s.name, s.of ?? ""].join("\u0000");
    s.text = [s.title, s.name, ...s.definitions.flatMap((d) => [d.declaration, ...(d.members ?? []).map((m) => m.declaration)])].join(" ").toLowerCase();
    s.flaps ??= [];
    s.shown = history.releases.map((_, release) => cell(s, release));
  });
  return history;
}

const label = (release) => model.releases[release]?.label ?? "?";
const defined = (s, release) => s.definitions[s.cells[release].definition];
const size = (definition) => (definition?.byte_size === undefined ? "+" : String(definition.byte_size));

/** What a cell shows and how: a size where it is new, else a mark. */
function cell(s, release) {
  const { state, reaches_a_change: reaches } = s.cells[release];
  const change = s.changes.find((c) => c.release === release);
  const has = (what) => change?.differences.some((d) => d.what === what);
  if (state === "absent") return { text: "-", mark: has("goes") ? "removed" : "same", says: "not in the interface" };
  if (state !== "known") {
    const says = { declared: "only declared: its definition is not known", untyped: "it is there; nothing tells its type", unknown: "could not be read" }[state];
    return { text: has("appears") ? "+?" : "?", mark: "unknown", says };
  }
  const definition = defined(s, release);
  const says = definition.declaration;
  if (has("appears") || has("becomes-defined")) return { text: size(definition), mark: "added", says };
  if (has("size")) return { text: size(definition), mark: "changed", says };
  if (change) return { text: "*", mark: "changed", says };
  if (!s.cells.slice(0, release).some((c) => c.state === "known")) return { text: size(definition), mark: "", says };
  return { text: reaches ? "~" : ".", mark: "same", says: reaches ? "only what it refers to changed" : "as before" };
}

/** Differences of two definitions, as the history lists those of neighbours. */
function between(old, now) {
  const out = [];
  if (old.declaration !== now.declaration) out.push({ what: "declaration", old: old.declaration, new: now.declaration });
  if (old.byte_size !== now.byte_size) out.push({ what: "size", old: old.byte_size, new: now.byte_size });
  const [facts, factsNow] = [old.facts ?? [], now.facts ?? []];
  for (const fact of facts) if (!factsNow.includes(fact)) out.push({ what: "fact", old: fact });
  for (const fact of factsNow) if (!facts.includes(fact)) out.push({ what: "fact", new: fact });
  const left = new Map();
  for (const m of old.members ?? []) left.set(m.name, [...(left.get(m.name) ?? []), m]);
  const take = (m, same) => {
    const list = left.get(m.name) ?? [];
    const at = list.findIndex((one) => !same || one.declaration === m.declaration);
    return at < 0 ? undefined : list.splice(at, 1)[0];
  };
  const members = now.members ?? [];
  const partners = members.map((m) => take(m, true));
  members.forEach((m, i) => { partners[i] ??= take(m, false); });
  for (const list of left.values()) for (const m of list) out.push({ what: "member-removed", old_member: m });
  members.forEach((m, i) => {
    const before = partners[i];
    if (!before) { out.push({ what: "member-added", new_member: m }); return; }
    const how = [];
    if (before.bit_offset !== m.bit_offset || before.value !== m.value) how.push("moved");
    if (before.bit_size !== m.bit_size) how.push("resized");
    if (before.declaration !== m.declaration) how.push("retyped");
    if (how.length) out.push({ what: "member-changed", old_member: before, new_member: m, how });
  });
  return out;
}

/** What one thing is otherwise in the second of two releases; nothing where that cannot be told. */
function compared(s, [a, b]) {
  const [from, to] = [s.cells[a], s.cells[b]];
  if (from.state === to.state && from.definition === to.definition) return [];
  if (from.state === "unknown" || to.state === "unknown") return [];
  if (from.state === "absent") return [{ what: "appears", new: defined(s, b)?.declaration, bytes: defined(s, b)?.byte_size }];
  if (to.state === "absent") return [{ what: "goes", old: defined(s, a)?.declaration, bytes: defined(s, a)?.byte_size }];
  if (from.state === "untyped" || to.state === "untyped") return [];
  if (from.state === "declared") return [{ what: "becomes-defined" }];
  if (to.state === "declared") return [{ what: "becomes-declared" }];
  return between(defined(s, a), defined(s, b));
}

/** Whether something is not known in one of two releases. */
const inDoubt = (s, pair) => pair.some((release) => ["unknown", "untyped"].includes(s.cells[release].state));

const at = (m) => (m.bit_offset !== undefined ? offset(m.bit_offset) : m.value !== undefined ? String(m.value) : "?");
const bits = (m) => (m.bit_size === undefined ? "?" : m.bit_size % 8 ? counted(m.bit_size, "bit", "bits") : counted(m.bit_size / 8, "byte", "bytes"));
const was = (text) => h("span", { class: "old" }, text);
const is = (text) => h("span", { class: "new" }, text);

function difference(d) {
  const [old, now] = [d.old_member, d.new_member];
  const bytes = d.bytes === undefined ? "" : `, ${counted(d.bytes, "byte", "bytes")}`;
  const says = {
    appears: () => [is("appears"), " ", d.new ?? "", bytes],
    goes: () => [was("goes"), " ", d.old ?? "", bytes],
    "becomes-declared": () => [was("only declared from here on")],
    "becomes-defined": () => [is("defined from here on")],
    size: () => ["size ", was(d.old ?? "?"), " \u2192 ", is(d.new ?? "?"), " bytes"],
    declaration: () => [was(d.old), " \u2192 ", is(d.new)],
    fact: () => (d.new === undefined ? [was(d.old), " no longer"] : [is(d.new)]),
    "member-added": () => ["+ ", is(`${at(now)}  ${now.declaration}`), `  ${bits(now)}`],
    "member-removed": () => ["\u2212 ", was(`${at(old)}  ${old.declaration}`), `  ${bits(old)}`],
    "member-changed": () => [
      d.how.includes("moved") ? [was(at(old)), " \u2192 ", is(at(now))] : at(now), "  ",
      d.how.includes("retyped") ? [was(old.declaration), " \u2192 ", is(now.declaration)] : now.declaration,
      d.how.includes("resized") && [", ", was(bits(old)), " \u2192 ", is(bits(now))],
    ],
  }[d.what];
  return h("li", {}, says ? says() : d.what);
}

function differences(list) {
  const rest = list.length - FEW;
  const more = rest > 0 && h("li", {}, h("button", { class: "fold", onclick: (event) => event.target.closest("ul").append(...list.slice(FEW).map(difference)) ?? event.target.parentNode.remove() }, `${number(rest)} more`));
  return h("ul", { class: "differences" }, list.slice(0, FEW).map(difference), more);
}

function filtered() {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  return model.subjects.filter((s) => !view.off.has(s.kind) && (!view.flaps || s.flaps.length > 0) && words.every((word) => s.text.includes(word)));
}

function lifeRow(s, i) {
  const flapping = (release) => s.flaps.some((f) => release >= f.away && release <= f.back);
  return h("div", {
    class: `line life${view.subject === s ? " chosen" : ""}`, role: "row", id: `row-${i}`, "aria-selected": String(view.subject === s),
    onclick: () => go(link(s)),
  }, h("span", { class: "named", role: "rowheader", title: s.title }, s.title, s.flaps.length > 0 && h("span", { class: "badge flap" }, "flap")),
  s.shown.map((one, release) => h("span", { class: `cell ${one.mark}${flapping(release) ? " flapping" : ""}`, role: "cell", title: `${label(release)}: ${one.says}` }, one.text)));
}

const link = (s) => `#is=${encodeURIComponent(s.key)}`;

/** The flaps of a thing, in words. */
function flapped(f) {
  const between = `in ${label(f.away)}, back in ${label(f.back)}`;
  return f.kind === "away" ? `away ${between}` : `changed ${between} to what it was in ${label(f.before)}`;
}

function life(s) {
  const first = s.cells.findIndex((c) => c.state !== "absent" && c.state !== "unknown");
  const there = first >= 0 && defined(s, first);
  const gaps = s.cells.flatMap((c, release) => (["absent", "known"].includes(c.state) ? [] : [`${label(release)} (${s.shown[release].says})`]));
  return [
    h("h2", {}, s.title),
    s.demangled && h("p", { class: "code dim" }, s.name),
    s.flaps.map((f) => h("p", {}, h("span", { class: "badge flap" }, "flap"), " ", flapped(f))),
    gaps.length > 0 && h("p", { class: "lost" }, `Not known in ${gaps.join(", ")}.`),
    first >= 0 && h("h3", {}, label(first)),
    there && h("p", { class: "code" }, there.declaration, there.byte_size !== undefined && h("span", { class: "dim" }, `  ${counted(there.byte_size, "byte", "bytes")}`)),
    s.changes.map((c) => [h("h3", {}, label(c.release), c.since + 1 < c.release && `, held against ${label(c.since)}`), differences(c.differences)]),
    s.changes.length === 0 && h("p", { class: "empty" }, "No change is known."),
  ].flat(Infinity).filter(Boolean);
}

function comparison(pair) {
  const all = filtered();
  const changed = all.map((s) => [s, compared(s, pair)]).filter(([, list]) => list.length > 0);
  const doubts = all.filter((s) => inDoubt(s, pair)).length;
  return [
    h("h2", {}, `${label(pair[0])} \u2192 ${label(pair[1])}`),
    h("p", { class: "dim", id: "sum" }, `${counted(changed.length, "type or symbol differs", "types and symbols differ")} of ${number(all.length)} that are listed`),
    doubts > 0 && h("p", { class: "lost" }, `${counted(doubts, "is", "are")} not known in one of the two: whether ${doubts === 1 ? "it differs" : "they differ"} cannot be told.`),
    changed.slice(0, MOST).map(([s, list]) => h("div", { class: "finding" }, h("p", {}, h("a", { class: "code", href: link(s) }, s.title)), differences(list))),
    changed.length > MOST && h("p", { class: "dim" }, `and ${number(changed.length - MOST)} more: search to see fewer`),
  ].flat(Infinity).filter(Boolean);
}

/** Chooses a release; the second one that is chosen is compared with the first. */
function choose(release) {
  const pair = view.pair.length === 1 && view.pair[0] !== release ? [view.pair[0], release].sort((a, b) => a - b) : [release];
  if (pair.length === 2) go(`#compare=${pair.join(",")}`);
  else { view.pair = pair; refresh(); }
}

/** Shows what the link names. */
function follow() {
  const hash = location.hash.slice(1);
  const [name, value] = [hash.split("=")[0], hash.split("=").slice(1).join("=")];
  view.subject = undefined;
  let detail = [h("p", { class: "empty" }, "A click on a row tells its life; clicks on the heads of two columns tell what changed between them.")];
  if (name === "is") {
    let key = "";
    try { key = decodeURIComponent(value); } catch { /* A link that nobody here made names nothing. */ }
    view.subject = model.subjects.find((s) => s.key === key);
    detail = view.subject ? life(view.subject) : [h("p", { class: "empty" }, "Nothing here has that name.")];
  } else if (name === "compare") {
    const pair = value.split(",").map(Number);
    const fits = pair.length === 2 && pair.every((release) => model.releases[release]);
    view.pair = fits ? pair : [];
    detail = fits ? comparison(pair) : [h("p", { class: "empty" }, "There are no such releases.")];
  }
  // What only says how to go on leaves the releases their room.
  $("lives").classList.toggle("idle", !hash);
  refresh();
  $("detail").replaceChildren(...detail);
  $("detail").scrollTop = 0;
}

function refresh() {
  shown = filtered();
  const at = shown.indexOf(view.subject);
  lists.set(shown);
  $("nothing").hidden = shown.length > 0;
  if (at >= 0) lists.reveal(at);
  $("found").textContent = `${counted(shown.filter((s) => !isSymbol(s)).length, "type", "types")}, ${counted(shown.filter(isSymbol).length, "symbol", "symbols")}`;
  model.releases.forEach((_, release) => $(`release-${release}`).setAttribute("aria-pressed", String(view.pair.includes(release))));
}

/** After a change of what is listed: a comparison is one of what is listed. */
function narrowed() {
  if (location.hash.startsWith("#compare=")) follow();
  else refresh();
}

function move(by) {
  if (!shown.length) return;
  const at = shown.indexOf(view.subject);
  go(link(shown[at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))]));
}

/** Compares two neighbours, the next ones or the ones before. */
function step(by) {
  const last = model.releases.length - 1;
  if (last < 1) return;
  const from = view.pair.length === 2 ? Math.min(last - 1, Math.max(0, view.pair[0] + by)) : by > 0 ? 0 : last - 1;
  go(`#compare=${from},${from + 1}`);
}

function help() {
  const keys = [["/", "search"], ["j, k, arrows", "next and previous row"], ["[, ]", "compare the neighbours before, and the next ones"], ["f", "flaps alone"], ["Escape", "clear the search, close"], ["?", "this"]];
  const marks = [["a number", "size in bytes, where it is new"], ["+", "is there"], ["*", "changed at the same size"], ["-", "not in the interface"], [".", "as before"], ["~", "only what it refers to changed"], ["?", "could not be read, or only declared"]];
  const list = (pairs) => h("dl", {}, pairs.map(([k, v]) => [h("dt", {}, k), h("dd", {}, v)]));
  const dialog = h("dialog", {}, h("h3", {}, "Keys"), list(keys), h("h3", {}, "Cells"), list(marks), h("button", { class: "fold", onclick: () => dialog.close() }, "close"));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function keyboard(event) {
  const typing = event.target.matches("input");
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") { $("search").value = ""; view.text = ""; $("search").blur(); narrowed(); return; }
  if (typing && event.key !== "Enter" && event.key !== "ArrowDown") return;
  const by = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (by || typing) { event.preventDefault(); $("search").blur(); move(by ?? 0); }
  else if (event.key === "[" || event.key === "]") step(event.key === "]" ? 1 : -1);
  else if (event.key === "f") $("flaps").click();
  else if (event.key === "/") { event.preventDefault(); $("search").focus(); }
  else if (event.key === "?") help();
}

function build() {
  const kinds = [...new Set(model.subjects.map((s) => s.kind))].sort();
  const ofKind = kinds.map((kind) => ({ kind, text: `${kind} ${number(model.subjects.filter((s) => s.kind === kind).length)}` }));
  const flaps = model.subjects.filter((s) => s.flaps.length > 0).length;
  const onlyFlaps = h("button", {
    id: "flaps", "aria-pressed": "false",
    onclick: () => { view.flaps = !view.flaps; onlyFlaps.setAttribute("aria-pressed", String(view.flaps)); narrowed(); },
  }, `flaps alone ${number(flaps)}`);
  const search = h("input", { id: "search", type: "search", placeholder: "Search names, members, types; ? for help", "aria-label": "Search", oninput: (event) => { view.text = asked(event.target); narrowed(); } });
  const heads = h("div", { class: "line heads", role: "row" }, h("span", { class: "named", role: "columnheader" }, "type or symbol"),
    model.releases.map((release, i) => h("button", { class: "cell", id: `release-${i}`, "aria-pressed": "false", title: `${release.input}: compare with another release`, onclick: () => choose(i) }, release.label)));
  $("app").append(h("div", { class: "lives", id: "lives" },
    h("nav", { class: "side", "aria-label": "Types and symbols" },
      h("div", { class: "controls" }, search,
        h("div", { class: "chips" }, chips(ofKind, view.off, narrowed), onlyFlaps),
        h("span", { id: "found", class: "dim", role: "status" })),
      h("p", { id: "nothing", class: "empty", hidden: true }, "Nothing here matches."),
      h("div", { class: "grid", id: "list", role: "grid", tabindex: 0, "aria-label": "Types and symbols over releases" }, heads)),
    h("article", { class: "detail", id: "detail", tabindex: -1 })));
  $("app").hidden = false;
  lists = virtual($("list"), lifeRow, { head: HEAD, row: LINE });
  $("plain").style.display = "none";
  document.addEventListener("keydown", keyboard);
  addEventListener("hashchange", follow);
  follow();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

read().then((data) => { model = data; understand(data); build(); }).catch((error) => {
  $("plain").style.display = "";
  $("app").hidden = true;
  document.body.prepend(h("p", { class: "lost" }, `This browser cannot show the page (${error.message}): here is the history as text.`));
});

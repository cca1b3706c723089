// What is drawn: treemap, curve, lists of any length, layouts as tables and as memory.

/** Squarified treemap (Bruls, Huizing, van Wijk): boxes of the given weights in a rectangle. */
function squarify(weights, width, height) {
  const total = weights.reduce((a, b) => a + b, 0) || 1;
  const areas = weights.map((w) => (w / total) * width * height);
  const boxes = [];
  let [x, y, w, hh, at] = [0, 0, width, height, 0];
  while (at < areas.length) {
    const side = Math.min(w, hh);
    let sum = 0;
    let end = at;
    let best = Infinity;
    while (end < areas.length) {
      const next = sum + areas[end];
      const ratio = Math.max((side * side * areas[at]) / (next * next), (next * next) / (side * side * areas[end]));
      if (ratio > best) break;
      [best, sum, end] = [ratio, next, end + 1];
    }
    const thick = side ? sum / side : 0;
    let along = 0;
    for (let i = at; i < end; i += 1) {
      const length = thick ? areas[i] / thick : 0;
      boxes.push(w <= hh ? { x: x + along, y, w: length, h: thick } : { x, y: y + along, w: thick, h: length });
      along += length;
    }
    if (w <= hh) [y, hh] = [y + thick, hh - thick];
    else [x, w] = [x + thick, w - thick];
    at = end;
  }
  return boxes;
}

function facts(f) {
  const side = (facts) => {
    if (!facts) return "";
    const bytes = (bits) => (bits % 8 ? counted(bits, "bit", "bits") : counted(bits / 8, "byte", "bytes"));
    return [facts.name ?? facts.type, facts.text, facts.bit_offset !== undefined && `at ${offset(facts.bit_offset)}`,
      facts.bit_size !== undefined && bytes(facts.bit_size), facts.bit_alignment !== undefined && `aligned to ${bytes(facts.bit_alignment)}`,
      facts.value !== undefined && String(facts.value)].filter(Boolean).join(", ");
  };
  return [side(f.old), side(f.new)];
}

const called = (text) => /\(\s*\*+\s*(?:const\s+)?(\w+)/.exec(text)?.[1] ?? /(\w+)\s*(?:\[[^\]]*\])*\s*(?::\s*\d+)?\s*$/.exec(text)?.[1] ?? text;

function layoutTable(lines, at, whole = false) {
  const table = h("table", { class: "layout" });
  const row = (line) => h("tr", { class: line.mark },
    h("td", { class: "at" }, line.old_offset === undefined ? "" : at(line.old_offset)), h("td", {}, line.old ?? ""),
    h("td", { class: "at" }, line.new_offset === undefined ? "" : at(line.new_offset)), h("td", {}, line.new ?? ""));
  const near = lines.map((line, i) => whole || line.mark !== "same" || (lines[i - 1]?.mark ?? "same") !== "same" || (lines[i + 1]?.mark ?? "same") !== "same");
  let skipped = 0;
  const flush = () => {
    if (skipped) table.append(h("tr", { class: "cut" }, h("td", {}), h("td", { colspan: 3 }, h("button", { class: "fold", onclick: () => table.replaceWith(layoutTable(lines, at, true)) }, `\u2026 ${number(skipped)} unchanged`))));
    skipped = 0;
  };
  lines.forEach((line, i) => {
    if (!near[i]) { skipped += 1; return; }
    flush();
    table.append(row(line));
  });
  flush();
  return table;
}

/** Whether what changed has a size: without it there is nothing to draw. An array without a length has none. */
const hasSizes = (lines) => lines.every((line) => ["same", "moved"].includes(line.mark)
  || ["old", "new"].every((which) => line[which] === undefined || line[`${which}_size`] !== undefined || line[which].endsWith("[]")));

/** Both sides as memory, 8 bytes a row; what stayed far from any change is folded. */
function strips(cause) {
  if (cause.subject.kind === "enum" || !hasSizes(cause.layout)) return undefined;
  const [cell, row, gap, left] = [20, 20, 90, 44];
  const sizes = cause.findings.find((f) => f.rule.endsWith("size-changed"));
  const svg = h("svg", { role: "img", "aria-label": "Memory of both sides, 8 bytes a row" },
    h("defs", {}, ["hole", "reserve"].map((id) => h("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: id === "hole" ? "rotate(45)" : "rotate(-45)" }, h("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: `strip-hatch ${id}` })))));
  const anchors = { old: new Map(), new: new Map() };
  let height = 0;
  ["old", "new"].forEach((which, column) => {
    const x0 = left + column * (8 * cell + gap);
    const pieces = [];
    let end = 0;
    cause.layout.map((line, i) => ({ line, i, from: line[`${which}_offset`], size: line[`${which}_size`], text: line[which] }))
      .filter((p) => p.from !== undefined && p.size > 0 && p.from >= 0).sort((a, b) => a.from - b.from || b.size - a.size)
      .forEach((p) => {
        if (p.from < end) return;
        if (p.from > end) pieces.push({ hole: true, from: end, size: p.from - end, i: -1, line: { mark: "same" }, text: "hole" });
        pieces.push(p);
        end = p.from + p.size;
      });
    const total = sizes?.[which]?.bit_size ?? cause.cause?.[`${which}_bit_size`];
    if (total > end) pieces.push({ hole: true, from: end, size: total - end, i: -1, line: { mark: "same" }, text: "padding at the end" });
    const moved = pieces.filter((p) => p.line.mark === "moved");
    const dull = (p) => p.line.mark === "same" || (p.line.mark === "moved" && moved.indexOf(p) >= 6);
    const interesting = new Set();
    for (const p of pieces.filter((p) => !dull(p) && !p.hole)) {
      const [first, last] = [Math.floor(p.from / 64), Math.floor((p.from + p.size - 1) / 64)];
      for (const r of [first - 1, first, last, last + 1]) interesting.add(r);
    }
    const rows = Math.ceil(Math.max(end, total ?? 0) / 64);
    const y = new Map();
    let top = 16;
    svg.append(h("text", { x: x0, y: 11, class: "strip-dim" }, which === "old" ? "OLD" : "NEW"));
    for (let r = 0; r < rows;) {
      if (interesting.has(r)) { y.set(r, top); top += row; r += 1; continue; }
      let to = r;
      while (to < rows && !interesting.has(to)) to += 1;
      svg.append(h("text", { x: x0 + 4, y: top + 13, class: "strip-dim" }, `\u2026 ${number((to - r) * 8)} bytes`));
      top += row;
      r = to;
    }
    for (const p of pieces) {
      let labelled = false;
      for (let r = Math.floor(p.from / 64); r <= Math.floor((p.from + p.size - 1) / 64); r += 1) {
        if (!y.has(r)) continue;
        const [from, to] = [Math.max(p.from, r * 64), Math.min(p.from + p.size, (r + 1) * 64)];
        const [x, width] = [x0 + ((from - r * 64) / 8) * cell, ((to - from) / 8) * cell];
        const title = h("title", {}, p.hole ? `${p.text}: ${offset(p.size)} bytes` : `${p.text}, at ${offset(p.from)}, ${offset(p.size)} bytes`);
        const box = { x, y: y.get(r), width: Math.max(width, 2), height: row - 2 };
        svg.append(h("rect", { ...box, class: p.hole ? "strip-hole" : `strip-box ${p.line.mark}` }, title));
        if (!p.hole && /kabi|reserved|__pad|padding|spare/i.test(called(p.text))) svg.append(h("rect", { ...box, class: "strip-reserve" }));
        if (!labelled && !p.hole && width > 24) {
          svg.append(h("text", { x: x + 3, y: y.get(r) + 13, class: "strip-label" }, called(p.text).slice(0, Math.floor((width - 4) / 6.7))));
          labelled = true;
        }
        if (!p.hole && !anchors[which].has(p.i)) anchors[which].set(p.i, y.get(r) + row / 2 - 1);
      }
    }
    for (const [r, at] of y) {
      svg.append(h("text", { x: x0 - 6, y: at + 13, class: "strip-dim", "text-anchor": "end" }, String(r * 8)));
      if (r % 8 === 0 && r > 0) svg.append(h("line", { x1: x0 - 30, x2: x0 + 8 * cell, y1: at - 1, y2: at - 1, class: "strip-line" }, h("title", {}, "a cache line of 64 bytes begins here")));
    }
    height = Math.max(height, top);
  });
  const [from, to] = [left + 8 * cell + 3, left + 8 * cell + gap - 34];
  for (const [i, a] of anchors.old) {
    const b = anchors.new.get(i);
    if (b !== undefined && ["moved", "changed"].includes(cause.layout[i].mark)) svg.append(h("path", { d: `M${from} ${a} C${from + 24} ${a} ${to - 24} ${b} ${to} ${b}`, class: "strip-join" }));
  }
  const width = left + 16 * cell + gap + 2;
  svg.setAttribute("viewBox", `0 0 ${width} ${height + 2}`);
  svg.setAttribute("width", width);
  svg.setAttribute("height", height + 2);
  return svg;
}

/** A name that may go on in the next line behind its underscores and colons, and nowhere else within a word. */
const labelled = (text) => h("span", {}, text.split(/(?<=[_:])(?=[^_:])/).map((part, i) => [i > 0 && h("wbr"), part]));

function map() {
  const box = h("div", { class: "map" });
  const most = 80;
  const draw = () => {
    const list = model.widest.filter((cause) => cause.weight > 0);
    const head = list.slice(0, most);
    const rest = list.slice(most).reduce((sum, cause) => sum + cause.weight, 0);
    const weights = head.map((cause) => cause.weight);
    if (rest) weights.push(Math.min(rest, weights.reduce((a, b) => a + b, 0) / 8));
    const boxes = squarify([...weights].sort((a, b) => b - a), box.clientWidth, box.clientHeight);
    const ranked = [...head, ...(rest ? [undefined] : [])].map((cause, i) => ({ cause, weight: weights[i] })).sort((a, b) => b.weight - a.weight);
    box.replaceChildren(...ranked.map(({ cause }, i) => {
      const b = boxes[i];
      const where = { left: `${b.x}px`, top: `${b.y}px`, width: `${b.w}px`, height: `${b.h}px` };
      const room = b.w > 44 && b.h > 18;
      if (!cause) return h("button", { class: "rest", place: where, disabled: true, title: `${list.length - most} more` }, room && `${number(list.length - most)} more`);
      const title = `${cause.title}: ${[counted(cause.weight, ...model.words.item), cause.severity].filter(Boolean).join(", ")}`;
      return h("button", { class: cause.severity ?? "cosmetic", "data-cause": cause.index, place: where, title, "aria-label": title, onclick: () => go(anchor(cause.id)) }, room && labelled(b.w > 90 ? cause.title : cause.title.replace(/^(struct|union|enum|class) /, "")));
    }));
    for (const button of box.children) button.classList.toggle("chosen", Number(button.dataset.cause) === view.cause?.index);
  };
  new ResizeObserver(draw).observe(box);
  return box;
}

function curve() {
  if (model.impact) return undefined;
  const { total, covered } = coverage(model);
  if (!total || covered.length < 3) return undefined;
  const last = covered.length - 1;
  const point = (k) => `${(k / last) * 100},${100 - (covered[k] / total) * 96}`;
  const mark = h("line", { x1: 0, x2: 0, y1: 0, y2: 100 });
  const says = h("p", {});
  const slider = h("input", { type: "range", min: 1, max: last, value: Math.min(5, last), "aria-label": "number of causes", oninput: () => tell() });
  const [one, many] = model.words.cause;
  const { covered: what } = model.words;
  const tell = () => {
    const k = Number(slider.value);
    mark.setAttribute("x1", (k / last) * 100);
    mark.setAttribute("x2", (k / last) * 100);
    says.textContent = `The first ${k === 1 ? `${one} explains` : `${number(k)} ${many} explain`} ${number(covered[k])} of ${number(total)} ${what}.`;
  };
  tell();
  return h("div", { class: "curve" }, h("h2", {}, "How far the widest causes reach"),
    h("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img", "aria-label": `${what} explained by the first causes` }, h("polyline", { points: covered.map((_, k) => point(k)).join(" ") }), mark), slider, says);
}

// What the page shows and what people do with it.

const causeOrSymbol = (item, i) => (view.tab === "causes" ? causeRow(item, i) : symbolRow(item, i));

const view = { tab: "causes", off: new Set(), library: "", text: "", cause: undefined, of: undefined, symbol: undefined, cursor: 0 };
let model;
let lists;
let shown = [];

function filtered() {
  const wanted = query(view.text);
  const severity = (s) => !s || (!view.off.has(s) && (!wanted.only.length || wanted.only.includes(s)));
  const status = (cause) => wanted.statuses.every((word) => cause.statuses.some((one) => one.startsWith(word)));
  const words = (item) => wanted.words.every((word) => textOf(item).includes(word));
  const rules = (cause) => wanted.rules.every((rule) => cause.rules.some((id) => id.includes(rule)));
  const library = (cause) => (!view.library || cause.libraries.includes(view.library)) && wanted.libraries.every((word) => cause.libraries.some((name) => name.toLowerCase().includes(word)));
  if (view.tab === "causes") {
    if (wanted.modules.length) nameModules();
    const inModule = (cause) => wanted.modules.every((name) => [...cause.names].some((module) => module.includes(name)));
    return model.order.filter((cause) => severity(cause.severity) && rules(cause) && status(cause) && library(cause) && words(cause) && inModule(cause));
  }
  return model.symbols.filter((s) => severity(s.severity) && words(s)
    && (!view.of || s.causes.includes(view.of.index))
    && wanted.modules.every((name) => (s.module ?? "").toLowerCase().includes(name))
    && ((!wanted.rules.length && !wanted.statuses.length && !wanted.libraries.length && !view.library) || s.causes.some((i) => rules(model.causes[i]) && status(model.causes[i]) && library(model.causes[i]))));
}

/** The modules of the exports that each cause hits; asked for by a search only. */
function nameModules() {
  if (model.named) return;
  model.named = true;
  for (const s of model.symbols) for (const i of s.causes) model.causes[i].names.add((s.module ?? "").toLowerCase());
}

function causeRow(cause, i) {
  const many = cause.weight ? counted(cause.weight, ...model.words.item) : "";
  return h("div", {
    class: `row${view.cause === cause ? " chosen" : ""}`, role: "option", id: `row-${i}`, "aria-selected": String(view.cause === cause),
    onclick: () => go(anchor(cause.id)),
  }, h("span", { class: "name" }, cause.title), h("span", { class: "more" }, badge(cause.severity), h("span", {}, many), cause.statuses.includes("fails") && h("b", {}, "fails"), h("span", {}, cause.rules.slice(0, 2).join(", "))));
}

function symbolRow(s, i) {
  return h("div", {
    class: `row${view.symbol === s ? " chosen" : ""}`, role: "option", id: `row-${i}`, "aria-selected": String(view.symbol === s),
    onclick: () => go(anchor(s.key)),
  }, h("span", { class: "name" }, s.name), h("span", { class: "more" }, badge(s.severity, s.fate && s.change), !s.fate && h("span", {}, s.change), h("span", {}, s.module ?? ""), s.causes.length > 0 && !s.reaching && h("span", {}, counted(s.causes.length, "cause", "causes"))));
}

/** Shows what the link names. */
function follow() {
  const hash = decodeURIComponent(location.hash.slice(1));
  if (/^(export|module)=/.test(hash)) {
    view.symbol = model.symbols.find((s) => s.key === hash);
    view.tab = "exports";
  } else if (hash) {
    view.cause = model.causes.find((cause) => cause.id === hash) ?? model.ofFinding.get(hash);
    view.of = view.cause;
    view.symbol = undefined;
    view.tab = "causes";
  } else {
    // The first is shown, and nobody chose it: it narrows nothing.
    view.symbol = undefined;
    view.of = undefined;
    view.cause = model.order[0];
  }
  refresh();
  const detail = view.symbol ? symbolDetail(view.symbol) : view.cause ? causeDetail(view.cause) : [h("p", { class: "empty" }, hash ? "Nothing here has that name." : "Nothing changed.")];
  $("detail").replaceChildren(...detail);
  $("detail").scrollTop = 0;
}

function refresh() {
  shown = filtered();
  const at = shown.indexOf(view.tab === "causes" ? view.cause : view.symbol);
  view.cursor = Math.max(0, at);
  lists.set(shown);
  $("nothing").hidden = shown.length > 0;
  if (at >= 0) lists.reveal(at);
  $("list").setAttribute("aria-activedescendant", `row-${view.cursor}`);
  for (const tab of ["causes", "exports"]) $(`tab-${tab}`).setAttribute("aria-selected", String(view.tab === tab));
  const of = view.tab === "exports" && view.of;
  $("of").replaceChildren(...(of ? [h("button", { class: "fold", onclick: () => { view.of = undefined; refresh(); } }, `only those of ${view.of.title} \u00d7`)] : []));
  $("found").textContent = found();
  for (const button of document.querySelectorAll(".map button")) button.classList.toggle("chosen", Number(button.dataset.cause) === view.cause?.index);
}

const roots = (causes) => causes.reduce((sum, cause) => sum + cause.findings.length, 0);

function found() {
  if (view.tab === "exports") return counted(shown.length, ...model.words.item);
  if (model.explanation || model.impact) return counted(shown.length, ...model.words.cause);
  return `${counted(roots(shown), "root cause", "root causes")} on ${counted(shown.length, "subject", "subjects")}`;
}

const chain = (steps) => h("ol", { class: "chain" }, steps.map((step, i) => h("li", { class: i === steps.length - 1 ? "end" : "" }, step)));

function hunkLine(hunk) {
  const hash = hunk.commit ? hunk.commit.slice(0, 12) : hunk.patch ?? "";
  return h("p", { class: "code" }, `${hunk.file}:${hunk.line}  `, h("b", {}, hash), ` ${hunk.subject ?? ""} `,
    hunk.touches === "file" && h("span", { class: "dim" }, "(only the same file: a place to look)"));
}

function findingBlock(f) {
  const [old, now] = facts(f);
  return h("div", { class: "finding", id: f.id },
    h("p", {}, badge(f.severity), " ", h("b", {}, f.rule), " ", h("span", { class: "code" }, f.subject.member ? `${spelt(f.subject)}` : ""),
      " ", h("span", { class: "dim code" }, place(f.declared?.new ?? f.declared?.old))),
    (old || now) && h("p", { class: "code" }, old && h("span", { class: "old" }, old), old && now && " \u2192 ", now && h("span", { class: "new" }, now)),
    h("p", {}, prose(f.why)),
    gateLine(model.gated.get(f.id)),
    f.origin?.kind === "dependency" && h("p", { class: "dim" }, `declared by ${f.origin.name}${f.origin.old_version ? ` ${f.origin.old_version}` : ""}${f.origin.new_version && f.origin.new_version !== f.origin.old_version ? ` \u2192 ${f.origin.new_version}` : ""}, not by this project`),
    f.consumers?.length > 0 && h("p", {}, h("span", { class: "dim" }, "consumers can "), f.consumers.map((use, i) => [i > 0 && ", ", h("span", { class: "badge plain" }, use.replaceAll("-", " "))])),
    f.instances?.length > 0 && h("p", { class: "dim" }, `also in ${f.instances.map((i) => i.name).join(", ")}`));
}

/** What the policy made of a finding. */
function gateLine(gated) {
  if (!gated) return undefined;
  const said = { fails: "fails", waived: "would fail, and is waived", allowed: "would fail, and is allowed", suppressed: "would fail, and is suppressed", tolerated: "only exports that are tolerated reach it", passes: "passes" };
  return h("p", {}, h("span", { class: `badge ${gated.status === "fails" ? "breaking" : "plain"}` }, `gate: ${said[gated.status] ?? gated.status}`), " ",
    h("span", { class: "dim" }, [gated.scopes.length > 0 && `of ${gated.scopes.join(", ")}`, gated.by].filter(Boolean).join("; ")));
}

function objectDetail(cause) {
  const list = model.symbols.filter((s) => s.causes.includes(cause.index));
  const box = h("div", { class: "list small", tabindex: 0 });
  queueMicrotask(() => virtual(box, symbolRow).set(list));
  const { exports, by_value: value } = cause.object;
  return [h("h2", {}, cause.title), h("p", { class: "dim" }, `${counted(exports, "export reaches it", "exports reach it")}: ${number(value)} by value, ${number(exports - value)} behind pointers only`), box, ...dominators()];
}

/** Types without which no export would reach the type of the page. */
function dominators() {
  const list = model.impact.dominators ?? [];
  if (!list.length) return [];
  return [h("h3", {}, "Every way leads through"), chain([...list.map((d) => d.declaration ?? `${d.kind} ${d.name}`), model.impact.variants[0]?.type ?? model.impact.name])];
}

function causeDetail(cause) {
  if (cause.object) return objectDetail(cause);
  const f = cause.findings[0];
  const out = [
    h("p", {}, badge(cause.severity), " ", h("span", { class: "dim" }, [
      cause.weight > 0 && (cause.cause ? `explains ${counted(cause.weight, "changed CRC", "changed CRCs")}` : counted(cause.weight, ...model.words.item)),
      cause.only > 0 && `${number(cause.only)} of them by nothing else`, cause.cause && model.explanation?.proof && `proved of ${number(cause.cause.proved ?? 0)}`, cause.modules > 0 && `in ${counted(cause.modules, "object", "objects")}`,
    ].filter(Boolean).join(", "))),
    h("h2", {}, cause.title),
    h("div", { class: "tools" },
      h("button", { onclick: () => copy(location.href.split("#")[0] + `#${cause.id}`, "link") }, "copy link"),
      model.kind === "diff" && h("button", { onclick: () => copy(waiver(cause), "waiver") }, "copy as waiver"),
      h("button", { onclick: () => copy(markdown(cause), "markdown") }, "copy as markdown"),
      h("button", { onclick: () => { view.of = cause; view.tab = "exports"; refresh(); } }, `its ${model.words.item[1]}`)),
  ];
  if (cause.libraries.length) out.push(h("p", { class: "dim" }, "in ", cause.libraries.map((name, i) => [i > 0 && ", ", h("span", { class: "code" }, name)])));
  if (cause.cause) out.push(...crcFacts(cause.cause));
  if (cause.hunks.length) out.push(h("h3", {}, "Made by"), ...cause.hunks.map(hunkLine));
  if (cause.listed) out.push(h("h3", {}, counted(cause.findings.length, "export", "exports")), h("p", { class: "dim" }, prose(f.why)), ...cause.findings.slice(0, 400).map((one) => h("p", { class: "code", id: one.id }, one.old?.type ?? one.new?.type ?? one.subject.name, " ", h("span", { class: "dim" }, one.subject.module ?? ""))));
  else out.push(...cause.findings.map(findingBlock));
  if (cause.layout.length) {
    const strip = strips(cause);
    out.push(h("h3", {}, "Layout, old and new"), h("div", { class: "layouts" }, strip && h("div", { class: "scroll" }, strip), h("div", { class: "scroll" }, layoutTable(cause.layout, cause.subject.kind === "enum" ? String : offset))));
  }
  out.push(...classView(cause));
  if (cause.path.length > 1) out.push(h("h3", {}, "Reached by"), chain(cause.path));
  const through = cause.findings.map((one) => one.impact?.through).find(Boolean);
  if (through) out.push(h("p", { class: "dim" }, "Every way from the exports leads through ", h("span", { class: "code" }, through), "."));
  const also = [...new Set(cause.findings.flatMap((one) => one.also ?? []))];
  if (also.length) out.push(h("details", {}, h("summary", {}, `Also changes ${counted(also.length, "other type or symbol", "other types and symbols")}`), h("p", { class: "code" }, also.join(", "))));
  const reached = model.symbols.filter((s) => s.causes.includes(cause.index));
  if (reached.length && !cause.listed) {
    const box = h("div", { class: "list small", tabindex: 0 });
    out.push(h("h3", {}, model.kind === "check" ? `${counted(reached.length, ...model.words.item)} ${reached.length === 1 ? "is" : "are"} hit` : counted(reached.length, "export reaches it", "exports reach it")), box);
    queueMicrotask(() => virtual(box, symbolRow).set(reached));
  }
  return out;
}

/** What a class derives of, and the places of its virtual table, old and new. */
function classView(cause) {
  const of = (field) => cause.findings.map((f) => f[field]).find((list) => list?.length);
  const [bases, table] = [of("bases"), of("table")];
  return [
    ...(bases ? [h("h3", {}, "Derives of, with the offset of each base"), h("div", { class: "scroll" }, layoutTable(bases, offset, true))] : []),
    ...(table ? [h("h3", {}, "Virtual table, by place"), h("div", { class: "scroll" }, layoutTable(table, String))] : []),
  ];
}

function crcFacts(c) {
  const kinds = { changed: "the type changed", "became-visible": "a unit sees a definition that it did not see", "became-hidden": "a unit no longer sees a definition", prototype: "the export's own prototype or type changed" };
  const bytes = (bits) => counted(bits / 8, "byte", "bytes");
  return [
    h("p", {}, `Why its CRCs changed: ${kinds[c.kind] ?? c.kind}. `, c.layout ? "Sizes, offsets or what is passed changed. " : "No size and no offset changed. ", c.private && "Drivers outside the tree cannot see its definition."),
    c.old_bit_size !== undefined && c.new_bit_size !== undefined && h("p", { class: "code" }, `${bytes(c.old_bit_size)} \u2192 ${bytes(c.new_bit_size)}`),
    (c.old || c.new) && h("p", { class: "code" }, c.old && h("span", { class: "old" }, c.old), " \u2192 ", c.new && h("span", { class: "new" }, c.new)),
    c.unit_sample?.length > 0 && h("p", { class: "dim code" }, `in the view of ${counted(c.units, "unit", "units")}: ${c.unit_sample.join(", ")}`),
  ].filter(Boolean);
}

const hex = (crc) => (crc === undefined ? undefined : `0x${crc.toString(16).padStart(8, "0")}`);

/** What becomes of a module, and why. */
function fateDetail(s) {
  const m = s.fate;
  const help = { override: "an override of the check lets it in", rebuild: "a rebuild of it is enough", port: "its source has to be changed" };
  const reason = (r) => h("div", { class: "finding" }, h("p", {}, h("b", {}, r.rule), " ", h("span", { class: "code" }, r.symbol ?? "")), h("p", {}, prose(r.text)),
    (r.built_with !== undefined || r.found !== undefined) && h("p", { class: "code" }, r.built_with !== undefined && h("span", { class: "old" }, hex(r.built_with)), " \u2192 ", r.found !== undefined && h("span", { class: "new" }, hex(r.found))));
  const hit = (one) => {
    const cause = model.ofFinding.get(one.id);
    return h("div", { class: "finding" }, h("p", {}, badge(one.severity), " ", cause && h("a", { class: "code", href: `#${one.id}` }, cause.title)), h("p", {}, prose(one.why)), one.path.length > 1 && chain(one.path),
      one.imports.length > 0 && h("p", { class: "dim code" }, `by ${one.imports.slice(0, 12).join(", ")}${one.imports.length > 12 ? ` and ${number(one.imports.length - 12)} more` : ""}`));
  };
  return [
    h("p", {}, badge(s.severity, s.change), " ", h("span", { class: "dim" }, [m.remedy && (help[m.remedy] ?? m.remedy), m.license].filter(Boolean).join("; "))),
    h("h2", {}, m.name), h("p", { class: "code dim" }, m.path),
    h("div", { class: "tools" }, h("button", { onclick: () => copy(location.href, "link") }, "copy link")),
    h("p", {}, `${counted(m.imports, "import", "imports")}${model.programs ? "" : `; ${number(m.crcs_different)} of ${counted(m.crcs_compared, "CRC differs", "CRCs differ")}`}. Types: ${number(m.types.module)} by its own debug information, ${number(m.types.old)} by OLD's, ${number(m.types.none)} without any.`),
    m.vermagic && h("p", { class: "code dim" }, `built for ${m.vermagic}`),
    ...(m.reasons.length ? [h("h3", {}, "Why it is refused"), ...m.reasons.slice(0, 300).map(reason)] : []),
    ...(m.doubts.length ? [h("h3", {}, model.programs ? "What depends on what it does" : "What some kernels refuse"), ...m.doubts.map(reason)] : []),
    ...(m.could_not_tell.length ? [h("h3", {}, "What could not be checked"), ...m.could_not_tell.map((text) => h("p", {}, prose(text)))] : []),
    ...(m.findings.length ? [h("h3", {}, "Changes that it meets"), ...m.findings.slice(0, 300).map(hit)] : []),
  ].filter(Boolean);
}

/** How an export reaches the type. */
function reachingDetail(s) {
  const one = s.reaching;
  const steps = one.path.map((step) => `${step.in}: ${step.member}`);
  const half = Math.ceil(steps.length / 2);
  if (one.left_out) steps.splice(half, 0, `\u2026 ${counted(one.left_out, "member more", "members more")}`);
  return [
    h("p", {}, h("span", { class: "badge plain" }, s.change), " ", h("span", { class: "dim" }, [s.module, one.version].filter(Boolean).join(", "))),
    h("h2", {}, s.name),
    h("div", { class: "tools" }, h("button", { onclick: () => copy(location.href, "link") }, "copy link")),
    h("h3", {}, "The shortest way"), chain([one.declaration, ...steps, model.impact.variants[one.variant]?.type ?? model.impact.name]),
    ...dominators(),
  ];
}

function symbolDetail(s) {
  if (s.fate) return fateDetail(s);
  if (s.reaching) return reachingDetail(s);
  const e = s.explained;
  const out = [
    h("p", {}, badge(s.severity), " ", h("span", { class: "dim" }, [s.change, s.module, s.symbol?.version].filter(Boolean).join(", "))),
    h("h2", {}, s.name),
    s.symbol?.demangled && h("p", { class: "code dim" }, s.symbol.name),
    h("div", { class: "tools" }, h("button", { onclick: () => copy(location.href, "link") }, "copy link")),
  ].filter(Boolean);
  const own = s.causes.map((i) => model.causes[i]).flatMap((cause) => cause.findings).filter((f) => f.subject.kind === "function" && f.subject.name === (s.symbol?.name ?? s.name));
  for (const f of own) out.push(findingBlock(f));
  if (e) {
    const why = { layout: "Sizes or offsets of a type that its unit sees changed, or what is passed to it.", "no-layout": "Types that its unit sees changed, but no layout.", visibility: "Its unit sees a definition where it saw a declaration, or the other way round.", assembler: "It is written in assembler.", "nothing-visible": "Nothing that debug information shows changed for its unit.", "no-type": "The input does not hold what its unit sees.", "no-view": "The inputs do not hold what its unit sees: which changes it reaches is told, not which its CRC covers." };
    const rests = { proved: "Proved: put back, these definitions give the old CRC.", reached: "Reached: types lead from it to its causes.", nothing: "Nothing that was given shows a cause." };
    out.push(h("h3", {}, "CRC"), h("p", { class: "code" }, e.old_crc && h("span", { class: "old" }, e.old_crc), " \u2192 ", e.new_crc && h("span", { class: "new" }, e.new_crc)), h("p", {}, why[e.class] ?? ""), h("p", {}, rests[e.evidence] ?? ""),
      ...(e.definitions ?? []).map((i) => model.explanation.proof.definitions[i]).map((d) => h("details", {}, h("summary", { class: "code" }, d.name), ...d.lines.map((l) => h("p", { class: `code ${l.is_old ? "old" : "new"}` }, `${l.is_old ? "- " : "+ "}${l.text}`)))),
      e.unit && h("p", { class: "dim code" }, `defined in ${e.unit}`));
    if (e.missed) out.push(h("p", {}, `Its CRC stayed, though it reaches ${e.missed.subject} (${e.missed.rule}): ${e.missed.reason.replaceAll("-", " ")}.`));
    const ways = e.paths?.length ? e.paths : e.path?.length ? [e.path] : [];
    if (ways.length) out.push(h("h3", {}, ways.length > 1 ? "Ways to its causes" : "The way to its nearest cause"), ...ways.map(chain));
  }
  if (s.causes.length) out.push(h("h3", {}, counted(s.causes.length, "cause", "causes")), ...s.causes.slice(0, 300).map((i) => model.causes[i]).map((cause) => h("p", {}, badge(cause.severity), " ", h("a", { class: "code", href: `#${cause.id}` }, cause.title), " ", h("span", { class: "dim" }, cause.rules.join(", ")))));
  return out;
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", {});
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const note = h("div", { class: "message", role: "status" }, `copied the ${what}`);
  document.body.append(note);
  setTimeout(() => note.remove(), 1600);
}

const quoted = (text) => JSON.stringify(sound(text));

function waiver(cause) {
  return cause.findings.map((f) => `# ${f.rule}: ${sound(spelt(f.subject))}\n[[waiver]]\nid = ${quoted(f.id)}\nreason = ""\nauthor = ""\n`).join("\n");
}

function markdown(cause) {
  const code = (text) => "`" + sound(text).replaceAll("`", "'") + "`";
  const lines = [`**${cause.severity}** ${code(cause.title)}${cause.weight ? ` (${counted(cause.weight, ...model.words.item)})` : ""}`];
  for (const f of cause.findings.slice(0, 20)) {
    const [old, now] = facts(f);
    lines.push(`* ${f.severity}: ${f.rule}${f.subject.member ? ` ${code(f.subject.member)}` : ""}${old || now ? ` ${old ? code(old) : ""} -> ${now ? code(now) : ""}` : ""}`);
  }
  for (const hunk of cause.hunks.filter((one) => one.touches !== "file")) lines.push(`* made by ${code(`${hunk.file}:${hunk.line}`)} ${hunk.commit ? hunk.commit.slice(0, 12) : ""}`);
  return lines.join("\n") + "\n";
}

function help() {
  const keys = [["/", "search"], ["j, k, arrows", "next and previous of the list"], ["Enter", "open what is chosen"], ["1, 2", "causes, exports"], ["Escape", "clear the search, close"], ["?", "this"]];
  const words = [["--only breaking,risky", "severities"], ["rule:member-added", "a rule"], ...(model.causes.some((cause) => cause.statuses.length) ? [["status:fails", "what the gate makes of it"]] : []), ["module:snd", "exports of modules of that name"], ...(model.libraries.length ? [["library:tbb", "what is on libraries of that name"]] : []), ["commit:1a2b", "a hunk's commit or file"], ["anything else", "names, members, types, files, sentences"]];
  const dialog = h("dialog", {}, h("h3", {}, "Keys"), h("dl", {}, keys.map(([k, v]) => [h("dt", {}, k), h("dd", {}, v)])), h("h3", {}, "Words of the search"), h("dl", {}, words.map(([k, v]) => [h("dt", {}, k), h("dd", {}, v)])), h("button", { class: "fold", onclick: () => dialog.close() }, "close"));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function keyboard(event) {
  const typing = event.target.matches("input, textarea, select");
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") { $("search").value = ""; view.text = ""; $("search").blur(); refresh(); return; }
  if (typing && event.key !== "Enter" && event.key !== "ArrowDown") return;
  const move = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (event.target.matches("input[type=range]") && move) return;
  if (move && shown.length) {
    event.preventDefault();
    $("search").blur();
    const current = shown.indexOf(view.tab === "causes" ? view.cause : view.symbol);
    view.cursor = current < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, view.cursor + move));
    open(view.cursor);
  } else if (event.key === "Enter" && typing) open(0);
  else if (event.key === "/") { event.preventDefault(); $("search").focus(); }
  else if (event.key === "?") help();
  else if (event.key === "1" || event.key === "2") { view.tab = event.key === "1" ? "causes" : "exports"; refresh(); }
}

function open(i) {
  const item = shown[i];
  if (item) go(anchor(view.tab === "causes" ? item.id : item.key));
}

function build() {
  const severities = SEVERITIES.map((severity) => [severity, model.causes.filter((cause) => cause.severity === severity).length]).filter(([, n]) => n > 0)
    .map(([severity, n]) => ({ kind: severity, look: severity, text: `${severity} ${number(n)}` }));
  const search = h("input", { id: "search", type: "search", placeholder: "Search names, rules, files; ? for help", "aria-label": "Search", oninput: (event) => { view.text = asked(event.target); refresh(); } });
  const choice = (one) => h("option", { value: one.library }, `${one.library}: ${one.verdict}, ${counted(one.findings.length, "root cause", "root causes")}`);
  const library = model.libraries.length > 0 && h("select", { id: "library", "aria-label": "Library", onchange: (event) => { view.library = event.target.value; refresh(); } },
    h("option", { value: "" }, `all ${counted(model.report.releases.length, "library", "libraries")}`), model.libraries.map(choice));
  const tab = (name, label) => h("button", { id: `tab-${name}`, role: "tab", onclick: () => { view.tab = name; refresh(); } }, label);
  const reach = curve();
  const app = $("app");
  app.append(
    model.order.some((cause) => cause.weight > 0) && h("div", { class: "overview" }, h("div", {}, h("h2", {}, model.words.map), map()), reach ?? h("div", {})) || "",
    h("div", { class: "work" },
      h("nav", { class: "side", "aria-label": `${model.words.causes} and ${model.words.items.toLowerCase()}` },
        h("div", { class: "controls" }, search, library, h("div", { class: "chips" }, chips(severities, view.off, refresh)),
          h("div", { class: "tabs", role: "tablist" }, tab("causes", `${model.words.causes} (${number(model.explanation || model.impact ? model.causes.length : roots(model.causes))})`), tab("exports", `${model.words.items} (${number(model.symbols.length)})`)),
          h("div", { id: "of" }), h("span", { id: "found", class: "dim", role: "status" })),
        h("p", { id: "nothing", class: "empty", hidden: true }, "Nothing here matches."),
        h("div", { class: "list", id: "list", role: "listbox", tabindex: 0, "aria-label": "What was found" })),
      h("article", { class: "detail", id: "detail", tabindex: -1 })));
  app.hidden = false;
  lists = virtual($("list"), causeOrSymbol);
  $("plain").style.display = "none";
  document.addEventListener("keydown", keyboard);
  addEventListener("hashchange", follow);
  follow();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}

read().then((data) => { model = understand(data); build(); }).catch((error) => {
  $("plain").style.display = "";
  $("app").hidden = true;
  document.body.prepend(h("p", { class: "lost" }, `This browser cannot show the page (${error.message}): here is the report as text.`));
});

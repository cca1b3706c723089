// The page of a report: causes and exports, whichever report it holds.

const SEVERITIES = ["breaking", "risky", "source", "compatible", "cosmetic"];
const worst = (list) => SEVERITIES.find((severity) => list.includes(severity)) ?? "cosmetic";

const badge = (severity, word) => severity && h("span", { class: `badge ${severity}` }, word ?? severity);

const spelt = (s) => {
  const keyword = ["struct", "union", "enum", "class", "namespace", "typedef"].includes(s.kind);
  const name = s.demangled ?? (keyword ? `${s.kind} ${s.name}` : s.kind === "function" ? `${s.name}()` : s.name);
  return s.member ? `${name} \u203a ${s.member}` : name;
};
/** A sentence in which names stand between backticks. */
const prose = (text) => String(text).split("`").map((part, i) => (i % 2 ? h("code", {}, part) : part));
/** The link to a finding, an export, a module or an object. */
const anchor = (key) => `#${encodeURIComponent(key).replace("%3D", "=")}`;
const place = (span) => (span ? `${span.file}:${span.line ?? span.first}` : "");
const key = (s) => `${s.kind}\u0000${s.name}\u0000${s.file ?? ""}\u0000${s.module ?? ""}`;

/** What the list and the drawings are called on each page. */
const WORDS = {
  diff: { causes: "Causes", items: "Exports", cause: ["cause", "causes"], item: ["export", "exports"], map: "Causes by the exports that reach them", covered: "exports that reach a change or are gone" },
  explain: { causes: "Causes", items: "Exports", cause: ["cause", "causes"], item: ["export", "exports"], map: "Causes by the changed CRCs that they explain", covered: "changed CRCs" },
  check: { causes: "Causes", items: "Modules", cause: ["cause", "causes"], item: ["module", "modules"], map: "Causes by the modules that they hit", covered: "modules that a change hits" },
  programs: { causes: "Causes", items: "Programs", cause: ["cause", "causes"], item: ["program", "programs"], map: "Causes by the programs that they hit", covered: "programs that a change hits" },
  impact: { causes: "Objects", items: "Exports", cause: ["object", "objects"], item: ["export", "exports"], map: "Objects by their exports that reach it", covered: "exports that reach it" },
};

/** The modules, or the exports that reach a type, in the place of changed exports. */
function understandOthers(data, causes, ofFinding) {
  const tones = { runs: "compatible", "may-misbehave": "risky", "could-not-tell": "source" };
  if (data.check) {
    for (const cause of causes) cause.weight = 0;
    const sets = [];
    const symbols = data.check.modules.map((module) => {
      const set = [...new Set(module.findings.map((hit) => ofFinding.get(hit.id)?.index).filter((i) => i !== undefined))];
      for (const i of set) causes[i].weight += 1;
      return { name: module.name, module: module.path, key: `module=${module.path}`, set: sets.push(set) - 1, severity: tones[module.verdict] ?? "breaking", change: module.verdict.replaceAll("-", " "), fate: module };
    });
    return { sets, symbols };
  }
  const at = new Map();
  for (const module of data.impact.modules) {
    at.set(module.name, causes.length);
    causes.push({ index: causes.length, id: `object=${module.name}`, title: module.name, subject: { kind: "object", name: module.name }, findings: [], weight: module.exports, modules: 0, layout: [], path: [], hunks: [], names: new Set(), object: module });
  }
  const sets = [...causes.map((cause) => [cause.index])];
  const symbols = data.impact.exports.map((one) => ({ name: one.name, module: one.module, key: `export=${one.name}@${one.version ?? ""}@${one.module}`, set: at.get(one.module), change: `by ${one.by}`, reaching: one }));
  return { sets, symbols };
}

/** Causes and exports, whichever report the page holds. */
function understand(data) {
  const { explanation } = data;
  const report = data.report ?? (data.check && { findings: data.check.findings, symbols: [], reach_sets: [] });
  const kind = explanation ? "explain" : data.check ? "check" : data.impact ? "impact" : "diff";
  const gated = new Map((data.gate?.findings ?? []).map((one) => [one.id, one]));
  const findings = new Map((report?.findings ?? []).map((f) => [f.id, f]));
  const causes = [];
  const ofFinding = new Map();
  const bySubject = new Map();
  const add = (cause) => {
    cause.index = causes.length;
    for (const f of cause.findings) ofFinding.set(f.id, cause);
    causes.push(cause);
    return cause;
  };
  if (explanation) {
    for (const c of explanation.causes) {
      const list = c.findings.map((id) => findings.get(id)).filter(Boolean);
      add({
        id: c.id, title: spelt(c.subject), subject: c.subject, findings: list, weight: c.explains, only: c.only,
        severity: c.severity ?? worst(list.map((f) => f.severity)), modules: c.modules,
        // What was compared knows the sizes of members of every type, the view of a unit only those that it needs.
        layout: list.map((f) => f.layout).find((lines) => lines?.length) ?? c.lines ?? [], path: c.path ?? [],
        hunks: c.hunks ?? [], cause: c, names: new Set(),
      });
    }
  } else {
    const lists = new Map([["symbol-added", "added exports"], ["symbol-removed", "removed exports"]]);
    // A module may be hit by what follows from another finding, too.
    for (const f of (report?.findings ?? []).filter((f) => f.root || data.check)) {
      const listed = lists.get(f.rule);
      const at = listed ?? key(f.subject);
      let cause = bySubject.get(at);
      if (!cause) {
        const title = listed ?? spelt({ ...f.subject, member: undefined });
        cause = add({ id: f.id, title, subject: f.subject, findings: [], weight: 0, layout: [], path: [], hunks: [], names: new Set(), listed: Boolean(listed) });
        bySubject.set(at, cause);
      }
      cause.findings.push(f);
      ofFinding.set(f.id, cause);
      cause.weight = listed ? cause.findings.length : Math.max(cause.weight, f.impact?.symbols ?? 0);
      cause.modules = Math.max(cause.modules ?? 0, f.impact?.modules ?? 0);
      if (!cause.layout.length && f.layout) cause.layout = f.layout;
      if (!cause.path.length && f.impact?.path) cause.path = f.impact.path;
      for (const hunk of f.hunks ?? []) {
        if (!cause.hunks.some((other) => JSON.stringify(other) === JSON.stringify(hunk))) cause.hunks.push(hunk);
      }
    }
    for (const cause of causes) cause.severity = worst(cause.findings.map((f) => f.severity));
  }
  const others = data.check || data.impact ? understandOthers(data, causes, ofFinding) : undefined;
  const sets = others ? others.sets : explanation
    ? explanation.cause_sets
    : (report?.reach_sets ?? []).map((ids) => [...new Set(ids.map((id) => ofFinding.get(id)?.index).filter((i) => i !== undefined))]);
  const symbols = others ? others.symbols : explanation
    ? explanation.exports.map((e) => ({ name: e.name, module: e.module, set: e.causes, severity: undefined, change: e.states[0], explained: e }))
    : (report?.symbols ?? []).map((s) => ({ name: s.demangled ?? s.name, symbol: s, module: s.module, set: s.reaches, severity: s.severity, change: s.change }));
  for (const s of symbols) {
    s.causes = s.set === undefined ? [] : sets[s.set] ?? [];
    if (explanation) s.severity = worst(s.causes.map((i) => causes[i].severity));
    s.key ??= `export=${s.symbol?.name ?? s.name}`;
  }
  for (const cause of causes) {
    const rules = [...new Set([...cause.findings.map((f) => f.rule), ...(cause.cause?.rules ?? [])])];
    cause.rules = rules;
    cause.statuses = [...new Set(cause.findings.map((f) => gated.get(f.id)?.status).filter(Boolean))];
  }
  // Of several libraries, those that each cause is on.
  const libraries = report?.releases?.length > 1 ? report.releases.filter((release) => release.findings?.length) : [];
  const on = libraries.map((one) => [one.library, new Set(one.findings)]);
  for (const cause of causes) cause.libraries = on.filter(([, ids]) => cause.findings.some((f) => ids.has(f.id))).map(([name]) => name);
  const bad = (cause) => SEVERITIES.indexOf(cause.severity);
  const widest = [...causes].sort((a, b) => b.weight - a.weight || bad(a) - bad(b) || a.index - b.index);
  const order = explanation ? widest : [...causes].sort((a, b) => bad(a) - bad(b) || b.weight - a.weight || a.index - b.index);
  // What fails comes first.
  if (data.gate) order.sort((a, b) => b.statuses.includes("fails") - a.statuses.includes("fails"));
  const programs = data.check?.consumers === "programs";
  return { report, explanation, libraries, findings, causes, order, widest, ofFinding, sets, symbols, kind, gated, programs, words: WORDS[programs ? "programs" : kind], impact: data.impact };
}

/** What a search of words looks at; made when somebody searches, for ten thousands of them take long. */
function textOf(item) {
  item.text ??= (item.findings ? textsOfCause(item) : [item.name, item.symbol?.name ?? "", item.module ?? "", item.fate || item.reaching ? item.change : ""]).join(" ").toLowerCase();
  return item.text;
}

const textsOfCause = (cause) => [
  cause.title, cause.rules.join(" "), cause.statuses.join(" "), cause.subject.file ?? "", cause.subject.module ?? "",
  ...cause.findings.flatMap((f) => [f.subject.name, f.subject.member ?? "", f.old?.type ?? "", f.new?.type ?? "", f.why]),
  ...cause.hunks.flatMap((hunk) => [hunk.file, hunk.commit ?? "", hunk.subject ?? ""]),
];

/** How many exports the first k causes explain, k from 0. */
function coverage(model) {
  const rank = new Map(model.widest.map((cause, i) => [cause.index, i]));
  const first = model.sets.map((set) => set.reduce((least, i) => Math.min(least, rank.get(i) ?? Infinity), Infinity));
  const gained = new Array(model.widest.length + 1).fill(0);
  let total = 0;
  for (const s of model.symbols) {
    const counts = model.explanation ? s.explained.states.includes("crc-changed") : s.causes.length > 0 && s.change !== "added";
    if (!counts) continue;
    total += 1;
    if (Number.isFinite(first[s.set])) gained[first[s.set] + 1] += 1;
  }
  let sum = 0;
  return { total, covered: gained.map((n) => (sum += n)) };
}

/** What is searched for: `rule:ID`, `module:NAME`, `library:NAME`, `commit:HASH`, `status:fails`, severities as `--only` takes them, and words. */
function query(text) {
  const wanted = { words: [], rules: [], modules: [], libraries: [], only: [], statuses: [] };
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (let i = 0; i < parts.length; i += 1) {
    const [, name, value] = /^(?:--)?(only|severity|rule|module|library|commit|hunk|status)(?:[:=](.*))?$/.exec(parts[i]) ?? [];
    const given = name && (value ?? (parts[i].startsWith("--") ? parts[++i] : undefined));
    if (!name || given === undefined) wanted.words.push(parts[i]);
    else if (name === "only" || name === "severity") wanted.only.push(...given.split(","));
    else if (name === "rule") wanted.rules.push(given);
    else if (name === "module") wanted.modules.push(given);
    else if (name === "library") wanted.libraries.push(given);
    else if (name === "status") wanted.statuses.push(given);
    else wanted.words.push(given);
  }
  return wanted;
}

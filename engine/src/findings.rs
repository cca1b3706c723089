//! From changes to findings: severity, order, fingerprints, impact.

pub(crate) mod beside;
pub(crate) mod consumer;
mod declared;
pub(crate) mod impact;
pub(crate) mod lines;
pub(crate) mod passing;
mod rank;
pub(crate) mod reserves;
mod through;
pub(crate) mod trace;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::compare::change::{Change, ChangeId, Judgement, Owner, PairId, Step};
use crate::compare::symbols::Exports;
use crate::compare::types::{Comparison, StandIns};
use crate::compare::{named, symbols};
use crate::findings::impact::{Impact, Way, owner_link};
use crate::findings::trace::Trace;
use crate::graph::loaded::Loaded;
use crate::graph::{Graph, Kind, Machine, SymbolKind, Untyped, interface};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::FastMap;
use crate::ground::options::{Observer, Options, Profile};
use crate::judge;
use crate::judge::{core, reach};
use crate::model::report as m;
use crate::model::report::Report;
use crate::rules::facts::SubjectKind;
use crate::rules::{Rule, Severity};
use crate::words::why::why;

/// How many other types a finding names.
const ALSO: usize = 32;
/// How many exports a finding names.
const SAMPLE: usize = 8;

/// Compares two inputs.
pub(crate) fn report(old: &Loaded, new: &Loaded, o: &Options, observer: &dyn Observer) -> Report {
    traced(old, new, o, None, observer)
}

/// Compares two inputs; fills `trace`, where there is one, with the pairs that differ.
pub(crate) fn traced(
    old: &Loaded,
    new: &Loaded,
    o: &Options,
    trace: Option<&mut Trace>,
    observer: &dyn Observer,
) -> Report {
    let kernel = interface::of_kernel(&old.graph, &new.graph);
    let (old, new) = (&*interface::interface(old, kernel), &*interface::interface(new, kernel));
    let (mut a, mut b) = (Cow::Borrowed(old), Cow::Borrowed(new));
    adopt(&mut a, &mut b);
    let unreached = [&a.graph, &b.graph].map(beside::unreached);
    let which = beside::which([&a.graph, &b.graph], o);
    if which == reach::Declared::None {
        beside::leave_out(&mut a, o);
        beside::leave_out(&mut b, o);
    }
    let (old, new) = (&*a, &*b);
    let seen = reach::Seen { headers: &o.public_headers, shipped: old.shipped.as_ref(), declared: which };
    let mut out = empty(old, new);
    if which == reach::Declared::None {
        [out.old.unreached, out.new.unreached] = unreached;
    }
    out.public_headers = beside::told(&old.graph, &seen);
    out.profile = (o.profile == Profile::Core).then_some(Profile::Core);
    if is_for_another_machine(&mut out, old, new) {
        return out;
    }
    // A BTF of types alone is compared by their names.
    if which != reach::Declared::All {
        out.diagnostics.extend([old, new].into_iter().filter_map(exports_nothing));
    }
    conventions_differ(&mut out, old, new);
    let (mut a, mut b) = (Cow::Borrowed(old), Cow::Borrowed(new));
    out.diagnostics.extend(symbols::asked::append(&mut a, &mut b));
    let (old, new) = (&*a, &*b);
    observer.phase("compare");
    let (g, h) = (&old.graph, &new.graph);
    let mut c = Comparison::new(g, h);
    c.core = out.profile.is_some();
    c.tells_ways = true;
    c.words.clone_from(&o.public_headers.words);
    let exports = symbols::pair(g, h);
    symbols::compare(&mut c, &exports);
    let unknown = crate::compare::evidence::diagnostics(old, new, &exports);
    if unknown.iter().any(|d| d.code == "members-unknown") {
        // They say the same, and of whom.
        out.diagnostics.retain(|d| d.code != "members-unknown");
    }
    out.diagnostics.extend(unknown);
    c.run();
    out.diagnostics.extend(beside::unknown_headers(&c, &o.public_headers, &old.path));
    out.diagnostics.extend(beside::compare(&mut c, &seen));
    let reach = || reach::reach(g, &seen);
    let (out, reserves) = rayon::join(
        || conclude(out, c, &exports, reach, o.allow_incomplete, trace, observer),
        || crate::findings::reserves::reserves(g, h),
    );
    let mut out = Report { reserves, ..out };
    out.diagnostics.extend(beside::hint(&out, &old.graph, &o.public_headers));
    out
}

/// Where only one side mixes calling conventions, some object of it is for another machine than it was.
fn conventions_differ(out: &mut Report, old: &Loaded, new: &Loaded) {
    const CODE: &str = "mixed-conventions";
    let mixed = |side: &Loaded| side.diagnostics.iter().any(|d| d.code == CODE);
    if mixed(old) != mixed(new) {
        out.diagnostics.iter_mut().filter(|d| d.code == CODE).for_each(|d| d.level = DiagnosticLevel::Lost);
    }
}

/// A report of two inputs that says nothing yet.
pub(crate) fn empty(old: &Loaded, new: &Loaded) -> Report {
    let mut out = Report {
        schema: m::SCHEMA.into(),
        old: side(old),
        new: side(new),
        verdict: m::Verdict::None,
        counts: m::Counts::default(),
        findings: Vec::new(),
        symbols: Vec::new(),
        reach_sets: Vec::new(),
        reserves: Vec::new(),
        diagnostics: old.diagnostics.iter().chain(&new.diagnostics).cloned().collect(),
        attribution: None,
        profile: None,
        public_headers: None,
    };
    out.diagnostics.extend([old, new].into_iter().flat_map(crate::compare::unstated::of_side));
    out.diagnostics.sort();
    out.diagnostics.dedup();
    out
}

/// A side without an interface: nothing of the other one can be held against it.
fn exports_nothing(side: &Loaded) -> Option<Diagnostic> {
    side.graph.exports.is_empty().then(|| Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "no-exports",
        object: side.path.clone(),
        section: String::new(),
        offset: None,
        message: "exports nothing: there is nothing to compare".to_owned(),
    })
}

/// Whether the two sides are for different machines, which the report then says: nothing is compared.
pub(crate) fn is_for_another_machine(out: &mut Report, old: &Loaded, new: &Loaded) -> bool {
    if old.graph.machine.fits(new.graph.machine) {
        return false;
    }
    out.diagnostics.push(Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "machine-mismatch",
        object: new.path.clone(),
        section: String::new(),
        offset: None,
        message: format!(
            "is for {}, {} is for {}: nothing was compared",
            new.graph.machine.description(),
            old.path,
            old.graph.machine.description()
        ),
    });
    out.verdict = m::Verdict::Incomplete;
    true
}

/// From pairs that wait to be compared to findings. `reach`: facts of the types of OLD.
pub(crate) fn conclude(
    mut out: Report,
    mut c: Comparison<'_>,
    exports: &Exports,
    reach: impl FnOnce() -> reach::Facts + Send,
    allow_incomplete: bool,
    trace: Option<&mut Trace>,
    observer: &dyn Observer,
) -> Report {
    let (g, h) = (c.old, c.new);
    let core = out.profile.is_some();
    c.run();
    crate::compare::modes::compare(&mut c, exports);
    if core {
        named::compare(&mut c);
        c.run();
    }
    out.diagnostics.extend(std::mem::take(&mut c.cut).into_iter().map(|name| Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "type-too-large",
        object: out.old.path.clone(),
        section: String::new(),
        offset: None,
        message: format!("{name}: it has more parts than are compared"),
    }));
    out.diagnostics.extend(c.unstated.diagnostics((g, h)));
    removed_typedefs(&mut c);
    observer.phase("root causes");
    let layout_roots = impact::layout_roots(&mut c);
    derived_values(&mut c, exports, &layout_roots);
    crate::compare::fold::counts(&mut c);
    symbols::private::fold(&mut c, exports);
    observer.phase("classify");
    let same = duplicates(&mut c);
    let plumbing: Vec<bool> =
        exports.both.iter().map(|&(i, _)| g.str(g.exports[i as usize].name).starts_with('_')).collect();
    let (from, reach) = rayon::join(|| impact::search(&c, &plumbing), reach);
    let judge = |change| {
        let reason = judge::decide((g, h), &c.pairs, exports, &reach, change);
        let judged = (reason.severity(), why(&reason));
        if core { core::judge(&c, exports, change, &judged) } else { judged }
    };
    let mut judged: Vec<(Severity, String)> = c.changes.par_iter().map(judge).collect();
    judge::worst_of_copies(&same, &mut judged);
    if !core {
        crate::compare::fold::alike(&mut c, &same, &mut judged);
    }
    judge::settle(&c.changes, &same, &mut judged);
    let impact = Impact::new(&c, &same, from);
    observer.phase("report");
    let ids = findings(&mut out, &c, exports, &impact, &judged, &same);
    out.diagnostics.sort();
    out.diagnostics.dedup();
    let lost = out.diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost);
    let worst = out.findings.iter().filter(|f| f.root).map(|f| f.severity).max();
    out.verdict = match worst {
        _ if lost && !allow_incomplete => m::Verdict::Incomplete,
        Some(worst) => worst.into(),
        None => m::Verdict::None,
    };
    if let Some(trace) = trace {
        *trace = Trace::new(&c, exports, &ids);
    }
    out
}

/// BTF by itself does not name its machine: it takes the other side's.
fn adopt(old: &mut Cow<'_, Loaded>, new: &mut Cow<'_, Loaded>) {
    let (a, b) = (old.graph.machine, new.graph.machine);
    let shape = |m: Machine| (m.pointer_size, m.big_endian);
    if a != b && shape(a) == shape(b) {
        if a.e_machine == 0 {
            old.to_mut().graph.machine = b;
        } else if b.e_machine == 0 {
            new.to_mut().graph.machine = a;
        }
    }
}

fn side(loaded: &Loaded) -> m::Side {
    let g = &loaded.graph;
    m::Side {
        path: loaded.path.clone(),
        build_id: g.objects.first().map(|o| o.build_id.clone()).filter(|b| !b.is_empty()),
        machine: g.machine.name(),
        objects: g.objects.len(),
        units: g.objects.iter().map(|o| u64::from(o.units)).sum(),
        types: g.len().saturating_sub(1),
        exports: g.exports.len(),
        untyped: g.exports.iter().filter(|e| e.type_id.is_none()).count(),
        stated: g.exports.iter().filter(|e| e.type_id.is_none() && e.untyped == Untyped::Stated).count(),
        unreached: 0,
    }
}

fn removed_typedefs(c: &mut Comparison<'_>) {
    let g = c.old;
    for (name, (id, mut owners)) in std::mem::take(&mut c.removed_typedefs) {
        let pos = g.positions[id.index()];
        let subject = m::Subject {
            kind: SubjectKind::Typedef,
            name,
            file: (!pos.file.is_none()).then(|| g.str(pos.file).to_owned()),
            line: (pos.line != 0).then_some(pos.line),
            ..m::Subject::default()
        };
        let facts = m::Facts {
            type_: Some(crate::graph::spell::declaration(g, g.target(id), &subject.name)),
            ..m::Facts::default()
        };
        let judged = (Severity::Source, without_typedef(c.stand_ins.get(&subject.name)));
        // One for each place that named it: they are copies of one finding, which all their exports reach.
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            let (subject, sides, judged) = (subject.clone(), (Some(facts.clone()), None), judged.clone());
            c.add(Change::decided(Rule::TypedefRemoved, owner, subject, sides, judged));
        }
    }
}

/// What became of the places that named a typedef that is gone.
fn without_typedef(stand_ins: Option<&StandIns>) -> String {
    let names: Vec<String> = stand_ins.iter().flat_map(|s| &s.names).map(|name| format!("`{name}`")).collect();
    let differ = stand_ins.is_some_and(|s| s.differ);
    let now = match (names.len(), differ) {
        (0, false) => "what it stood for is used directly, with the same bytes".to_owned(),
        (0, true) => "what it stood for is used directly, and where that differs, it is told by itself".to_owned(),
        (n, false) => format!("{} {} in its place, with the same bytes", names.join(", "), stands(n)),
        (n, true) => {
            format!("{} {} in its place, and where that differs, it is told by itself", names.join(", "), stands(n))
        }
    };
    format!("{now}; source that names it no longer compiles")
}

fn stands(n: usize) -> &'static str {
    if n == 1 { "stands" } else { "stand" }
}

/// What follows for functions and variables from changes inside values that they pass or hold.
fn derived_values(c: &mut Comparison<'_>, exports: &Exports, layout_roots: &[Vec<ChangeId>]) {
    let (g, h) = (c.old, c.new);
    crate::findings::passing::compare(c);
    for (n, &(i, j)) in exports.both.iter().enumerate() {
        let (x, y) = (&g.exports[i as usize], &h.exports[j as usize]);
        let (Some(t), Some(u)) = (x.type_id, y.type_id) else { continue };
        if c.equal(t, u) {
            continue;
        }
        let is_function = g.node(t).kind == Kind::Function || h.node(u).kind == Kind::Function;
        if !is_function && x.size != y.size && x.size != 0 && y.size != 0 {
            let children = c.link_children[n].iter().filter(|child| child.by_value);
            let causes: BTreeSet<ChangeId> =
                children.flat_map(|child| layout_roots[child.pair.0 as usize].iter().copied()).collect();
            if causes.is_empty() {
                continue;
            }
            let facts = |s: u64| m::Facts { bit_size: Some(s.saturating_mul(8)), ..m::Facts::default() };
            let reason = crate::judge::place::variable_size(x);
            c.add(Change {
                rule: Rule::VariableSizeChanged,
                owner: Owner::Link(crate::compare::change::LinkId(n as u32)),
                subject: symbols::subject(g, x),
                old: Some(facts(x.size)),
                new: Some(facts(y.size)),
                judgement: Judgement::Decided(reason),
                affects_layout: false,
                causes: causes.into_iter().collect(),
                root: false,
            });
        }
    }
}

/// For each change the one that stands for it: copies of one type (resolved apart because of another name)
/// change alike and are one finding.
fn duplicates(c: &mut Comparison<'_>) -> Vec<ChangeId> {
    let mut seen: FastMap<String, ChangeId> = FastMap::default();
    let mut same = Vec::with_capacity(c.changes.len());
    for (i, change) in c.changes.iter().enumerate() {
        let (old, new) = (&change.old, &change.new);
        let key = format!("{}{}{:?}{old:?}{new:?}", fingerprint(change), change.root, change.subject.file);
        same.push(*seen.entry(key).or_insert(ChangeId(i as u32)));
    }
    for change in &mut c.changes {
        for cause in &mut change.causes {
            *cause = same[cause.0 as usize];
        }
        change.causes.sort_unstable();
        change.causes.dedup();
    }
    same
}

/// A fingerprint that does not change when lines, offsets or other changes do.
fn fingerprint(change: &Change) -> String {
    let s = &change.subject;
    let mut text = format!(
        "{}\0{}\0{}\0{}\0{}",
        change.rule.id(),
        s.kind,
        s.name,
        s.member.as_deref().unwrap_or(""),
        s.module.as_deref().unwrap_or("")
    );
    // Sizes and offsets of a record move with other changes to it; types, names, values and words do not.
    let follows_others = matches!(change.rule, Rule::MemberOffsetChanged | Rule::StructSizeChanged);
    for facts in [&change.old, &change.new] {
        text.push('\0');
        if let (Some(f), false) = (facts, follows_others) {
            for part in [&f.type_, &f.name, &f.text] {
                text.push_str(part.as_deref().unwrap_or(""));
                text.push('\x01');
            }
            if let Some(v) = f.value {
                text.push_str(&v.to_string());
            }
        }
    }
    format!("{:016x}", xxh3_64(text.as_bytes()))
}

fn findings(
    out: &mut Report,
    c: &Comparison<'_>,
    exports: &Exports,
    impact: &Impact,
    judged: &[(Severity, String)],
    same: &[ChangeId],
) -> Vec<String> {
    // Exports and modules that reach each root.
    let mut reached: Vec<Vec<u32>> = vec![Vec::new(); c.changes.len()];
    for (link, set) in impact.links.iter().enumerate() {
        for bit in set.ones() {
            reached[impact.roots[bit].0 as usize].push(link as u32);
        }
    }
    // Ids, unique: the same change of two things of one name is numbered.
    let mut order: Vec<u32> = (0..c.changes.len() as u32).filter(|&i| same[i as usize].0 == i).collect();
    order.sort_by_cached_key(|&i| {
        let change = &c.changes[i as usize];
        let s = &change.subject;
        let offset = change.new.as_ref().or(change.old.as_ref()).and_then(|f| f.bit_offset);
        let place = (s.kind, s.name.clone(), s.module.clone(), offset, change.rule, s.member.clone());
        (!change.root, Reverse(judged[i as usize].0), Reverse(reached[i as usize].len()), place)
    });
    let mut seen: FastMap<String, u32> = FastMap::default();
    let mut ids: Vec<String> = vec![String::new(); c.changes.len()];
    for &i in &order {
        let base = fingerprint(&c.changes[i as usize]);
        let count = seen.entry(base.clone()).or_insert(0);
        *count += 1;
        ids[i as usize] = if *count == 1 { base } else { format!("{base}-{count}") };
    }
    for (i, stands) in same.iter().enumerate() {
        if stands.0 as usize != i {
            ids[i] = ids[stands.0 as usize].clone();
        }
    }
    // What follows from each root.
    let mut derived: BTreeMap<ChangeId, Vec<u32>> = BTreeMap::new();
    for (i, change) in c.changes.iter().enumerate() {
        if !change.root && same[i].0 as usize == i {
            for cause in &change.causes {
                derived.entry(*cause).or_default().push(i as u32);
            }
        }
    }
    // Ids do not depend on how findings are ranked.
    let ranks = rank::Ranks::new(c, same);
    order.sort_by_cached_key(|&i| {
        let follow = derived.get(&ChangeId(i)).map_or(0, Vec::len);
        let rank = ranks.key(c, ChangeId(i), reached[i as usize].len(), follow);
        (!c.changes[i as usize].root, Reverse(judged[i as usize].0), rank)
    });
    // The layout of a pair is told with its first root.
    let mut laid_out: BTreeSet<PairId> = BTreeSet::new();
    let shown: Vec<(u32, bool)> = order
        .iter()
        .map(|&i| {
            let change = &c.changes[i as usize];
            (i, matches!(change.owner, Owner::Pair(p) if change.root && laid_out.insert(p)))
        })
        .collect();
    let known = declared::Known::of(c);
    let through = if c.tells_ways { through::of_roots(c, same, &reached) } else { BTreeMap::new() };
    let finding = |&(i, lay_out): &(u32, bool)| {
        let change = &c.changes[i as usize];
        let (severity, why) = judged[i as usize].clone();
        let declared = declared::of(c, exports, &known, change);
        let follow = derived.get(&ChangeId(i)).map_or(&[][..], Vec::as_slice);
        let mut caused_by: Vec<String> = change.causes.iter().map(|k| ids[k.0 as usize].clone()).collect();
        caused_by.sort();
        m::Finding {
            id: ids[i as usize].clone(),
            rule: change.rule,
            severity,
            why,
            root: change.root,
            subject: declared::placed(&change.subject, &declared),
            old: change.old.clone(),
            new: change.new.clone(),
            caused_by,
            derived: follow.len(),
            also: also(c, change, follow),
            impact: m::Impact {
                through: through.get(&ChangeId(i)).cloned(),
                ..impact_of(c, exports, impact, change, &reached[i as usize])
            },
            layout: if lay_out { layout(c, change) } else { Vec::new() },
            declared: if change.root { declared } else { m::Declared::default() },
            hunks: Vec::new(),
        }
    };
    out.findings = shown.par_iter().map(finding).collect();
    count(out);
    symbol_changes(out, c, exports, impact, judged, &ids);
    ids
}

/// Totals of the findings.
fn count(out: &mut Report) {
    for finding in &out.findings {
        if finding.root {
            match finding.severity {
                Severity::Breaking => out.counts.breaking += 1,
                Severity::Risky => out.counts.risky += 1,
                Severity::Source => out.counts.source += 1,
                Severity::Compatible => out.counts.compatible += 1,
                Severity::Cosmetic => out.counts.cosmetic += 1,
            }
        } else {
            out.counts.derived += 1;
        }
    }
}

/// The types of a change's pair side by side.
fn layout(c: &Comparison<'_>, change: &Change) -> Vec<m::LayoutLine> {
    let Owner::Pair(p) = change.owner else { return Vec::new() };
    let pair = &c.pairs[p.0 as usize];
    match (pair.old, pair.new) {
        (Some(a), Some(b)) => lines::layout(c.old, a, c.new, b),
        _ => Vec::new(),
    }
}

/// Names of other types and symbols that changed because of a root.
fn also(c: &Comparison<'_>, root: &Change, follow: &[u32]) -> Vec<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for &i in follow {
        let s = &c.changes[i as usize].subject;
        if (s.kind, &s.name) != (root.subject.kind, &root.subject.name) {
            let keyword =
                matches!(s.kind, SubjectKind::Struct | SubjectKind::Union | SubjectKind::Class | SubjectKind::Enum);
            names.insert(if keyword { format!("{} {}", s.kind, s.name) } else { s.name.clone() });
        }
    }
    names.into_iter().take(ALSO).collect()
}

fn module_of(g: &Graph, object: u32) -> String {
    let info = &g.objects[object as usize];
    info.module.clone().unwrap_or_else(|| info.name.clone())
}

fn impact_of(c: &Comparison<'_>, exports: &Exports, impact: &Impact, change: &Change, reached: &[u32]) -> m::Impact {
    let (g, h) = (c.old, c.new);
    match change.owner {
        Owner::OldExport(i) => {
            let e = &g.exports[i as usize];
            m::Impact {
                symbols: 1,
                modules: 1,
                sample: vec![g.str(e.name).to_owned()],
                path: vec![symbols::spelling(g, e)],
                through: None,
            }
        }
        Owner::NewExport(j) => {
            let e = &h.exports[j as usize];
            m::Impact {
                symbols: 1,
                modules: 1,
                sample: vec![h.str(e.name).to_owned()],
                path: vec![symbols::spelling(h, e)],
                through: None,
            }
        }
        Owner::Object => m::Impact::default(),
        Owner::Link(_) | Owner::Pair(_) => {
            let export = |l: u32| &g.exports[exports.both[l as usize].0 as usize];
            let mut path = Vec::new();
            let mut first = owner_link(change);
            if let Owner::Pair(p) = change.owner
                && let Some(way) = impact.path(c, p)
            {
                first = Some(way.link);
                path.extend(spelt(g, &way));
            }
            if let Some(l) = first {
                path.insert(0, symbols::spelling(g, export(l)));
            } else if path.is_empty() {
                path.extend(beside::place(c, change));
            }
            if !change.root {
                // Who reaches a derived change is who reaches its causes.
                return m::Impact { path, ..m::Impact::default() };
            }
            let modules: BTreeSet<u32> = reached.iter().map(|&l| export(l).object.0).collect();
            let mut sample: Vec<String> = Vec::new();
            for l in first.into_iter().chain(reached.iter().copied()) {
                let name = g.str(export(l).name);
                if sample.len() < SAMPLE && !sample.iter().any(|s| s == name) {
                    sample.push(name.to_owned());
                }
            }
            m::Impact { symbols: reached.len(), modules: modules.len(), sample, path, through: None }
        }
    }
}

/// Steps behind the export as C; the middle of a path that nobody reads to its end is left out.
fn spelt(g: &Graph, way: &Way) -> Vec<String> {
    let all = |steps: &[Step]| steps.iter().map(|s| s.spell(g)).filter(|s| !s.is_empty()).collect::<Vec<_>>();
    let mut out = all(way.front.get(1..).unwrap_or_default());
    if way.left_out > 0 {
        out.push(format!("... {} more", way.left_out));
    }
    out.extend(all(&way.back));
    out
}

fn symbol_changes(
    out: &mut Report,
    c: &Comparison<'_>,
    exports: &Exports,
    impact: &Impact,
    judged: &[(Severity, String)],
    ids: &[String],
) {
    let (g, h) = (c.old, c.new);
    let mut sets: FastMap<Vec<u32>, usize> = FastMap::default();
    let mut add =
        |out: &mut Report, g: &Graph, export: u32, change: m::SymbolOutcome, roots: Vec<u32>, kind: SymbolKind| {
            let e = &g.exports[export as usize];
            let severity = roots.iter().map(|&i| judged[i as usize].0).max().unwrap_or(Severity::Cosmetic);
            let next = out.reach_sets.len();
            let reaches = *sets.entry(roots).or_insert_with_key(|roots| {
                let mut list: Vec<String> = roots.iter().map(|&i| ids[i as usize].clone()).collect();
                list.sort();
                out.reach_sets.push(list);
                next
            });
            let info = &g.objects[e.object.0 as usize];
            out.symbols.push(m::SymbolChange {
                name: g.str(e.name).to_owned(),
                module: Some(info.module.clone().unwrap_or_else(|| module_of(g, e.object.0))),
                version: (!e.version.is_none()).then(|| g.str(e.version).to_owned()),
                kind,
                change,
                severity,
                reaches,
            });
        };
    let mut one_sided: FastMap<Owner, Vec<u32>> = FastMap::default();
    for (i, change) in c.changes.iter().enumerate() {
        if matches!(change.owner, Owner::OldExport(_) | Owner::NewExport(_)) {
            one_sided.entry(change.owner).or_default().push(i as u32);
        }
    }
    for &i in &exports.removed {
        let roots = one_sided.remove(&Owner::OldExport(i)).unwrap_or_default();
        add(out, g, i, m::SymbolOutcome::Removed, roots, g.exports[i as usize].kind);
        out.counts.symbols_removed += 1;
    }
    for &j in &exports.added {
        let roots = one_sided.remove(&Owner::NewExport(j)).unwrap_or_default();
        add(out, h, j, m::SymbolOutcome::Added, roots, h.exports[j as usize].kind);
        out.counts.symbols_added += 1;
    }
    for (link, &(i, j)) in exports.both.iter().enumerate() {
        let set = &impact.links[link];
        if set.is_clear() {
            continue;
        }
        let roots: Vec<u32> = set.ones().map(|b| impact.roots[b].0).collect();
        add(out, g, i, m::SymbolOutcome::Changed, roots, h.exports[j as usize].kind);
        out.counts.symbols_changed += 1;
    }
    out.symbols.sort_by(|a, b| (&a.name, &a.module, &a.version).cmp(&(&b.name, &b.module, &b.version)));
}

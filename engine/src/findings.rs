//! From changes to findings: severity, order, fingerprints, impact.

pub(crate) mod beside;
pub(crate) mod consumer;
mod declared;
pub(crate) mod ids;
pub(crate) mod impact;
pub(crate) mod lines;
mod make;
pub(crate) mod passing;
mod rank;
pub(crate) mod reserves;
mod through;
pub(crate) mod trace;

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::compare::change::{Change, ChangeId, Evidence, Owner};
use crate::compare::symbols::Exports;
use crate::compare::types::{Comparison, StandIns};
use crate::compare::{evidence, named, symbols, unstated};
use crate::findings::impact::Impact;
use crate::findings::trace::Trace;
use crate::graph::loaded::Loaded;
use crate::graph::{Kind, Machine, Untyped, interface};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::options::{Observer, Options, Profile};
use crate::judge;
use crate::judge::{core, reach};
use crate::model::report as m;
use crate::model::report::Report;
use crate::rules::Rule;
use crate::rules::doubt::Doubt;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::{NameReason, Reason};
use crate::words::doubts;

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
    out.diagnostics.extend(symbols::asked::append(&mut a, &mut b).map(diagnostic));
    let (old, new) = (&*a, &*b);
    observer.phase("compare");
    let (g, h) = (&old.graph, &new.graph);
    let mut c = Comparison::new(g, h);
    c.core = out.profile.is_some();
    c.tells_ways = true;
    c.words.clone_from(&o.public_headers.words);
    let exports = symbols::pair(g, h);
    symbols::compare(&mut c, &exports);
    let unknown: Vec<Diagnostic> = evidence::doubts(old, new, &exports).into_iter().map(diagnostic).collect();
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

/// A doubt as reports have it.
fn diagnostic(doubt: Doubt) -> Diagnostic {
    let Doubt { object, of } = doubt;
    let message = doubts::message(&of);
    Diagnostic { level: of.level(), code: of.code(), object, section: String::new(), offset: None, message }
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
    out.diagnostics.extend([old, new].into_iter().flat_map(unstated::of_side).map(diagnostic));
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
    judge::asked::tie(&mut c, exports);
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
    out.diagnostics.extend(c.unstated.doubts((g, h)).into_iter().map(diagnostic));
    removed_typedefs(&mut c);
    observer.phase("root causes");
    let layout_roots = impact::layout_roots(&mut c);
    derived_values(&mut c, exports, &layout_roots);
    crate::compare::fold::counts(&mut c);
    judge::private::fold(&mut c, exports);
    observer.phase("classify");
    let same = ids::duplicates(&mut c);
    let plumbing: Vec<bool> =
        exports.both.iter().map(|&(i, _)| g.str(g.exports[i as usize].name).starts_with('_')).collect();
    let (from, reach) = rayon::join(|| impact::search(&c, &plumbing), reach);
    let judge = |change| {
        let reason = judge::decide(&c, exports, &reach, change);
        if core { core::judge(&c, exports, change, reason) } else { reason }
    };
    let mut judged: Vec<Reason> = c.changes.par_iter().map(judge).collect();
    judge::worst_of_copies(&same, &mut judged);
    if !core {
        judge::alike::fold_places(&mut c, &same, &mut judged);
    }
    judge::settle(&c.changes, &same, &mut judged);
    let impact = Impact::new(&c, &same, from);
    observer.phase("report");
    let ids = make::findings(&mut out, &c, exports, &impact, &judged, &same);
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
        let judged = without_typedef(c.stand_ins.get(&subject.name));
        // One for each place that named it: they are copies of one finding, which all their exports reach.
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            let (subject, sides, judged) = (subject.clone(), (Some(facts.clone()), None), judged.clone());
            c.add(Change::decided(Rule::TypedefRemoved, owner, subject, sides, judged));
        }
    }
}

/// What stands in the place of a typedef that is gone.
fn without_typedef(stand_ins: Option<&StandIns>) -> NameReason {
    let names = stand_ins.iter().flat_map(|s| &s.names).cloned().collect();
    NameReason::TypedefGone { names, differ: stand_ins.is_some_and(|s| s.differ) }
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
            c.add(Change {
                rule: Rule::VariableSizeChanged,
                owner: Owner::Link(crate::compare::change::LinkId(n as u32)),
                subject: symbols::subject(g, x),
                old: Some(facts(x.size)),
                new: Some(facts(y.size)),
                judgement: Evidence::VariableSize { of_kernel: x.ksym.is_some() }.into(),
                affects_layout: false,
                causes: causes.into_iter().collect(),
                root: false,
            });
        }
    }
}

//! From changes to findings: order, ids, impact. `lib.rs` calls what stands here, step by step.

pub(crate) mod beside;
mod constants;
mod declared;
pub(crate) mod ids;
pub(crate) mod impact;
mod inline;
pub(crate) mod interfaces;
pub(crate) mod lines;
pub(crate) mod make;
pub(crate) mod origin;
pub(crate) mod passing;
mod randomized;
mod rank;
pub(crate) mod release;
pub(crate) mod reserves;
mod rust;
mod shown;
mod through;
pub(crate) mod trace;

use std::collections::BTreeSet;

use crate::compare::change::{Change, ChangeId, Evidence, Owner};
use crate::compare::symbols::Exports;
use crate::compare::types::{Comparison, StandIns};
use crate::compare::{named, symbols, unstated};
use crate::graph::loaded::Loaded;
use crate::graph::{Kind, Untyped};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::judge;
use crate::model::report as m;
use crate::model::report::Report;
use crate::rules::Rule;
use crate::rules::doubt::Doubt;
use crate::rules::facts::SubjectKind;
use crate::rules::reason::NameReason;
use crate::words::doubts;

/// A doubt as reports have it.
pub(crate) fn diagnostic(doubt: Doubt) -> Diagnostic {
    let Doubt { object, of } = doubt;
    let message = doubts::message(&of);
    Diagnostic { level: of.level(), code: of.code(), object, section: String::new(), offset: None, message }
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
        releases: Vec::new(),
        diagnostics: old.diagnostics.iter().chain(&new.diagnostics).cloned().collect(),
        attribution: None,
        configuration: None,
        profile: None,
        public_headers: None,
        suppressed: None,
    };
    out.diagnostics.extend([old, new].into_iter().flat_map(unstated::of_side).map(diagnostic));
    out.diagnostics.sort();
    out.diagnostics.dedup();
    out
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

/// Everything that differs, as changes: what waited to be compared, the options that objects were compiled with, and where
/// all types count, those that only one side has. What could not be told goes into the report.
pub(crate) fn find(out: &mut Report, c: &mut Comparison<'_>, exports: &Exports) {
    c.run();
    judge::asked::tie(c, exports);
    crate::compare::declared::static_members::compare(c, exports);
    crate::compare::modes::compare(c, exports);
    crate::compare::rust::compare(c, exports);
    if out.profile.is_some() {
        named::compare(c);
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
    out.diagnostics.extend(c.conflicts.doubts().into_iter().map(diagnostic));
    out.diagnostics.extend(c.unstated.doubts((c.old, c.new)).into_iter().map(diagnostic));
    removed_typedefs(c);
    versions(c);
    if let Some(sources) = c.sources.take() {
        shown::compare(c, &sources.old, &sources.new);
    }
}

/// What follows from what: changes of values from those inside them, and what is one change at many places.
pub(crate) fn derive(c: &mut Comparison<'_>, exports: &Exports) {
    crate::compare::class::symbols::fold(c, exports);
    let layout_roots = impact::layout_roots(c);
    derived_values(c, exports, &layout_roots);
    crate::compare::fold::counts(c);
    crate::compare::fold::arguments(c);
    judge::private::fold(c, exports);
}

/// The exports that are no interface of their own to whoever looks for a short path: those that start with `_`.
pub(crate) fn plumbing(c: &Comparison<'_>, exports: &Exports) -> Vec<bool> {
    let names = exports.both.iter().map(|&(i, _)| c.old.str(c.old.exports[i as usize].name));
    names.map(|name| name.starts_with('_')).collect()
}

/// The verdict, once all findings and diagnostics are there.
pub(crate) fn settle(out: &mut Report, allow_incomplete: bool) {
    out.diagnostics.sort();
    out.diagnostics.dedup();
    let lost = out.diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost);
    let worst = out.findings.iter().filter(|f| f.root).map(|f| f.severity).max();
    out.verdict = match worst {
        _ if lost && !allow_incomplete => m::Verdict::Incomplete,
        Some(worst) => worst.into(),
        None => m::Verdict::None,
    };
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
        let judged = without_typedef(c.stand_ins.get(&subject.name), c.reads_header(subject.file.as_deref()));
        // One for each place that named it: they are copies of one finding, which all their exports reach.
        owners.sort_unstable();
        owners.dedup();
        for owner in owners {
            let (subject, sides, judged) = (subject.clone(), (Some(facts.clone()), None), judged.clone());
            c.add(Change::decided(Rule::TypedefRemoved, owner, subject, sides, judged));
        }
    }
}

/// Types that stand in another versioned namespace are one finding, which follows from that of its functions.
fn versions(c: &mut Comparison<'_>) {
    for ((old, new), mut owners) in std::mem::take(&mut c.versions) {
        owners.sort_unstable();
        owners.dedup();
        let subject = m::Subject { kind: SubjectKind::Namespace, name: old.clone(), ..m::Subject::default() };
        let facts = |name: &str| Some(m::Facts { name: Some(name.to_owned()), ..m::Facts::default() });
        let of_symbols = c.changes.iter().position(|change| {
            let name = change.new.as_ref().and_then(|f| f.name.as_deref());
            change.rule == Rule::InlineNamespaceChanged && change.subject.name == old && name == Some(&new)
        });
        let judged = NameReason::OtherVersion(owners.len());
        for owner in owners {
            let sides = (facts(&old), facts(&new));
            let mut change =
                Change::decided(Rule::InlineNamespaceChanged, owner, subject.clone(), sides, judged.clone());
            if let Some(at) = of_symbols {
                (change.root, change.causes) = (false, vec![ChangeId(at as u32)]);
            }
            c.add(change);
        }
    }
}

/// What stands in the place of a typedef that is gone.
fn without_typedef(stand_ins: Option<&StandIns>, is_read: bool) -> NameReason {
    let names = stand_ins.iter().flat_map(|s| &s.names).cloned().collect();
    NameReason::TypedefGone { names, differ: stand_ins.is_some_and(|s| s.differ), is_read }
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

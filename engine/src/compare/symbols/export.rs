//! What changed at one export of both sides: its symbol, its version, and its type.

use super::declarations;
use super::exported::{subject, words};
use super::libraries::Libraries;
use super::tables;
use crate::compare::change::{Evidence, LinkId, Owner, Step};
use crate::compare::function;
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::CHAIN;
use crate::graph::interface::{is_assembled, is_dumped_assembler};
use crate::graph::unknown::is_unknown;
use crate::graph::{
    Binding, Export, Flags, Graph, Kind, ObjectKind, SymbolKind, Traits, TypeId, Untyped, Visibility, spell,
};
use crate::rules::Rule;
use crate::rules::doubt::Statement;
use crate::rules::facts::Facts;
use crate::rules::reason::{ExportReason, TypeUnknown};
use crate::rules::said::{Known, Said};

/// Everything about one export of both sides.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    libraries: &Libraries,
    link: LinkId,
    old_export: &Export,
    new_export: &Export,
) {
    let mut place = Place {
        owner: Owner::Link(link),
        subject: subject(comparison.old, old_export),
        rule: Rule::VariableTypeChanged,
        role: Role::Variable,
        callback: false,
        // The path of a finding starts with the export itself.
        step: Step::None,
    };
    if place.subject.file.is_none() {
        let other = subject(comparison.new, new_export);
        (place.subject.file, place.subject.line) = (other.file, other.line);
    }
    let kinds_differ = kind(comparison, &place, old_export, new_export);
    binding(comparison, &place, old_export, new_export);
    visibility(comparison, &place, old_export, new_export);
    if old_export.variant_pcs != new_export.variant_pcs {
        let (old, new) = words(Said::VariantCalls(old_export.variant_pcs), Said::VariantCalls(new_export.variant_pcs));
        let evidence = Evidence::VariantPcs { now: new_export.variant_pcs };
        comparison.add_at(&place, Rule::CallingConventionChanged, old, new, evidence, false);
    }
    versions(comparison, libraries, &place, old_export, new_export);
    kernel(comparison, &place, old_export, new_export);
    if !kinds_differ {
        types(comparison, &place, old_export, new_export);
    }
}

fn is_function(kind: SymbolKind) -> bool {
    matches!(kind, SymbolKind::Function | SymbolKind::Ifunc)
}

fn is_data(kind: SymbolKind) -> bool {
    matches!(kind, SymbolKind::Object | SymbolKind::Tls)
}

/// What the symbol is. Returns whether it is code on one side and data on the other.
fn kind(comparison: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) -> bool {
    if x.kind == y.kind || x.kind == SymbolKind::Untyped || y.kind == SymbolKind::Untyped {
        return false;
    }
    let (old, new) = words(Said::Kind(x.kind), Said::Kind(y.kind));
    let is_called = is_function(x.kind) && is_function(y.kind);
    let reason = if is_called { ExportReason::LoaderPicksTheCode } else { ExportReason::CodeAgainstData };
    comparison.add_at(place, Rule::SymbolTypeChanged, old, new, reason, false);
    !is_called
}

/// How it binds.
fn binding(comparison: &mut Comparison<'_>, place: &Place, old_export: &Export, new_export: &Export) {
    let is_alike = old_export.binding == new_export.binding;
    if is_alike || declarations::is_vague((comparison.old, old_export), (comparison.new, new_export)) {
        return;
    }
    let (old, new) = words(Said::Binding(old_export.binding), Said::Binding(new_export.binding));
    let is_linked = |graph: &Graph, e: &Export| {
        let kind = graph.objects[e.object.0 as usize].linkage.kind;
        matches!(kind, ObjectKind::Library | ObjectKind::Program)
    };
    let is_unique = old_export.binding == Binding::Unique || new_export.binding == Binding::Unique;
    let reason = if old_export.ksym.is_some() && new_export.ksym.is_some() {
        ExportReason::ModulesSeeNoBinding
    } else if !is_unique && is_linked(comparison.old, old_export) && is_linked(comparison.new, new_export) {
        ExportReason::FirstDefinitionCounts
    } else {
        ExportReason::AnotherDefinitionMayCount
    };
    comparison.add_at(place, Rule::SymbolBindingChanged, old, new, reason, false);
}

/// Who sees it.
fn visibility(comparison: &mut Comparison<'_>, place: &Place, old_export: &Export, new_export: &Export) {
    if old_export.visibility == new_export.visibility {
        return;
    }
    let (old, new) = words(Said::Visibility(old_export.visibility), Said::Visibility(new_export.visibility));
    let reason = if new_export.visibility == Visibility::Default || old_export.visibility == Visibility::Hidden {
        ExportReason::StillBinds
    } else if new_export.visibility == Visibility::Hidden {
        ExportReason::NotHandedOn
    } else {
        ExportReason::CopyOrAddress
    };
    comparison.add_at(place, Rule::SymbolVisibilityChanged, old, new, reason, false);
}

/// Its type, or that a side has none.
fn types(comparison: &mut Comparison<'_>, place: &Place, old_export: &Export, new_export: &Export) {
    if let (Some(t), Some(u)) = (old_export.type_id, new_export.type_id)
        && comparison.equal(t, u)
    {
        typed(comparison, place, old_export, new_export, t, u);
        return;
    }
    if is_dumped_assembler(comparison.old, old_export, new_export)
        || is_dumped_assembler(comparison.new, new_export, old_export)
    {
        return;
    }
    let type_of = |graph: &Graph, e: &Export| e.type_id.filter(|&t| !is_assembled(graph, e) && !is_unknown(graph, t));
    match (type_of(comparison.old, old_export), type_of(comparison.new, new_export)) {
        (Some(t), Some(u)) => typed(comparison, place, old_export, new_export, t, u),
        (None, None) if is_data(old_export.kind) && old_export.size != new_export.size => {
            let is_dump = |graph: &Graph, e: &Export| graph.objects[e.object.0 as usize].is_dump();
            if is_dump(comparison.old, old_export) || is_dump(comparison.new, new_export) {
                return;
            }
            if tables::resized(comparison, place, old_export, new_export) {
                return;
            }
            // Thread-local data is never copied into a program.
            let reason = match (old_export.kind, new_export.size > old_export.size) {
                (SymbolKind::Tls, true) => ExportReason::ThreadsBlockGrew,
                (SymbolKind::Tls, false) => ExportReason::ThreadsBlockShrank,
                _ => ExportReason::CopyOfUntypedData,
            };
            comparison.add_at(
                place,
                Rule::SymbolSizeChanged,
                sized(old_export.size),
                sized(new_export.size),
                reason,
                false,
            );
        }
        (t, u)
            if t.is_some() != u.is_some()
                && (old_export.kind == new_export.kind
                    || is_function(old_export.kind) && is_function(new_export.kind)) =>
        {
            // Where a whole object has no debug information, one diagnostic says so for all.
            let has = |graph: &Graph, e: &Export| graph.objects[e.object.0 as usize].units > 0;
            // Of what is assembler on both sides, and declared in C on one, a note says that it was not compared.
            let both_stated = old_export.untyped == Untyped::Stated && new_export.untyped == Untyped::Stated;
            // What a dump gives no type is lost evidence of the whole dump; of a kernel's it is none.
            let is_lost = |graph: &Graph, e: &Export, t: Option<TypeId>| {
                t.is_none() && e.ksym.is_none() && graph.objects[e.object.0 as usize].is_dump()
            };
            let is_lost = is_lost(comparison.old, old_export, t) || is_lost(comparison.new, new_export, u);
            if has(comparison.old, old_export) && has(comparison.new, new_export) && !both_stated && !is_lost {
                let state = |t: Option<TypeId>, e: &Export| match t {
                    Some(_) => Known::Typed,
                    None if e.type_id.is_some() => Known::Unreadable,
                    None if e.untyped == Untyped::Stated => Known::Assembler,
                    None => Known::Nothing,
                };
                let (old, new) = words(Said::Known(state(t, old_export)), Said::Known(state(u, new_export)));
                let side = if t.is_none() { old_export } else { new_export };
                let unknown = if side.type_id.is_some() {
                    TypeUnknown::Unread
                } else if side.untyped == Untyped::Stated {
                    TypeUnknown::Assembler
                } else {
                    TypeUnknown::Undescribed
                };
                comparison.add_at(place, Rule::SymbolTypeUnknown, old, new, ExportReason::TypeUnknown(unknown), false);
            }
        }
        _ => {}
    }
}

/// So many bytes.
fn sized(bytes: u64) -> Facts {
    Facts { bit_size: Some(bytes.saturating_mul(8)), ..Facts::default() }
}

/// Its version, and which one new links bind to.
fn versions(
    comparison: &mut Comparison<'_>,
    libraries: &Libraries,
    place: &Place,
    old_export: &Export,
    new_export: &Export,
) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (v, w) = (old_graph.str(old_export.version), new_graph.str(new_export.version));
    let w_name = new_graph.str(new_export.name);
    let has_default =
        |graph: &Graph, name: &str| graph.exports.iter().any(|e| e.version_default && graph.str(e.name) == name);
    if v.is_empty() && !w.is_empty() {
        let (old, new) = words(Said::Unversioned, Said::name(w));
        let reason = if new_export.version_default || has_default(new_graph, w_name) {
            ExportReason::FoundWithoutVersion
        } else {
            ExportReason::NewLinksFindNoDefault
        };
        comparison.add_at(place, Rule::SymbolBecameVersioned, old, new, reason, false);
    } else if !v.is_empty() && w.is_empty() {
        let (old, new) = words(Said::name(v), Said::Unversioned);
        let reason = match libraries.moved_from(old_graph, old_export, new_export) {
            Some(from) => ExportReason::OfAnotherFile { from: from.to_owned() },
            None => became_unversioned(new_graph, new_export),
        };
        comparison.add_at(place, Rule::SymbolBecameUnversioned, old, new, reason, false);
    } else if old_export.version_default && !new_export.version_default {
        let (old, new) = words(Said::Version(v.to_owned(), true), Said::Version(w.to_owned(), false));
        let reason = if has_default(new_graph, w_name) {
            ExportReason::OnlyNewLinksElsewhere
        } else {
            ExportReason::NoDefaultVersion
        };
        comparison.add_at(place, Rule::SymbolVersionDefaultChanged, old, new, reason, false);
    } else if !old_export.version_default && new_export.version_default {
        let had_default = old_graph.exports.iter().any(|e| {
            e.version_default && old_graph.str(e.name) == old_graph.str(old_export.name) && !e.version.is_none()
        });
        let has_other = new_graph.exports.iter().any(|e| {
            new_graph.str(e.name) == old_graph.str(old_export.name)
                && new_graph.str(e.version) != w
                && !e.version.is_none()
        });
        // Where the old default lost it, that export says so.
        if !had_default || !has_other {
            let (old, new) = words(Said::Version(v.to_owned(), false), Said::Version(w.to_owned(), true));
            let reason = ExportReason::OnlyNewLinksElsewhere;
            comparison.add_at(place, Rule::SymbolVersionDefaultChanged, old, new, reason, false);
        }
    }
}

/// What the loader does where a reference with a version ends at a symbol without one.
fn became_unversioned(h: &Graph, y: &Export) -> ExportReason {
    let object = &h.objects[y.object.0 as usize];
    let traits = object.linkage.traits;
    if !object.version_nodes.is_empty() {
        ExportReason::OtherVersionsAreDefined
    } else if traits.has(Traits::DYNAMIC) && !traits.has(Traits::VERSION_TABLE) {
        ExportReason::LoaderAborts
    } else {
        ExportReason::LoaderWarns
    }
}

/// What a kernel says of its export.
fn kernel(comparison: &mut Comparison<'_>, place: &Place, old_export: &Export, new_export: &Export) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let (Some(k), Some(l)) = (old_export.ksym, new_export.ksym) else { return };
    // Dumps of other tools tell only namespaces.
    let is_told = |graph: &Graph, e: &Export| !graph.objects[e.object.0 as usize].is_dump();
    let told = is_told(old_graph, old_export) && is_told(new_graph, new_export);
    if told && k.gpl_only != l.gpl_only {
        let (old, new) = words(Said::GplOnly(k.gpl_only), Said::GplOnly(l.gpl_only));
        let (rule, reason) = if l.gpl_only {
            (Rule::SymbolBecameGplOnly, ExportReason::OtherLicencesRefused)
        } else {
            (Rule::SymbolNoLongerGplOnly, ExportReason::EveryModuleMayUseIt)
        };
        comparison.add_at(place, rule, old, new, reason, false);
    }
    let (n, m) = (old_graph.str(k.namespace), new_graph.str(l.namespace));
    if n != m {
        let (old, new) = words(Said::name(n), Said::name(m));
        let reason = if m.is_empty() {
            ExportReason::NoImportNeeded
        } else {
            ExportReason::ImportNeeded { namespace: m.to_owned() }
        };
        comparison.add_at(place, Rule::SymbolNamespaceChanged, old, new, reason, false);
    }
    let module = |graph: &Graph, e: &Export| graph.objects[e.object.0 as usize].module.clone().unwrap_or_default();
    let (s, t) = (module(old_graph, old_export), module(new_graph, new_export));
    if told && s != t {
        let (old, new) = words(Said::name(s), Said::name(t));
        comparison.add_at(place, Rule::SymbolModuleChanged, old, new, ExportReason::DepmodFindsIt, false);
    }
}

/// Compares the types of both sides.
pub(super) fn typed(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old_export: &Export,
    new_export: &Export,
    t: TypeId,
    u: TypeId,
) {
    let (old_graph, new_graph) = (comparison.old, comparison.new);
    let function = (old_graph.node(t).kind == Kind::Function, new_graph.node(u).kind == Kind::Function);
    if function.0 && function.1 {
        let uses = if comparison.equal(t, u) { Vec::new() } else { function::compare(comparison, place, t, u) };
        for (at, a, b) in uses {
            comparison.compare_use(at, a, b);
        }
        return;
    }
    if function.0 != function.1 {
        return;
    }
    let before = comparison.changes.len();
    let children = |comparison: &Comparison<'_>| match place.owner {
        Owner::Link(l) => comparison.link_children[l.0 as usize].len(),
        _ => 0,
    };
    let first = children(comparison);
    let lengths = lengths((old_graph, old_export, t), (new_graph, new_export, u));
    let grown = grown_behind(comparison, (old_export, t), (new_export, u), lengths);
    match lengths {
        _ if grown => {
            let (a, b) = (facts_of(old_graph, old_export, t), facts_of(new_graph, new_export, u));
            comparison.add_at(place, Rule::ArrayLengthChanged, a, b, ExportReason::FurtherElements, true);
        }
        // One side does not say how many there are; the symbols do.
        Some(((a, _), (b, _))) if flexible(old_graph, t) != flexible(new_graph, u) => {
            comparison.compare_use(place.clone(), a, b);
        }
        _ if !comparison.equal(t, u) => comparison.compare_use(place.clone(), t, u),
        _ => {}
    }
    // Const that stands inside a typedef: the variable lies in read-only memory all the same.
    let (was, is) = (is_const(old_graph, t), is_const(new_graph, u));
    let rules = [Rule::VariableBecameConst, Rule::VariableNoLongerConst];
    if was != is && !comparison.changes[before..].iter().any(|change| rules.contains(&change.rule)) {
        let facts = |graph: &Graph, id| Facts { type_: Some(spell::type_name(graph, id)), ..Facts::default() };
        let rule = if is { rules[0] } else { rules[1] };
        comparison.add_at(place, rule, facts(old_graph, t), facts(new_graph, u), Evidence::Const { now: is }, false);
    }
    let held = |comparison: &Comparison<'_>| match place.owner {
        Owner::Link(l) => {
            let own = &comparison.link_children[l.0 as usize][first..];
            own.iter().any(|child| child.by_value && comparison.pairs[child.pair.0 as usize].layout_changed)
        }
        _ => false,
    };
    let is_sized = lengths.is_none_or(|_| flexible(old_graph, t) == flexible(new_graph, u))
        && old_graph.size_of(t) != new_graph.size_of(u);
    let explained =
        is_sized || comparison.changes[before..].iter().any(|change| change.affects_layout) || held(comparison);
    if old_export.size != new_export.size
        && old_export.size != 0
        && new_export.size != 0
        && is_data(old_export.kind)
        && is_data(new_export.kind)
        && !explained
    {
        let evidence = Evidence::VariableSize { of_kernel: old_export.ksym.is_some() };
        comparison.add_at(
            place,
            Rule::VariableSizeChanged,
            sized(old_export.size),
            sized(new_export.size),
            evidence,
            false,
        );
    }
    let (old, new) = comparison.silent(place);
    let silent = if old_export.alignment == 0 { old } else { new };
    let one_sided = old_export.alignment == 0 || new_export.alignment == 0;
    if old_export.alignment != new_export.alignment && one_sided && silent.has(Flags::SILENT_ALIGNMENT) {
        comparison.note_unstated(place, Statement::RequestedAlignment, (old_export.alignment, new_export.alignment));
    } else if old_export.alignment != new_export.alignment {
        let facts = |a: u32| Facts { bit_alignment: (a != 0).then(|| u64::from(a) * 8), ..Facts::default() };
        let reason = ExportReason::AlignmentReliedOn;
        comparison.add_at(
            place,
            Rule::VariableAlignmentChanged,
            facts(old_export.alignment),
            facts(new_export.alignment),
            reason,
            false,
        );
    }
}

/// An array without a length.
fn flexible(graph: &Graph, t: TypeId) -> bool {
    let node = graph.node(graph.strip(t));
    node.kind == Kind::Array && node.flags.has(Flags::FLEXIBLE)
}

type Side<'a> = (&'a Graph, &'a Export, TypeId);

/// Elements and lengths of two arrays. One that was declared without a length has that which its symbol has room for.
fn lengths(old: Side<'_>, new: Side<'_>) -> Option<((TypeId, u64), (TypeId, u64))> {
    let one = |(graph, e, t): Side<'_>| {
        let node = graph.node(graph.strip(t));
        if node.kind != Kind::Array || node.flags.has(Flags::VECTOR) {
            return None;
        }
        let element = graph.target(graph.strip(t));
        let size = graph.size_of(element).filter(|s| *s > 0)?;
        let room = || (e.size > 0 && e.size.is_multiple_of(size)).then_some(e.size / size);
        Some((element, if node.flags.has(Flags::FLEXIBLE) { room()? } else { node.aux }))
    };
    one(old).zip(one(new))
}

/// Whether a constant array of a kernel got further elements behind those that it had: no module holds a copy of it.
fn grown_behind(
    comparison: &Comparison<'_>,
    (x, t): (&Export, TypeId),
    (y, u): (&Export, TypeId),
    lengths: Option<((TypeId, u64), (TypeId, u64))>,
) -> bool {
    let kernel = x.ksym.is_some() && y.ksym.is_some();
    let constant = is_const(comparison.old, t) && is_const(comparison.new, u);
    lengths.is_some_and(|((a, n), (b, m))| kernel && constant && m > n && comparison.equal(a, b))
}

/// A variable with the size that its symbol says.
fn facts_of(graph: &Graph, export: &Export, t: TypeId) -> Facts {
    Facts {
        type_: Some(spell::declaration(graph, t, graph.str(export.name))),
        bit_size: (export.size > 0).then(|| export.size.saturating_mul(8)),
        ..Facts::default()
    }
}

/// Whether a value of a type cannot be written to: some typedef, qualifier or array around it says so.
fn is_const(graph: &Graph, mut id: TypeId) -> bool {
    for _ in 0..CHAIN {
        match graph.node(id).kind {
            Kind::Const => return true,
            Kind::Typedef | Kind::Volatile | Kind::Restrict | Kind::Atomic | Kind::Array => id = graph.target(id),
            _ => return false,
        }
    }
    false
}

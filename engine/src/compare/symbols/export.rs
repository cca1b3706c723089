//! What changed at one export of both sides: its symbol, its version, and its type.

use super::exported::{subject, words};
use crate::compare::change::{Evidence, LinkId, Owner, Step};
use crate::compare::function;
use crate::compare::types::{Comparison, Place, Role};
use crate::graph::CHAIN;
use crate::graph::interface::is_assembled;
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
pub(super) fn compare(c: &mut Comparison<'_>, link: LinkId, x: &Export, y: &Export) {
    let mut place = Place {
        owner: Owner::Link(link),
        subject: subject(c.old, x),
        rule: Rule::VariableTypeChanged,
        role: Role::Variable,
        callback: false,
        // The path of a finding starts with the export itself.
        step: Step::None,
    };
    if place.subject.file.is_none() {
        let other = subject(c.new, y);
        (place.subject.file, place.subject.line) = (other.file, other.line);
    }
    let kinds_differ = kind(c, &place, x, y);
    binding(c, &place, x, y);
    visibility(c, &place, x, y);
    if x.variant_pcs != y.variant_pcs {
        let (old, new) = words(Said::VariantCalls(x.variant_pcs), Said::VariantCalls(y.variant_pcs));
        let evidence = Evidence::VariantPcs { now: y.variant_pcs };
        c.add_at(&place, Rule::CallingConventionChanged, old, new, evidence, false);
    }
    versions(c, &place, x, y);
    kernel(c, &place, x, y);
    if !kinds_differ {
        types(c, &place, x, y);
    }
}

fn is_function(kind: SymbolKind) -> bool {
    matches!(kind, SymbolKind::Function | SymbolKind::Ifunc)
}

fn is_data(kind: SymbolKind) -> bool {
    matches!(kind, SymbolKind::Object | SymbolKind::Tls)
}

/// What the symbol is. Returns whether it is code on one side and data on the other.
fn kind(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) -> bool {
    if x.kind == y.kind || x.kind == SymbolKind::Untyped || y.kind == SymbolKind::Untyped {
        return false;
    }
    let (old, new) = words(Said::Kind(x.kind), Said::Kind(y.kind));
    let is_called = is_function(x.kind) && is_function(y.kind);
    let reason = if is_called { ExportReason::LoaderPicksTheCode } else { ExportReason::CodeAgainstData };
    c.add_at(place, Rule::SymbolTypeChanged, old, new, reason, false);
    !is_called
}

/// How it binds.
fn binding(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) {
    if x.binding == y.binding {
        return;
    }
    let (old, new) = words(Said::Binding(x.binding), Said::Binding(y.binding));
    let is_linked = |g: &Graph, e: &Export| {
        let kind = g.objects[e.object.0 as usize].linkage.kind;
        matches!(kind, ObjectKind::Library | ObjectKind::Program)
    };
    let is_unique = x.binding == Binding::Unique || y.binding == Binding::Unique;
    let reason = if x.ksym.is_some() && y.ksym.is_some() {
        ExportReason::ModulesSeeNoBinding
    } else if !is_unique && is_linked(c.old, x) && is_linked(c.new, y) {
        ExportReason::FirstDefinitionCounts
    } else {
        ExportReason::AnotherDefinitionMayCount
    };
    c.add_at(place, Rule::SymbolBindingChanged, old, new, reason, false);
}

/// Who sees it.
fn visibility(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) {
    if x.visibility == y.visibility {
        return;
    }
    let (old, new) = words(Said::Visibility(x.visibility), Said::Visibility(y.visibility));
    let reason = if y.visibility == Visibility::Default || x.visibility == Visibility::Hidden {
        ExportReason::StillBinds
    } else if y.visibility == Visibility::Hidden {
        ExportReason::NotHandedOn
    } else {
        ExportReason::CopyOrAddress
    };
    c.add_at(place, Rule::SymbolVisibilityChanged, old, new, reason, false);
}

/// Its type, or that a side has none.
fn types(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) {
    if let (Some(t), Some(u)) = (x.type_id, y.type_id)
        && c.equal(t, u)
    {
        typed(c, place, x, y, t, u);
        return;
    }
    let type_of = |g: &Graph, e: &Export| e.type_id.filter(|&t| !is_assembled(g, e) && !is_unknown(g, t));
    match (type_of(c.old, x), type_of(c.new, y)) {
        (Some(t), Some(u)) => typed(c, place, x, y, t, u),
        (None, None) if is_data(x.kind) && x.size != y.size => {
            let reason = ExportReason::CopyOfUntypedData;
            c.add_at(place, Rule::SymbolSizeChanged, sized(x.size), sized(y.size), reason, false);
        }
        (t, u) if t.is_some() != u.is_some() && (x.kind == y.kind || is_function(x.kind) && is_function(y.kind)) => {
            // Where a whole object has no debug information, one diagnostic says so for all.
            let has = |g: &Graph, e: &Export| g.objects[e.object.0 as usize].units > 0;
            // Of what is assembler on both sides, and declared in C on one, a note says that it was not compared.
            let both_stated = x.untyped == Untyped::Stated && y.untyped == Untyped::Stated;
            if has(c.old, x) && has(c.new, y) && !both_stated {
                let state = |t: Option<TypeId>, e: &Export| match t {
                    Some(_) => Known::Typed,
                    None if e.type_id.is_some() => Known::Unreadable,
                    None if e.untyped == Untyped::Stated => Known::Assembler,
                    None => Known::Nothing,
                };
                let (old, new) = words(Said::Known(state(t, x)), Said::Known(state(u, y)));
                let side = if t.is_none() { x } else { y };
                let unknown = if side.type_id.is_some() {
                    TypeUnknown::Unread
                } else if side.untyped == Untyped::Stated {
                    TypeUnknown::Assembler
                } else {
                    TypeUnknown::Undescribed
                };
                c.add_at(place, Rule::SymbolTypeUnknown, old, new, ExportReason::TypeUnknown(unknown), false);
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
fn versions(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) {
    let (g, h) = (c.old, c.new);
    let (v, w) = (g.str(x.version), h.str(y.version));
    let w_name = h.str(y.name);
    let has_default = |g: &Graph, name: &str| g.exports.iter().any(|e| e.version_default && g.str(e.name) == name);
    if v.is_empty() && !w.is_empty() {
        let (old, new) = words(Said::Unversioned, Said::name(w));
        let reason = if y.version_default || has_default(h, w_name) {
            ExportReason::FoundWithoutVersion
        } else {
            ExportReason::NewLinksFindNoDefault
        };
        c.add_at(place, Rule::SymbolBecameVersioned, old, new, reason, false);
    } else if !v.is_empty() && w.is_empty() {
        let (old, new) = words(Said::name(v), Said::Unversioned);
        c.add_at(place, Rule::SymbolBecameUnversioned, old, new, became_unversioned(h, y), false);
    } else if x.version_default && !y.version_default {
        let (old, new) = words(Said::Version(v.to_owned(), true), Said::Version(w.to_owned(), false));
        let reason =
            if has_default(h, w_name) { ExportReason::OnlyNewLinksElsewhere } else { ExportReason::NoDefaultVersion };
        c.add_at(place, Rule::SymbolVersionDefaultChanged, old, new, reason, false);
    } else if !x.version_default && y.version_default {
        let had_default =
            g.exports.iter().any(|e| e.version_default && g.str(e.name) == g.str(x.name) && !e.version.is_none());
        let has_other =
            h.exports.iter().any(|e| h.str(e.name) == g.str(x.name) && h.str(e.version) != w && !e.version.is_none());
        // Where the old default lost it, that export says so.
        if !had_default || !has_other {
            let (old, new) = words(Said::Version(v.to_owned(), false), Said::Version(w.to_owned(), true));
            let reason = ExportReason::OnlyNewLinksElsewhere;
            c.add_at(place, Rule::SymbolVersionDefaultChanged, old, new, reason, false);
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
fn kernel(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export) {
    let (g, h) = (c.old, c.new);
    let (Some(k), Some(l)) = (x.ksym, y.ksym) else { return };
    if k.gpl_only != l.gpl_only {
        let (old, new) = words(Said::GplOnly(k.gpl_only), Said::GplOnly(l.gpl_only));
        let (rule, reason) = if l.gpl_only {
            (Rule::SymbolBecameGplOnly, ExportReason::OtherLicencesRefused)
        } else {
            (Rule::SymbolNoLongerGplOnly, ExportReason::EveryModuleMayUseIt)
        };
        c.add_at(place, rule, old, new, reason, false);
    }
    let (n, m) = (g.str(k.namespace), h.str(l.namespace));
    if n != m {
        let (old, new) = words(Said::name(n), Said::name(m));
        let reason = if m.is_empty() {
            ExportReason::NoImportNeeded
        } else {
            ExportReason::ImportNeeded { namespace: m.to_owned() }
        };
        c.add_at(place, Rule::SymbolNamespaceChanged, old, new, reason, false);
    }
    let module = |g: &Graph, e: &Export| g.objects[e.object.0 as usize].module.clone().unwrap_or_default();
    let (s, t) = (module(g, x), module(h, y));
    if s != t {
        let (old, new) = words(Said::name(s), Said::name(t));
        c.add_at(place, Rule::SymbolModuleChanged, old, new, ExportReason::DepmodFindsIt, false);
    }
}

/// Compares the types of both sides.
pub(super) fn typed(c: &mut Comparison<'_>, place: &Place, x: &Export, y: &Export, t: TypeId, u: TypeId) {
    let (g, h) = (c.old, c.new);
    let function = (g.node(t).kind == Kind::Function, h.node(u).kind == Kind::Function);
    if function.0 && function.1 {
        let uses = if c.equal(t, u) { Vec::new() } else { function::compare(c, place, t, u) };
        for (at, a, b) in uses {
            c.compare_use(at, a, b);
        }
        return;
    }
    if function.0 != function.1 {
        return;
    }
    let before = c.changes.len();
    let children = |c: &Comparison<'_>| match place.owner {
        Owner::Link(l) => c.link_children[l.0 as usize].len(),
        _ => 0,
    };
    let first = children(c);
    let lengths = lengths((g, x, t), (h, y, u));
    let grown = grown_behind(c, (x, t), (y, u), lengths);
    match lengths {
        _ if grown => {
            let (a, b) = (facts_of(g, x, t), facts_of(h, y, u));
            c.add_at(place, Rule::ArrayLengthChanged, a, b, ExportReason::FurtherElements, true);
        }
        // One side does not say how many there are; the symbols do.
        Some(((a, _), (b, _))) if flexible(g, t) != flexible(h, u) => c.compare_use(place.clone(), a, b),
        _ if !c.equal(t, u) => c.compare_use(place.clone(), t, u),
        _ => {}
    }
    // Const that stands inside a typedef: the variable lies in read-only memory all the same.
    let (was, is) = (is_const(g, t), is_const(h, u));
    let rules = [Rule::VariableBecameConst, Rule::VariableNoLongerConst];
    if was != is && !c.changes[before..].iter().any(|change| rules.contains(&change.rule)) {
        let facts = |g: &Graph, id| Facts { type_: Some(spell::type_name(g, id)), ..Facts::default() };
        let rule = if is { rules[0] } else { rules[1] };
        c.add_at(place, rule, facts(g, t), facts(h, u), Evidence::Const { now: is }, false);
    }
    let held = |c: &Comparison<'_>| match place.owner {
        Owner::Link(l) => {
            let own = &c.link_children[l.0 as usize][first..];
            own.iter().any(|child| child.by_value && c.pairs[child.pair.0 as usize].layout_changed)
        }
        _ => false,
    };
    let is_sized = lengths.is_none_or(|_| flexible(g, t) == flexible(h, u)) && g.size_of(t) != h.size_of(u);
    let explained = is_sized || c.changes[before..].iter().any(|change| change.affects_layout) || held(c);
    if x.size != y.size && x.size != 0 && y.size != 0 && is_data(x.kind) && is_data(y.kind) && !explained {
        let evidence = Evidence::VariableSize { of_kernel: x.ksym.is_some() };
        c.add_at(place, Rule::VariableSizeChanged, sized(x.size), sized(y.size), evidence, false);
    }
    let (old, new) = c.silent(place);
    let silent = if x.alignment == 0 { old } else { new };
    let one_sided = x.alignment == 0 || y.alignment == 0;
    if x.alignment != y.alignment && one_sided && silent.has(Flags::SILENT_ALIGNMENT) {
        c.note_unstated(place, Statement::RequestedAlignment, (x.alignment, y.alignment));
    } else if x.alignment != y.alignment {
        let facts = |a: u32| Facts { bit_alignment: (a != 0).then(|| u64::from(a) * 8), ..Facts::default() };
        let reason = ExportReason::AlignmentReliedOn;
        c.add_at(place, Rule::VariableAlignmentChanged, facts(x.alignment), facts(y.alignment), reason, false);
    }
}

/// An array without a length.
fn flexible(g: &Graph, t: TypeId) -> bool {
    let node = g.node(g.strip(t));
    node.kind == Kind::Array && node.flags.has(Flags::FLEXIBLE)
}

type Side<'a> = (&'a Graph, &'a Export, TypeId);

/// Elements and lengths of two arrays. One that was declared without a length has that which its symbol has room for.
fn lengths(old: Side<'_>, new: Side<'_>) -> Option<((TypeId, u64), (TypeId, u64))> {
    let one = |(g, e, t): Side<'_>| {
        let node = g.node(g.strip(t));
        if node.kind != Kind::Array || node.flags.has(Flags::VECTOR) {
            return None;
        }
        let element = g.target(g.strip(t));
        let size = g.size_of(element).filter(|s| *s > 0)?;
        let room = || (e.size > 0 && e.size.is_multiple_of(size)).then_some(e.size / size);
        Some((element, if node.flags.has(Flags::FLEXIBLE) { room()? } else { node.aux }))
    };
    one(old).zip(one(new))
}

/// Whether a constant array of a kernel got further elements behind those that it had: no module holds a copy of it.
fn grown_behind(
    c: &Comparison<'_>,
    (x, t): (&Export, TypeId),
    (y, u): (&Export, TypeId),
    lengths: Option<((TypeId, u64), (TypeId, u64))>,
) -> bool {
    let kernel = x.ksym.is_some() && y.ksym.is_some();
    let constant = is_const(c.old, t) && is_const(c.new, u);
    lengths.is_some_and(|((a, n), (b, m))| kernel && constant && m > n && c.equal(a, b))
}

/// A variable with the size that its symbol says.
fn facts_of(g: &Graph, e: &Export, t: TypeId) -> Facts {
    Facts {
        type_: Some(spell::declaration(g, t, g.str(e.name))),
        bit_size: (e.size > 0).then(|| e.size.saturating_mul(8)),
        ..Facts::default()
    }
}

/// Whether a value of a type cannot be written to: some typedef, qualifier or array around it says so.
fn is_const(g: &Graph, mut id: TypeId) -> bool {
    for _ in 0..CHAIN {
        match g.node(id).kind {
            Kind::Const => return true,
            Kind::Typedef | Kind::Volatile | Kind::Restrict | Kind::Atomic | Kind::Array => id = g.target(id),
            _ => return false,
        }
    }
    false
}

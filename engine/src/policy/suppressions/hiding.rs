//! What the entries of suppression files hide of a report: findings on types, and exports.
//!
//! A finding on a type is hidden by an entry that is about the type, or if exports reach the type only through types that
//! entries are about. An export is hidden by an entry that is about it. An entry that asks for what is not known (no debug
//! information, two types of one name) hides nothing.

use std::collections::BTreeSet;

use super::offsets::{Field, Shape};
use super::reached::{Reached, Via, by_value};
use super::sides::{Side, fields, integer, spelt};
use super::{Section, Subject, Suppression, TypeKind};
use crate::graph::{Edge, EdgeFlags, EdgeKind, Graph, Kind, SymbolKind, TypeId, mangled};
use crate::ground::maps::FastMap;
use crate::model::report::{Finding, Report, SymbolChange};
use crate::policy::Policy;
use crate::policy::following::Following;
use crate::policy::interface::{Facts, Interface, Key};
use crate::rules::facts::SubjectKind;
use crate::rules::{Rule, Severity};

/// A breaking change that an entry hides from whoever has the type by value.
#[derive(Clone, Debug)]
pub(crate) struct Danger<'a> {
    /// The entry.
    pub(crate) by: &'a Suppression,
    /// The finding that it hides.
    pub(crate) finding: &'a Finding,
    /// The export.
    pub(crate) export: String,
}

/// What entries hide.
pub(crate) struct Hiding<'a> {
    entries: &'a [Suppression],
    /// By finding.
    findings: FastMap<&'a str, usize>,
    /// Those of them that are hidden by the type of a part, and not by what they are about.
    of_parts: BTreeSet<&'a str>,
    /// By export of the report.
    symbols: Vec<Option<usize>>,
    used: Vec<bool>,
    dangers: Vec<Danger<'a>>,
    following: Following<'a>,
}

impl<'a> Hiding<'a> {
    /// Looks for what they hide. `graphs`: without them an entry that asks for more than names and files hides nothing.
    pub(crate) fn new(
        policy: &'a Policy,
        report: &'a Report,
        interfaces: [&'a Interface; 2],
        graphs: Option<[&'a Graph; 2]>,
    ) -> Self {
        let entries = policy.suppressions.as_slice();
        let mut out = Self {
            entries,
            findings: FastMap::default(),
            of_parts: BTreeSet::new(),
            symbols: vec![None; report.symbols.len()],
            used: vec![false; entries.len()],
            dangers: Vec::new(),
            following: Following::new(report),
        };
        if entries.is_empty() {
            return out;
        }
        let sides = graphs.map(|graphs| graphs.map(Side::new));
        let world = World { entries, report, interfaces, sides: sides.as_ref() };
        for (symbol, by) in report.symbols.iter().zip(&mut out.symbols) {
            for i in (0..entries.len()).filter(|&i| world.hides_symbol(&entries[i], symbol)) {
                by.get_or_insert(i);
                out.used[i] = true;
            }
        }
        let open = world.sides.map(|sides| [0, 1].map(|n| world.reached(&sides[n], &out.symbols)));
        let mut below: Vec<&Finding> = Vec::new();
        for finding in &report.findings {
            let mut first = None;
            for i in (0..entries.len()).filter(|&i| world.hides_finding(&entries[i], finding, open.as_ref())) {
                first.get_or_insert(i);
                out.used[i] = true;
            }
            if let Some(i) = first {
                out.findings.insert(&finding.id, i);
                if !entries[i].is_about(finding, world.inputs(), world.soname()) && is_of_part(&entries[i], finding) {
                    out.of_parts.insert(&finding.id);
                }
            }
            if open.as_ref().is_some_and(|reached| world.is_below(finding, reached)) {
                below.push(finding);
            }
        }
        if let (Some(sides), Some(reached)) = (world.sides, &open) {
            for n in [0, 1] {
                let all: Vec<TypeId> = below.iter().flat_map(|f| sides[n].called(f.subject.whole_name())).collect();
                for i in reached[n].before(&all) {
                    out.used[i] = true;
                }
            }
            below.retain(|f| !out.findings.contains_key(f.id.as_str()));
            for finding in below {
                let types = |n: usize| sides[n].called(finding.subject.whole_name());
                let by = [0, 1].into_iter().find_map(|n| reached[n].before(&types(n)).first().copied());
                out.findings.extend(by.map(|i| (finding.id.as_str(), i)));
            }
            out.dangers = world.dangers(&out, &sides[0]);
        }
        out
    }

    /// The entry that hides a finding on a type.
    pub(crate) fn of(&self, finding: &Finding) -> Option<&'a Suppression> {
        self.findings.get(finding.id.as_str()).map(|&i| &self.entries[i])
    }

    /// Whether a finding is hidden by the type of a part alone: nothing is said of what has the part.
    pub(crate) fn is_by_part(&self, finding: &Finding) -> bool {
        self.of_parts.contains(finding.id.as_str())
    }

    /// The entry that hides an export, by its place in the report.
    pub(crate) fn of_symbol(&self, index: usize) -> Option<&'a Suppression> {
        self.symbols[index].map(|i| &self.entries[i])
    }

    /// The entries that hide nothing.
    pub(crate) fn unused(&self) -> impl Iterator<Item = &'a Suppression> {
        self.entries.iter().zip(&self.used).filter(|(_, used)| !**used).map(|(entry, _)| entry)
    }

    /// What follows from what in the report.
    pub(crate) fn following(&self) -> &Following<'a> {
        &self.following
    }

    /// Breaks that they hide from whoever has a type by value.
    pub(crate) fn dangers(&self) -> &[Danger<'a>] {
        &self.dangers
    }
}

/// What is looked at.
struct World<'w, 'a> {
    entries: &'a [Suppression],
    report: &'a Report,
    interfaces: [&'a Interface; 2],
    sides: Option<&'w [Side<'a>; 2]>,
}

impl<'a> World<'_, 'a> {
    fn inputs(&self) -> [&'a str; 2] {
        [&self.report.old.path, &self.report.new.path]
    }

    fn soname(&self) -> &'a str {
        &self.interfaces[0].soname
    }

    fn hides_symbol(&self, entry: &Suppression, symbol: &SymbolChange) -> bool {
        if entry.is_of_types() {
            return false;
        }
        let name = symbol.name.as_str();
        let module = symbol.module.as_deref().unwrap_or_default();
        let version = symbol.version.as_deref().unwrap_or_default();
        if self.fits_symbol(entry, name, module, version, symbol) {
            return true;
        }
        // The same function by another name.
        entry.of_export.whatever_aliases
            && self.sides.into_iter().flatten().any(|side| {
                let aliases = side.export(name, module, version).into_iter().flat_map(|e| side.aliases(e));
                let mut names = aliases.map(|e| (side.graph.str(e.name), side.graph.str(e.version)));
                names.any(|(name, version)| self.fits_symbol(entry, name, module, version, symbol))
            })
    }

    fn fits_symbol(&self, entry: &Suppression, name: &str, module: &str, version: &str, symbol: &SymbolChange) -> bool {
        let key: Key = (name.to_owned(), module.to_owned(), version.to_owned());
        let unknown = Facts::default();
        let facts = self.interfaces.iter().find_map(|side| side.exports.get(&key)).unwrap_or(&unknown);
        let sides = [&self.report.old, &self.report.new];
        let declared = mangled::view(name).map(|view| view.name());
        let subject = Subject {
            name,
            declared: declared.as_deref().unwrap_or(name),
            version,
            is_function: matches!(symbol.kind, SymbolKind::Function | SymbolKind::Ifunc),
            inputs: sides.map(|side| if side.objects > 1 && !module.is_empty() { module } else { side.path.as_str() }),
            soname: &facts.soname,
        };
        entry.hides(subject, symbol.change)
            && (!entry.of_export.is_of_types()
                || self.sides.into_iter().flatten().any(|side| self.fits_types(entry, side, name, module, version)))
    }

    /// Whether the types of an export fit, as one side has it.
    fn fits_types(&self, entry: &Suppression, side: &Side<'a>, name: &str, module: &str, version: &str) -> bool {
        let g = side.graph;
        let Some(type_) = side.export(name, module, version).and_then(|e| e.type_id) else { return false };
        let of = &entry.of_export;
        let edges = || g.edges(type_).iter();
        let stated = |e: &&Edge| e.kind == EdgeKind::Param && !e.flags.has(EdgeFlags::ARTIFICIAL);
        let result = edges().find(|e| e.kind == EdgeKind::Return).map(|e| spelt(g, e.target));
        let parameter = |index: u32| edges().filter(stated).nth(index as usize).map(|e| spelt(g, e.target));
        let variable = spelt(g, type_);
        of.result.iter().all(|t| result.as_ref().is_some_and(|r| t.holds_of_type(r)))
            && of.parameters.iter().all(|(n, t)| parameter(*n).is_some_and(|p| t.holds_of_type(&p)))
            && of.variable.iter().all(|t| t.holds_of_type(&variable))
    }

    /// What the exports reach that count and changed.
    fn reached(&self, side: &Side<'a>, hidden: &[Option<usize>]) -> Reached {
        let counted = self.report.symbols.iter().zip(hidden).filter(|(_, by)| by.is_none());
        let exports = counted.filter_map(|(s, _)| {
            let (module, version) = (s.module.as_deref().unwrap_or_default(), s.version.as_deref().unwrap_or_default());
            side.export(&s.name, module, version)
        });
        let from: Vec<TypeId> = exports.filter_map(|e| e.type_id).collect();
        let about: Vec<usize> = (0..self.entries.len()).filter(|&i| self.stops(&self.entries[i])).collect();
        let mut known: FastMap<TypeId, Vec<usize>> = FastMap::default();
        Reached::new(side.graph, &from, |id, via| {
            if about.is_empty() {
                return Vec::new();
            }
            let fit = known.entry(id).or_insert_with(|| {
                about.iter().copied().filter(|&i| is_about(&self.entries[i], side.graph, id)).collect()
            });
            let fits = |i: &usize| self.entries[*i].of_type.accessed.is_none_or(|way| way.holds(via));
            fit.iter().copied().filter(fits).collect()
        })
    }

    /// Whether an entry is about types with all that lies below them.
    fn stops(&self, entry: &Suppression) -> bool {
        entry.section == Section::Type
            && !entry.of_type.is_of_change()
            && entry.applies_to(self.inputs(), self.soname())
    }

    /// Whether exports reach the type of a finding only through types that entries are about.
    fn is_below(&self, finding: &Finding, reached: &[Reached; 2]) -> bool {
        if finding.impact.symbols == 0 || !is_of_type(finding) {
            return false;
        }
        let Some(sides) = self.sides else { return false };
        let types = [0, 1].map(|n| sides[n].called(finding.subject.whole_name()));
        let any = |what: &dyn Fn(usize, TypeId) -> bool| [0, 1].iter().any(|&n| types[n].iter().any(|&id| what(n, id)));
        any(&|n, id| reached[n].is_hidden(id)) && !any(&|n, id| reached[n].is_open(id))
    }

    fn hides_finding(&self, entry: &Suppression, finding: &Finding, reached: Option<&[Reached; 2]>) -> bool {
        let about = |entry: &Suppression| {
            entry.is_about(finding, self.inputs(), self.soname()) && self.has_members(entry, finding)
        };
        match entry.section {
            Section::Type if self.stops(entry) && is_of_part(entry, finding) => true,
            Section::Type => {
                about(entry)
                    && (!entry.of_type.is_of_change() || self.is_as_stated(entry, finding))
                    && entry.of_type.accessed.is_none_or(|way| {
                        self.via(finding, reached).is_some_and(|all| all.iter().all(|via| way.holds(*via)))
                    })
            }
            // One of all entries of this kind speaks for them.
            Section::OtherTypes => {
                let applying = || {
                    let of_types = self.entries.iter().filter(|e| e.section == Section::OtherTypes);
                    of_types.filter(|e| e.applies_to(self.inputs(), self.soname()))
                };
                let kind = finding.subject.kind;
                (kind.is_record() || matches!(kind, SubjectKind::Enum | SubjectKind::Typedef))
                    && entry.applies_to(self.inputs(), self.soname())
                    && !applying().any(|entry| self.may_be_about(entry, finding))
            }
            Section::File => {
                finding.impact.symbols == 0
                    && !finding.subject.kind.is_symbol()
                    && entry.applies_to(self.inputs(), self.soname())
            }
            Section::Function | Section::Variable => false,
        }
    }

    /// Whether a type may be one that is allowed: what cannot be told is.
    fn may_be_about(&self, entry: &Suppression, finding: &Finding) -> bool {
        let of = &entry.of_type;
        let asks_more = of.is_of_change() || of.is_of_members() || of.accessed.is_some();
        let unplaced = finding.subject.file.is_none() && (!of.not_in.is_empty() || !of.declared.is_empty());
        asks_more || unplaced || entry.is_about(finding, self.inputs(), self.soname())
    }

    /// How both sides refer to the type of a finding.
    fn via(&self, finding: &Finding, reached: Option<&[Reached; 2]>) -> Option<Vec<Via>> {
        let (sides, reached) = (self.sides?, reached?);
        let types = |n: usize| sides[n].called(finding.subject.whole_name());
        let all: Vec<Via> =
            [0, 1].into_iter().flat_map(|n| types(n).into_iter().filter_map(move |id| reached[n].via(id))).collect();
        (!all.is_empty()).then_some(all)
    }

    /// Whether the type has the members that an entry asks for, on each side that has the type.
    fn has_members(&self, entry: &Suppression, finding: &Finding) -> bool {
        if !entry.of_type.is_of_members() {
            return true;
        }
        let Some(sides) = self.sides else { return false };
        let types = sides
            .iter()
            .flat_map(|side| side.called(finding.subject.whole_name()).into_iter().map(move |id| (side.graph, id)));
        let records: Vec<(&Graph, TypeId)> = types.filter(|(g, id)| g.node(*id).kind.is_record()).collect();
        !records.is_empty() && records.iter().all(|(g, id)| members_fit(entry, g, *id))
    }

    /// Whether a type changed in the way that an entry states, and in no other.
    fn is_as_stated(&self, entry: &Suppression, finding: &Finding) -> bool {
        if entry.of_type.is_of_enumerators() {
            return entry.is_of_its_enumerators(finding)
                || finding.rule == Rule::EnumeratorAdded && self.only_enumerators(entry, finding);
        }
        let Some(sides) = self.sides.filter(|_| is_of_growth(finding.rule)) else { return false };
        let [old, new] =
            sides.each_ref().map(|side| side.record(finding.subject.whole_name()).map(|id| (side.graph, id)));
        let (Some(old), Some(new)) = (old, new) else { return false };
        grew_as_stated(entry, old, new)
    }

    /// Whether some enumerators moved, all of them as an entry states.
    fn only_enumerators(&self, entry: &Suppression, finding: &Finding) -> bool {
        let same = |f: &&Finding| f.subject.kind == SubjectKind::Enum && f.subject.name == finding.subject.name;
        let mut others =
            self.report.findings.iter().filter(same).filter(|f| f.rule != Rule::EnumeratorAdded).peekable();
        others.peek().is_some() && others.all(|f| entry.is_of_its_enumerators(f))
    }

    fn dangers(&self, hiding: &Hiding<'a>, old: &Side<'a>) -> Vec<Danger<'a>> {
        let g = old.graph;
        let key = |name: &str, module: &str| (name.to_owned(), module.to_owned());
        let hidden: BTreeSet<(String, String)> = (self.report.symbols.iter().zip(&hiding.symbols))
            .filter(|(_, by)| by.is_some())
            .map(|(s, _)| key(&s.name, s.module.as_deref().unwrap_or_default()))
            .collect();
        let counts = |e: &&crate::graph::Export| {
            !e.asked && e.type_id.is_some() && !hidden.contains(&key(g.str(e.name), old.module(e)))
        };
        let exports: Vec<_> = g.exports.iter().filter(counts).collect();
        let holders = by_value(g, &exports.iter().filter_map(|e| e.type_id).collect::<Vec<_>>());
        let mut out = Vec::new();
        for finding in self.report.findings.iter().filter(|f| f.severity == Severity::Breaking) {
            let Some(by) = hiding.of(finding) else { continue };
            let types = old.called(finding.subject.whole_name());
            let holder = types.into_iter().find_map(|id| holders[id.index()]);
            if let Some(export) = holder.and_then(|n| exports.get(n as usize)) {
                out.push(Danger { by, finding, export: g.str(export.name).to_owned() });
            }
        }
        out
    }
}

fn is_of_type(finding: &Finding) -> bool {
    let kind = finding.subject.kind;
    kind.is_record() || matches!(kind, SubjectKind::Enum | SubjectKind::Typedef | SubjectKind::Base | SubjectKind::Type)
}

/// Whether an entry is about a type without members that another one took the place of: of a member, parameter, result or
/// variable, whose finding it is.
fn is_of_part(entry: &Suppression, finding: &Finding) -> bool {
    let of = &entry.of_type;
    let is_of_place = matches!(
        finding.rule,
        Rule::ArrayLengthChanged
            | Rule::MemberTypeChanged
            | Rule::ParameterTypeChanged
            | Rule::ReturnTypeChanged
            | Rule::VariableTypeChanged
    );
    // Such types are declared nowhere, and what they are reached by is the place itself.
    if !is_of_place || !of.not_in.is_empty() || !of.declared.is_empty() || of.is_of_members() || of.accessed.is_some() {
        return false;
    }
    let fits = |type_: &str| {
        let is_array = type_.ends_with(']') && !type_.contains(['(', '*']);
        let is_builtin = is_builtin(type_);
        let of_kind = match of.kind {
            Some(TypeKind::Array) => is_array,
            Some(TypeKind::Builtin) => is_builtin,
            None => is_builtin && !entry.name.is_empty(),
            Some(_) => false,
        };
        let name = if is_builtin { integer(type_) } else { type_.replace(" [", "[") };
        of_kind && entry.name.iter().all(|t| t.holds(&name))
    };
    [&finding.old, &finding.new].into_iter().flatten().filter_map(|facts| facts.type_.as_deref()).any(fits)
}

fn is_builtin(type_: &str) -> bool {
    let known = |word: &str| {
        matches!(
            word,
            "_Bool"
                | "bool"
                | "char"
                | "double"
                | "float"
                | "int"
                | "long"
                | "short"
                | "signed"
                | "unsigned"
                | "wchar_t"
        )
    };
    type_.split(' ').all(known)
}

/// Whether an entry is about a type, whatever happened to it.
fn is_about(entry: &Suppression, g: &Graph, id: TypeId) -> bool {
    let node = g.node(id);
    if !(node.kind.is_tagged() || matches!(node.kind, Kind::Typedef | Kind::Base | Kind::Array)) {
        return false;
    }
    // Only who asks for arrays means them.
    if node.kind == Kind::Array && entry.of_type.kind.is_none() {
        return false;
    }
    let name = match node.kind {
        Kind::Array | Kind::Base => spelt(g, id),
        _ => g.name(id).to_owned(),
    };
    let pos = g.positions[id.index()];
    let file = (!pos.file.is_none()).then(|| g.str(pos.file));
    entry.of_type.kind.is_none_or(|kind| kind.holds(node.kind))
        // A type without a name is no type of another name.
        && (entry.name.is_empty() || !name.is_empty() && entry.name.iter().all(|t| t.holds(&name)))
        && entry.of_type.is_declared_fittingly(file)
        && (!entry.of_type.is_of_members() || node.kind.is_record() && members_fit(entry, g, id))
}

fn members_fit(entry: &Suppression, g: &Graph, id: TypeId) -> bool {
    let fields = fields(g, id);
    entry.of_type.members.iter().all(|name| fields.iter().any(|f| f.name == *name))
        && entry
            .of_type
            .member
            .as_ref()
            .is_none_or(|test| fields.iter().any(|f| !f.name.is_empty() && test.fits(&f.name)))
}

/// Whether a rule tells of what happens to a type in which members are inserted, or give way to others.
fn is_of_growth(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::ArrayLengthChanged
            | Rule::FlexibleArrayChanged
            | Rule::MemberAddedAtTail
            | Rule::MemberAddedInHole
            | Rule::MemberAddedInside
            | Rule::MemberAddedToUnion
            | Rule::MemberOffsetChanged
            | Rule::MemberRemoved
            | Rule::MemberRenamed
            | Rule::MemberReplacedInSlot
            | Rule::ReservedSlotUsed
            | Rule::StructSizeChanged
    )
}

/// Whether members were inserted where an entry has it, and a last array lost its length if it says so, and nothing else
/// happened to the type itself.
fn grew_as_stated(entry: &Suppression, (g, a): (&Graph, TypeId), (h, b): (&Graph, TypeId)) -> bool {
    let of = &entry.of_type;
    let (before, after) = (fields(g, a), fields(h, b));
    let old = Shape { fields: &before, size: g.node(a).byte_size.saturating_mul(8) };
    let new_size = h.node(b).byte_size.saturating_mul(8);
    let named = |all: &[Field], name: &str| all.iter().position(|f| f.name == name && !name.is_empty());
    let converts = |x: &Field, y: &Field| {
        of.flexible
            && before.last().is_some_and(|f| f == x)
            && after.last().is_some_and(|f| f == y)
            && x.is_fake
            && y.is_flexible
    };
    // What both have is as it was, wherever it lies now.
    let kept = |x: &Field| match named(&after, &x.name) {
        Some(i) => {
            let y = &after[i];
            x.spelt == y.spelt && x.size == y.size || converts(x, y)
        }
        None => x.name.is_empty(),
    };
    let is_recent = of.size_change.is_some() || of.inserted.iter().any(super::Place::is_recent);
    let gone = |x: &Field| is_recent && of.inserted.iter().any(|place| place.held(x, &old));
    let inserted: Vec<usize> =
        (0..after.len()).filter(|&i| !after[i].name.is_empty() && named(&before, &after[i].name).is_none()).collect();
    let converted = before.last().zip(after.last()).is_some_and(|(x, y)| x.name == y.name && converts(x, y));
    let may_shrink = of.flexible && converted;
    // Bases and virtual functions.
    let others = |g: &Graph, id: TypeId| -> Vec<(EdgeKind, String, String)> {
        let others = g.edges(id).iter().filter(|e| e.kind != EdgeKind::Member);
        others.map(|e| (e.kind, g.str(e.name).to_owned(), spelt(g, e.target))).collect()
    };
    g.node(a).kind == h.node(b).kind
        && others(g, a) == others(h, b)
        && before.iter().all(|x| kept(x) || named(&after, &x.name).is_none() && gone(x))
        && inserted.iter().all(|&i| of.inserted.iter().any(|place| place.holds(i, &old, &after)))
        && (of.inserted.is_empty() || !inserted.is_empty())
        && (!of.flexible || converted)
        && (new_size == old.size || of.size_change == Some(true) && (new_size > old.size || may_shrink))
}

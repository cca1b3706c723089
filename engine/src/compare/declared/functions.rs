//! Member functions and static members of two classes, paired by symbol, else by name and parameters.

use crate::compare::record::parts::Record;
use crate::compare::types::Comparison;
use crate::compare::versions::{plain, same_but_for_version};
use crate::graph::trivial::{self, Special};
use crate::graph::{Access, EdgeKind, Flags, Graph, Member, MemberFlags, Number, TypeId};
use crate::ground::maps::{FastMap, FastSet};
use crate::rules::Rule;
use crate::rules::facts::Facts;
use crate::rules::reason::DeclaredReason;
use crate::rules::said::{Said, Trait};

/// How many classes above one another are looked through for a name.
const DEEP: usize = 256;

/// One side: the members that all units which define the class list.
struct Side<'g> {
    graph: &'g Graph,
    id: TypeId,
    members: Vec<&'g Member>,
}

impl<'g> Side<'g> {
    fn new(graph: &'g Graph, id: TypeId) -> Self {
        let listed = |m: &&Member| {
            let name = graph.str(m.name);
            let is_instance = name.ends_with('>') && !name.starts_with("operator");
            !m.flags.has(MemberFlags::ARTIFICIAL) && !is_instance
        };
        Self { graph, id, members: graph.members.of(id).iter().filter(listed).collect() }
    }

    fn name(&self, m: &Member) -> &'g str {
        self.graph.str(m.name)
    }

    /// What stands in front of the name, and the rest: name, parameters and qualifiers.
    fn signature(&self, m: &Member) -> (&'g str, &'g str) {
        let (name, signature) = (self.name(m), self.graph.str(m.signature));
        let start = if m.flags.has(MemberFlags::DATA) {
            signature.len().saturating_sub(name.len())
        } else {
            let in_front = |at: &usize| signature[at + name.len()..].starts_with('(');
            signature.match_indices(name).map(|m| m.0).find(in_front).unwrap_or(0)
        };
        signature.split_at_checked(start).unwrap_or(("", signature))
    }

    /// Name and parameters without the qualifiers behind them.
    fn unqualified(&self, m: &Member) -> &'g str {
        let key = self.signature(m).1;
        key.rfind(')').and_then(|end| key.get(..=end)).unwrap_or(key)
    }

    /// Whether it has a symbol that is exported. Of constructors and destructors compilers state none, or that of no
    /// single symbol.
    fn is_exported(&self, m: &Member) -> bool {
        self.graph.has_export(m.symbol)
    }

    /// Functions of a name.
    fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'g Member> + 's {
        let is = move |m: &&&Member| !m.flags.has(MemberFlags::DATA) && self.name(m) == name;
        self.members.iter().filter(is).copied()
    }
}

fn is_special(name: &str, m: &Member) -> bool {
    m.flags.has(MemberFlags::CONSTRUCTOR) || name.starts_with('~')
}

fn is_allocator(name: &str) -> bool {
    matches!(name, "operator new" | "operator new[]" | "operator delete" | "operator delete[]")
}

/// Compares the members of both sides. `told`: what special functions do to values changed, and was told.
pub(super) fn compare(comparison: &mut Comparison<'_>, r: &Record, told: bool) {
    let (old, new) = (Side::new(comparison.old, r.a), Side::new(comparison.new, r.b));
    let (both, mut gone, mut came) = pair(&old, &new);
    for &(x, y) in &both {
        member(comparison, r, (&old, x), (&new, y), told);
    }
    allocators(comparison, r, (&old, &mut gone), (&new, &mut came));
    qualified(comparison, r, (&old, &mut gone), (&new, &mut came));
    for x in gone {
        removed(comparison, r, (&old, x), &new);
    }
    let kept: FastSet<&str> = both.iter().map(|b| old.name(b.0)).collect();
    let mut seen: FastSet<&str> = FastSet::default();
    for y in came {
        added(comparison, r, &old, (&new, y), &kept, &mut seen);
    }
}

/// Members of both sides, and those of one.
type Paired<'g> = (Vec<(&'g Member, &'g Member)>, Vec<&'g Member>, Vec<&'g Member>);

fn pair<'g>(old: &Side<'g>, new: &Side<'g>) -> Paired<'g> {
    let mut by_symbol: FastMap<&str, usize> = FastMap::default();
    let mut by_key: FastMap<&str, usize> = FastMap::default();
    for (j, m) in new.members.iter().enumerate() {
        if !m.symbol.is_none() {
            by_symbol.insert(new.graph.str(m.symbol), j);
        }
        by_key.insert(new.signature(m).1, j);
    }
    let mut taken = vec![false; new.members.len()];
    let (mut both, mut gone) = (Vec::new(), Vec::new());
    let mut rest = Vec::new();
    for &m in &old.members {
        match by_symbol.get(old.graph.str(m.symbol)).filter(|_| !m.symbol.is_none()) {
            Some(&j) if !taken[j] => {
                taken[j] = true;
                both.push((m, new.members[j]));
            }
            _ => rest.push(m),
        }
    }
    for m in rest {
        match by_key.get(old.signature(m).1) {
            Some(&j) if !taken[j] => {
                taken[j] = true;
                both.push((m, new.members[j]));
            }
            _ => gone.push(m),
        }
    }
    if !gone.is_empty() {
        // What names types of a versioned namespace is another text where the version counts on.
        let others = (0..taken.len()).filter(|j| !taken[*j]).map(|j| (plain(new.signature(new.members[j]).1), j));
        let mut others: FastMap<String, usize> = others.collect();
        gone.retain(|m| {
            let key = old.signature(m).1;
            let other = others.get(&plain(key)).copied();
            let is_other = |j: &usize| same_but_for_version(key, new.signature(new.members[*j]).1);
            let Some(j) = other.filter(is_other) else { return true };
            others.remove(&plain(key));
            taken[j] = true;
            both.push((*m, new.members[j]));
            false
        });
    }
    let came = new.members.iter().zip(taken).filter(|t| !t.1).map(|t| *t.0).collect();
    (both, gone, came)
}

fn declared(side: &Side<'_>, m: &Member) -> Facts {
    Facts { type_: Some(side.graph.str(m.signature).to_owned()), ..Facts::default() }
}

/// The facts of both sides: the declaration, and what is said of it.
fn facts(old: (&Side<'_>, &Member), new: (&Side<'_>, &Member), of: [Said; 2]) -> (Facts, Facts) {
    let [from, to] = of;
    let one = |side: (&Side<'_>, &Member), said: Said| Facts {
        text: Some(said.text()),
        said: Some(said),
        ..declared(side.0, side.1)
    };
    (one(old, from), one(new, to))
}

/// What changed in a member of both sides.
fn member(
    comparison: &mut Comparison<'_>,
    r: &Record,
    (old, x): (&Side<'_>, &Member),
    (new, y): (&Side<'_>, &Member),
    told: bool,
) {
    let silent = |flag| {
        let flags = |side: &Side<'_>| side.graph.node(side.id).flags;
        flags(old).has(flag) || flags(new).has(flag)
    };
    let (name, is_data) = (new.name(y), y.flags.has(MemberFlags::DATA));
    let has = |flag| (x.flags.has(flag), y.flags.has(flag));
    let mut add = |rule, said: [Said; 2], reason: DeclaredReason| {
        let facts = facts((old, x), (new, y), said);
        r.add(comparison, rule, Some(name), y.line, facts, reason, false);
    };
    let is = |of, (was, is)| [Said::Is(of, was), Said::Is(of, is)];
    let of_static = has(MemberFlags::STATIC);
    let exported = old.is_exported(x);
    let either_virtual = x.flags.has(MemberFlags::VIRTUAL) || y.flags.has(MemberFlags::VIRTUAL);
    // Of exported functions the export tells it.
    let told_by_export = exported && new.is_exported(y);
    if of_static.0 != of_static.1 && !is_data && !told_by_export && !either_virtual {
        let rule = if of_static.1 { Rule::MemberBecameStatic } else { Rule::MemberNoLongerStatic };
        add(rule, is(Trait::Static, of_static), DeclaredReason::StaticInConsumers);
    }
    let (from, to) = (x.flags.access(), y.flags.access());
    let special = y.flags.has(MemberFlags::CONSTRUCTOR) || name.starts_with('~') || name == "operator=";
    let states_deleted = if special { Flags::SILENT_DELETED } else { Flags::SILENT_DEFAULTED };
    // Nobody can call what is deleted, whoever may name it. Of static data members that are exported their export tells
    // it; of inline ones GCC does not state who may name them.
    let may_be_deleted = y.flags.has(MemberFlags::DELETED) || special && silent(states_deleted);
    let nameable = !is_data && !may_be_deleted;
    if from < to && nameable {
        let said = [Said::Access(from), Said::Access(to)];
        add(Rule::AccessNarrowed, said, DeclaredReason::Narrowed { now: to });
    } else if from > to && nameable {
        let said = [Said::Access(from), Said::Access(to)];
        add(Rule::AccessWidened, said, DeclaredReason::Widened);
    }
    match has(MemberFlags::EXPLICIT) {
        (false, true) => {
            add(Rule::ExplicitChanged, is(Trait::Explicit, (false, true)), DeclaredReason::ExplicitNow);
        }
        (true, false) => {
            add(Rule::ExplicitChanged, is(Trait::Explicit, (true, false)), DeclaredReason::ImplicitNow);
        }
        _ => {}
    }
    let deleted = has(MemberFlags::DELETED);
    // What was private, consumers could not call.
    if deleted == (false, true) && from != Access::Private && !silent(states_deleted) {
        let reason = if exported { DeclaredReason::DeletedWithSymbol } else { DeclaredReason::Deleted };
        add(Rule::FunctionDeleted, is(Trait::Deleted, deleted), reason);
    }
    let defaulted = has(MemberFlags::DEFAULTED);
    if defaulted.0 != defaulted.1 && deleted == (false, false) && !told && !silent(Flags::SILENT_DEFAULTED) {
        let said = is(Trait::Defaulted, defaulted);
        add(Rule::FunctionDefaultedChanged, said, DeclaredReason::NothingFollows);
    }
    let is_const = |side: &Side<'_>, m: &Member| side.graph.str(m.signature).starts_with("const ");
    if is_data
        && has(MemberFlags::HAS_VALUE) == (true, true)
        && x.value != y.value
        && is_const(old, x)
        && is_const(new, y)
    {
        let value = |side: &Side<'_>, m: &Member| Facts { value: Some(i128::from(m.value)), ..declared(side, m) };
        let reason = DeclaredReason::ValueCompiledIn { old: Number::signed(x.value), new: Number::signed(y.value) };
        let facts = (value(old, x), value(new, y));
        r.add(comparison, Rule::ConstexprValueChanged, Some(name), y.line, facts, reason, false);
    }
}

/// Allocation functions of the class: one finding, whichever of them came or went.
fn allocators<'g>(
    comparison: &mut Comparison<'_>,
    r: &Record,
    (old, gone): (&Side<'g>, &mut Vec<&'g Member>),
    (new, came): (&Side<'g>, &mut Vec<&'g Member>),
) {
    fn take<'g>(side: &Side<'g>, list: &mut Vec<&'g Member>) -> Vec<&'g str> {
        let mut out = Vec::new();
        list.retain(|m| {
            let is = is_allocator(side.name(m));
            let signature = side.graph.str(m.signature);
            // One that takes a place allocates nothing.
            if is && !signature.ends_with(", void*)") {
                out.push(signature);
            }
            !is
        });
        out
    }
    let (from, to) = (take(old, gone), take(new, came));
    if from.is_empty() && to.is_empty() {
        return;
    }
    let reason = if trivial::is_made_by_consumers(old.graph, old.id) {
        DeclaredReason::TwoAllocators
    } else {
        DeclaredReason::OnlyNewAllocates
    };
    let facts =
        |list: Vec<&str>| (!list.is_empty()).then(|| Facts { type_: Some(list.join("; ")), ..Facts::default() });
    let rule = Rule::ClassAllocatorChanged;
    r.push(comparison, rule, None, 0, facts(from), facts(to), reason.into(), false);
}

/// Functions that are not exported and have other qualifiers behind their parameters.
fn qualified<'g>(
    comparison: &mut Comparison<'_>,
    r: &Record,
    (old, gone): (&Side<'g>, &mut Vec<&'g Member>),
    (new, came): (&Side<'g>, &mut Vec<&'g Member>),
) {
    gone.retain(|&x| {
        if x.flags.has(MemberFlags::DATA) {
            return true;
        }
        let at = came.iter().position(|y| {
            let of_data = y.flags.has(MemberFlags::DATA);
            !of_data && new.unqualified(y) == old.unqualified(x)
        });
        let Some(at) = at else { return true };
        let y = came.remove(at);
        let either_virtual = x.flags.has(MemberFlags::VIRTUAL) || y.flags.has(MemberFlags::VIRTUAL);
        let is_private = x.flags.access() == Access::Private;
        // Of exported ones the symbols that came and went tell it.
        if !old.is_exported(x) && !new.is_exported(y) && !either_virtual && !is_private {
            let facts = (declared(old, x), declared(new, y));
            let reason = DeclaredReason::QualifiersInConsumers;
            r.add(comparison, Rule::MemberQualifierChanged, Some(new.name(y)), y.line, facts, reason, false);
        }
        false
    });
}

/// A member that only OLD declares.
fn removed(comparison: &mut Comparison<'_>, r: &Record, (old, x): (&Side<'_>, &Member), new: &Side<'_>) {
    let (name, is_data) = (old.name(x), x.flags.has(MemberFlags::DATA));
    let skip = x.flags.has(MemberFlags::VIRTUAL)
        || x.flags.has(MemberFlags::DELETED)
        || x.flags.access() == Access::Private
        || is_special(name, x)
        || name == "operator="
        || old.is_exported(x)
        // Of data that are no constants debug information may not state the symbol.
        || is_data && !x.flags.has(MemberFlags::HAS_VALUE)
        // A data member of each object now.
        || new.graph.edges(new.id).iter().any(|e| e.kind == EdgeKind::Member && new.graph.str(e.name) == name)
        || base_with(new.graph, new.id, name, is_data).is_some();
    if skip {
        return;
    }
    // clang does not say of such a function that it is deleted.
    let silent = old.graph.node(old.id).flags.has(Flags::SILENT_DEFAULTED) && !is_data;
    let reason = if silent { DeclaredReason::GoneUnlessDeleted } else { DeclaredReason::GoneFromSource };
    let facts = Some(declared(old, x));
    let rule = if is_data { Rule::StaticMemberRemoved } else { Rule::MemberFunctionRemoved };
    r.push(comparison, rule, Some(name), x.line, facts, None, reason.into(), false);
}

/// A member that only NEW declares. `kept`: names that both sides have functions of; `seen`: names told of.
fn added<'g>(
    comparison: &mut Comparison<'_>,
    r: &Record,
    old: &Side<'g>,
    (new, y): (&Side<'g>, &Member),
    kept: &FastSet<&str>,
    seen: &mut FastSet<&'g str>,
) {
    let name = new.name(y);
    let is_data = y.flags.has(MemberFlags::DATA);
    if is_data || y.flags.has(MemberFlags::VIRTUAL) || y.flags.access() == Access::Private && !is_special(name, y) {
        return;
    }
    let mut add = |rule, reason: DeclaredReason| {
        r.push(comparison, rule, Some(name), y.line, None, Some(declared(new, y)), reason.into(), false);
    };
    if y.flags.has(MemberFlags::DELETED) && had_none(old, new, y) {
        return;
    }
    if y.flags.has(MemberFlags::DELETED) {
        add(Rule::FunctionDeleted, DeclaredReason::Deleted);
        return;
    }
    if is_special(name, y) || name == "operator=" || !seen.insert(name) {
        return;
    }
    let alone = old.named(name).count() == 1 && kept.contains(name);
    if alone {
        add(Rule::OverloadAdded, DeclaredReason::AddressAmbiguous);
        return;
    }
    if old.named(name).next().is_some() || old.graph.has_static_data(old.id, name) {
        return;
    }
    if let Some((base, m)) = base_with(new.graph, new.id, name, false)
        && !m.flags.has(MemberFlags::VIRTUAL)
        && base_with(old.graph, old.id, name, false).is_some()
    {
        let base = new.graph.name(base).to_owned();
        add(Rule::OverloadHidesBase, DeclaredReason::HidesBase { base, name: name.to_owned() });
    }
}

/// Whether OLD had no such function either, though it did not say so: what a class holds may not be copied, or it has
/// other constructors and thus none without arguments.
fn had_none(old: &Side<'_>, new: &Side<'_>, y: &Member) -> bool {
    let specials = trivial::specials(old.graph, old.id);
    let gone = |s| matches!(s, Special::Deleted | Special::Absent);
    let constructs = y.flags.has(MemberFlags::CONSTRUCTOR);
    let (copy, moves) =
        if constructs { (specials.copy, specials.moves) } else { (specials.assign, specials.assign_moved) };
    if y.flags.has(MemberFlags::WITH_MORE) {
        return false;
    }
    if y.flags.has(MemberFlags::OF_COPY) {
        return gone(copy);
    }
    if y.flags.has(MemberFlags::OF_MOVE) {
        return moves == Special::Deleted || moves == Special::Absent && gone(copy);
    }
    let plain = |side: &Side<'_>, m: &Member| side.signature(m).1.ends_with("()");
    let mut declared = old.members.iter().filter(|m| m.flags.has(MemberFlags::CONSTRUCTOR)).peekable();
    constructs && plain(new, y) && declared.peek().is_some() && !declared.any(|m| plain(old, m))
}

/// The nearest base that declares a function (or a static data member) of a name which derived classes see.
fn base_with<'g>(graph: &'g Graph, id: TypeId, name: &str, data: bool) -> Option<(TypeId, &'g Member)> {
    let bases = |id: TypeId| {
        graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Base).map(|e| graph.strip(e.target)).collect::<Vec<_>>()
    };
    let mut work = bases(id);
    let mut at = 0;
    while at < work.len().min(DEEP) {
        let base = work[at];
        at += 1;
        let is = |m: &&Member| {
            m.flags.has(MemberFlags::DATA) == data && m.flags.access() != Access::Private && graph.str(m.name) == name
        };
        if let Some(found) = graph.members.of(base).iter().find(is) {
            return Some((base, found));
        }
        for next in bases(base) {
            if !work.contains(&next) {
                work.push(next);
            }
        }
    }
    None
}

//! Private members and bases that no code of consumers touches.
//!
//! Consumers know where a private member lies only through functions that they compile themselves: inline ones of its
//! class, of classes in it and of friends, and special member functions that the compiler makes. Which functions are none
//! of these, the symbols of OLD tell; which of them name the member, the texts of its public headers. Private functions and
//! static members are used by the same functions alone.

use std::collections::BTreeSet;

use super::classes::{self, Answer};
use super::reach::Facts;
use crate::compare::change::{Change, PairId};
use crate::compare::leaves::{self, Leaf};
use crate::compare::types::Comparison;
use crate::graph::cpp_name::{self, bare};
use crate::graph::layout;
use crate::graph::mangled::{self, What};
use crate::graph::peel::strip_arrays;
use crate::graph::trivial::{self, Special};
use crate::graph::{
    Access, Binding, Edge, EdgeFlags, EdgeKind, Export, Graph, Kind, Member, MemberFlags, TypeId, class,
};
use crate::ground::headers::{Declared, InCode};
use crate::rules::reason::ReachReason;
use crate::rules::{Rule, Severity};

/// How many members a sentence names.
const NAMES: usize = 3;

/// Why a change of a class is not as bad as its place says, if no code of consumers touches what it affects: milder, or, where they
/// set aside objects that are aligned to less than it needs now, breaking.
pub fn of_members(
    c: &Comparison<'_>,
    facts: &Facts,
    pair: PairId,
    change: &Change,
    worst: Severity,
) -> Option<ReachReason> {
    if !is_of_members(change.rule) {
        return None;
    }
    let pair = &c.pairs[pair.0 as usize];
    let (old, new) = (pair.old?, pair.new?);
    let graph = c.old;
    let may_hide = |e: &Edge| matches!(e.kind, EdgeKind::Member | EdgeKind::Base) && e.flags.access() != Access::Public;
    if !graph.edges(old).iter().any(may_hide) || is_of_bases(change.rule) && changes_tables(c, old, new) {
        return None;
    }
    let olds = leaves::leaves(graph, old);
    let affected = affected(change, &olds, &leaves::leaves(c.new, new));
    let derived = || classes::consumers(graph, old).derive != Answer::No;
    let hidden = |leaf: &&Leaf<'_>| match leaf.access(old) {
        // Whoever calls virtual functions knows where the pointer to their table lies.
        _ if leaf.edge.kind == EdgeKind::Base && class::is_dynamic(graph, leaf.target) => false,
        Access::Private => true,
        Access::Protected => !derived(),
        Access::Public => false,
    };
    if affected.is_empty() || !affected.iter().all(hidden) {
        return None;
    }
    let mut members: Vec<String> = affected.iter().map(|leaf| leaf.name.to_string()).collect();
    members.truncate(NAMES);
    if let Some(reason) = aligned_more(c, old, new) {
        return Some(reason);
    }
    let made = makes_special(graph, old);
    let at_most = |reason: ReachReason| (worst > reason.severity()).then_some(reason);
    // A body that stands nowhere in the headers may be where they do not show it, or made by a macro.
    let said = in_headers(graph, facts, old, &affected);
    let said = said.filter(|said| said.named || has_bodies(graph, old, said));
    let Some(said) = said else {
        // Inline friends and member templates stand in no debug information.
        let reason = (!made && calls_library(graph, old)).then_some(ReachReason::CalledInLibrary { members })?;
        return at_most(reason);
    };
    match said {
        InCode { named: true, .. } => None,
        InCode { .. } if destroys(graph, old, &affected) => None,
        InCode { .. } if made => at_most(ReachReason::SetByConstructors { members }),
        InCode { friends, .. } => match foreign_friend(graph, &friends) {
            Some(friend) => at_most(ReachReason::FriendsMayName { members, friend }),
            None => Some(ReachReason::NamedByNoHeader { members }),
        },
    }
}

/// What the name of a base begins with that stands among members.
const BASE: &str = "(base ";

/// Whether a rule tells of bases that came or went.
fn is_of_bases(rule: Rule) -> bool {
    matches!(rule, Rule::BaseRemoved | Rule::BaseAdded | Rule::BaseReplaced)
}

/// Whether a base that came or went has a part in virtual tables, which consumers know whoever may convert to it.
fn changes_tables(c: &Comparison<'_>, old: TypeId, new: TypeId) -> bool {
    let (g, h) = (c.old, c.new);
    let names = |graph: &Graph, id: TypeId| -> BTreeSet<String> {
        class::bases(graph, id).map(|b| graph.name(graph.strip(b.target)).to_owned()).collect()
    };
    let (before, after) = (names(g, old), names(h, new));
    let has_table = |graph: &Graph, id: TypeId, others: &BTreeSet<String>| {
        class::bases(graph, id)
            .filter(|b| !others.contains(graph.name(graph.strip(b.target))))
            .any(|b| b.flags.has(EdgeFlags::VIRTUAL) || class::is_dynamic(graph, b.target))
    };
    has_table(g, old, &after) || has_table(h, new, &before)
}

/// Why the name of a type of OLD, or of its enumerators, means nothing to consumers: a class declares it private, and nothing in
/// the public headers that consumers compile or can name has it.
pub fn of_nested(graph: &Graph, facts: &Facts, change: &Change) -> Option<ReachReason> {
    let is_of_name = matches!(
        change.rule,
        Rule::TypeRemoved
            | Rule::TypeRenamed
            | Rule::TypedefRemoved
            | Rule::EnumeratorAdded
            | Rule::EnumeratorRemoved
            | Rule::EnumeratorRenamed
            | Rule::EnumeratorValueChanged
    );
    let texts = facts.texts.as_deref().filter(|_| is_of_name)?;
    let whole = change.subject.name.as_str();
    let (scope, name) = whole.rsplit_once("::").filter(|_| !whole.contains('<'))?;
    let outer = |id: &TypeId| graph.node(*id).kind.is_record() && graph.name(*id) == scope;
    graph.ids().find(outer)?;
    let named = |id: &TypeId| {
        let kind = graph.node(*id).kind;
        (kind.is_tagged() || kind == Kind::Typedef) && graph.name(*id) == whole
    };
    let id = graph.ids().find(named)?;
    let pos = graph.positions[id.index()];
    let constants = graph.edges(id).iter().filter(|e| e.kind == EdgeKind::Enumerator);
    let enumerators: Vec<&str> = constants.map(|e| graph.str(e.name)).collect();
    let class = bare(scope);
    let keeps = texts.keep_private(class, &(name, graph.str(pos.file), pos.line), &enumerators);
    keeps.then(|| ReachReason::PrivateIn { class: class.to_owned() })
}

/// Whether objects that consumers create, or that lie in those of classes that they derive, are aligned to less than NEW needs: whatever touches their members, code of NEW
/// may fault there.
fn aligned_more(c: &Comparison<'_>, old: TypeId, new: TypeId) -> Option<ReachReason> {
    let (was, is) = (layout::alignment(c.old, old), layout::alignment(c.new, new));
    let relies = is > was && !layout::same_alignment(c.old, old, c.new, new);
    let set_aside = || {
        let consumers = classes::consumers(c.old, old);
        consumers.create != Answer::No || consumers.derive != Answer::No
    };
    (relies && set_aside()).then_some(ReachReason::AlignedForPrivate { was, is })
}

/// A friend that neither the headers nor the library define: consumers may.
fn foreign_friend(graph: &Graph, friends: &BTreeSet<String>) -> Option<String> {
    let defines = |name: &str| graph.ids().any(|id| graph.node(id).kind.is_record() && bare(graph.name(id)) == name);
    friends.iter().find(|name| !defines(name)).cloned()
}

/// Why what happened to an export of OLD is milder than it looks, if it is a private function or static member of a class
/// and the public headers show that no code of consumers names it.
pub fn of_export(graph: &Graph, facts: &Facts, export: &Export, worst: Severity) -> Option<ReachReason> {
    let texts =
        facts.texts.as_ref().filter(|_| worst > Severity::Compatible && graph.str(export.name).starts_with("_Z"))?;
    let (class, member) = member_of(graph, export)?;
    let is_hidden = match member.flags.access() {
        Access::Private => true,
        Access::Protected => classes::consumers(graph, class).derive == Answer::No,
        Access::Public => false,
    };
    // Virtual functions are named by the tables of classes that consumers derive.
    let name = graph.str(member.name);
    let is_plain = !is_special(graph, member) && !member.flags.has(MemberFlags::VIRTUAL);
    if !is_hidden || !is_plain || name.starts_with("operator") || name.contains('<') || graph.name(class).ends_with('>')
    {
        return None;
    }
    let file = graph.str(graph.positions[class.index()].file);
    let is_function = !member.flags.has(MemberFlags::DATA);
    let declared = Declared { class: bare(graph.name(class)), member: name, is_function, file, line: member.line };
    let said = texts.in_code(&declared).filter(|said| !said.named && has_bodies(graph, class, said))?;
    let members = vec![name.to_owned()];
    let reason = match foreign_friend(graph, &said.friends) {
        Some(friend) => ReachReason::FriendsMayName { members, friend },
        None => ReachReason::NamedByNoHeader { members },
    };
    (worst > reason.severity()).then_some(reason)
}

/// The member that an export is. Compilers state no linkage name where a class declares a static member.
fn member_of<'g>(graph: &'g Graph, export: &Export) -> Option<(TypeId, &'g Member)> {
    let name = mangled::name(graph.str(export.name))?;
    let (scope, last) = name.rsplit_once("::")?;
    let is_data = |class: TypeId, m: &Member| {
        m.symbol.is_none() && m.flags.has(MemberFlags::DATA) && graph.str(m.name) == last && graph.name(class) == scope
    };
    let find = |(class, members): (TypeId, &'g [Member])| {
        members.iter().find(|m| m.symbol == export.name || is_data(class, m)).map(|m| (class, m))
    };
    graph.members.by_class().find_map(find)
}

/// What the texts of the public headers say of some members of a class. `None` where they do not tell of each.
fn in_headers(graph: &Graph, facts: &Facts, class: TypeId, members: &[&Leaf<'_>]) -> Option<InCode> {
    let texts = facts.texts.as_ref()?;
    let file = graph.str(graph.positions[class.index()].file);
    let name = bare(graph.name(class));
    let mut all = InCode::default();
    for leaf in members {
        let declared = Declared { class: name, member: &leaf.name, is_function: false, file, line: leaf.line };
        let said = (!leaf.name.is_empty()).then(|| texts.in_code(&declared)).flatten()?;
        all.named |= said.named;
        all.friends.extend(said.friends);
        all.bodies.extend(said.bodies);
        all.functions.extend(said.functions);
        all.more |= said.more;
    }
    Some(all)
}

/// Whether a rule tells of where and what members are.
fn is_of_members(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::MemberRemoved
            | Rule::BaseRemoved
            | Rule::BaseAdded
            | Rule::BaseReplaced
            | Rule::BaseOffsetChanged
            | Rule::MemberAddedInside
            | Rule::MemberOffsetChanged
            | Rule::MemberReordered
            | Rule::MemberTypeChanged
            | Rule::MemberBecameBitField
            | Rule::MemberNoLongerBitField
            | Rule::MemberDeprecated
            | Rule::MemberRenamed
            | Rule::BitFieldWidthChanged
            | Rule::ArrayLengthChanged
            | Rule::PointerTargetChanged
            | Rule::StructPackingChanged
    )
}

/// The members of OLD that a change affects: the one that it tells of, and where members moved all that did.
fn affected<'l, 'g>(change: &Change, olds: &'l [Leaf<'g>], news: &[Leaf<'_>]) -> Vec<&'l Leaf<'g>> {
    let of_place = matches!(
        change.rule,
        Rule::MemberAddedInside
            | Rule::BaseAdded
            | Rule::MemberOffsetChanged
            | Rule::BaseOffsetChanged
            | Rule::MemberReordered
            | Rule::StructPackingChanged
    );
    let came = matches!(change.rule, Rule::MemberAddedInside | Rule::BaseAdded);
    let base =
        change.subject.member.as_deref().filter(|_| is_of_bases(change.rule)).map(|name| format!("{BASE}{name})"));
    let told = base.as_deref().or(change.subject.member.as_deref());
    let stays =
        |x: &Leaf<'_>| news.iter().any(|y| y.name == x.name && y.bit_offset == x.bit_offset && y.bits() == x.bits());
    // What a new member lies in is affected, too.
    let overlaps = |x: &Leaf<'_>| {
        let fresh = news.iter().find(|y| came && Some(y.name.as_ref()) == told);
        fresh.is_some_and(|y| y.bit_offset < x.end() && x.bit_offset < y.end())
    };
    let is = |x: &&Leaf<'_>| if of_place { !stays(x) || overlaps(x) } else { Some(x.name.as_ref()) == told };
    olds.iter().filter(is).collect()
}

/// Whether consumers call all functions in the library that may name private members: those of the class and of the
/// classes in it that anybody else can call have a symbol that the library alone defines. Friends are not known.
fn calls_library(graph: &Graph, class: TypeId) -> bool {
    let name = graph.name(class);
    if name.is_empty() || name.ends_with('>') {
        return false;
    }
    !graph.members.of(class).is_empty()
        && with_inner(graph, class).all(|id| outside_library(graph, id).next().is_none())
}

/// Whether the headers show the bodies of all functions that consumers compile, or declare them without any.
fn has_bodies(graph: &Graph, class: TypeId, said: &InCode) -> bool {
    let shown = |m: &Member| {
        let name = graph.str(m.name).split('<').next().unwrap_or_default();
        let name = if name.starts_with("operator") { "operator" } else { name };
        said.bodies.contains(name) || !said.more && said.functions.contains(name)
    };
    with_inner(graph, class).all(|id| outside_library(graph, id).all(shown))
}

/// A class and the classes in it.
fn with_inner(graph: &Graph, class: TypeId) -> impl Iterator<Item = TypeId> {
    let within = format!("{}::", graph.name(class));
    let is_inner = move |id: &TypeId| graph.node(*id).kind.is_record() && graph.name(*id).starts_with(&within);
    graph.ids().filter(is_inner).chain([class])
}

/// The functions of one class that others can call, apart from constructors and destructors, which the library does not
/// define for sure.
fn outside_library(graph: &Graph, class: TypeId) -> impl Iterator<Item = &Member> {
    let plain = graph.members.of(class).iter().filter(|m| is_open(m) && !is_special(graph, m));
    // What is defaulted, the compiler makes: it is asked for by itself.
    let written = plain.filter(|m| !m.flags.has(MemberFlags::DEFAULTED));
    written.filter(|m| !m.flags.has(MemberFlags::OF_SOURCE) && !graph.has_strong_export(m.symbol))
}

/// A function with a body that somebody other than the class can call. What the compiler declares by itself is not meant.
fn is_open(m: &Member) -> bool {
    let others = [MemberFlags::DATA, MemberFlags::DELETED, MemberFlags::PURE, MemberFlags::ARTIFICIAL];
    !others.into_iter().any(|flag| m.flags.has(flag)) && m.flags.access() != Access::Private
}

fn is_special(graph: &Graph, m: &Member) -> bool {
    m.flags.has(MemberFlags::CONSTRUCTOR) || graph.str(m.name).starts_with('~')
}

/// Whether whoever has an object of the class destroys one of these members where OLD has it: consumers compile the
/// destructor themselves.
fn destroys(graph: &Graph, class: TypeId, members: &[&Leaf<'_>]) -> bool {
    let has_work = |leaf: &&Leaf<'_>| {
        let held = graph.strip(strip_arrays(graph, leaf.target));
        let does = |special: Special| matches!(special, Special::Provided);
        graph.node(held).kind.is_record() && does(trivial::specials(graph, held).destroy)
    };
    let in_library = || exported_specials(graph, graph.name(class)).1;
    classes::consumers(graph, class).create == Answer::Yes && members.iter().any(has_work) && !in_library()
}

/// Whether compilers of consumers make a constructor, destructor or assignment that sets or reads members one by one.
fn makes_special(graph: &Graph, class: TypeId) -> bool {
    let members = graph.members.of(class);
    let (constructors, of_destruction) = exported_specials(graph, graph.name(class));
    let compares = |m: &&Member| {
        let assigns = m.flags.has(MemberFlags::OF_COPY) || m.flags.has(MemberFlags::OF_MOVE);
        m.flags.has(MemberFlags::DEFAULTED) && !is_special(graph, m) && !assigns
    };
    if members.iter().any(|m| compares(&m)) || !constructs_in_library(graph, class, &constructors) {
        return true;
    }
    let destroys = |m: &Member| graph.str(m.name).starts_with('~');
    is_made(members, trivial::specials(graph, class).destroy, &destroys, of_destruction)
        || copies_in_consumers(graph, class)
}

/// Whether compilers of consumers make a copy, move or assignment of a class that runs code, of those of which the library
/// defines all constructors that others can call.
pub(super) fn copies_in_consumers(graph: &Graph, class: TypeId) -> bool {
    let members = graph.members.of(class);
    let specials = trivial::specials(graph, class);
    let constructs = |flag| move |m: &Member| m.flags.has(MemberFlags::CONSTRUCTOR) && m.flags.has(flag);
    let assigns = |flag| move |m: &Member| !m.flags.has(MemberFlags::CONSTRUCTOR) && m.flags.has(flag);
    let assigned = |is: &dyn Fn(&Member) -> bool| {
        members.iter().filter(|m| is(m) && is_open(m)).all(|m| graph.has_strong_export(m.symbol))
    };
    let (copies, moves) = (assigns(MemberFlags::OF_COPY), assigns(MemberFlags::OF_MOVE));
    is_made(members, specials.copy, &constructs(MemberFlags::OF_COPY), true)
        || is_made(members, specials.moves, &constructs(MemberFlags::OF_MOVE), true)
        || is_made(members, specials.assign, &copies, assigned(&copies))
        || is_made(members, specials.assign_moved, &moves, assigned(&moves))
}

/// Whether compilers of consumers make a special member function that runs code: no member that `is` it is declared, or one
/// that is defaulted in the class, or that the library does not define.
fn is_made(members: &[Member], special: Special, is: &dyn Fn(&Member) -> bool, exported: bool) -> bool {
    let stated = || members.iter().filter(|m| is(m) && !m.flags.has(MemberFlags::ARTIFICIAL));
    let defaulted = |m: &Member| m.flags.has(MemberFlags::DEFAULTED);
    match special {
        Special::Absent | Special::Deleted | Special::Trivial => false,
        Special::Provided | Special::Unknown => {
            stated().next().is_none() || stated().any(|m| defaulted(m) || is_open(m) && !exported)
        }
    }
}

/// Whether a class declares constructors, and the library alone defines all that others can call. Which symbol is whose,
/// the parameters tell, unless all constructors are exported, those that nobody else can call among them.
pub(super) fn constructs_in_library(graph: &Graph, class: TypeId, exported: &BTreeSet<String>) -> bool {
    let none = |m: &Member| m.flags.has(MemberFlags::DELETED) || m.flags.has(MemberFlags::ARTIFICIAL);
    let all = || graph.members.of(class).iter().filter(|m| m.flags.has(MemberFlags::CONSTRUCTOR));
    let declared = all().any(|m| !m.flags.has(MemberFlags::ARTIFICIAL));
    let is_exported = |m: &Member| {
        m.flags.has(MemberFlags::OF_SOURCE) || exported.contains(&cpp_name::canonical_text(graph.str(m.signature)))
    };
    declared && (all().filter(|m| !none(m)).count() <= exported.len() || all().filter(|m| is_open(m)).all(is_exported))
}

/// The constructors of a class that the library alone defines, each as its name and parameters, and whether it does so of
/// its destructor.
pub(super) fn exported_specials(graph: &Graph, class: &str) -> (BTreeSet<String>, bool) {
    let last = bare(class);
    let mut constructors = BTreeSet::new();
    let mut destroys = false;
    let candidates =
        graph.exports.iter().filter(|e| !e.asked && e.binding == Binding::Global && graph.str(e.name).contains(last));
    for view in candidates.filter_map(|e| mangled::view(graph.str(e.name))) {
        let is_own = || view.class().is_some_and(|name| cpp_name::canonical_text(&name) == class);
        match view.what {
            What::Constructor(_) if is_own() => {
                let parameters = view.parameters.unwrap_or_default().join(", ");
                constructors.insert(cpp_name::canonical_text(&format!("{last}({parameters})")));
            }
            What::Destructor(_) => destroys |= is_own(),
            _ => {}
        }
    }
    (constructors, destroys)
}

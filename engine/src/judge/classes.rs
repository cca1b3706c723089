//! What consumers can do with a class of C++, and what a change of its bases or virtual table means for that.
//!
//! Who derives of a class has virtual tables of his own, who creates objects knows their size, and who only calls knows
//! the places in the table. Constructors and destructors, and who may name them, tell which of these consumers can be.

use crate::compare::change::{ClassChange, Owner, TableChange};
use crate::compare::types::Comparison;
use crate::graph::cpp_name::bare;
use crate::graph::mangled::{self, What};
use crate::graph::{Access, Export, Graph, Member, MemberFlags, TypeId, class};
use crate::rules::reason::{ClassReason, Reason, TableReason};

/// What is known of whether consumers do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// Only by copying an object that the library made.
    ByCopying,
}

/// What consumers can do with a class, by the members that it declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consumers {
    /// Classes of consumers can have it as a base.
    pub derive: Answer,
    /// Consumers can create objects of it.
    pub create: Answer,
}

/// What consumers can do with a class. A class that declares no constructor has public ones. One that a source file defines
/// and no symbol offers can be called in the library alone.
pub fn consumers(graph: &Graph, id: TypeId) -> Consumers {
    let members = graph.members.of(id);
    let name = bare(graph.name(id));
    let destructor = members.iter().find(|m| graph.str(m.name).starts_with('~'));
    let usable = |m: &Member, least: Access| m.flags.access() <= least && !m.flags.has(MemberFlags::DELETED);
    let constructors: Vec<&Member> = members.iter().filter(|m| constructs(graph, m, name)).collect();
    let by = |least: Access| {
        // `new` alone needs no destructor.
        if least == Access::Protected && destructor.is_some_and(|d| !usable(d, least)) {
            return Answer::No;
        }
        if constructors.is_empty() || constructors.iter().any(|m| usable(m, least) && !is_hidden(graph, m, name)) {
            return Answer::Yes;
        }
        // What the class does not declare the compiler does.
        // A copy would never go away where nobody may destroy it.
        let kept = destructor.is_some_and(|d| !usable(d, least));
        if kept || constructors.iter().any(|m| m.flags.surely_copies()) { Answer::No } else { Answer::ByCopying }
    };
    // Nobody copies an object with virtual functions to derive of its class.
    let surely = |answer| if answer == Answer::ByCopying && class::is_dynamic(graph, id) { Answer::No } else { answer };
    let create = if class::is_abstract(graph, id) { Answer::No } else { surely(by(Access::Public)) };
    Consumers { derive: surely(by(Access::Protected)), create }
}

/// Whether a constructor is defined in a source file, and its class exports none.
fn is_hidden(graph: &Graph, member: &Member, class: &str) -> bool {
    let without_arguments = |name: &str| bare(name).split('<').next().unwrap_or_default().to_owned();
    let find = || {
        let constructs = |e: &Export| {
            let view = mangled::view(graph.str(e.name)).filter(|_| !e.asked)?;
            matches!(view.what, What::Constructor(_)).then(|| view.class()).flatten()
        };
        graph.exports.iter().filter_map(constructs).map(|name| without_arguments(&name)).collect()
    };
    member.flags.has(MemberFlags::OF_SOURCE) && !graph.alignments.constructed(find).contains(&without_arguments(class))
}

/// Whether a member is a constructor of the class of a name, a template among them.
pub(super) fn constructs(graph: &Graph, member: &Member, class: &str) -> bool {
    !member.flags.has(MemberFlags::DATA) && graph.str(member.name).split('<').next() == Some(class)
}

/// The same where the class declares a constructor or destructor: then it is stated, not left to the compiler.
pub fn stated(graph: &Graph, id: TypeId) -> Option<Consumers> {
    let name = bare(graph.name(id));
    let own = |m: &Member| graph.str(m.name).starts_with('~') || constructs(graph, m, name);
    graph.members.of(id).iter().any(own).then(|| consumers(graph, id))
}

/// A class of OLD that derives of one and has virtual functions of its own behind those of it.
fn derived(graph: &Graph, base: TypeId) -> Option<TypeId> {
    let extends = |id: &TypeId| {
        class::primary_base(graph, *id) == Some(base) && class::table(graph, *id).own.iter().any(|d| !d.overrides)
    };
    graph.ids().filter(|id| graph.node(*id).kind.is_record()).find(extends)
}

/// What a change of a class means to its consumers.
pub fn weigh(c: &Comparison<'_>, owner: Owner, change: &ClassChange) -> Reason {
    use ClassReason as R;
    let id = match owner {
        Owner::Pair(pair) => c.pairs[pair.0 as usize].old,
        _ => None,
    };
    let derive = || id.map_or(Answer::Yes, |id| consumers(c.old, id).derive);
    let reason = match change {
        ClassChange::Table(change) => return table(c, id, change).into(),
        ClassChange::BaseReplaced { old, new } => R::OtherBaseInPlace { old: old.clone(), new: new.clone() },
        ClassChange::BaseVirtuality { name, now } => R::FoundOtherwise { name: name.clone(), now: *now },
        ClassChange::VirtualBaseMoved { name, others } => R::FoundAtOtherPlace { name: name.clone(), others: *others },
        ClassChange::TablePointer { now: true } => R::TablePointerCame,
        ClassChange::TablePointer { now: false } => R::TablePointerGone,
        ClassChange::DataEnd { reserved } => match derive() {
            Answer::Yes if *reserved => R::DerivedDataInReserve,
            Answer::Yes => R::DerivedDataOverlap,
            Answer::No => R::DataEndElsewhere,
            Answer::ByCopying => R::WhetherDerived,
        },
    };
    reason.into()
}

/// The same of its virtual functions.
fn table(c: &Comparison<'_>, id: Option<TypeId>, change: &TableChange) -> TableReason {
    use TableReason as R;
    let derive = || id.map_or(Answer::Yes, |id| consumers(c.old, id).derive);
    let create = || id.map_or(Answer::Yes, |id| consumers(c.old, id).create);
    match change {
        TableChange::Moved { name, moved } => R::CallsLandElsewhere { name: name.clone(), moved: *moved },
        TableChange::PlacesMoved { moved } => R::PlacesMoved { moved: *moved },
        TableChange::FunctionCame { first_moved: Some(name), moved, .. } => {
            R::CallsLandElsewhere { name: name.clone(), moved: *moved }
        }
        TableChange::FunctionCame { name, pure, .. } => match (derive(), id.and_then(|id| derived(c.old, id))) {
            (Answer::Yes, _) if *pure => R::ConsumersDoNotImplement { name: name.clone() },
            (Answer::Yes, _) => R::DerivedTablesCollide,
            (_, Some(own)) => R::OwnDerivedMoves { name: c.old.name(own).to_owned() },
            (Answer::No, None) => R::OnlyLibraryFillsTable,
            (Answer::ByCopying, None) => R::WhetherDerived,
        },
        TableChange::FunctionGone { name } => R::PlaceCalledIsGone { name: name.clone() },
        TableChange::FunctionReplaced { old, new } => R::OtherFunctionInPlace { old: old.clone(), new: new.clone() },
        TableChange::BecameVirtual { name } => R::CalledPastOverriders { name: name.clone() },
        TableChange::NoLongerVirtual { name } => R::CalledThroughOldPlace { name: name.clone() },
        TableChange::BecamePure { name } if create() == Answer::Yes => {
            R::ConsumersDoNotImplement { name: name.clone() }
        }
        TableChange::BecamePure { name } => match derive() {
            Answer::Yes => R::WhetherImplemented { name: name.clone() },
            Answer::No => R::LibraryImplements,
            Answer::ByCopying => R::WhetherDerived,
        },
        TableChange::Implemented => R::NoLongerPure,
        TableChange::Covariant { name, adjusted: true } => R::ResultPointsElsewhere { name: name.clone() },
        TableChange::Covariant { name, adjusted: false } => R::ResultIsDerived { name: name.clone() },
        TableChange::OverrideCame { .. } | TableChange::OverrideGone { .. }
            if create() == Answer::No && derive() == Answer::No =>
        {
            R::OnlyLibraryKnowsClass
        }
        TableChange::OverrideCame { name } => R::DirectCallsReachBase { name: name.clone() },
        TableChange::OverrideGone { name } => R::DirectCallsReachOverride { name: name.clone() },
    }
}

//! Who of consumers names what compilers make of a member function beside its own symbol: variants of constructors and
//! destructors, and thunks.
//!
//! Whoever creates an object calls C1 and destroys it by D1; whoever derives calls C2 and D2, and his virtual tables hold
//! the thunks of what he takes over (Itanium C++ ABI, 2.5, 5.1.4). D0 stands in tables; a `delete` names it where the
//! compiler knows the class of the object: one that it saw created, or a final class (GCC names D0 there, clang D1). Of a
//! class with virtual bases clang's tables for the construction of derived classes hold D0 and D1 of the base. GCC leads
//! virtual calls on objects of a known class to the thunks.

use super::classes::{Answer, constructs, consumers};
use crate::compare::change::Made;
use crate::graph::cpp_name::bare;
use crate::graph::{Access, Graph, Member, MemberFlags, TypeId, class};
use crate::rules::reason::{Barred, DeclarationReason};

/// What it means to consumers that something of a class of OLD is gone.
pub(super) fn weigh(graph: &Graph, id: Option<TypeId>, what: Made) -> DeclarationReason {
    use DeclarationReason as R;
    let gone = match what {
        Made::Thunk { untabled: true, .. } => return R::ThunkUntabled,
        Made::Thunk { .. } => R::Thunk,
        Made::Constructor(variant) => R::VariantGone(b'C', variant),
        Made::Destructor(variant) => R::VariantGone(b'D', variant),
    };
    // Who creates and derives, constructors and destructor tell.
    let Some(id) = id.filter(|&id| !graph.members.of(id).is_empty()) else { return gone };
    let who = consumers(graph, id);
    let (creates, derives) = (who.create != Answer::No, who.derive != Answer::No);
    let is_abstract = || class::is_abstract(graph, id);
    let destructor = graph.members.of(id).iter().find(|m| graph.str(m.name).starts_with('~'));
    let destroys = destructor.is_none_or(|d| d.flags.access() == Access::Public && !d.flags.has(MemberFlags::DELETED));
    let barred = match what {
        Made::Constructor(b'1') if creates => return gone,
        Made::Constructor(b'1') if is_abstract() => return R::VariantOfAbstract,
        Made::Constructor(b'1') => Barred::Creating,
        Made::Constructor(_) | Made::Destructor(b'2') if derives => return gone,
        Made::Constructor(_) | Made::Destructor(b'2') => Barred::Deriving,
        Made::Destructor(_) if destroys && creates => return gone,
        Made::Destructor(b'1') if destroys && !destructor.is_some_and(|d| d.flags.has(MemberFlags::VIRTUAL)) => {
            return gone;
        }
        Made::Destructor(_) | Made::Thunk { of_destructor: true, .. }
            if derives && class::has_virtual_base(graph, id) =>
        {
            return R::OfConstruction;
        }
        Made::Destructor(_) if destroys && !is_abstract() && !is_base(graph, id) => return R::WhetherFinal,
        Made::Destructor(_) if destroys => Barred::Creating,
        Made::Destructor(_) => Barred::Destroying,
        Made::Thunk { of_destructor: true, .. } if creates && destroys => return R::ThunkCalled,
        Made::Thunk { of_destructor: true, .. } if creates => Barred::Destroying,
        Made::Thunk { of_destructor: true, .. } => Barred::Creating,
        Made::Thunk { .. } if derives => return gone,
        Made::Thunk { .. } if creates => return R::ThunkCalled,
        Made::Thunk { .. } => Barred::Both,
    };
    if has_inline_functions(graph, id) { R::WhetherInline } else { R::Unnamed(barred) }
}

/// Whether some class derives from one, which is not final then.
fn is_base(graph: &Graph, id: TypeId) -> bool {
    let derives = |of: TypeId| class::bases(graph, of).any(|b| graph.strip(b.target) == id);
    graph.ids().any(|of| graph.node(of).kind.is_record() && derives(of))
}

/// Whether a class has member functions that OLD does not export strongly and that no source file is known to define: they
/// may be inline, and then consumers have their code. Inline constructors and destructors create no further objects.
pub(super) fn has_inline_functions(graph: &Graph, id: TypeId) -> bool {
    let none =
        [MemberFlags::DATA, MemberFlags::ARTIFICIAL, MemberFlags::PURE, MemberFlags::DELETED, MemberFlags::OF_SOURCE];
    let name = bare(graph.name(id));
    let counts = |m: &&Member| {
        let is_special = graph.str(m.name).starts_with('~') || constructs(graph, m, name);
        !none.iter().any(|&flag| m.flags.has(flag)) && !is_special
    };
    graph.members.of(id).iter().filter(counts).any(|m| !graph.has_strong_export(m.symbol))
}

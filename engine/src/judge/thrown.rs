//! What a change of bases means to those who meet a class at run time: handlers of exceptions, and `dynamic_cast`.
//!
//! A handler for a base takes an object if that base is public and there once (C++ 17, [except.handle]/3), and so does
//! `dynamic_cast` ([expr.dynamic.cast]/8). Both ask the type information of the object, which is that of NEW.
//!
//! | a class is thrown | told by |
//! | --- | --- |
//! | surely | `std::exception` above it; code of a library that throws, and never casts, names its type information; it has type information, no virtual functions, and is no base of a class with such |
//! | perhaps | the same code of a library that casts as well; code that catches the base |

use super::classes::{Answer, consumers};
use crate::compare::change::{BaseChange, Owner};
use crate::compare::types::Comparison;
use crate::graph::mangled::Special;
use crate::graph::{Access, Edge, Graph, TypeId, class};
use crate::rules::reason::{ClassReason, DeclaredReason, Reason};

/// Whether objects of a class are thrown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thrown {
    No,
    Perhaps,
    Surely,
}

/// What a base that came, went or is seen by others means.
pub(super) fn bases(c: &Comparison<'_>, owner: Owner, change: &BaseChange) -> Reason {
    use ClassReason as R;
    let pair = match owner {
        Owner::Pair(pair) => {
            let pair = &c.pairs[pair.0 as usize];
            pair.old.zip(pair.new)
        }
        _ => None,
    };
    let handlers = |name: &str| pair.and_then(|(old, _)| handlers(c, old, name));
    let access = |graph: &Graph, id: TypeId, name: &str| {
        let base = class::bases(graph, id).find(|b| graph.name(graph.strip(b.target)) == name);
        base.map_or(Access::Public, |b| b.flags.access())
    };
    let kept =
        |name: &str| pair.is_some_and(|(_, new)| class::converts(c.new, new).is_some_and(|to| to.contains(name)));
    let reason = match change {
        BaseChange::Came { name, empty: false } => R::BaseTookRoom { name: name.clone() },
        BaseChange::Gone { name, empty: false } => R::BaseLeftRoom { name: name.clone() },
        BaseChange::Came { name, .. } => handlers(name).unwrap_or_else(|| {
            let seen = pair.is_none_or(|(_, new)| access(c.new, new, name) == Access::Public);
            let sure = pair.is_some_and(|(old, _)| thrown(c, old) == Thrown::Surely);
            let lost = pair.and_then(|(old, new)| lost(c, old, new).into_iter().next());
            match lost {
                Some(name) => R::ConvertsTwoWays { name },
                None if seen && sure => R::HandlersMayDiffer,
                None => R::EmptyBaseCame,
            }
        }),
        BaseChange::Gone { name, .. } => {
            handlers(name).unwrap_or_else(|| match pair.map_or(Access::Public, |(old, _)| access(c.old, old, name)) {
                Access::Private => R::PrivateBaseGone { name: name.clone() },
                _ if kept(name) => R::StillConverts { name: name.clone() },
                _ => R::EmptyBaseGone { name: name.clone() },
            })
        }
        BaseChange::Stays { name, gone } => handlers(name).unwrap_or_else(|| {
            let lost = pair.and_then(|(old, new)| lost(c, old, new).into_iter().next());
            match lost.or_else(|| gone.clone()) {
                Some(lost) if !kept(&lost) => R::NoLongerConverts { name: lost },
                _ => R::BaseStays { name: name.clone() },
            }
        }),
        BaseChange::BecameMember { name } => handlers(name).unwrap_or_else(|| match kept(name) {
            true => R::StandsAsMember { name: name.clone() },
            false => R::NoLongerConverts { name: name.clone() },
        }),
        BaseChange::WasMember { name } => handlers(name).unwrap_or_else(|| {
            let sure = pair.is_some_and(|(old, _)| thrown(c, old) == Thrown::Surely);
            match pair.and_then(|(old, new)| lost(c, old, new).into_iter().next()) {
                Some(name) => R::NoLongerConverts { name },
                None if sure => R::HandlersMayDiffer,
                None => R::StandsAsBase { name: name.clone() },
            }
        }),
        BaseChange::Narrowed { name, now } => {
            let cast = || pair.is_some_and(|(old, new)| lost(c, old, new).contains(name) && casts(c, old, name));
            match handlers(name) {
                Some(reason) => reason,
                None if cast() => R::CastsMiss { name: name.clone(), now: *now },
                None => return DeclaredReason::BaseNarrowed { now: *now }.into(),
            }
        }
    };
    reason.into()
}

/// What handlers of existing consumers no longer take, of a class or one that derives of it. `name`: the base that the
/// change is about.
fn handlers(c: &Comparison<'_>, id: TypeId, name: &str) -> Option<ClassReason> {
    let own = c.old.name(id);
    let mut worst: Option<(Thrown, ClassReason)> = None;
    for (old, new) in c.pairs.iter().filter_map(|p| p.old.zip(p.new)) {
        let derives = || c.old.node(old).kind.is_record() && class::base_named(c.old, old, own).is_some();
        if old != id && !derives() {
            continue;
        }
        let lost = lost(c, old, new);
        let Some(first) = lost.iter().find(|l| *l == name).or(lost.first()) else { continue };
        let caught = || c.special(true, Special::TypeInfo, first).is_some_and(|e| e.inner_calls.by_name());
        let thrown = match thrown(c, old) {
            Thrown::No if caught() => Thrown::Perhaps,
            thrown => thrown,
        };
        let is_own = old == id;
        if thrown == Thrown::No || worst.as_ref().is_some_and(|w| w.0 > thrown || w.0 == thrown && !is_own) {
            continue;
        }
        let of = (!is_own).then(|| c.old.name(old).to_owned());
        let twice = class::base_named(c.new, new, first).is_some() && class::is_there_twice(c.new, new, first);
        let name = first.clone();
        let reason = match thrown {
            Thrown::Surely => ClassReason::HandlersMiss { name, of, twice },
            _ => ClassReason::HandlersMayMiss { name, of },
        };
        worst = Some((thrown, reason));
    }
    worst.map(|w| w.1)
}

/// The bases that everybody could convert to and that nobody else can now, by name.
fn lost(c: &Comparison<'_>, old: TypeId, new: TypeId) -> Vec<String> {
    let Some((before, after)) = class::converts(c.old, old).zip(class::converts(c.new, new)) else { return Vec::new() };
    before.difference(&after).map(|name| (*name).to_owned()).collect()
}

/// Whether `dynamic_cast` of consumers may lead across an object from a base or to it: the other end is a base of the class,
/// or of a class that a consumer derives of it; where it begins are virtual functions. One from a base to the class itself
/// arrives: compilers say at which offset they know that base to be, and run-time libraries trust them.
fn casts(c: &Comparison<'_>, id: TypeId, name: &str) -> bool {
    let graph = c.old;
    let dynamic = |b: &Edge| class::is_dynamic(graph, b.target);
    let (own, others): (Vec<&Edge>, Vec<&Edge>) =
        class::bases(graph, id).partition(|b| graph.name(graph.strip(b.target)) == name);
    let derive = || consumers(graph, id).derive != Answer::No;
    let exports = |special| c.special(true, special, graph.name(id)).is_some();
    let described = !exports(Special::Table) || exports(Special::TypeInfo);
    let from = own.iter().any(|b| dynamic(b)) && (!others.is_empty() || derive());
    described && (from || others.iter().any(|b| dynamic(b)))
}

/// Whether objects of a class of OLD are surely thrown.
pub(super) fn is_thrown(c: &Comparison<'_>, id: TypeId) -> bool {
    thrown(c, id) == Thrown::Surely
}

/// Whether objects of a class of OLD are thrown, as far as a library shows it.
fn thrown(c: &Comparison<'_>, id: TypeId) -> Thrown {
    let graph = c.old;
    if class::base_named(graph, id, "std::exception").is_some() || graph.name(id) == "std::exception" {
        return Thrown::Surely;
    }
    let Some(described) = c.special(true, Special::TypeInfo, graph.name(id)) else { return Thrown::No };
    if described.inner_calls.by_name() {
        return if described.inner_calls.by_place() { Thrown::Perhaps } else { Thrown::Surely };
    }
    // The type information of a class refers to those of its bases.
    let wanted = graph.name(id);
    let is_of_table = |other: TypeId| {
        graph.node(other).kind.is_record()
            && class::is_dynamic(graph, other)
            && class::base_named(graph, other, wanted).is_some()
    };
    if class::is_dynamic(graph, id) || graph.ids().any(is_of_table) { Thrown::No } else { Thrown::Surely }
}

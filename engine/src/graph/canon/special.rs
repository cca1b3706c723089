//! Which members of a class construct, copy or move it.

use super::table::{FrozenTable, Gid, NameKind, RawEdge, RawMember, RawTarget};
use crate::graph::cpp_name::bare;
use crate::graph::{EdgeFlags, EdgeKind, Kind, MemberFlags};

/// How many typedefs and qualifiers are peeled off a parameter.
const DEEP: usize = 64;

/// What the members of a class are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    /// All types.
    pub table: &'a FrozenTable,
    /// A definition that a name may mean.
    pub meant: &'a dyn Fn(NameKind, u64) -> Option<Gid>,
}

/// Whether a member is a constructor, and whether it copies or moves.
pub(super) fn special(types: Types<'_>, class: Gid, m: &RawMember) -> MemberFlags {
    let table = types.table;
    let mut flags = MemberFlags::default();
    let RawTarget::Node(function) = m.target else { return flags };
    if table.node(function).kind != Kind::Function || m.flags.has(MemberFlags::DATA) {
        return flags;
    }
    let name = table.name(m.name);
    let is_constructor = !name.is_empty() && name == bare(table.name(table.plain(table.node(class).name)));
    if is_constructor {
        flags.set(MemberFlags::CONSTRUCTOR);
    } else if name != "operator=" {
        return flags;
    }
    let explicit = |e: &&RawEdge| e.kind == EdgeKind::Param && !e.flags.has(EdgeFlags::ARTIFICIAL);
    let mut parameters = table.edges(function).iter().filter(explicit);
    let Some(first) = parameters.next() else { return flags };
    let has_more = parameters.next().is_some();
    if has_more && !is_constructor {
        return flags;
    }
    let (to, of) = match peeled(types, first.target) {
        RawTarget::Node(at) if table.node(at).kind == Kind::Reference => (inner(types, at), MemberFlags::OF_COPY),
        RawTarget::Node(at) if table.node(at).kind == Kind::RvalueReference => (inner(types, at), MemberFlags::OF_MOVE),
        value if !is_constructor => (value, MemberFlags::OF_COPY),
        _ => return flags,
    };
    let is_class = match peeled(types, to) {
        RawTarget::Void => false,
        RawTarget::Node(gid) => gid == class,
        RawTarget::Name(kind, name) => {
            let node = table.node(class);
            kind == NameKind::of(node.kind) && table.plain(name) == table.plain(node.name)
        }
    };
    if is_class {
        flags.set(of);
        if has_more {
            flags.set(MemberFlags::WITH_MORE);
        }
    }
    flags
}

/// What stands behind typedefs and qualifiers.
fn peeled(types: Types<'_>, mut at: RawTarget) -> RawTarget {
    for _ in 0..DEEP {
        let gid = match at {
            RawTarget::Node(gid) => gid,
            RawTarget::Name(NameKind::Typedef, name) => match (types.meant)(NameKind::Typedef, name) {
                Some(gid) => gid,
                None => return at,
            },
            _ => return at,
        };
        let kind = types.table.node(gid).kind;
        if kind != Kind::Typedef && !kind.is_qualifier() {
            return RawTarget::Node(gid);
        }
        at = inner(types, gid);
    }
    at
}

/// What a reference, a qualifier or a typedef leads to.
fn inner(types: Types<'_>, gid: Gid) -> RawTarget {
    let edges = types.table.edges(gid);
    edges.iter().find(|e| e.kind == EdgeKind::Target).map_or(RawTarget::Void, |e| e.target)
}

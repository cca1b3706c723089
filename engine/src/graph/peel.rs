//! What lies around a type in a declaration: qualifiers, typedefs and arrays.

use crate::graph::{Graph, Kind, NEAR, TypeId};

/// Qualifiers of one level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Qualifiers {
    pub is_const: bool,
    pub is_volatile: bool,
    pub is_restrict: bool,
    pub is_atomic: bool,
}

impl Qualifiers {
    /// These and those of another level.
    pub fn with(self, other: Self) -> Self {
        Self {
            is_const: self.is_const | other.is_const,
            is_volatile: self.is_volatile | other.is_volatile,
            is_restrict: self.is_restrict | other.is_restrict,
            is_atomic: self.is_atomic | other.is_atomic,
        }
    }
}

/// What stands below the qualifiers, and those.
pub fn peel_qualifiers(g: &Graph, mut id: TypeId) -> (TypeId, Qualifiers) {
    let mut q = Qualifiers::default();
    for _ in 0..NEAR {
        match g.node(id).kind {
            Kind::Const => q.is_const = true,
            Kind::Volatile => q.is_volatile = true,
            Kind::Restrict => q.is_restrict = true,
            Kind::Atomic => q.is_atomic = true,
            _ => break,
        }
        id = g.target(id);
    }
    (id, q)
}

/// What stands below the typedefs.
pub fn peel_typedefs(g: &Graph, mut id: TypeId) -> TypeId {
    for _ in 0..NEAR {
        if g.node(id).kind != Kind::Typedef {
            break;
        }
        id = g.target(id);
    }
    id
}

/// Whether a chain of typedefs and qualifiers passes a typedef of this name.
pub fn chain_has(g: &Graph, mut id: TypeId, name: &str) -> bool {
    for _ in 0..NEAR {
        let node = g.node(id);
        if node.kind == Kind::Typedef {
            if g.name(id) == name {
                return true;
            }
        } else if !node.kind.is_qualifier() {
            return false;
        }
        id = g.target(id);
    }
    false
}

/// The element of an array of any number of dimensions.
pub fn strip_arrays(g: &Graph, mut id: TypeId) -> TypeId {
    for _ in 0..NEAR {
        if g.node(id).kind != Kind::Array {
            break;
        }
        id = g.target(id);
    }
    id
}

/// Dimensions in ascending order.
pub fn array_shape(g: &Graph, mut id: TypeId) -> Vec<u64> {
    let mut out = Vec::new();
    while g.node(id).kind == Kind::Array && out.len() < NEAR {
        out.push(g.node(id).aux);
        id = g.target(id);
    }
    out.sort_unstable();
    out
}

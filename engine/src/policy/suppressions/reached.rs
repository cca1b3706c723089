//! Which types exports reach, and which of them only through types that entries name.
//!
//! libabigail takes what it finds below a suppressed type for suppressed, unless another way leads there. So the types are
//! walked from the exports that count, breadth first; the walk stops at a type that an entry names. A second walk goes on from
//! where it stopped: what it alone finds is hidden.

use std::collections::VecDeque;

use super::Way;
use crate::graph::{EdgeKind, Graph, Kind, TypeId};

/// How a type is referred to, as bits of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Via(u8);

impl Via {
    const DIRECT: Self = Self(1);
    const POINTER: Self = Self(2);
    const REFERENCE: Self = Self(4);
}

impl Way {
    /// Whether an entry means a type that is referred to like this.
    pub(super) fn holds(self, via: Via) -> bool {
        let meant = match self {
            Self::Direct => Via::DIRECT.0,
            Self::Pointer => Via::POINTER.0,
            Self::Reference => Via::REFERENCE.0,
            Self::ReferenceOrPointer => Via::REFERENCE.0 | Via::POINTER.0,
        };
        via.0 & !meant == 0
    }
}

/// What two walks found.
pub(super) struct Reached {
    /// By type: how the first walk referred to it.
    open: Vec<u8>,
    /// The same of the second.
    shut: Vec<u8>,
    /// Where the first walk stopped, with the entries that stopped it.
    stops: Vec<(TypeId, Vec<usize>)>,
    /// What the second walk found, backwards: each type with one that it is a part of. Sorted.
    backwards: Vec<(TypeId, TypeId)>,
}

impl Reached {
    /// Walks from these types on. `stops` names the entries that stop at a type that is referred to like this.
    pub(super) fn new(g: &Graph, from: &[TypeId], mut stops: impl FnMut(TypeId, Via) -> Vec<usize>) -> Self {
        let mut out = Self { open: vec![0; g.len()], shut: vec![0; g.len()], stops: Vec::new(), backwards: Vec::new() };
        let mut behind: Vec<(TypeId, Via)> = Vec::new();
        let start: Vec<(TypeId, Via)> = from.iter().map(|&id| (id, Via::DIRECT)).collect();
        walk(g, &start, &mut out.open, |id, via| {
            let by = stops(id, via);
            if by.is_empty() {
                return true;
            }
            behind.push((id, via));
            out.stops.push((id, by));
            false
        });
        if behind.is_empty() {
            return out;
        }
        walk(g, &behind, &mut out.shut, |_, _| true);
        for id in g.ids().filter(|id| out.shut[id.index()] != 0) {
            let targets = g.edges(id).iter().map(|e| e.target).filter(|to| out.shut[to.index()] != 0);
            out.backwards.extend(targets.map(|to| (to, id)));
        }
        out.backwards.sort_unstable();
        out
    }

    /// It is reached through types that entries name, and in no other way.
    pub(super) fn is_hidden(&self, id: TypeId) -> bool {
        self.open[id.index()] == 0 && self.shut[id.index()] != 0
    }

    /// It is reached in a way that no entry stops.
    pub(super) fn is_open(&self, id: TypeId) -> bool {
        self.open[id.index()] != 0
    }

    /// How it is referred to, in whichever walk; `None` if nothing reaches it.
    pub(super) fn via(&self, id: TypeId) -> Option<Via> {
        let both = self.open[id.index()] | self.shut[id.index()];
        (both != 0).then_some(Via(both))
    }

    /// The entries that stand before a set of types, ascending.
    pub(super) fn before(&self, types: &[TypeId]) -> Vec<usize> {
        let mut leads = vec![false; self.shut.len()];
        let mut todo: Vec<TypeId> = types.iter().copied().filter(|id| self.shut[id.index()] != 0).collect();
        while let Some(id) = todo.pop() {
            if std::mem::replace(&mut leads[id.index()], true) {
                continue;
            }
            let at = self.backwards.partition_point(|(to, _)| *to < id);
            todo.extend(self.backwards[at..].iter().take_while(|(to, _)| *to == id).map(|(_, from)| *from));
        }
        let found = self.stops.iter().filter(|(id, _)| leads[id.index()]).flat_map(|(_, by)| by);
        let mut out: Vec<usize> = found.copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// Breadth first; `enter` says whether the walk goes on from a type.
fn walk(g: &Graph, from: &[(TypeId, Via)], seen: &mut [u8], mut enter: impl FnMut(TypeId, Via) -> bool) {
    let mut todo: VecDeque<(TypeId, Via)> = from.iter().copied().collect();
    let mut asked = vec![0_u8; seen.len()];
    while let Some((id, via)) = todo.pop_front() {
        if asked[id.index()] & via.0 != 0 {
            continue;
        }
        asked[id.index()] |= via.0;
        if !enter(id, via) {
            continue;
        }
        seen[id.index()] |= via.0;
        let kind = g.node(id).kind;
        let next = match kind {
            Kind::Pointer | Kind::PtrToMember => Via::POINTER,
            Kind::Reference | Kind::RvalueReference => Via::REFERENCE,
            Kind::Typedef => via,
            _ if kind.is_qualifier() => via,
            _ => Via::DIRECT,
        };
        todo.extend(g.edges(id).iter().filter(|e| e.target != TypeId::VOID).map(|e| (e.target, next)));
    }
}

/// By type: the first of these exports that takes, returns or holds it by value, from 0.
pub(super) fn by_value(g: &Graph, from: &[TypeId]) -> Vec<Option<u32>> {
    let mut out: Vec<Option<u32>> = vec![None; g.len()];
    let mut todo: VecDeque<(TypeId, u32)> = from.iter().copied().zip(0..).collect();
    while let Some((id, export)) = todo.pop_front() {
        if out[id.index()].is_some() {
            continue;
        }
        out[id.index()] = Some(export);
        let kind = g.node(id).kind;
        if kind.is_pointer_like() || kind == Kind::PtrToMember {
            continue;
        }
        let is_part = |kind: EdgeKind| !matches!(kind, EdgeKind::VirtualSlot | EdgeKind::Enumerator);
        todo.extend(
            g.edges(id).iter().filter(|e| is_part(e.kind) && e.target != TypeId::VOID).map(|e| (e.target, export)),
        );
    }
    out
}

//! What a reader hands over of one object: its exports, tied to types of the shared table, and its units.

use super::table::{Gid, RawTarget};
use crate::graph::{Flags, Machine, ObjectInfo};
use crate::ground::maps::FastMap;

/// The DIE found for an export.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// How sure the tie is; larger is surer.
    pub strength: u8,
    /// The type.
    pub target: RawTarget,
    /// Shallow hash of the type: decides between equally sure DIEs, whatever their order.
    pub hash: u128,
    /// Index of the unit in [`Lowered::units`] of its object.
    pub unit: u32,
    /// Path hash of the declaration.
    pub file: u64,
    /// Line of the declaration.
    pub line: u32,
    /// Requested alignment of a variable.
    pub alignment: u32,
    /// See [`crate::graph::Export::form`].
    pub form: Flags,
    /// See [`crate::graph::Export::mode`].
    pub mode: u32,
}

/// One object after lowering.
#[derive(Default)]
pub struct Lowered {
    /// What a report says of it.
    pub info: ObjectInfo,
    /// Its machine.
    pub machine: Machine,
    /// Its exports, `type_id` still open.
    pub exports: Vec<(crate::graph::export::RawExport, Option<Hit>)>,
    /// What it asks of whoever loads it.
    pub asked: Vec<(crate::graph::export::RawExport, Option<Hit>)>,
    /// Units in which an export was found, by unit number.
    pub units: FastMap<u32, LoweredUnit>,
}

/// What is kept of a unit in which an export was found.
#[derive(Default)]
pub struct LoweredUnit {
    /// Its source file, spelt as positions are.
    pub path: String,
    /// Named definitions that it holds.
    pub definitions: Vec<Gid>,
}

/// Every export as object and index in it, in the order in which a graph holds them.
#[must_use]
pub(crate) fn export_order(objects: &[Lowered]) -> Vec<(u32, u32)> {
    order_of(objects, |object| &object.exports)
}

/// Symbols of a list of each object, by name, version, object and address.
pub(super) fn order_of(
    objects: &[Lowered],
    list: impl Fn(&Lowered) -> &[(crate::graph::export::RawExport, Option<Hit>)],
) -> Vec<(u32, u32)> {
    let mut order: Vec<(u32, u32)> = Vec::new();
    for (o, object) in objects.iter().enumerate() {
        order.extend((0..list(object).len() as u32).map(|e| (o as u32, e)));
    }
    let export = |&(o, e): &(u32, u32)| &list(&objects[o as usize])[e as usize];
    order.sort_by(|a, b| {
        let (x, y) = (&export(a).0, &export(b).0);
        (&x.name, &x.version, &objects[a.0 as usize].info.name, x.address, a).cmp(&(
            &y.name,
            &y.version,
            &objects[b.0 as usize].info.name,
            y.address,
            b,
        ))
    });
    order
}

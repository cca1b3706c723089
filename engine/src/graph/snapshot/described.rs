//! Which objects describe the types that no export reaches: one row each.

use super::codec::{Cursor, Sink};
use super::columns::Counts;
use super::container::Section;
use crate::graph::{Graph, ObjectId, TypeId};
use crate::ground::error::snapshot::{Reason, SnapshotError};

/// `described`: how many, and of each type (from the one before) and object.
pub(crate) fn write(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    sink.uint(graph.described.len() as u64);
    let mut before = 0;
    for (id, object) in &graph.described {
        sink.uint(u64::from(id.0 - before));
        before = id.0;
        sink.uint(u64::from(object.0));
    }
    sink.0
}

pub(crate) fn read(counts: Counts, data: &[u8]) -> Result<Vec<(TypeId, ObjectId)>, SnapshotError> {
    let mut c = Cursor::new(Section::Described.name(), data);
    let count = c.count();
    let mut described: Vec<(TypeId, ObjectId)> = Vec::new();
    let mut id = 0u32;
    for _ in 0..count {
        if c.failed() {
            break;
        }
        let step = i64::try_from(c.uint()).unwrap_or(i64::MAX);
        id = c.check(i64::from(id).saturating_add(step), counts.nodes);
        let row = (TypeId(id), ObjectId(c.index(counts.objects)));
        // Each row once, in ascending order, as it is searched.
        if described.last().is_some_and(|last| *last >= row) {
            c.fail(Reason::IndexOutOfRange);
        }
        described.push(row);
    }
    c.finish().map(|()| described)
}

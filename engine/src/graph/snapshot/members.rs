//! The members of classes: counted by class, then one row each.

use super::codec::{Cursor, Sink};
use super::columns::Counts;
use super::container::Section;
use crate::graph::{Graph, Member, MemberFlags, Members, NameId, TypeId};
use crate::ground::error::snapshot::{Reason, SnapshotError};

/// `members`: how many classes; of each the difference to the id of the one before, the number of its members, and these.
pub(crate) fn write(graph: &Graph) -> Vec<u8> {
    let mut sink = Sink::default();
    sink.uint(graph.members.by_class().count() as u64);
    let (mut last, mut line) = (0u32, 0i64);
    for (id, members) in graph.members.by_class() {
        sink.uint(u64::from(id.0 - last));
        last = id.0;
        sink.uint(members.len() as u64);
        for m in members {
            sink.uint(u64::from(m.name.0));
            sink.uint(u64::from(m.symbol.0));
            sink.uint(u64::from(m.signature.0));
            sink.uint(u64::from(m.flags.0));
            sink.int(m.slot);
            sink.int(m.value);
            sink.int(i64::from(m.line) - line);
            line = i64::from(m.line);
        }
    }
    sink.0
}

pub(crate) fn read(counts: Counts, data: &[u8]) -> Result<Members, SnapshotError> {
    let mut c = Cursor::new(Section::Members.name(), data);
    let mut members = Members::default();
    let (mut last, mut line) = (0i64, 0i64);
    let classes = c.uint();
    for _ in 0..classes {
        if c.failed() {
            break;
        }
        let step = c.uint();
        if step == 0 && last != 0 {
            c.fail(Reason::UnknownValue);
        }
        let id = c.check(last.saturating_add(i64::try_from(step).unwrap_or(i64::MAX)), counts.nodes);
        last = i64::from(id);
        let count = c.uint();
        if count == 0 || count > c.rest() as u64 {
            c.fail(Reason::CountMismatch);
            break;
        }
        let mut list = Vec::new();
        for _ in 0..count {
            if c.failed() {
                break;
            }
            let (name, symbol, signature) =
                (NameId(c.index(counts.names)), NameId(c.index(counts.names)), NameId(c.index(counts.names)));
            let flags = MemberFlags(c.fit());
            c.pick(u64::from(flags.0 & !MemberFlags::ALL.0), &[()]);
            let (slot, value) = (c.int(), c.int());
            line = line.saturating_add(c.int());
            let stored = u32::try_from(line).unwrap_or_else(|_| {
                c.fail(Reason::UnknownValue);
                0
            });
            list.push(Member { name, symbol, signature, slot, value, line: stored, flags });
        }
        members.push(TypeId(id), list);
    }
    c.finish().map(|()| members)
}

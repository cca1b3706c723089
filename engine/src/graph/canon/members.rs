//! Exports that no DIE defines, and that a class declares as its members.
//!
//! A constant that takes no room in any unit, or a function of a unit without debug information, is described where its
//! class is: by its linkage name.

use super::lowered::{Hit, Lowered};
use super::table::{FrozenTable, RawMember, hash_name};
use crate::graph::{Flags, Untyped};
use crate::ground::maps::FastMap;

/// How sure it is that a class means an export of the linkage name of one of its members: less than any DIE of its own.
const DECLARED: u8 = 0;

/// Gives exports without a type that of the member of their name.
pub(crate) fn tie(table: &FrozenTable, objects: &mut [Lowered]) {
    let mut wanted: FastMap<u64, Option<&RawMember>> = FastMap::default();
    let open = |(export, hit): &(crate::graph::export::RawExport, Option<Hit>)| {
        hit.is_none() && export.untyped == Untyped::Unknown && export.name.starts_with("_Z")
    };
    let names = |o: &Lowered| {
        o.exports.iter().chain(&o.asked).filter(|e| open(e)).map(|e| e.0.name.clone()).collect::<Vec<_>>()
    };
    for name in objects.iter().flat_map(names) {
        wanted.insert(hash_name(name.as_bytes()), None);
    }
    if wanted.is_empty() {
        return;
    }
    for gid in table.gids() {
        for member in table.members(gid) {
            let Some(known) = wanted.get_mut(&member.symbol).filter(|_| member.symbol != 0) else { continue };
            // Of several definitions of a class the one that comes first by what it is, not by who was lowered first.
            if known.is_none_or(|k| (member.type_hash, member.line) < (k.type_hash, k.line)) {
                *known = Some(member);
            }
        }
    }
    for object in objects {
        let symbols = object.exports.iter_mut().chain(&mut object.asked);
        for symbol in symbols.filter(|e| open(e)) {
            let Some(Some(member)) = wanted.get(&hash_name(symbol.0.name.as_bytes())) else { continue };
            symbol.1 = Some(Hit {
                strength: DECLARED,
                target: member.target,
                hash: member.type_hash,
                unit: u32::MAX,
                file: 0,
                line: 0,
                alignment: 0,
                form: Flags::SILENT,
                mode: 0,
            });
            symbol.0.untyped = Untyped::Whole;
        }
    }
}

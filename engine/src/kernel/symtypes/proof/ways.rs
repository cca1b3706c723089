//! The shortest way from an export to definitions that it reaches.

use std::collections::VecDeque;

use super::super::{Part, Symtypes};
use super::restore::{Change, Place};
use crate::ground::maps::FastMap;

/// For each change the names from the export's own to that of the change, in the old expansion.
pub(super) fn ways(symtypes: &Symtypes, export: Place, causes: &[Change]) -> Vec<Vec<String>> {
    let mut from: FastMap<u32, u32> = FastMap::default();
    let mut queue = VecDeque::from([(export.name, export.definition)]);
    from.insert(export.name, export.name);
    while let Some((name, definition)) = queue.pop_front() {
        for part in &symtypes.definitions[definition as usize].parts {
            let &Part::Reference(next) = part else { continue };
            if from.contains_key(&next) {
                continue;
            }
            from.insert(next, name);
            queue.extend(symtypes.lookup(export.object, next).map(|definition| (next, definition)));
        }
    }
    let spelt = |name: u32| String::from_utf8_lossy(&symtypes.names[name as usize]).into_owned();
    let way = |cause: &Change| {
        let mut way = vec![spelt(cause.name)];
        let mut at = cause.name;
        while let Some(&before) = from.get(&at).filter(|&&before| before != at) {
            way.push(spelt(before));
            at = before;
        }
        way.reverse();
        way
    };
    causes.iter().map(way).collect()
}

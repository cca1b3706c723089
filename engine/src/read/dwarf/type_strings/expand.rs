//! A type string as symtypes hold it: unnamed types written out, named ones by their names (`__type_expand` and
//! `get_type_name` of scripts/gendwarfksyms/types.c).

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use gimli::constants as dw;

use super::body::Body;
use super::how::Failure;
use super::walk::Walk;

/// A type string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeString {
    /// What it says.
    pub(crate) text: Vec<u8>,
    /// Where in it the names of other types stand, such as `s#list`, in order.
    pub(crate) references: Vec<Range<usize>>,
}

/// How many bytes of type strings there may be for an object.
pub(super) struct Budget {
    most: u64,
    used: AtomicU64,
}

/// Bytes of type strings that a byte of `.debug_info` may stand for.
const RATIO: u64 = 64;
/// What any object may take.
const FREE: u64 = 16 << 20;

impl Budget {
    pub(super) fn of(debug_info: u64) -> Self {
        Self { most: debug_info.saturating_mul(RATIO).saturating_add(FREE), used: AtomicU64::new(0) }
    }
}

/// The name under which others refer to a type; none for what has no name of its own.
pub(super) fn reference_name(body: &Body) -> Option<Vec<u8>> {
    let kind: &[u8] = match body.die.tag {
        dw::DW_TAG_class_type | dw::DW_TAG_structure_type => b"s#",
        dw::DW_TAG_union_type => b"u#",
        dw::DW_TAG_enumeration_type => b"e#",
        dw::DW_TAG_typedef => b"t#",
        _ => return None,
    };
    if body.name.is_empty() {
        return None;
    }
    let quote: &[u8] = if body.name.contains(&b' ') { b"'" } else { b"" };
    Some([kind, quote, &body.name, quote].concat())
}

/// The type string of a body.
pub(super) fn expand(walk: &Walk<'_, '_>, body: usize, budget: &Budget) -> Result<TypeString, Failure> {
    let mut made = TypeString::default();
    // Bodies that are being written, with the part that comes next and how much of the text is written.
    let mut open = vec![(body, 0, 0)];
    while let Some((index, part, written)) = open.pop() {
        let body = &walk.bodies[index];
        if !body.is_whole {
            return Err(walk.failure(index));
        }
        let Some(&(at, place)) = body.parts.get(part) else {
            made.text.extend_from_slice(&body.text[written..]);
            continue;
        };
        made.text.extend_from_slice(&body.text[written..at]);
        open.push((index, part + 1, at));
        let Some(child) = walk.body(place) else { return Err(Failure::new(place, "it was not read")) };
        match reference_name(&walk.bodies[child]) {
            Some(name) => {
                let start = made.text.len();
                made.text.extend_from_slice(&name);
                made.references.push(start..made.text.len());
            }
            None => open.push((child, 0, 0)),
        }
        let used = (made.text.len() + open.len()) as u64;
        if used > budget.most {
            return Err(Failure::new(place, format!("type strings of more than {} bytes", budget.most)));
        }
    }
    let length = made.text.len() as u64;
    if budget.used.fetch_add(length, Ordering::Relaxed).saturating_add(length) > budget.most {
        let place = walk.bodies[body].die.place;
        return Err(Failure::new(place, format!("type strings of more than {} bytes", budget.most)));
    }
    Ok(made)
}

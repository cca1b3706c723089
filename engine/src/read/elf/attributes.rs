//! Build attributes of a file: `.ARM.attributes` (Addenda to the ABI for the Arm architecture, section 3) and
//! `.gnu.attributes`, which has the same form (binutils, "Object Attributes").

use object::elf::Tag_File;

use crate::ground::files::bytes::c_str;

// `object` has no tags of attributes but those of their scopes.
const TAG_COMPATIBILITY: u64 = 32;

/// Numbers by tag that a vendor states of the whole file; what is not there is 0. `None` if they are cut off.
///
/// `is_text` tells the tags that have a string for a value.
pub(super) fn of_file(
    data: &[u8],
    vendor: &[u8],
    u32_at: impl Fn(usize) -> Option<u32>,
    is_text: impl Fn(u64) -> bool,
) -> Option<Vec<(u64, u64)>> {
    // 'A', then per vendor: length (with itself), name, then parts: tag, length (with both), attributes.
    let mut at = 1;
    while data.first() == Some(&b'A') && at < data.len() {
        let end = at.checked_add(u32_at(at)? as usize).filter(|end| *end <= data.len() && *end > at + 4)?;
        let name = c_str(data, at + 4)?;
        let mut part = at + 5 + name.len();
        while name == vendor && part < end {
            let mut next = part;
            let tag = uleb(data, &mut next)?;
            let stop = part.checked_add(u32_at(next)? as usize).filter(|stop| *stop <= end && *stop > part)?;
            if tag == u64::from(Tag_File.0) {
                return numbers(data.get(next + 4..stop)?, is_text);
            }
            part = stop;
        }
        at = end;
    }
    Some(Vec::new())
}

fn numbers(data: &[u8], is_text: impl Fn(u64) -> bool) -> Option<Vec<(u64, u64)>> {
    let (mut at, mut out) = (0, Vec::new());
    while at < data.len() {
        let tag = uleb(data, &mut at)?;
        let text = is_text(tag);
        let value = if text { 0 } else { uleb(data, &mut at)? };
        if text || tag == TAG_COMPATIBILITY {
            at += c_str(data, at)?.len() + 1;
        }
        if !text {
            out.push((tag, value));
        }
    }
    Some(out)
}

/// The number of a tag.
pub(super) fn number(of: &[(u64, u64)], tag: u64) -> u64 {
    of.iter().rev().find(|a| a.0 == tag).map_or(0, |a| a.1)
}

fn uleb(data: &[u8], at: &mut usize) -> Option<u64> {
    let (mut value, mut shift) = (0u64, 0u32);
    loop {
        let byte = *data.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
        shift += 7;
    }
}

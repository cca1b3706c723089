//! Symtypes of a kernel whose CRCs gendwarfksyms made, computed again of its objects where no file of them was given.

use super::symvers::Symvers;
use crate::ground::error::Result;
use crate::ground::files::named::Named;
use crate::kernel::crc::witness;
use crate::kernel::gendwarfksyms::units;
use crate::kernel::symtypes::Symtypes;
use crate::kernel::symtypes::proof::Sides;
use crate::read::input::OpenOptions;

/// The symtypes of both kernels, by the rules of the kABI or without them, whichever gives more of the listed CRCs; `None` where an input
/// holds no objects, or they give none.
///
/// # Errors
/// An input cannot be read.
pub fn sides(inputs: [&Named; 2], open: &OpenOptions, lists: [&Symvers; 2]) -> Result<Option<Sides>> {
    let plain = read(inputs, open, false)?;
    let wrong = |sides: &Option<Sides>| sides.as_ref().map_or(usize::MAX, |sides| sides.contradictions(lists));
    if wrong(&plain) == 0 {
        return Ok(plain);
    }
    let stable = read(inputs, open, true)?;
    Ok(if wrong(&stable) < wrong(&plain) { stable } else { plain })
}

fn read(inputs: [&Named; 2], open: &OpenOptions, stable: bool) -> Result<Option<Sides>> {
    let mut all = Symtypes::default();
    let mut firsts = Vec::new();
    for input in inputs {
        firsts.push(all.len());
        let Some(input) = witness::objects(input, open)? else { return Ok(None) };
        units::symtypes(&input, open, stable, &mut |name, text| all.add(name, name, text))?;
    }
    if firsts.iter().zip([firsts[1], all.len()]).any(|(&first, end)| first == end) {
        return Ok(None);
    }
    Sides::of(all, firsts[1], inputs.map(Named::name)).map(Some)
}

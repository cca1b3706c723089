//! The symtypes that gendwarfksyms made of the objects of a kernel before they were linked, computed again of what was linked.

use super::answer::CrcOptions;
use super::made;
use super::symbols::Symbols;
use crate::ground::error::Result;
use crate::read::dwarf::type_strings::{Strings, unit_by_unit};
use crate::read::elf::kabi_rules::KabiRules;
use crate::read::input::{Input, OpenOptions};

/// Hands over the symtypes of one unit after the other: a name for messages, and the text of a file of symtypes. Only units with the
/// pointers that `EXPORT_SYMBOL` makes for gendwarfksyms have some. `stable`: kABI rules count (`--stable`).
///
/// # Errors
/// An object or its rules cannot be read, or `take` fails.
pub(in crate::kernel) fn symtypes(
    input: &Input,
    open: &OpenOptions,
    stable: bool,
    take: &mut dyn FnMut(&str, &[u8]) -> Result<()>,
) -> Result<()> {
    let options = CrcOptions { stable, symtypes: true, ..CrcOptions::default() };
    for source in &input.sources {
        let elf = source.elf()?;
        let object = source.load(open)?;
        let Some(sections) = &object.dwarf else { continue };
        let mut symbols = Symbols::of(object.exports.iter().map(|e| e.name.clone()));
        symbols.read_addresses(&elf);
        let rules = if stable { Some(KabiRules::read(&elf)?) } else { None };
        let (wanted, asked, order) = (symbols.wanted(), symbols.asked(), symbols.order());
        let text = |unit: usize, strings: Strings| {
            let made = made(&strings, &order, &symbols, rules.as_ref(), &options);
            let mut lines: Vec<Vec<u8>> =
                made.symtypes.into_iter().map(|(name, text)| [&name[..], b" ", &text, b"\n"].concat()).collect();
            lines.sort_unstable();
            lines.dedup();
            (unit, lines.concat())
        };
        for (unit, text) in unit_by_unit(sections, (&wanted, &asked, &order), rules.as_ref(), text) {
            if !text.is_empty() {
                take(&format!("{}, unit {unit}", object.info.name), &text)?;
            }
        }
    }
    Ok(())
}

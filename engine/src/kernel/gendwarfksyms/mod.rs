//! The CRCs of gendwarfksyms, computed again from debug information: the texts that `read::dwarf::type_strings` makes,
//! put into each other and hashed (`calculate_version` of scripts/gendwarfksyms/types.c of Linux).

mod answer;
mod expansion;
mod symbols;
pub(in crate::kernel) mod units;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::Result;
use crate::read::dwarf::sections::DwarfSections;
use crate::read::dwarf::type_strings::{Failure, Strings, type_strings};
use crate::read::elf::kabi_rules::KabiRules;
use crate::read::input::{Input, ObjectSource, OpenOptions};

use expansion::Table;
use symbols::Symbols;

pub use answer::{CrcOptions, Crcs, SymbolCrc};

/// Computes the CRCs of the objects of an input.
///
/// # Errors
/// An object or its rules cannot be read.
pub fn crcs(input: &Input, open: &OpenOptions, options: &CrcOptions) -> Result<Crcs> {
    let mut crcs = Crcs { diagnostics: input.diagnostics.clone(), ..Crcs::default() };
    let mut named = options.symbols.as_ref().map(|names| Symbols::of(names.iter().cloned()));
    for source in &input.sources {
        match &mut named {
            Some(symbols) => of_object(source, open, options, symbols, false, &mut crcs)?,
            None => {
                let mut symbols = Symbols::default();
                of_object(source, open, options, &mut symbols, true, &mut crcs)?;
                symbols.told(&source.name, &mut crcs);
            }
        }
    }
    if let Some(mut symbols) = named {
        symbols.told(&input.path, &mut crcs);
    }
    Ok(crcs)
}

fn of_object(
    source: &ObjectSource,
    open: &OpenOptions,
    options: &CrcOptions,
    symbols: &mut Symbols,
    exports: bool,
    crcs: &mut Crcs,
) -> Result<()> {
    let elf = source.elf()?;
    let object = source.load(open)?;
    let name = object.info.name.clone();
    crcs.diagnostics.extend(object.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).cloned());
    if exports {
        let names = object.exports.iter().map(|e| e.name.clone());
        *symbols = Symbols::of(names);
    }
    symbols.read_addresses(&elf);
    let rules = if options.stable { Some(KabiRules::read(&elf)?) } else { None };
    if let Some(offset) = rules.as_ref().and_then(|rules| rules.rest) {
        crcs.diagnostics.push(Diagnostic {
            level: DiagnosticLevel::Note,
            code: "kabi-rules-rest",
            object: name.clone(),
            section: KabiRules::SECTION.to_owned(),
            offset: Some(offset),
            message: "bytes behind the last rule of the kABI".to_owned(),
        });
    }
    let Some(sections) = &object.dwarf else { return Ok(()) };
    let (wanted, asked, order) = (symbols.wanted(), symbols.asked(), symbols.order());
    let strings = type_strings(sections, &wanted, &asked, &order, rules.as_ref(), options.corrected);
    damages(&strings, sections, &name, crcs);
    crcs.diagnostics.extend(strings.ties.iter().map(|tie| tied(&name, tie)));
    let made = made(&strings, &order, symbols, rules.as_ref(), options);
    drop(wanted);
    for (symbol, result, text) in made.symbols {
        match result {
            Ok(crc) => symbols.set(symbol, &asked[symbol].aliases, crc, text.as_ref()),
            Err(failure) => symbols.fail(symbol, lost(&name, sections, &failure, symbols.name(symbol))),
        }
    }
    let sorted: BTreeMap<Vec<u8>, Vec<u8>> = made.symtypes.into_iter().collect();
    crcs.symtypes.extend(sorted.into_iter().map(|(name, text)| [&name[..], b" ", &text].concat()));
    Ok(())
}

/// A CRC, or why there is none.
type Computed = std::result::Result<u32, Failure>;

/// What a walk over the symbols made.
struct Made {
    /// With the text that was hashed, where it was asked for.
    symbols: Vec<(usize, Computed, Option<Vec<u8>>)>,
    /// Names and their type strings.
    symtypes: Vec<(Vec<u8>, Vec<u8>)>,
}

fn made(
    strings: &Strings,
    order: &[usize],
    symbols: &Symbols,
    rules: Option<&KabiRules>,
    options: &CrcOptions,
) -> Made {
    let table = Table::new(strings, rules);
    let described: Vec<usize> = order.iter().copied().filter(|&s| strings.symbols[s].is_some()).collect();
    let each: Vec<_> = described
        .par_iter()
        .map_init(
            || table.hashing(options.texts),
            |hashing, &symbol| (symbol, table.crc(hashing, symbols.name(symbol), &strings.symbols[symbol])),
        )
        .collect();
    let mut symtypes = Vec::new();
    if options.symtypes {
        let used = each.iter().flat_map(|(_, (_, used))| used.additions.iter().copied());
        symtypes.extend(table.lines(used));
        for &symbol in &described {
            let name = symbols.name(symbol);
            if let Some(text) = table.text_of(name, &strings.symbols[symbol]) {
                symtypes.push((name.as_bytes().to_vec(), text));
            }
        }
    }
    let symbols = each.into_iter().map(|(symbol, (crc, used))| (symbol, crc, used.text)).collect();
    Made { symbols, symtypes }
}

fn damages(strings: &Strings, sections: &DwarfSections, object: &str, crcs: &mut Crcs) {
    let damage = |(place, error): &(crate::read::dwarf::type_strings::Place, _)| Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "unit-damaged",
        object: object.to_owned(),
        section: section_name(sections, place.info).to_owned(),
        offset: Some(place.offset),
        message: format!("a unit of debug information cannot be read: {error}"),
    };
    crcs.diagnostics.extend(strings.damaged.iter().map(damage));
}

/// That the tool might take another definition of a type.
fn tied(object: &str, name: &[u8]) -> Diagnostic {
    let name = String::from_utf8_lossy(name);
    Diagnostic {
        level: DiagnosticLevel::Note,
        code: "type-strings-tie",
        object: object.to_owned(),
        section: ".debug_info".to_owned(),
        offset: None,
        message: format!(
            "units define `{name}` differently, at equal length: gendwarfksyms takes one by chance, here it is that of the first unit"
        ),
    }
}

fn section_name(sections: &DwarfSections, info: u32) -> &'static str {
    let is_types =
        |info: usize| info > sections.info_extra.len() && info <= sections.info_extra.len() + sections.types.len();
    if is_types(info as usize) { ".debug_types" } else { ".debug_info" }
}

fn lost(object: &str, sections: &DwarfSections, failure: &Failure, symbol: &str) -> Diagnostic {
    let section = failure.place.map_or(".debug_info", |place| section_name(sections, place.info));
    let at = failure.place.map(|place| format!(", at offset {:#x} of {section}", place.offset)).unwrap_or_default();
    Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "no-type-string",
        object: object.to_owned(),
        section: section.to_owned(),
        offset: failure.place.map(|place| place.offset),
        message: format!("`{symbol}` has no CRC: {}{at}", failure.what),
    }
}

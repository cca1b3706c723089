//! The symbols that are asked for, in the order of the tool's hash table, with what they are aliases of
//! (scripts/gendwarfksyms/symbols.c of Linux).

use object::elf::STB_LOCAL;

use super::answer::{Crcs, SymbolCrc};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::maps::FastMap;
use crate::read::dwarf::type_strings::{Asked, POINTER, Wanted};
use crate::read::elf::file::Elf;
use crate::read::elf::symbols::{SHN_UNDEF, SymbolTable};

/// Buckets of the tool's table of names.
const BUCKETS: u32 = 4096;

#[derive(Clone, Debug, Default)]
struct Symbol {
    name: String,
    /// Section and value.
    address: Option<(u32, u64)>,
    crc: Option<u32>,
    text: Option<Vec<u8>>,
    failure: Option<Diagnostic>,
}

/// Symbols by index, each name once.
#[derive(Clone, Debug, Default)]
pub(super) struct Symbols {
    symbols: Vec<Symbol>,
}

/// FNV-1a of a name, whose letters are signed numbers to the tool.
fn hash(name: &[u8]) -> u32 {
    name.iter().fold(2_166_136_261, |hash, &byte| {
        (hash ^ i32::from(byte.cast_signed()).cast_unsigned()).wrapping_mul(16_777_619)
    })
}

impl Symbols {
    pub(super) fn of(names: impl Iterator<Item = String>) -> Self {
        let mut known = FastMap::default();
        let mut symbols: Vec<Symbol> = Vec::new();
        for name in names {
            known.entry(name).or_insert_with_key(|name| {
                symbols.push(Symbol { name: name.clone(), ..Symbol::default() });
            });
        }
        Self { symbols }
    }

    pub(super) fn name(&self, symbol: usize) -> &str {
        &self.symbols[symbol].name
    }

    /// By name.
    pub(super) fn wanted(&self) -> Wanted<'_> {
        self.symbols.iter().enumerate().map(|(i, symbol)| (symbol.name.as_bytes(), i)).collect()
    }

    /// Takes the addresses of those that an object defines: the first that each has.
    pub(super) fn read_addresses(&mut self, elf: &Elf) {
        let Some(table) = SymbolTable::full(elf) else { return };
        let mut addresses = Vec::new();
        let wanted = self.wanted();
        for (_, row) in table.iter() {
            if row.bind == STB_LOCAL || row.section == SHN_UNDEF {
                continue;
            }
            let name = table.name(&row);
            if let Some(&symbol) = wanted.get(name.strip_prefix(POINTER).unwrap_or(name)) {
                addresses.push((symbol, (row.section, row.value)));
            }
        }
        drop(wanted);
        for (symbol, address) in addresses {
            self.symbols[symbol].address.get_or_insert(address);
        }
    }

    /// What the tool knows of each before it reads debug information.
    pub(super) fn asked(&self) -> Vec<Asked> {
        let mut by_address: FastMap<(u32, u64), Vec<usize>> = FastMap::default();
        for (i, symbol) in self.symbols.iter().enumerate() {
            if let Some(address) = symbol.address {
                by_address.entry(address).or_default().push(i);
            }
        }
        let asked = |(i, symbol): (usize, &Symbol)| {
            let same = symbol.address.and_then(|address| by_address.get(&address));
            let aliases = same.map(|same| same.iter().copied().filter(|&s| s != i).collect()).unwrap_or_default();
            Asked { aliases, is_done: symbol.crc.is_some() }
        };
        self.symbols.iter().enumerate().map(asked).collect()
    }

    /// By bucket of the tool's table, in each the one that came last first.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.symbols.len()).rev().collect();
        order.sort_by_key(|&symbol| hash(self.symbols[symbol].name.as_bytes()) % BUCKETS);
        order
    }

    /// Sets a CRC, also that of all at the same address.
    pub(super) fn set(&mut self, symbol: usize, aliases: &[usize], crc: u32, text: Option<&Vec<u8>>) {
        if self.symbols[symbol].crc.is_some() {
            return;
        }
        for &symbol in aliases.iter().chain([&symbol]) {
            self.symbols[symbol].crc = Some(crc);
            self.symbols[symbol].text = text.cloned();
        }
    }

    pub(super) fn fail(&mut self, symbol: usize, why: Diagnostic) {
        self.symbols[symbol].failure.get_or_insert(why);
    }

    /// Tells the CRCs, and of which there is none.
    pub(super) fn told(&mut self, object: &str, crcs: &mut Crcs) {
        for index in self.order() {
            let symbol = std::mem::take(&mut self.symbols[index]);
            if symbol.crc.is_none() {
                crcs.diagnostics.push(symbol.failure.unwrap_or_else(|| Diagnostic {
                    level: DiagnosticLevel::Lost,
                    code: "no-type-string",
                    object: object.to_owned(),
                    section: ".debug_info".to_owned(),
                    offset: None,
                    message: format!("`{}` has no CRC: nothing describes its type", symbol.name),
                }));
            }
            crcs.symbols.push(SymbolCrc { name: symbol.name, crc: symbol.crc, text: symbol.text });
        }
    }
}

//! What is asked of CRCs, and what is answered.

use crate::ground::diagnostic::Diagnostic;

/// How CRCs are computed.
#[derive(Clone, Debug, Default)]
pub struct CrcOptions {
    /// The rules of the objects and names like `__kabi_reserved` count, as for a kernel of
    /// `CONFIG_GENDWARFKSYMS` that keeps its interface (`--stable`).
    pub stable: bool,
    /// Faults of the tool are mended: an old name (`__kabi_renamed`) is that of its own member alone, and types in type units
    /// are followed. Without it the CRCs are the tool's.
    pub corrected: bool,
    /// Symbols by name; those that each object exports where there are none.
    pub symbols: Option<Vec<String>>,
    /// Keep the texts that are hashed.
    pub texts: bool,
    /// Keep the table of types.
    pub symtypes: bool,
}

/// The CRC of one symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolCrc {
    /// Its name.
    pub name: String,
    /// `None`: nothing describes its type.
    pub crc: Option<u32>,
    /// The text that was hashed, where it was asked for.
    pub text: Option<Vec<u8>>,
}

/// The CRCs of an input.
#[derive(Clone, Debug, Default)]
pub struct Crcs {
    /// In the order in which gendwarfksyms prints them: of each object's own exports, or of all symbols that were named.
    pub symbols: Vec<SymbolCrc>,
    /// Lines of symtypes, without their ends, object by object and sorted within each.
    pub symtypes: Vec<Vec<u8>>,
    /// What could not be read, or was read with doubt.
    pub diagnostics: Vec<Diagnostic>,
}

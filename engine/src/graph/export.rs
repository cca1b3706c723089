//! One exported symbol as object files have it.

use crate::graph::{Binding, SymbolKind, Untyped, Visibility};

/// One exported symbol as the object files have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawExport {
    /// Name without version.
    pub name: String,
    /// Version node.
    pub version: Option<String>,
    /// New links bind to it (`foo@@V`, or no version).
    pub version_default: bool,
    /// `STT_*`
    pub kind: SymbolKind,
    /// `STB_*`
    pub binding: Binding,
    /// `STV_*`
    pub visibility: Visibility,
    /// The function follows another procedure call standard than the base one: `STO_AARCH64_VARIANT_PCS` (AAELF64,
    /// 5.3.2). Neither GCC nor clang records it in DWARF.
    pub variant_pcs: bool,
    /// Why it has no type, if none is found.
    pub untyped: Untyped,
    /// `st_size` in bytes.
    pub size: u64,
    /// `st_value`; in relocatable objects moved by the base of its section. 0 for common symbols
    /// and for kernel exports without a symbol.
    pub address: u64,
    /// `st_shndx`
    pub section: u32,
    /// Its section is not writable at run time.
    pub read_only: bool,
    /// Kernel export: GPL-only, and namespace.
    pub ksym: Option<(bool, Option<String>)>,
}

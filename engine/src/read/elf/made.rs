//! Names that compilers make for themselves: they are in symbol tables, and no source spells them.
//!
//! | name | why no other object asks for it |
//! | --- | --- |
//! | in a section that is not loaded (`lib.c.4405ceed` in `.gnu.debuglto_.debug_info`) | it names no memory of a process |
//! | hidden, in a COMDAT group, reserved or no identifier (`__x86.get_pc_thunk.bx`, `DW.ref.__gcc_personality_v0`) | whoever refers to it brings it along |
//! | hidden, with the suffix of a clone (`f.constprop.0`, `f.llvm.123`) | only code that was compiled with it calls it |
//! | hidden helper of the compiler's run-time library beside other names (`__aarch64_ldadd4_acq_rel`) | each component links a copy of its own |
//! | `f.avx2.0`, `f.resolver` beside an indirect function `f` | the resolver alone chooses them (`target_clones`) |
//! | `_RNvCs2ZjyECJlelx_1d3foo`, `_ZN1d3foo17h7920b85b6501ea0bE` | rustc names so what goes together with one compiler and the very same crates |
//! | `__rust_alloc`, `rust_eh_personality` | each component that rustc links has its own |
//! | `__gnu_lto_slim`, `__gnu_lto_v1`, `__odr_asan.x` | marks for the linker, for the sanitizer |

use std::collections::BTreeSet;

use object::elf::{ET_REL, GRP_COMDAT, SHF_ALLOC, SHT_GROUP};

use super::file::Elf;
use super::symbols::{SHN_COMMON, Symbol, SymbolTable};
use crate::graph::export::RawExport;
use crate::graph::mangled;
use crate::graph::{SymbolKind, Visibility};

/// A mark of an object that holds nothing but what GCC's link-time optimization reads.
const SLIM: &[u8] = b"__gnu_lto_slim";

/// Suffixes that GCC and LLVM give to the copies and parts of functions that they make, before a number or a hash.
const CLONES: [&str; 10] = [
    ".constprop.",
    ".isra.",
    ".part.",
    ".cold",
    ".localalias",
    ".lto_priv.",
    ".llvm.",
    ".specialized.",
    ".outlined",
    ".simdclone.",
];

/// Which symbols of a relocatable object are the compiler's own.
pub(super) struct Made {
    /// Sections of COMDAT groups, ascending.
    comdat: Vec<u32>,
    relocatable: bool,
}

impl Made {
    pub(super) fn new(elf: &Elf) -> Self {
        let relocatable = elf.e_type == ET_REL;
        let mut comdat = Vec::new();
        for (i, section) in elf.sections.iter().enumerate() {
            let data = elf.content(i);
            if !relocatable || section.sh_type != SHT_GROUP || elf.layout.u32(data, 0) != Some(GRP_COMDAT.0) {
                continue;
            }
            comdat.extend((4..data.len()).step_by(4).filter_map(|at| elf.layout.u32(data, at)));
        }
        comdat.sort_unstable();
        Self { comdat, relocatable }
    }

    /// Whether a symbol that others could bind to is the compiler's own.
    pub(super) fn is(&self, elf: &Elf, symbol: &Symbol, name: &[u8], visibility: Visibility) -> bool {
        if is_mark(name) {
            return true;
        }
        if !self.relocatable || symbol.reserved {
            return false;
        }
        let section = elf.sections.get(symbol.section as usize);
        if section.is_some_and(|s| !s.has(SHF_ALLOC)) {
            return true;
        }
        if visibility != Visibility::Hidden {
            return false;
        }
        let in_comdat = || {
            self.comdat.binary_search(&symbol.section).is_ok()
                || elf.raw_name(symbol.section as usize).starts_with(b".gnu.linkonce.")
        };
        name.starts_with(b"DW.ref.") || is_clone(name) || is_unspoken(name) && in_comdat()
    }
}

/// Marks for the linker and for sanitizers.
fn is_mark(name: &[u8]) -> bool {
    name.starts_with(b"__gnu_lto_") || name.starts_with(b"__odr_asan.") || name.starts_with(b"__odr_asan_gen_")
}

/// Functions and marks that rustc makes in what it links, for its own run time.
const OF_RUSTC: [&str; 3] = ["rust_eh_personality", "rust_begin_unwind", "rust_panic"];
const OF_RUSTC_WITH: [&str; 5] = ["__rust_", "__rustc_", "__rdl_", "__rg_", "rust_metadata_"];

/// Takes away what rustc named, or made for its own run time; how many of the former there are.
pub(crate) fn drop_rust(exports: &mut Vec<RawExport>) -> usize {
    let before = exports.len();
    exports.retain(|e| !mangled::is_of_rust(&e.name));
    let mangled = before - exports.len();
    exports.retain(|e| !OF_RUSTC.contains(&e.name.as_str()) && !OF_RUSTC_WITH.iter().any(|p| e.name.starts_with(p)));
    mangled
}

/// A name that is reserved to the implementation or that C cannot spell; not a mangled one of C++ or Rust.
fn is_unspoken(name: &[u8]) -> bool {
    name.starts_with(b"__") || !name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | 0x80..))
}

/// The name of a function with what a compiler appends to that of a copy or part of it.
fn is_clone(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    CLONES.iter().any(|suffix| {
        name.find(suffix).is_some_and(|at| {
            let rest = &name[at + suffix.len()..];
            at > 0 && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        })
    })
}

/// Takes away what only the other exports of an object tell to be the compiler's own.
pub(super) fn drop_companions(elf: &Elf, exports: &mut Vec<RawExport>) {
    let chosen: BTreeSet<&str> = exports
        .iter()
        .filter(|e| e.kind == SymbolKind::Ifunc)
        .map(|e| e.name.strip_suffix(".ifunc").unwrap_or(&e.name))
        .collect();
    let is_version = |e: &RawExport| {
        let base = e.name.split_once('.').map(|(base, _)| base);
        e.kind == SymbolKind::Function && base.is_some_and(|base| chosen.contains(base))
    };
    let is_helper = |e: &RawExport| elf.e_type == ET_REL && e.visibility == Visibility::Hidden && is_helper(&e.name);
    // The library of the helpers itself offers nothing else.
    let helpers = exports.iter().any(|e| !is_helper(e));
    let drop: Vec<bool> = exports.iter().map(|e| is_version(e) || helpers && is_helper(e)).collect();
    let mut at = drop.into_iter();
    exports.retain(|_| at.next() == Some(false));
}

/// Functions of the compiler's run-time library that code calls without its source saying so.
fn is_helper(name: &str) -> bool {
    const PREFIXES: [&str; 11] = [
        "__aarch64_",
        "__aeabi_",
        "__gnu_thumb1_case_",
        "_call_via_r",
        "__call_via_r",
        "__riscv_save_",
        "__riscv_restore_",
        "__prologue_saves__",
        "__epilogue_restores__",
        "_savegpr",
        "_restgpr",
    ];
    const MORE: [&str; 4] = ["_savefpr", "_restfpr", "_savevr", "_restvr"];
    PREFIXES.iter().chain(&MORE).any(|prefix| name.starts_with(prefix))
}

/// Whether an object holds only what GCC's link-time optimization reads: no code, no symbols of the source.
pub(crate) fn is_slim(elf: &Elf) -> bool {
    if elf.e_type != ET_REL {
        return false;
    }
    // `struct lto_section` of GCC 10 and later: major and minor version (2 each), slim_object (1).
    let is_it = |i: usize| elf.raw_name(i).starts_with(b".gnu.lto_.lto.") && elf.content(i).get(4) == Some(&1);
    let by_section = (1..elf.sections.len()).any(is_it);
    by_section
        || SymbolTable::full(elf).is_some_and(|table| {
            table.iter().any(|(_, s)| s.reserved && s.section == SHN_COMMON && table.name(&s) == SLIM)
        })
}

#[cfg(test)]
mod tests {
    use super::{is_clone, is_helper, is_mark, is_unspoken};

    #[test]
    fn what_compilers_append_to_names() {
        for name in [
            "f.constprop.0",
            "f.isra.3",
            "f.part.1",
            "f.cold",
            "f.cold.2",
            "f.lto_priv.0",
            "f.llvm.1234567",
            "f.constprop.0.isra.0",
        ] {
            assert!(is_clone(name.as_bytes()), "{name}");
        }
        for name in ["f", "f.v2", "f.coldish", ".cold", "f.part.x", "constprop"] {
            assert!(!is_clone(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn names_that_no_source_spells() {
        for name in
            ["__x86.get_pc_thunk.bx", "__x86_indirect_thunk_rax", "DW.ref.__gcc_personality_v0", "__llvm_retpoline_r11"]
        {
            assert!(is_unspoken(name.as_bytes()), "{name}");
        }
        for name in ["_Z3inli", "_ZZ3inliE1z", "_RNvC1a1b", "f", "\u{e4}"] {
            assert!(!is_unspoken(name.as_bytes()), "{name}");
        }
        assert!(is_mark(b"__gnu_lto_slim") && is_mark(b"__odr_asan.x") && !is_mark(b"__gnu_f2h_ieee"));
        assert!(is_helper("__aarch64_ldadd4_acq_rel") && !is_helper("__divti3") && !is_helper("aarch64_x"));
    }
}

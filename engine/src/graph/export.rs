//! Exported symbols: as object files have them, and as the graph does.

use crate::graph::linkage::Linkage;
use crate::graph::{Flags, NameId, ObjectId, SourcePos, TypeId};

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
    /// How its own object refers to it, where it is a function of a shared library.
    pub inner_calls: InnerCalls,
    /// Kernel export: GPL-only, and namespace.
    pub ksym: Option<(bool, Option<String>)>,
}

/// What a symbol is, `STT_*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schemas", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SymbolKind {
    /// `STT_FUNC`
    Function,
    /// `STT_OBJECT` or `STT_COMMON`
    Object,
    /// `STT_TLS`
    Tls,
    /// `STT_GNU_IFUNC`
    Ifunc,
    /// `STT_NOTYPE` and all others
    Untyped,
}

/// Symbol binding, `STB_*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Binding {
    /// `STB_GLOBAL`
    Global,
    /// `STB_WEAK`
    Weak,
    /// `STB_GNU_UNIQUE`
    Unique,
}

/// Symbol visibility as far as an export can have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Visibility {
    /// `STV_DEFAULT`
    Default,
    /// `STV_PROTECTED`
    Protected,
    /// `STV_HIDDEN`, `STV_INTERNAL`: in relocatable objects.
    Hidden,
}

/// Facts of a kernel export (`__ksymtab`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ksym {
    /// `EXPORT_SYMBOL_GPL`
    pub gpl_only: bool,
    /// Symbol namespace, `NameId::NONE` if none.
    pub namespace: NameId,
}

/// How the object that defines an exported function refers to it. Of type information (`_ZTI`): `ByName` where code names
/// it in an object that throws, `Both` if that has `dynamic_cast` as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InnerCalls {
    /// It does not, or nobody looked.
    #[default]
    None,
    /// By its name: the loader looks it up, and may find another definition.
    ByName,
    /// From other functions, by its place: nothing comes between.
    ByPlace,
    /// Both.
    Both,
}

impl InnerCalls {
    /// What is known of both ways.
    #[must_use]
    pub fn new(by_name: bool, by_place: bool) -> Self {
        match (by_name, by_place) {
            (false, false) => Self::None,
            (true, false) => Self::ByName,
            (false, true) => Self::ByPlace,
            (true, true) => Self::Both,
        }
    }

    /// Some reference is by name.
    #[must_use]
    pub fn by_name(self) -> bool {
        matches!(self, Self::ByName | Self::Both)
    }

    /// Some call is by place.
    #[must_use]
    pub fn by_place(self) -> bool {
        matches!(self, Self::ByPlace | Self::Both)
    }
}

/// Why an export has no type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Untyped {
    /// Its whole object has no debug information that could name types, or none was asked for, which is told once.
    #[default]
    Whole,
    /// A unit that covers its address states that there is none (assembler), or no compiler made the symbol (a label
    /// or linker script of a kernel): nothing is missing.
    Stated,
    /// Nothing tells its type, though it has one.
    Unknown,
}

/// One exported symbol of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Symbol name without version.
    pub name: NameId,
    /// Version node, `NameId::NONE` if unversioned.
    pub version: NameId,
    /// `foo@@V`, what a new link binds to (true for unversioned symbols).
    pub version_default: bool,
    /// The object that defines it.
    pub object: ObjectId,
    /// `STT_*`
    pub kind: SymbolKind,
    /// `STB_*`
    pub binding: Binding,
    /// `STV_*`
    pub visibility: Visibility,
    /// The function follows another procedure call standard than the base one: `STO_AARCH64_VARIANT_PCS` (AAELF64,
    /// 5.3.2). Neither GCC nor clang records it in DWARF.
    pub variant_pcs: bool,
    /// `st_size` in bytes.
    pub size: u64,
    /// `st_value` (relocatable objects: within [`Export::section`]); for alias groups, not for reports.
    pub address: u64,
    /// `st_shndx` of the definition.
    pub section: u32,
    /// The section is not writable at run time (`.rodata`): an object symbol there is constant.
    pub read_only: bool,
    /// How its own object refers to it, where it is a function of a shared library.
    pub inner_calls: InnerCalls,
    /// Kernel export facts, `None` outside kernels.
    pub ksym: Option<Ksym>,
    /// Its type: a `Kind::Function` node or a variable's type. `None`: no debug information names it.
    pub type_id: Option<TypeId>,
    /// Why it has no type, if it has none. [`Untyped::Stated`] beside a type: a declaration names it, and what the
    /// symbol stands for no compiler made.
    pub untyped: Untyped,
    /// `DW_AT_alignment` of a variable in bytes, 0 if not stated.
    pub alignment: u32,
    /// What the unit that describes it could not state, what others declare, and how C defines it: [`Flags::SILENT`],
    /// `DECLARED_*`, [`Flags::OLD_STYLE`].
    pub form: Flags,
    /// The options that the unit that describes it was compiled with: index into [`ObjectInfo::modes`], plus 1; 0 if it
    /// is not known.
    pub mode: u32,
    /// Where it was declared.
    pub pos: SourcePos,
    /// It is asked for, not offered: see `Graph::asked`. A comparison takes such symbols in as far as they differ.
    pub asked: bool,
}

/// What a seed begins with by which the structs of a kernel are laid out at random, in [`ObjectInfo::modes`].
pub const RANDOMIZED: &str = "RANDSTRUCT_";

/// What is known of one object of an input.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ObjectInfo {
    /// Name as a report prints it: path relative to the input, or the module name for a kernel.
    pub name: String,
    /// Kernel module name (`vmlinux` for the image), `None` outside kernels.
    pub module: Option<String>,
    /// GNU build id in hexadecimal, empty if none.
    pub build_id: String,
    /// `DT_SONAME`, empty if none.
    pub soname: String,
    /// `DT_NEEDED`, in order.
    pub needed: Vec<String>,
    /// Names of the version nodes it defines (`verdef`, without the base), in order.
    pub version_nodes: Vec<String>,
    /// Units read.
    pub units: u32,
    /// DIEs read (function bodies that were jumped over do not count).
    pub dies: u64,
    /// Source languages seen, as `DW_LANG_*` values, ascending.
    pub languages: Vec<u16>,
    /// Some unit takes declarations from headers that are not the system's: then a type defined in a
    /// source file is private to it.
    pub own_headers: bool,
    /// What a linker or loader reads of it.
    pub linkage: Linkage,
    /// Options that change calls or layout, as units that define exports record them: each set once, its options
    /// sorted and separated by blanks. Empty text: a unit that records its options and has none of these. Of a kernel whose
    /// structs are laid out at random the seed follows, as the version magic names it: see [`RANDOMIZED`].
    pub modes: Vec<String>,
}

/// Whether a `DW_LANG_*` is a C++.
#[must_use]
pub(crate) fn is_cpp(language: u16) -> bool {
    // From C++ 98 to 14 of DWARF 5; 17, 20 and 23 of the registry that continues its list.
    matches!(language, 0x04 | 0x19 | 0x1a | 0x21 | 0x2a | 0x2b | 0x3a)
}

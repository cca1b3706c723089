//! One object as it was opened: its interface, and the bytes of its debug information. What finds objects makes these,
//! and what reads debug information takes them.

use crate::graph::export::RawExport;
use crate::graph::{Machine, ObjectInfo};
use crate::ground::diagnostic::Diagnostic;
use crate::ground::files::bytes::Bytes;
use crate::ground::files::sniff::DumpFormat;
use crate::read::btf::BtfSections;
use crate::read::dwarf::sections::DwarfSections;
use crate::read::elf::inner::PurePlace;

/// An object with its interface and the bytes of its debug information.
#[derive(Clone, Debug, Default)]
pub struct LoadedObject {
    /// Name, module, build id, SONAME, needed and version nodes; the rest is for the DWARF reader.
    pub info: ObjectInfo,
    /// What decides layout.
    pub machine: Machine,
    /// The interface, in the order of the symbol table.
    pub exports: Vec<RawExport>,
    /// What it asks of whoever loads it (see [`crate::graph::Graph::asked`]).
    pub asked: Vec<RawExport>,
    /// `None`: no `.debug_info` to be had anywhere (or not asked for).
    pub dwarf: Option<DwarfSections>,
    /// Why the server that was asked for its debug file had none ([`crate::ground::files::Served::Missing`]); `None` if none was asked.
    pub unserved: Option<String>,
    /// Places of its virtual tables that no function fills.
    pub pure: Vec<PurePlace>,
    /// `.BTF` and what it continues.
    pub btf: BtfSections,
    /// The whole file, where it is a dump of another tool.
    pub dump: Option<(DumpFormat, Bytes)>,
    /// What could not be read, or was read with doubt.
    pub diagnostics: Vec<Diagnostic>,
}

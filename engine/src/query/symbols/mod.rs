//! What libraries offer by name: lists of it as distributions keep them, and such a list held against what is offered.
//!
//! `file` reads and edits symbols files of Debian, `pattern` knows what an entry of one stands for, `restricted` for which machines, `listed`
//! holds a file against libraries, `write` makes lists anew. Names and versions alone are looked at, no types.

mod file;
mod listed;
mod pattern;
mod restricted;
#[cfg(test)]
mod tests;
mod write;

pub use self::file::SymbolsFile;
pub use self::listed::{Lines, check, edited};
pub use self::write::{debian, map, rpm};

use crate::graph::{Binding, Export, Graph, ObjectKind, mangled};

/// What stands for the version of a symbol without one (deb-symbols(5)).
pub(crate) const BASE: &str = "Base";

/// A tag of an entry and its value, empty if it has none.
type Tag = (String, String);

/// A library that others ask for by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// `DT_SONAME`
    pub soname: String,
    /// By name and version.
    pub symbols: Vec<Symbol>,
    /// Versions that it defines, in its order.
    pub versions: Vec<String>,
}

/// A symbol that a library offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// As in the symbol table.
    pub name: String,
    /// Its version, `Base` if it has none.
    pub version: String,
    /// The linker takes another definition as well: inline functions, instances of templates.
    pub is_weak: bool,
    /// As `c++filt` spells it, if it is of C++.
    pub source: Option<String>,
    /// Compilers and linkers leave it in every object. It is listed by those alone who want it.
    pub is_internal: bool,
}

impl Symbol {
    /// Name and version, as symbols files have them.
    #[must_use]
    pub fn spelt(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }
}

/// The libraries of a graph that have a SONAME, by that.
#[must_use]
pub fn libraries(graph: &Graph) -> Vec<Library> {
    let mut out: Vec<Library> = Vec::new();
    for (number, object) in graph.objects.iter().enumerate() {
        // Some libraries are programs as well: `libc.so.6` prints its version when it is run.
        let is_linked = matches!(object.linkage.kind, ObjectKind::Library | ObjectKind::Program);
        if !is_linked || object.soname.is_empty() {
            continue;
        }
        let mine = |e: &&Export| e.object.0 as usize == number;
        let symbols = graph.exports.iter().filter(mine).map(|e| {
            let name = graph.str(e.name).to_owned();
            let version = graph.str(e.version);
            let version = if version.is_empty() { BASE } else { version }.to_owned();
            let (source, is_internal) = (mangled::as_binutils(&name), is_internal(&name));
            Symbol { is_internal, version, is_weak: e.binding != Binding::Global, source, name }
        });
        let mut symbols: Vec<Symbol> = symbols.collect();
        symbols.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        symbols.dedup();
        out.push(Library { soname: object.soname.clone(), symbols, versions: object.version_nodes.clone() });
    }
    out.sort_by(|a, b| a.soname.cmp(&b.soname));
    out.dedup();
    out
}

/// Whether a name is one that compilers, linkers and their libraries leave in every object, which is no promise. Those that
/// dpkg-gensymbols 1.21 leaves out, by trial.
fn is_internal(name: &str) -> bool {
    const NAMES: [&str; 20] = [
        "_SDA2_BASE_",
        "_SDA_BASE_",
        "__bss_end",
        "__bss_end__",
        "__bss_start",
        "__bss_start__",
        "__data_start",
        "__end__",
        "__exidx_end",
        "__exidx_start",
        "__gnu_local_gp",
        "_bss_end__",
        "_edata",
        "_end",
        "_fbss",
        "_fdata",
        "_fini",
        "_ftext",
        "_gp",
        "_init",
    ];
    // PowerPC's functions that save and restore registers.
    let registers = ["_savegpr_", "_restgpr_", "_savefpr_", "_restfpr_"];
    name.starts_with("__aeabi_")
        || name.starts_with(".gomp_critical_user_")
        || NAMES.contains(&name)
        || registers.iter().any(|start| {
            let number = name.strip_prefix(start).map(|rest| rest.strip_suffix("_x").unwrap_or(rest));
            number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        })
}

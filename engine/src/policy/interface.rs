//! The exports of one side, with what lists and rules about exports ask for.

use std::collections::BTreeMap;

use crate::graph::interface::{is_interface, of_kernel};
use crate::graph::{Graph, NameId, spell};
use crate::kernel::crc::symvers::Symvers;

/// An export by name, module (or object) and version node, as a report names them.
pub type Key = (String, String, String);

/// What is known of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Symbol namespace, empty if none.
    pub namespace: String,
    /// SONAME of its object, empty if none.
    pub soname: String,
    /// Its module's path in the source tree, where a `Module.symvers` of either side tells.
    pub module_path: Option<String>,
    /// Its declaration as C, without names of parameters; empty if no type is known.
    pub declaration: String,
}

/// The exports of one side.
#[derive(Clone, Debug, Default)]
pub struct Interface {
    /// Exports and what is known of them.
    pub exports: BTreeMap<Key, Facts>,
    /// SONAME of the first object, empty if none.
    pub soname: String,
    /// The input has symbols that others could bind to, if none that count in this comparison.
    pub has_symbols: bool,
}

impl Interface {
    /// The exports of BASE and of NEW; `symvers` of each tell the paths of modules, and those of the other side where
    /// a side has none of its own: a snapshot in git lies beside none.
    #[must_use]
    pub fn of(graphs: [&Graph; 2], symvers: [Option<&Symvers>; 2]) -> [Self; 2] {
        let kernel = of_kernel(graphs[0], graphs[1]);
        let paths = symvers.map(Paths::new);
        let [old, new] = [&paths[0], &paths[1]];
        [Self::of_one(graphs[0], [old, new], kernel), Self::of_one(graphs[1], [new, old], kernel)]
    }

    fn of_one(graph: &Graph, paths: [&Paths<'_>; 2], kernel: bool) -> Self {
        let word = |id: NameId| if id.is_none() { String::new() } else { graph.str(id).to_owned() };
        let mut exports = BTreeMap::new();
        for e in graph.exports.iter().filter(|e| is_interface(graph, e, kernel)) {
            let info = &graph.objects[e.object.0 as usize];
            let name = word(e.name);
            let module = info.module.clone().unwrap_or_else(|| info.name.clone());
            let path = paths.iter().find_map(|p| p.of(&name, &module)).map(str::to_owned);
            let namespace = e.ksym.as_ref().map(|k| word(k.namespace)).unwrap_or_default();
            let declaration = e.type_id.map(|id| spell::declaration(graph, id, &name)).unwrap_or_default();
            let facts = Facts { namespace, soname: info.soname.clone(), module_path: path, declaration };
            exports.insert((name, module, word(e.version)), facts);
        }
        let soname = graph.objects.first().map(|o| o.soname.clone()).unwrap_or_default();
        Self { exports, soname, has_symbols: !graph.exports.is_empty() }
    }

    /// Whether some object exports a symbol of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.of_name(name).next().is_some()
    }

    /// All exports of a name.
    pub fn of_name<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a Key, &'a Facts)> {
        let from: Key = (name.to_owned(), String::new(), String::new());
        self.exports.range(from..).take_while(move |(key, _)| key.0 == name)
    }
}

/// Paths of modules in the source tree, as a `Module.symvers` tells them.
struct Paths<'a> {
    symvers: Option<&'a Symvers>,
    /// By the module's name, with underscores; `None` where two modules have one name.
    modules: BTreeMap<String, Option<&'a str>>,
}

impl<'a> Paths<'a> {
    fn new(symvers: Option<&'a Symvers>) -> Self {
        let mut modules: BTreeMap<String, Option<&str>> = BTreeMap::new();
        for entry in symvers.into_iter().flat_map(|s| &s.entries) {
            let path = modules.entry(kernel_name(entry.module_name())).or_insert(Some(&entry.module));
            *path = path.filter(|p| *p == entry.module);
        }
        Self { symvers, modules }
    }

    fn of(&self, name: &str, module: &str) -> Option<&str> {
        if module == VMLINUX {
            return Some(VMLINUX);
        }
        let own = self.symvers.and_then(|s| s.get(name, module)).map(|entry| entry.module.as_str());
        // A symbol that this side does not have is told by its neighbours.
        own.or_else(|| self.modules.get(&kernel_name(module)).copied().flatten())
    }
}

/// What is in no module.
const VMLINUX: &str = "vmlinux";

/// A module's name as the kernel knows it.
pub(super) fn kernel_name(module: &str) -> String {
    module.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_have_the_paths_that_a_symvers_tells() {
        let text = "0x1\ta\tdrivers/net/my-mod\tEXPORT_SYMBOL\n0x1\tb\tlib/x\tEXPORT_SYMBOL\n\
                    0x1\tc\tfs/x\tEXPORT_SYMBOL\n";
        let symvers = Symvers::parse("m", text).expect("sound");
        let (paths, none) = (Paths::new(Some(&symvers)), Paths::new(None));
        assert_eq!(paths.of("a", "my_mod"), Some("drivers/net/my-mod"));
        assert_eq!(paths.of("gone", "my_mod"), Some("drivers/net/my-mod"));
        assert_eq!(
            (paths.of("b", "x"), paths.of("c", "x"), paths.of("gone", "x")),
            (Some("lib/x"), Some("fs/x"), None)
        );
        assert_eq!((paths.of("z", "other"), none.of("a", "my_mod")), (None, None));
        assert_eq!(none.of("z", "vmlinux"), Some("vmlinux"));
    }
}

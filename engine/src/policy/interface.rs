//! The exports of one side, with what lists and rules about exports ask for.

use std::collections::BTreeMap;

use crate::compare::symbols::{is_interface, of_kernel};
use crate::crc::symvers::Symvers;
use crate::graph::{Graph, NameId, spell};

/// An export by name, module (or object) and version node, as a report names them.
pub type Key = (String, String, String);

/// What is known of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Symbol namespace, empty if none.
    pub namespace: String,
    /// SONAME of its object, empty if none.
    pub soname: String,
    /// Its module's path in the source tree, where a `Module.symvers` tells; else the module's name.
    pub module_path: String,
    /// Its declaration as C, without names of parameters; empty if no type is known.
    pub declaration: String,
}

/// The exports of one side.
#[derive(Clone, Debug, Default)]
pub struct Interface {
    /// Exports and what is known of them.
    pub exports: BTreeMap<Key, Facts>,
    /// Paths of modules are known.
    pub has_module_paths: bool,
    /// SONAME of the first object, empty if none.
    pub soname: String,
    /// The input has symbols that others could bind to, if none that count in this comparison.
    pub has_symbols: bool,
}

impl Interface {
    /// The exports of BASE and of NEW; `symvers` of each tell the paths of modules.
    #[must_use]
    pub fn of(graphs: [&Graph; 2], symvers: [Option<&Symvers>; 2]) -> [Self; 2] {
        let kernel = of_kernel(graphs[0], graphs[1]);
        [Self::of_one(graphs[0], symvers[0], kernel), Self::of_one(graphs[1], symvers[1], kernel)]
    }

    fn of_one(graph: &Graph, symvers: Option<&Symvers>, kernel: bool) -> Self {
        let word = |id: NameId| if id.is_none() { String::new() } else { graph.str(id).to_owned() };
        let mut exports = BTreeMap::new();
        for e in graph.exports.iter().filter(|e| is_interface(graph, e, kernel)) {
            let info = &graph.objects[e.object.0 as usize];
            let name = word(e.name);
            let module = info.module.clone().unwrap_or_else(|| info.name.clone());
            let path = symvers.and_then(|s| s.get(&name, &module)).map_or_else(|| module.clone(), |s| s.module.clone());
            let namespace = e.ksym.as_ref().map(|k| word(k.namespace)).unwrap_or_default();
            let declaration = e.type_id.map(|id| spell::declaration(graph, id, &name)).unwrap_or_default();
            let facts = Facts { namespace, soname: info.soname.clone(), module_path: path, declaration };
            exports.insert((name, module, word(e.version)), facts);
        }
        let soname = graph.objects.first().map(|o| o.soname.clone()).unwrap_or_default();
        Self { exports, has_module_paths: symvers.is_some(), soname, has_symbols: !graph.exports.is_empty() }
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

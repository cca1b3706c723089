//! Who imports whom among the files of the engine: the arrows, the floors that they give, and the circles.
//!
//! A file imports another if a path in its code names something that the other defines. Paths are followed through what
//! modules hand on (`pub use`). Tests are left out: they may look at what they like.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use syn::visit::{self, Visit};

/// How wide a tower is drawn, in columns.
const WIDTH: usize = 73;

/// Modules that hand a name on to each other; more than that is a circle of `pub use`, which no compiler accepts.
const MOST_HOPS: usize = 8;

/// Files by their path from the root, and whom each imports.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    /// For each file the files that it imports.
    pub arrows: BTreeMap<String, BTreeSet<String>>,
}

/// A module, which is a file of its own.
#[derive(Default)]
struct Module {
    file: String,
    /// Items that it defines.
    defined: BTreeSet<String>,
    /// Names that it hands on, and the path of what they stand for.
    handed: BTreeMap<String, Vec<String>>,
    /// Modules whose every name it hands on.
    globs: Vec<Vec<String>>,
    /// Paths that its code names, as modules and an item.
    named: BTreeSet<Vec<String>>,
}

impl Imports {
    /// Of the files of a crate; `root` is the folder of its `lib.rs`, with a slash at its end.
    pub(crate) fn new<'s>(root: &str, files: impl Iterator<Item = (&'s str, &'s syn::File)>) -> Self {
        let mut modules: BTreeMap<Vec<String>, Module> = BTreeMap::new();
        for (name, file) in files {
            let Some(path) = name.strip_prefix(root).and_then(module_path) else { continue };
            let mut look = Look { own: path.clone(), module: Module { file: name.to_owned(), ..Module::default() } };
            look.children(file);
            look.visit_file(file);
            modules.insert(path, look.module);
        }
        let mut out = Self::default();
        for module in modules.values() {
            let arrows = out.arrows.entry(module.file.clone()).or_default();
            for path in &module.named {
                let file = find(&modules, path, MOST_HOPS).filter(|file| *file != module.file);
                arrows.extend(file.map(str::to_owned));
            }
        }
        out
    }

    /// Files that import each other in a loop, each loop as a whole, sorted.
    pub(crate) fn circles(&self) -> Vec<Vec<&str>> {
        let mut graph = DiGraph::<&str, ()>::new();
        let nodes: BTreeMap<&str, NodeIndex> =
            self.arrows.keys().map(|file| (file.as_str(), graph.add_node(file))).collect();
        for (from, tos) in &self.arrows {
            for to in tos.iter().filter_map(|to| nodes.get(to.as_str())) {
                graph.add_edge(nodes[from.as_str()], *to, ());
            }
        }
        let mut out: Vec<Vec<&str>> = kosaraju_scc(&graph)
            .into_iter()
            .filter(|circle| circle.len() > 1)
            .map(|circle| {
                let mut files: Vec<&str> = circle.into_iter().map(|node| graph[node]).collect();
                files.sort_unstable();
                files
            })
            .collect();
        out.sort();
        out
    }

    /// The floor of each file: one above the highest that it imports, and 1 where it imports nothing. Files of a circle
    /// stand on one floor.
    fn floors(&self) -> BTreeMap<&str, usize> {
        let mut circle_of: BTreeMap<&str, usize> = BTreeMap::new();
        for (i, circle) in self.circles().into_iter().enumerate() {
            circle_of.extend(circle.into_iter().map(|file| (file, i)));
        }
        let mut floors: BTreeMap<&str, usize> = self.arrows.keys().map(|file| (file.as_str(), 1)).collect();
        // As many rounds as there are floors at most.
        for _ in 0..self.arrows.len() {
            let before = floors.clone();
            for (from, tos) in &self.arrows {
                for to in tos {
                    let apart =
                        circle_of.get(from.as_str()).is_none_or(|circle| circle_of.get(to.as_str()) != Some(circle));
                    let least = floors.get(to.as_str()).map_or(0, |floor| floor + usize::from(apart));
                    let floor = floors.entry(from).or_insert(1);
                    *floor = (*floor).max(least);
                }
            }
            if floors == before {
                break;
            }
        }
        floors
    }

    /// The house as a tower of the folders right below `root`, each above all that it imports.
    pub(crate) fn tower(&self, root: &str) -> String {
        let folder = |file: &str| {
            let inner = file.strip_prefix(root).unwrap_or(file);
            inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs").to_owned()
        };
        let mut folders = Self::default();
        for (from, tos) in &self.arrows {
            let own = folder(from);
            let others = tos.iter().map(|to| folder(to)).filter(|to| *to != own);
            folders.arrows.entry(own.clone()).or_default().extend(others);
        }
        let floors = folders.floors();
        let top = floors.values().max().copied().unwrap_or_default();
        let edge = format!("+{}+\n", "-".repeat(WIDTH - 2));
        let mut out = String::new();
        for floor in (1..=top).rev() {
            let rooms: Vec<&str> = floors.iter().filter(|(_, f)| **f == floor).map(|(room, _)| *room).collect();
            // Each room takes its share of the width between the outer walls, the last one what is left.
            let share = (WIDTH - 1) / rooms.len().max(1);
            out.push_str(&edge);
            for (i, room) in rooms.iter().enumerate() {
                let wide = if i + 1 == rooms.len() { WIDTH - 1 - share * i } else { share };
                out.push_str(&format!("| {room:<width$}", width = wide - 2));
            }
            out.push_str("|\n");
        }
        out + &edge
    }

    /// The house as a tower: the files of each floor from the top down, each with whom it imports.
    pub(crate) fn drawn(&self, root: &str) -> String {
        let short = |file: &str| file.strip_prefix(root).unwrap_or(file).trim_end_matches(".rs").to_owned();
        let floors = self.floors();
        let top = floors.values().max().copied().unwrap_or_default();
        let mut out = String::new();
        for floor in (1..=top).rev() {
            out.push_str(&format!("floor {floor}\n"));
            for (file, _) in floors.iter().filter(|(_, f)| **f == floor) {
                let imports: Vec<String> = self.arrows[*file].iter().map(|to| short(to)).collect();
                let imports = if imports.is_empty() { "-".to_owned() } else { imports.join(", ") };
                out.push_str(&format!("  {}: {imports}\n", short(file)));
            }
        }
        out
    }
}

/// The path of the module that a file is: `graph/canon/mod.rs` is `graph::canon`; tests are none.
fn module_path(inner: &str) -> Option<Vec<String>> {
    let inner = inner.strip_suffix(".rs")?;
    let mut path: Vec<String> = inner.split('/').map(str::to_owned).collect();
    match path.last()?.as_str() {
        "tests" => return None,
        "mod" | "lib" => drop(path.pop()),
        _ => {}
    }
    Some(path)
}

/// The file that defines what a path names.
fn find<'m>(modules: &'m BTreeMap<Vec<String>, Module>, path: &[String], hops: usize) -> Option<&'m str> {
    let length = (0..=path.len()).rev().find(|&length| modules.contains_key(&path[..length]))?;
    let module = &modules[&path[..length]];
    let Some(item) = path.get(length) else { return Some(&module.file) };
    if module.defined.contains(item) || hops == 0 {
        return Some(&module.file);
    }
    if let Some(other) = module.handed.get(item) {
        let other: Vec<String> = other.iter().chain(&path[length + 1..]).cloned().collect();
        return find(modules, &other, hops - 1);
    }
    let through = |glob: &Vec<String>| {
        let other: Vec<String> = glob.iter().chain([item]).cloned().collect();
        let holds = modules.get(glob).is_some_and(|m| m.defined.contains(item) || m.handed.contains_key(item));
        holds.then(|| find(modules, &other, hops - 1)).flatten()
    };
    module.globs.iter().find_map(through)
}

/// Reads one file.
struct Look {
    own: Vec<String>,
    module: Module,
}

impl Look {
    /// The modules and items of a file, which are known before its paths are read.
    fn children(&mut self, file: &syn::File) {
        for item in file.items.iter().filter(|item| !is_test(attributes(item))) {
            let ident = match item {
                syn::Item::Const(i) => &i.ident,
                syn::Item::Enum(i) => &i.ident,
                syn::Item::Fn(i) => &i.sig.ident,
                syn::Item::Static(i) => &i.ident,
                syn::Item::Struct(i) => &i.ident,
                syn::Item::Trait(i) => &i.ident,
                syn::Item::Type(i) => &i.ident,
                syn::Item::Union(i) => &i.ident,
                syn::Item::Macro(syn::ItemMacro { ident: Some(ident), .. }) => ident,
                syn::Item::Mod(i) if i.content.is_none() => {
                    let path = [&self.own[..], &[i.ident.to_string()]].concat();
                    self.module.handed.insert(i.ident.to_string(), path);
                    continue;
                }
                _ => continue,
            };
            self.module.defined.insert(ident.to_string());
        }
    }

    /// The path from the root of the crate, if it is one of the crate.
    fn absolute(&self, segments: &[String]) -> Option<Vec<String>> {
        let (first, rest) = segments.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.own.clone(),
            "super" => self.own[..self.own.len().checked_sub(1)?].to_vec(),
            child => self.module.handed.get(child)?.clone(),
        };
        let further = rest.iter().take_while(|segment| *segment == "super").count();
        base.truncate(base.len().checked_sub(further)?);
        base.extend(rest[further..].iter().cloned());
        Some(base)
    }

    fn tree(&mut self, tree: &syn::UseTree, before: &[String], is_public: bool) {
        let with = |ident: &syn::Ident| before.iter().cloned().chain([ident.to_string()]).collect::<Vec<_>>();
        let (path, name) = match tree {
            syn::UseTree::Path(p) => return self.tree(&p.tree, &with(&p.ident), is_public),
            syn::UseTree::Group(group) => return group.items.iter().for_each(|t| self.tree(t, before, is_public)),
            // `use a::{self}` names `a`.
            syn::UseTree::Name(n) if n.ident == "self" => (before.to_vec(), before.last().cloned()),
            syn::UseTree::Name(n) => (with(&n.ident), Some(n.ident.to_string())),
            syn::UseTree::Rename(r) => (with(&r.ident), Some(r.rename.to_string())),
            syn::UseTree::Glob(_) => (before.to_vec(), None),
        };
        let Some(path) = self.absolute(&path) else { return };
        match name {
            // What a module only hands on it does not use.
            Some(name) if is_public => drop(self.module.handed.insert(name, path)),
            None if is_public => self.module.globs.push(path),
            _ => drop(self.module.named.insert(path)),
        }
    }
}

impl<'ast> Visit<'ast> for Look {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.tree(&item.tree, &[], !matches!(item.vis, syn::Visibility::Inherited));
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        if segments.len() > 1
            && let Some(path) = self.absolute(&segments)
        {
            self.module.named.insert(path);
        }
        visit::visit_path(self, path);
    }
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Mod(i) => &i.attrs,
        syn::Item::Fn(i) => &i.attrs,
        _ => &[],
    }
}

/// Whether what bears these attributes is compiled for tests alone.
pub(crate) fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|a| a.path().is_ident("cfg") && a.meta.require_list().is_ok_and(|l| l.tokens.to_string().contains("test")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(files: &[(&str, &str)]) -> Imports {
        let parsed: Vec<(&str, syn::File)> =
            files.iter().map(|(name, text)| (*name, syn::parse_file(text).unwrap())).collect();
        Imports::new("src/", parsed.iter().map(|(name, file)| (*name, file)))
    }

    fn arrows(files: &[(&str, &str)]) -> Vec<String> {
        let imports = imports(files);
        let all = imports.arrows.iter().flat_map(|(from, tos)| tos.iter().map(move |to| format!("{from} -> {to}")));
        all.collect()
    }

    #[test]
    fn paths_lead_to_the_file_that_defines_what_they_name() {
        let files = [
            ("src/lib.rs", "pub mod a; pub mod b;"),
            ("src/a/mod.rs", "mod inner; pub use inner::Thing; pub struct Own;"),
            ("src/a/inner.rs", "pub struct Thing; pub struct Other; fn f(_: super::Own) {}"),
            (
                "src/b.rs",
                "use crate::a::{Own, Thing as T}; fn f() { crate::a::inner::g() } #[cfg(test)] mod tests { use crate::lib; }",
            ),
            ("src/c.rs", "use super::b; use std::fmt; fn f() { b::f() }"),
        ];
        let expected = [
            "src/a/inner.rs -> src/a/mod.rs",
            "src/b.rs -> src/a/inner.rs",
            "src/b.rs -> src/a/mod.rs",
            "src/c.rs -> src/b.rs",
        ];
        assert_eq!(arrows(&files), expected);
        assert_eq!(imports(&files).circles(), [[""; 0]; 0]);
        assert_eq!(
            imports(&files).drawn("src/"),
            "floor 4\n  c: b\nfloor 3\n  b: a/inner, a/mod\nfloor 2\n  a/inner: a/mod\nfloor 1\n  a/mod: -\n  lib: -\n"
        );
    }

    #[test]
    fn files_that_import_each_other_are_a_circle() {
        let files = [
            ("src/lib.rs", "mod a; mod b; mod c; mod d;"),
            ("src/a.rs", "use crate::b::B; pub struct A;"),
            ("src/b.rs", "pub struct B; fn f(_: crate::c::C) {}"),
            ("src/c.rs", "pub struct C; use super::a::A;"),
            ("src/d.rs", "use super::a::A; use crate::lib;"),
        ];
        assert_eq!(imports(&files).circles(), [["src/a.rs", "src/b.rs", "src/c.rs"]]);
    }

    #[test]
    fn a_tower_stands_on_what_imports_nothing() {
        let files = [
            ("src/lib.rs", "mod a; mod b; mod c;"),
            ("src/a/mod.rs", "pub struct A;"),
            ("src/b.rs", "use crate::a::A; pub struct B;"),
            ("src/c.rs", "use super::{a::A, b::B};"),
            ("src/d.rs", "use crate::a::A;"),
        ];
        let tower = imports(&files).tower("src/");
        let floors: Vec<&str> = tower.lines().filter(|line| !line.starts_with('+')).collect();
        let words: Vec<Vec<&str>> =
            floors.iter().map(|f| f.split('|').map(str::trim).filter(|w| !w.is_empty()).collect()).collect();
        assert_eq!(words, [vec!["c"], vec!["b", "d"], vec!["a", "lib"]]);
        assert!(tower.lines().all(|line| line.len() == WIDTH), "{tower}");
    }

    #[test]
    fn a_module_that_calls_its_child_which_needs_it_is_a_circle() {
        let files = [
            ("src/a.rs", "mod child; pub struct A; fn f() { child::g() }"),
            ("src/a/child.rs", "use super::A; pub fn g() {}"),
        ];
        assert_eq!(imports(&files).circles(), [["src/a.rs", "src/a/child.rs"]]);
    }
}

//! Which object of NEW stands for which of OLD, and what a program that loads it gets along with it.
//!
//! A kernel's exports are one name space, and so are those of objects that are linked statically. A program's references
//! are resolved in the libraries that it loads: those that it names by SONAME, and what these need (`DT_NEEDED`).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::graph::{Export, Graph, ObjectInfo, ObjectKind, library_stem};

/// The objects of both sides.
#[derive(Default)]
pub struct Libraries {
    /// For each object of OLD the one of NEW that stands for it.
    pub new_of: Vec<Option<usize>>,
    /// Exports belong to their library, not to a pool.
    apart: bool,
    /// For each object of NEW those that are loaded with it, itself among them.
    reached: Vec<BTreeSet<u32>>,
}

impl Libraries {
    pub fn new(old_graph: &Graph, new_graph: &Graph) -> Self {
        let kernel = old_graph.objects.iter().chain(&new_graph.objects).any(|o| o.module.is_some());
        let single = old_graph.objects.len() == 1 && new_graph.objects.len() == 1;
        let mut new_of = if single {
            vec![Some(0)]
        } else if kernel {
            by_key(old_graph, new_graph, &[|o| Some((o.module.as_deref().unwrap_or(&o.name), ""))])
        } else {
            by_key(old_graph, new_graph, &KEYS)
        };
        let apart = !kernel && !single;
        if apart {
            by_content(old_graph, new_graph, &mut new_of);
        }
        let reached = if apart { reached(new_graph) } else { Vec::new() };
        Self { new_of, apart, reached }
    }

    /// Whether an export of OLD is bound to by way of its library's name.
    pub fn is_apart(&self, graph: &Graph, export: &Export) -> bool {
        self.apart && graph.objects[export.object.0 as usize].linkage.kind == ObjectKind::Library
    }

    /// The library by whose name an export of OLD was bound to, where it is found in another one now.
    pub fn moved_from<'g>(&self, graph: &'g Graph, old: &Export, new: &Export) -> Option<&'g str> {
        let at = old.object.0 as usize;
        let own = self.new_of.get(at).copied().flatten()?;
        let is_elsewhere = self.is_apart(graph, old) && own != new.object.0 as usize;
        is_elsewhere.then_some(graph.objects[at].called())
    }

    /// Whether whoever loads what stands for this export's library finds what an object of NEW exports.
    pub fn finds(&self, old: &Export, object: u32) -> bool {
        let Some(new) = self.new_of.get(old.object.0 as usize).copied().flatten() else { return false };
        self.reached.get(new).is_some_and(|reached| reached.contains(&object))
    }
}

/// What an object is told by, the surest first: path and SONAME, SONAME, path, SONAME without its version, and that
/// without a version in the name itself.
const KEYS: [Key; 5] = [
    |o| Some((&o.name, &o.soname)),
    |o| (!o.soname.is_empty()).then_some((&o.soname, "")),
    |o| Some((&o.name, "")),
    |o| Some((stem(o)?, "")),
    |o| Some((stem(o)?.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').strip_suffix('-')?, "")),
];

type Key = fn(&ObjectInfo) -> Option<(&str, &str)>;

/// `libfoo` of `libfoo.so.1`.
pub(crate) fn stem(object: &ObjectInfo) -> Option<&str> {
    library_stem(object.loaded_as()).filter(|_| object.linkage.kind == ObjectKind::Library)
}

fn by_key(old_graph: &Graph, new_graph: &Graph, keys: &[Key]) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; old_graph.objects.len()];
    let mut taken = vec![false; new_graph.objects.len()];
    for key in keys {
        let mut free: BTreeMap<(&str, &str), VecDeque<usize>> = BTreeMap::new();
        for (j, o) in new_graph.objects.iter().enumerate().filter(|(j, _)| !taken[*j]) {
            if let Some(key) = key(o) {
                free.entry(key).or_default().push_back(j);
            }
        }
        for (slot, o) in out.iter_mut().zip(&old_graph.objects).filter(|(slot, _)| slot.is_none()) {
            let found = key(o).and_then(|key| free.get_mut(&key)?.pop_front());
            if let Some(j) = found {
                taken[j] = true;
                *slot = Some(j);
            }
        }
    }
    out
}

/// Libraries that no name tells are told by what they export: one has another name where most of what either exports the other
/// does, too. Plug-ins of one program all export the same few names, so only what has a SONAME is looked at.
fn by_content(old_graph: &Graph, new_graph: &Graph, new_of: &mut [Option<usize>]) {
    let taken: BTreeSet<usize> = new_of.iter().copied().flatten().collect();
    let is_told = |o: &ObjectInfo| o.linkage.kind == ObjectKind::Library && !o.soname.is_empty();
    let names = |graph: &'_ Graph, is_free: &dyn Fn(usize) -> bool| {
        let mut out: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for e in graph.exports.iter().filter(|e| !e.asked) {
            let at = e.object.0 as usize;
            if graph.objects.get(at).is_some_and(is_told) && is_free(at) {
                out.entry(at).or_default().insert(graph.str(e.name).to_owned());
            }
        }
        out
    };
    let olds = names(old_graph, &|at| new_of.get(at).is_some_and(Option::is_none));
    if olds.is_empty() {
        return;
    }
    let news = names(new_graph, &|at| !taken.contains(&at));
    let mut alike: Vec<(usize, usize, usize)> = Vec::new();
    for (i, old) in &olds {
        for (j, new) in &news {
            let common = old.intersection(new).count();
            if common * 2 > old.len().max(new.len()) {
                alike.push((common, *i, *j));
            }
        }
    }
    alike.sort_by_key(|&(common, i, j)| (std::cmp::Reverse(common), i, j));
    let mut found: BTreeSet<usize> = BTreeSet::new();
    for (_, i, j) in alike {
        if new_of[i].is_none() && found.insert(j) {
            new_of[i] = Some(j);
        }
    }
}

/// For each object those of its folder that the loader brings along with it.
pub(crate) fn reached(h: &Graph) -> Vec<BTreeSet<u32>> {
    let mut by_name: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (j, o) in (0..).zip(&h.objects) {
        by_name.entry(o.loaded_as()).or_default().push(j);
    }
    let needs = |j: u32| {
        let needed = h.objects[j as usize].needed.iter();
        needed.filter_map(|n| by_name.get(n.as_str())).flatten().copied()
    };
    (0..h.objects.len() as u32)
        .map(|first| {
            let mut seen = BTreeSet::from([first]);
            let mut work = vec![first];
            while let Some(j) = work.pop() {
                work.extend(needs(j).filter(|&next| seen.insert(next)));
            }
            seen
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Linkage;

    fn library(name: &str, soname: &str, needed: &[&str]) -> ObjectInfo {
        let linkage = Linkage { kind: ObjectKind::Library, ..Linkage::default() };
        let needed = needed.iter().map(|&n| n.to_owned()).collect();
        ObjectInfo { name: name.to_owned(), soname: soname.to_owned(), needed, linkage, ..ObjectInfo::default() }
    }

    fn folder(objects: Vec<ObjectInfo>) -> Graph {
        Graph { objects, ..Graph::default() }
    }

    #[test]
    fn libraries_are_told_by_soname_then_by_what_it_names() {
        let old = folder(vec![
            library("libfoo.so.1.2", "libfoo.so.1", &[]),
            library("libbar.so.1", "libbar.so.1", &[]),
            library("libapi-1.0.so.0", "libapi-1.0.so.0", &[]),
            library("libx264.so.164", "libx264.so.164", &[]),
        ]);
        let new = folder(vec![
            library("libapi-1.2.so.0", "libapi-1.2.so.0", &[]),
            library("libbar.so.2", "libbar.so.2", &[]),
            library("libfoo.so.1.3", "libfoo.so.1", &[]),
            library("libx265.so.199", "libx265.so.199", &[]),
        ]);
        assert_eq!(Libraries::new(&old, &new).new_of, [Some(2), Some(1), Some(0), None]);
    }

    #[test]
    fn what_is_needed_is_found_over_any_number_of_steps() {
        let new = folder(vec![
            library("a", "a", &["b", "libc.so.6"]),
            library("b", "b", &["c"]),
            library("c", "c", &["a"]),
            library("d", "d", &[]),
        ]);
        let all = BTreeSet::from([0, 1, 2]);
        assert_eq!(reached(&new), [all.clone(), all.clone(), all, BTreeSet::from([3])]);
    }
}

//! Which export of NEW is which of OLD: by name, version and object.

use std::collections::BTreeMap;

use super::exported::Exports;
use super::libraries::Libraries;
use crate::graph::{Export, Graph};

type Both = (Vec<u32>, Vec<u32>);

/// Pairs exports by name and version, among several by object. A reference that is bound by way of a library's name
/// finds what that library brings along; where nothing does, what moved elsewhere is its pair all the same.
pub fn pair(old: &Graph, new: &Graph) -> Exports {
    fn key<'g>(graph: &'g Graph, e: &Export) -> (&'g str, &'g str) {
        (graph.str(e.name), graph.str(e.version))
    }
    let libraries = Libraries::new(old, new);
    let mut by_key: BTreeMap<(&str, &str), Both> = BTreeMap::new();
    for (i, e) in old.exports.iter().enumerate().filter(|(_, e)| !e.asked) {
        by_key.entry(key(old, e)).or_default().0.push(i as u32);
    }
    for (i, e) in new.exports.iter().enumerate().filter(|(_, e)| !e.asked) {
        by_key.entry(key(new, e)).or_default().1.push(i as u32);
    }
    let mut out = Exports::default();
    let mut loose: BTreeMap<&str, Both> = BTreeMap::new();
    for ((name, _), (mut olds, mut news)) in by_key {
        let all = news.clone();
        // Same object first, then whatever is left in order.
        olds.retain(|&i| {
            let object = libraries.new_of[old.exports[i as usize].object.0 as usize];
            match news.iter().position(|&j| Some(new.exports[j as usize].object.0 as usize) == object) {
                Some(k) => {
                    out.both.push((i, news.remove(k)));
                    false
                }
                None => true,
            }
        });
        olds.retain(|&i| {
            let e = &old.exports[i as usize];
            let finds = |j: &&u32| libraries.finds(e, new.exports[**j as usize].object.0);
            if !libraries.is_apart(old, e) {
                return true;
            }
            let Some(&j) = all.iter().find(finds) else { return true };
            news.retain(|&k| k != j);
            out.both.push((i, j));
            false
        });
        while !olds.is_empty() && !news.is_empty() {
            out.both.push((olds.remove(0), news.remove(0)));
        }
        if !olds.is_empty() || !news.is_empty() {
            let slot = loose.entry(name).or_default();
            slot.0.extend(olds);
            slot.1.extend(news);
        }
    }
    // A symbol that changed from unversioned to versioned, or back, is still the same symbol.
    for (olds, news) in loose.into_values() {
        reversioned((old, new), &libraries, olds, news, &mut out);
    }
    out.both.extend(super::asked::pairs(old, new));
    out.both.sort_unstable();
    out.removed.sort_unstable();
    out.added.sort_unstable();
    out.libraries = libraries;
    out
}

/// Exports of one name whose versions differ.
fn reversioned(
    (old, new): (&Graph, &Graph),
    libraries: &Libraries,
    olds: Vec<u32>,
    mut news: Vec<u32>,
    out: &mut Exports,
) {
    let unversioned = |graph: &Graph, i: u32| graph.exports[i as usize].version.is_none();
    for i in olds {
        let e = &old.exports[i as usize];
        let apart = libraries.is_apart(old, e);
        // The loader lets a reference without a version bind to a symbol without one, else to that of the
        // first node, hidden or not, else to the default (glibc, `elf/dl-lookup.c`).
        let first_node = |j: u32| {
            let e = &new.exports[j as usize];
            let nodes = &new.objects[e.object.0 as usize].version_nodes;
            nodes.first().is_some_and(|node| node == new.str(e.version))
        };
        let default = |j: u32| new.exports[j as usize].version_default;
        let at = |fits: &dyn Fn(u32) -> bool| {
            let found = |j: u32| !apart || libraries.finds(e, new.exports[j as usize].object.0);
            news.iter().position(|&j| found(j) && fits(j))
        };
        let found = if unversioned(old, i) {
            at(&|j| unversioned(new, j)).or_else(|| at(&first_node)).or_else(|| at(&default))
        } else {
            at(&|j| unversioned(new, j))
        };
        match found {
            Some(k) => out.both.push((i, news.remove(k))),
            None => out.removed.push(i),
        }
    }
    out.added.extend(news);
}

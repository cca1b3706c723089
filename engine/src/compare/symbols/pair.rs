//! Which export of NEW is which of OLD: by name, version and object.

use std::collections::BTreeMap;

use super::Exports;
use crate::graph::{Export, Graph};

/// Pairs exports by name and version, among several by module.
pub fn pair(old: &Graph, new: &Graph) -> Exports {
    fn key<'g>(g: &'g Graph, e: &Export) -> (&'g str, &'g str) {
        (g.str(e.name), g.str(e.version))
    }
    fn module<'g>(g: &'g Graph, e: &Export) -> &'g str {
        let info = &g.objects[e.object.0 as usize];
        info.module.as_deref().unwrap_or(&info.name)
    }
    type Both = (Vec<u32>, Vec<u32>);
    let mut by_key: BTreeMap<(&str, &str), Both> = BTreeMap::new();
    for (i, e) in old.exports.iter().enumerate() {
        by_key.entry(key(old, e)).or_default().0.push(i as u32);
    }
    for (i, e) in new.exports.iter().enumerate() {
        by_key.entry(key(new, e)).or_default().1.push(i as u32);
    }
    let mut out = Exports::default();
    let mut loose: BTreeMap<&str, (Vec<u32>, Vec<u32>)> = BTreeMap::new();
    for ((name, _), (mut olds, mut news)) in by_key {
        // Same module first, then whatever is left in order.
        olds.retain(|&i| {
            let m = module(old, &old.exports[i as usize]);
            match news.iter().position(|&j| module(new, &new.exports[j as usize]) == m) {
                Some(k) => {
                    out.both.push((i, news.remove(k)));
                    false
                }
                None => true,
            }
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
        let unversioned = |g: &Graph, i: u32| g.exports[i as usize].version.is_none();
        let mut news = news;
        let mut olds = olds;
        olds.retain(|&i| {
            // The loader lets a reference without a version bind to a symbol without one, else to that of the
            // first node, hidden or not, else to the default (glibc, `elf/dl-lookup.c`).
            let first_node = |j: u32| {
                let e = &new.exports[j as usize];
                let nodes = &new.objects[e.object.0 as usize].version_nodes;
                nodes.first().is_some_and(|node| node == new.str(e.version))
            };
            let default = |j: u32| new.exports[j as usize].version_default;
            let found = if unversioned(old, i) {
                let at = |fits: &dyn Fn(u32) -> bool| news.iter().position(|&j| fits(j));
                at(&|j| unversioned(new, j)).or_else(|| at(&first_node)).or_else(|| at(&default))
            } else {
                news.iter().position(|&j| unversioned(new, j))
            };
            match found {
                Some(k) => {
                    out.both.push((i, news.remove(k)));
                    false
                }
                None => true,
            }
        });
        out.removed.extend(olds);
        out.added.extend(news);
    }
    out.both.sort_unstable();
    out.removed.sort_unstable();
    out.added.sort_unstable();
    out
}

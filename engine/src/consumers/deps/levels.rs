//! In which order packages are rebuilt: who needs a library of another one comes after that.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::components::components;

/// What is known of a package that is rebuilt.
pub(super) struct Node<'a> {
    /// What is built at once: packages of one source are.
    pub(super) unit: &'a str,
    /// Names under which others find its libraries.
    pub(super) offers: Vec<&'a str>,
    /// Libraries that it needs by name.
    pub(super) needs: Vec<&'a str>,
}

/// The order of some packages.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Order {
    /// Of each package, from 1.
    pub(super) levels: Vec<usize>,
    /// Of each package those of other units that it needs.
    pub(super) after: Vec<BTreeSet<usize>>,
    /// Packages whose units need one another, by their places.
    pub(super) cycles: Vec<Vec<usize>>,
}

/// The order of these packages. Those of a cycle are of one level.
pub(super) fn order(nodes: &[Node<'_>]) -> Order {
    let mut units: BTreeMap<&str, u32> = BTreeMap::new();
    let of: Vec<u32> = nodes
        .iter()
        .map(|node| {
            let next = units.len() as u32;
            *units.entry(node.unit).or_insert(next)
        })
        .collect();
    let mut offered: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        for name in &node.offers {
            offered.entry(name).or_default().insert(at);
        }
    }
    let after: Vec<BTreeSet<usize>> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| {
            let providers = node.needs.iter().filter_map(|name| offered.get(name)).flatten().copied();
            providers.filter(|&other| of[other] != of[at]).collect()
        })
        .collect();
    let mut edges: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); units.len()];
    for (at, providers) in after.iter().enumerate() {
        edges[of[at] as usize].extend(providers.iter().map(|&other| of[other]));
    }
    let mut level_of: Vec<usize> = vec![0; units.len()];
    // Of each unit the cycle that it is part of.
    let mut cycle_of: Vec<Option<usize>> = vec![None; units.len()];
    let mut count = 0;
    let (members, ends) = components(units.len(), |unit| edges[unit as usize].iter().copied());
    let mut start = 0;
    // What a component leads to comes before it.
    for end in ends {
        let component = &members[start..end as usize];
        start = end as usize;
        let below = component.iter().flat_map(|&unit| &edges[unit as usize]);
        let level = 1 + below.map(|&unit| level_of[unit as usize]).max().unwrap_or(0);
        component.iter().for_each(|&unit| level_of[unit as usize] = level);
        if component.len() > 1 {
            component.iter().for_each(|&unit| cycle_of[unit as usize] = Some(count));
            count += 1;
        }
    }
    let mut cycles: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, &unit) in of.iter().enumerate() {
        cycle_of[unit as usize].into_iter().for_each(|cycle| cycles[cycle].push(at));
    }
    cycles.sort();
    Order { levels: of.iter().map(|&unit| level_of[unit as usize]).collect(), after, cycles }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node<'a>(unit: &'a str, offers: &[&'a str], needs: &[&'a str]) -> Node<'a> {
        Node { unit, offers: offers.to_vec(), needs: needs.to_vec() }
    }

    #[test]
    fn who_needs_a_library_comes_after_it() {
        let nodes = [
            node("tool", &[], &["libmid.so.1", "libc.so.6"]),
            node("mid", &["libmid.so.1"], &["libbase.so.1"]),
            node("base", &["libbase.so.1"], &[]),
            node("base", &[], &["libbase.so.1"]),
        ];
        let order = order(&nodes);
        assert_eq!(order.levels, [3, 2, 1, 1]);
        assert_eq!(order.after, [BTreeSet::from([1]), BTreeSet::from([2]), BTreeSet::new(), BTreeSet::new()]);
        assert_eq!(order.cycles, Vec::<Vec<usize>>::new());
    }

    #[test]
    fn a_cycle_has_one_level_and_what_follows_it_the_next() {
        let nodes = [
            node("a", &["liba.so.1"], &["libb.so.1"]),
            node("b", &["libb.so.1"], &["liba.so.1", "libz.so.1"]),
            node("z", &["libz.so.1"], &[]),
            node("user", &[], &["liba.so.1"]),
        ];
        let order = order(&nodes);
        assert_eq!(order.levels, [2, 2, 1, 3]);
        assert_eq!(order.cycles, [vec![0, 1]]);
    }
}

//! What lists of exports say by themselves: what came, went, moved, was closed to others, has another CRC; over several lists,
//! what changed together and what went back.

use std::collections::{BTreeMap, BTreeSet};

use super::symvers::{ExportKind, Symver, Symvers, spelt};
use crate::model::series::{Changed, Cluster, Flap, List, Listed, Moved, Openness, SCHEMA, Series, Step};

/// Holds lists against each other, each against the one before it. `names`: the exports that are asked about, all where
/// there is none.
#[must_use]
pub fn series(lists: &[Symvers], names: &[String]) -> Series {
    let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let steps = lists.windows(2).enumerate().map(|(i, pair)| step(i, &pair[0], &pair[1], &names)).collect();
    let several = lists.len() > 2;
    Series {
        schema: SCHEMA.into(),
        lists: lists.iter().map(list).collect(),
        steps,
        clusters: if several { clusters(lists, &names) } else { Vec::new() },
        flaps: if several { flaps(lists, &names) } else { Vec::new() },
    }
}

fn list(symvers: &Symvers) -> List {
    List {
        path: symvers.path.clone(),
        exports: symvers.entries.len(),
        without_crcs: lacks_crcs(symvers),
        kinds_unknown: symvers.entries.iter().filter(|e| e.kind == ExportKind::Other).count(),
    }
}

fn lacks_crcs(symvers: &Symvers) -> bool {
    symvers.entries.iter().all(|e| e.crc == 0)
}

fn listed(export: &Symver) -> Listed {
    Listed { name: export.name.clone(), module: export.module.clone() }
}

fn step(index: usize, old: &Symvers, new: &Symvers, names: &BTreeSet<&str>) -> Step {
    let mut step = Step { old: index, new: index + 1, ..Step::default() };
    let has_crcs = !lacks_crcs(old) && !lacks_crcs(new);
    let all: BTreeSet<&str> = old.entries.iter().chain(&new.entries).map(|e| e.name.as_str()).collect();
    for name in all.into_iter().filter(|name| names.is_empty() || names.contains(name)) {
        let (before, after) = (old.of(name), new.of(name));
        let mut gone: Vec<&Symver> = before.iter().filter(|b| !after.iter().any(|a| a.is_of(b))).collect();
        for export in after {
            let same = before.iter().find(|b| b.is_of(export));
            // An export that another module has moved there; which of several did, none can tell.
            let of = same.or_else(|| (gone.len() == 1).then(|| gone.remove(0)));
            let Some(of) = of else {
                step.added.push(listed(export));
                continue;
            };
            pair(&mut step, of, export, has_crcs);
        }
        step.removed.extend(gone.into_iter().map(listed));
    }
    step
}

fn pair(step: &mut Step, old: &Symver, new: &Symver, has_crcs: bool) {
    let (name, module) = (new.name.clone(), new.module.clone());
    if !old.is_of(new) {
        step.moved.push(Moved { name: name.clone(), old_module: old.module.clone(), new_module: module.clone() });
    }
    let told = old.kind != ExportKind::Other && new.kind != ExportKind::Other;
    let gpl = |export: &Symver| export.kind == ExportKind::Gpl;
    if told && (gpl(old) != gpl(new) || old.namespace != new.namespace) {
        let other_namespace = old.namespace != new.namespace && !new.namespace.is_empty();
        step.opened.push(Openness {
            name: name.clone(),
            module: module.clone(),
            old_gpl_only: gpl(old),
            new_gpl_only: gpl(new),
            old_namespace: old.namespace.clone(),
            new_namespace: new.namespace.clone(),
            is_tighter: (gpl(new) && !gpl(old)) || other_namespace,
        });
    }
    if has_crcs && old.crc != new.crc {
        step.changed.push(Changed { name, module, old_crc: spelt(old.crc), new_crc: spelt(new.crc) });
    } else if has_crcs {
        step.unchanged += 1;
    }
}

/// The only export of a name in each list, `None` where there is none or several: nobody could say which is which.
fn over_time<'l>(lists: &'l [Symvers], names: &BTreeSet<&str>) -> BTreeMap<&'l str, Vec<Option<&'l Symver>>> {
    let all: BTreeSet<&str> = lists.iter().flat_map(|l| &l.entries).map(|e| e.name.as_str()).collect();
    let wanted = all.into_iter().filter(|name| names.is_empty() || names.contains(name));
    let only = |list: &'l Symvers, name: &str| if let [one] = list.of(name) { Some(one) } else { None };
    wanted.map(|name| (name, lists.iter().map(|list| only(list, name)).collect())).collect()
}

fn clusters(lists: &[Symvers], names: &BTreeSet<&str>) -> Vec<Cluster> {
    let mut found: BTreeMap<Vec<usize>, Vec<Listed>> = BTreeMap::new();
    for exports in over_time(lists, names).into_values() {
        let Some(exports) = exports.into_iter().collect::<Option<Vec<&Symver>>>() else { continue };
        let changed: Vec<usize> = (1..exports.len()).filter(|&i| exports[i].crc != exports[i - 1].crc).collect();
        if let (false, Some(last)) = (changed.is_empty(), exports.last()) {
            found.entry(changed).or_default().push(listed(last));
        }
    }
    let mut clusters: Vec<Cluster> =
        found.into_iter().map(|(changed_in, exports)| Cluster { changed_in, exports }).collect();
    clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.exports.len()));
    clusters
}

fn flaps(lists: &[Symvers], names: &BTreeSet<&str>) -> Vec<Flap> {
    let went_back = |crcs: &[Option<u32>]| {
        let mut states: Vec<Option<u32>> = crcs.to_vec();
        states.dedup();
        let first = states.iter().position(Option::is_some).unwrap_or(states.len());
        let states = &states[first..];
        let mut seen = BTreeSet::new();
        // A state that comes again; one that is gone comes again only after it was there.
        states.iter().any(|state| state.is_some() && !seen.insert(*state))
            || states.windows(3).any(|w| w[0].is_some() && w[1].is_none() && w[2].is_some())
    };
    let several = |name: &str| lists.iter().any(|list| list.of(name).len() > 1);
    let all = over_time(lists, names).into_iter().filter(|(name, _)| !several(name));
    let flap = |(name, exports): (&str, Vec<Option<&Symver>>)| {
        let crcs: Vec<Option<u32>> = exports.iter().map(|e| e.map(|e| e.crc)).collect();
        let crcs_spelt = || crcs.iter().map(|crc| crc.map(spelt)).collect();
        went_back(&crcs).then(|| Flap { name: name.to_owned(), crcs: crcs_spelt() })
    };
    all.filter_map(flap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(texts: &[&str]) -> Vec<Symvers> {
        texts.iter().enumerate().map(|(i, text)| Symvers::parse(&format!("{i}"), text).expect("a list")).collect()
    }

    #[test]
    fn a_pair_tells_what_came_went_moved_closed_and_changed() {
        let lists = lists(&[
            "0x1\ta\tvmlinux\tEXPORT_SYMBOL\t\n0x2\tgone\tm/x\tEXPORT_SYMBOL\t\n0x3\tmoves\tm/x\tEXPORT_SYMBOL\t\n\
             0x4\tcloses\tm/x\tEXPORT_SYMBOL\t\n0x5\topens\tm/x\tEXPORT_SYMBOL_GPL\tNS\n",
            "0x9\ta\tvmlinux\tEXPORT_SYMBOL\t\n0x2\tcome\tm/x\tEXPORT_SYMBOL\t\n0x3\tmoves\tm/y\tEXPORT_SYMBOL\t\n\
             0x4\tcloses\tm/x\tEXPORT_SYMBOL\tNS\n0x5\topens\tm/x\tEXPORT_SYMBOL\t\n",
        ]);
        let series = series(&lists, &[]);
        let step = &series.steps[0];
        assert_eq!(step.changed.iter().map(|c| (&*c.name, &*c.new_crc)).collect::<Vec<_>>(), [("a", "0x00000009")]);
        assert_eq!((step.added[0].name.as_str(), step.removed[0].name.as_str()), ("come", "gone"));
        assert_eq!((step.added.len(), step.removed.len(), step.unchanged), (1, 1, 3));
        assert_eq!(step.moved[0].new_module, "m/y");
        let tighter: Vec<_> = step.opened.iter().map(|o| (&*o.name, o.is_tighter)).collect();
        assert_eq!(tighter, [("closes", true), ("opens", false)]);
        assert!(series.clusters.is_empty() && series.flaps.is_empty());
    }

    #[test]
    fn a_series_tells_what_changed_together_and_what_went_back() {
        let line = |name: &str, crc: u32| format!("{crc:#x}\t{name}\tvmlinux\tEXPORT_SYMBOL\t\n");
        let of = |a: u32, b: u32, c: u32, d: Option<u32>| {
            line("a", a) + &line("b", b) + &line("c", c) + &d.map(|d| line("d", d)).unwrap_or_default()
        };
        let texts = [of(1, 1, 1, Some(5)), of(2, 7, 1, None), of(1, 7, 2, Some(6))];
        let lists = lists(&[&texts[0], &texts[1], &texts[2]]);
        let series = series(&lists, &[]);
        let found: Vec<_> = series.clusters.iter().map(|c| (c.changed_in.clone(), c.exports[0].name.clone())).collect();
        assert_eq!(found.len(), 3);
        assert!(found.contains(&(vec![1, 2], "a".into())) && found.contains(&(vec![1], "b".into())));
        let flaps: Vec<&str> = series.flaps.iter().map(|f| &*f.name).collect();
        assert_eq!(flaps, ["a", "d"]);
        assert_eq!(super::series(&lists, &["b".to_owned()]).flaps, []);
    }

    #[test]
    fn a_list_without_crcs_says_nothing_of_them() {
        let lists = lists(&["0x0\ta\tvmlinux\tEXPORT_SYMBOL\t\n", "0x2\ta\tvmlinux\n"]);
        let series = series(&lists, &[]);
        assert!(series.lists[0].without_crcs && !series.lists[1].without_crcs);
        assert_eq!(
            (series.steps[0].changed.len(), series.steps[0].unchanged, series.lists[1].kinds_unknown),
            (0, 0, 1)
        );
    }
}

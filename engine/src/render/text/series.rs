//! What lists of exports say by themselves, as text: step by step, grouped by module.

use std::collections::BTreeMap;

use super::line::{counted, thousands, wrap};
use super::options::TextOptions;
use crate::ground::printable;
use crate::model::series::{Cluster, Listed, Openness, Series, Step};

/// Names, modules or clusters that a list shows without `--full`.
const SHOWN: usize = 8;

struct Page<'o> {
    out: String,
    options: &'o TextOptions,
}

/// The text of a series.
#[must_use]
pub fn render(series: &Series, options: &TextOptions) -> String {
    let mut page = Page { out: String::new(), options };
    for step in &series.steps {
        page.step(series, step);
    }
    page.clusters(series);
    page.flaps(series);
    page.unknown(series);
    page.out
}

impl Page<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        let room = self.options.width.saturating_sub(indent);
        for (i, line) in wrap(text, room, room.saturating_sub(2)).into_iter().enumerate() {
            let more = if i > 0 && indent > 0 { 2 } else { 0 };
            self.out.push_str(&" ".repeat(indent + more));
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    fn shown(&self) -> usize {
        if self.options.full { usize::MAX } else { SHOWN }
    }

    fn names<'n>(&self, names: impl ExactSizeIterator<Item = &'n str>) -> String {
        let (all, shown) = (names.len(), self.shown());
        let mut text: Vec<String> = names.take(shown).map(printable::line).map(|n| n.to_string()).collect();
        if all > shown {
            text.push(format!("and {} more", thousands((all - shown) as u128)));
        }
        text.join(", ")
    }

    fn step(&mut self, series: &Series, step: &Step) {
        let (old, new) = (&series.lists[step.old], &series.lists[step.new]);
        self.line(0, &format!("{} -> {}", printable::line(&old.path), printable::line(&new.path)));
        let crcs = if old.without_crcs || new.without_crcs {
            let of = printable::line(if old.without_crcs { &old.path } else { &new.path }).to_string();
            format!("which CRCs changed cannot be told: all in {of} are 0, the kernel was built without MODVERSIONS")
        } else {
            let both = step.changed.len() + step.unchanged;
            format!("{} of {} changed", thousands(step.changed.len() as u128), counted(both, "CRC", "CRCs"))
        };
        let exports = [(step.added.len(), "added"), (step.removed.len(), "removed"), (step.moved.len(), "moved")];
        let exports: Vec<String> =
            exports.iter().map(|(n, what)| format!("{} {what}", thousands(*n as u128))).collect();
        self.line(2, &format!("{crcs}; exports: {}", exports.join(", ")));
        let changed: Vec<_> = step.changed.iter().map(|c| (&*c.module, &*c.name)).collect();
        self.by_module("CRC changed", &changed);
        self.by_module("removed", &pairs(&step.removed));
        self.by_module("added", &pairs(&step.added));
        if !step.moved.is_empty() {
            self.line(2, "moved to another module");
            for moved in step.moved.iter().take(self.shown()) {
                let [name, old, new] =
                    [&moved.name, &moved.old_module, &moved.new_module].map(|text| printable::line(text).to_string());
                self.line(4, &format!("{name}: {old} -> {new}"));
            }
            self.rest(step.moved.len());
        }
        for (what, tighter) in [("closed to modules that could use it", true), ("opened", false)] {
            let of: Vec<&Openness> = step.opened.iter().filter(|o| o.is_tighter == tighter).collect();
            if of.is_empty() {
                continue;
            }
            self.line(2, what);
            for change in of.iter().take(self.shown()) {
                let old = openness(change.old_gpl_only, &change.old_namespace);
                let new = openness(change.new_gpl_only, &change.new_namespace);
                self.line(4, &format!("{}: {old} -> {new}", printable::line(&change.name)));
            }
            self.rest(of.len());
        }
        self.out.push('\n');
    }

    fn rest(&mut self, all: usize) {
        if all > self.shown() {
            self.line(4, &format!("and {} more", thousands((all - self.shown()) as u128)));
        }
    }

    fn by_module(&mut self, what: &str, exports: &[(&str, &str)]) {
        let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for &(module, name) in exports {
            modules.entry(module).or_default().push(name);
        }
        let mut modules: Vec<_> = modules.into_iter().collect();
        modules.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
        if modules.is_empty() {
            return;
        }
        self.line(2, &format!("{what}, by module"));
        for (module, names) in modules.iter().take(self.shown()) {
            let count = thousands(names.len() as u128);
            let names = self.names(names.iter().copied());
            self.line(4, &format!("{} ({count}): {names}", printable::line(module)));
        }
        if modules.len() > self.shown() {
            let left = &modules[self.shown()..];
            let exports: usize = left.iter().map(|(_, names)| names.len()).sum();
            let (modules, exports) = (counted(left.len(), "module", "modules"), counted(exports, "export", "exports"));
            self.line(4, &format!("and {modules} more with {exports}"));
        }
    }

    fn clusters(&mut self, series: &Series) {
        // One export alone changed together with none.
        let clusters: Vec<&Cluster> = series.clusters.iter().filter(|cluster| cluster.exports.len() > 1).collect();
        if clusters.is_empty() {
            return;
        }
        self.line(0, "Changed together, in the same steps");
        for cluster in clusters.iter().take(self.shown()) {
            let count = counted(cluster.exports.len(), "export", "exports");
            let names = self.names(cluster.exports.iter().map(|e| &*e.name));
            self.line(2, &format!("{count}, new CRCs in {}: {names}", lists(series, cluster)));
        }
        if clusters.len() > self.shown() {
            let left: usize = series.clusters[self.shown()..].iter().map(|c| c.exports.len()).sum();
            let groups = counted(clusters.len() - self.shown(), "group", "groups");
            self.line(2, &format!("and {groups} more with {}", counted(left, "export", "exports")));
        }
        self.out.push('\n');
    }

    fn flaps(&mut self, series: &Series) {
        if series.flaps.is_empty() {
            return;
        }
        self.line(0, "Went back to what they had been");
        for flap in series.flaps.iter().take(self.shown()) {
            let crcs: Vec<&str> = flap.crcs.iter().map(|crc| crc.as_deref().unwrap_or("gone")).collect();
            self.line(2, &format!("{}: {}", printable::line(&flap.name), crcs.join(" -> ")));
        }
        if series.flaps.len() > self.shown() {
            self.line(2, &format!("and {} more", thousands((series.flaps.len() - self.shown()) as u128)));
        }
        self.out.push('\n');
    }

    fn unknown(&mut self, series: &Series) {
        for list in series.lists.iter().filter(|list| list.kinds_unknown > 0) {
            let exports = counted(list.kinds_unknown, "export", "exports");
            self.line(0, &format!("{} does not say how {exports} may be used.", printable::line(&list.path)));
        }
        self.line(
            0,
            "Lists of CRCs cannot tell why one changed, whether a module still runs correctly, nor what changed without a CRC: \
             explain with both kernels and their debug information does.",
        );
    }
}

fn pairs(exports: &[Listed]) -> Vec<(&str, &str)> {
    exports.iter().map(|e| (&*e.module, &*e.name)).collect()
}

fn openness(gpl_only: bool, namespace: &str) -> String {
    let kind = if gpl_only { "EXPORT_SYMBOL_GPL" } else { "EXPORT_SYMBOL" };
    if namespace.is_empty() { kind.to_owned() } else { format!("{kind} in {}", printable::line(namespace)) }
}

fn lists(series: &Series, cluster: &Cluster) -> String {
    let names: Vec<String> =
        cluster.changed_in.iter().map(|&i| printable::line(&series.lists[i].path).to_string()).collect();
    names.join(", ")
}

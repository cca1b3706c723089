//! Modules that were given and need one another: what they export, with its types, and whose fate decides whose.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::kernel::{Kernel, Offer, normal};
use super::module::{Module, reason};
use crate::consumers::consumer::{Surroundings, surroundings};
use crate::graph::loaded::Loaded;
use crate::ground::options::Options;
use crate::model::fate::{Fate, Reason, Remedy};
use crate::model::report::Finding;
use crate::read::input::ObjectSource;
use crate::read::load::load_provider;

/// What the modules that were given export, as far as NEW has no module of that name: else NEW's own is loaded.
pub(in crate::kernel) struct Given {
    /// By name: the module's place among those given, and what it offers.
    exports: BTreeMap<String, (usize, Offer)>,
    /// Types of those that another one needs.
    providers: BTreeMap<usize, Provider>,
    /// Modules, with underscores for dashes, of which the use taints: proprietary ones, and who uses them.
    tainted: BTreeSet<String>,
}

/// A module that another one needs.
pub(in crate::kernel) struct Provider {
    pub(in crate::kernel) loaded: Loaded,
    pub(in crate::kernel) around: Surroundings,
}

impl Given {
    /// Reads the types of those that others need. What cannot be read of them their own fate says.
    pub(in crate::kernel) fn new(modules: &[Module], sources: &[&ObjectSource], kernel: &Kernel, o: &Options) -> Self {
        let mut exports: BTreeMap<String, (usize, Offer)> = BTreeMap::new();
        for (i, m) in modules.iter().enumerate().filter(|(_, m)| !kernel.modules.contains(&normal(&m.name))) {
            for (name, offer) in m.exports.iter().filter(|(name, _)| !kernel.exports.contains_key(name)) {
                exports.entry(name.clone()).or_insert_with(|| (i, offer.clone()));
            }
        }
        let imports = modules.iter().flat_map(|m| &m.facts.imports);
        let needed: BTreeSet<usize> = imports.filter_map(|import| Some(exports.get(&import.name)?.0)).collect();
        let load = |&i: &usize| {
            let loaded = load_provider(sources[i], o).ok()?;
            let is_its = |name: &str| exports.get(name).is_some_and(|(owner, _)| *owner == i);
            let around = surroundings(&loaded.graph).only(is_its);
            Some((i, Provider { loaded, around }))
        };
        let providers = needed.par_iter().filter_map(load).collect();
        let tainted = tainted(modules, &exports, kernel);
        Self { exports, providers, tainted }
    }

    /// Whether its use taints a module.
    pub(in crate::kernel) fn is_tainted(&self, module: &str) -> bool {
        self.tainted.contains(&normal(module))
    }

    /// What one of them offers under that name.
    pub(in crate::kernel) fn offer(&self, symbol: &str) -> Option<&Offer> {
        self.exports.get(symbol).map(|(_, offer)| offer)
    }

    /// The types of who exports a symbol, with its place; `None` if nobody does or it could not be read.
    pub(in crate::kernel) fn provider(&self, symbol: &str) -> Option<(usize, &Provider)> {
        let (i, _) = self.exports.get(symbol)?;
        Some((*i, self.providers.get(i)?))
    }
}

/// Proprietary modules of NEW and among those given, and whoever uses them, over any number of steps.
fn tainted(modules: &[Module], exports: &BTreeMap<String, (usize, Offer)>, kernel: &Kernel) -> BTreeSet<String> {
    let imports: BTreeSet<&str> = modules.iter().flat_map(|m| &m.facts.imports).map(|i| i.name.as_str()).collect();
    let mut out = kernel.proprietary(&imports);
    let replaced = |m: &&Module| kernel.modules.contains(&normal(&m.name));
    let own: Vec<&Module> = modules.iter().filter(|m| !replaced(m)).collect();
    out.extend(own.iter().filter(|m| m.is_proprietary()).map(|m| normal(&m.name)));
    loop {
        let uses = |m: &Module| {
            m.facts.imports.iter().any(|i| {
                let offer = match kernel.exports.get(&i.name) {
                    Some(offers) => offers.first(),
                    None => exports.get(&i.name).map(|(_, offer)| offer),
                };
                offer.is_some_and(|o| out.contains(&normal(&o.module)))
            })
        };
        let more: Vec<String> = own.iter().filter(|m| uses(m)).map(|m| normal(&m.name)).collect();
        let before = out.len();
        out.extend(more);
        if out.len() == before {
            return out;
        }
    }
}

/// What becomes of a module becomes of those that need it.
pub(in crate::kernel) fn follow(fates: &mut [(Fate, Vec<Finding>)], given: &Given) {
    // One a round, in a fixed order: a reason, once there, hides doubts.
    while let Some((i, what)) = (0..fates.len()).find_map(|i| Some((i, inherits(fates, i, given)?))) {
        let fate = &mut fates[i].0;
        match what {
            Inherited::Reason(r) => fate.reasons.push(r),
            Inherited::CouldNotTell(text) => fate.could_not_tell.push(text),
            Inherited::Doubt(r) => fate.doubts.push(r),
        }
    }
}

enum Inherited {
    Reason(Reason),
    CouldNotTell(String),
    Doubt(Reason),
}

/// What a module takes over from those that it needs, unless it has as bad a fate of its own.
fn inherits(fates: &[(Fate, Vec<Finding>)], at: usize, given: &Given) -> Option<Inherited> {
    let fate = &fates[at].0;
    if !fate.reasons.is_empty() {
        return None;
    }
    let providers = || {
        fate.provided.iter().filter_map(|symbol| {
            let (i, offer) = given.exports.get(symbol)?;
            Some((symbol, &offer.module, &fates[*i].0))
        })
    };
    for (symbol, module, provider) in providers() {
        if let Some(remedy) = provider.reasons.iter().map(|r| r.remedy).max() {
            let text = format!("the module {module} that exports it is refused itself");
            return Some(Inherited::Reason(reason("provider-refused", Some(symbol), remedy, text)));
        }
    }
    if fate.could_not_tell.is_empty()
        && let Some((symbol, module, _)) = providers().find(|(_, _, p)| !p.could_not_tell.is_empty())
    {
        let text = format!("what becomes of the module {module}, which exports `{symbol}`, could not be told");
        return Some(Inherited::CouldNotTell(text));
    }
    if fate.could_not_tell.is_empty()
        && fate.doubts.is_empty()
        && let Some((symbol, module, _)) = providers().find(|(_, _, p)| !p.doubts.is_empty())
    {
        let text = format!("kernels differ in whether they load the module {module} that exports it");
        return Some(Inherited::Doubt(reason("provider-in-doubt", Some(symbol), Remedy::Rebuild, text)));
    }
    None
}

//! Will the kernel load it: the rules of the loader, in its order.
//!
//! Source of the rules: kernel/module/main.c and version.c of Linux 6.1 (`elf_validity_check`, `check_modinfo`,
//! `check_modstruct_version`, `simplify_symbols`, `resolve_symbol`, `inherit_taint`, `check_version`,
//! `verify_exported_symbols`) 6.13 for the extended tables, 6.16 for
//! namespaces that name modules; include/linux/license.h. Where kernels differ (an import without a CRC is let through by mainline and refused
//! by Debian), it is a doubt.

use std::collections::BTreeMap;

use super::given::Given;
use super::kernel::{Called, Kernel, Offer, Unlisted, normal};
use super::module::{Module, reason};
use crate::consumers::known::quoted;
use crate::graph::{Graph, Machine};
use crate::model::fate::{Fate, Remedy};
use crate::read::elf::module::{Kept, ModuleFacts};
use crate::read::input::ObjectSource;

/// The symbol whose CRC stands for `struct module` and its like.
const LAYOUT: &str = "module_layout";

/// What loading decides, and of which imports something is not known.
#[derive(Debug)]
pub(in crate::kernel) struct Loading {
    pub(in crate::kernel) fate: Fate,
    /// The kernel exports them, and their CRCs are not known.
    pub(in crate::kernel) without_crc: Vec<String>,
    /// Whether the kernel exports them is not known.
    pub(in crate::kernel) perhaps: Vec<String>,
    /// The kernel exports them; to whom is not known.
    pub(in crate::kernel) without_terms: Vec<String>,
}

impl Loading {
    /// The fate, in which what is not known is a sentence.
    pub(in crate::kernel) fn told(mut self, kernel: &Kernel) -> Fate {
        let called = kernel.called.kernel;
        if let [one] = &self.without_crc[..] {
            self.fate.could_not_tell.push(format!("the CRC of `{one}` in {called} is not known"));
        } else if !self.without_crc.is_empty() {
            self.fate
                .could_not_tell
                .push(format!("the CRCs of {} in {called} are not known", quoted(&self.without_crc)));
        }
        if !self.perhaps.is_empty() {
            let text = format!("whether {called} exports {} is not known", quoted(&self.perhaps));
            self.fate.could_not_tell.push(text);
        }
        self.fate
    }
}

/// All that loading decides; the types are still open.
pub(in crate::kernel) fn fate(
    m: &Module,
    source: &ObjectSource,
    kernel: &Kernel,
    given: &Given,
    old: Option<&Graph>,
) -> Loading {
    let f = &m.facts;
    let fate = Fate {
        name: m.name.clone(),
        license: f.info("license").map(str::to_owned),
        vermagic: f.info("vermagic").map(str::to_owned),
        imports: f.imports.len(),
        ..Fate::of(source.stem(), &source.name)
    };
    let mut loading = Loading { fate, without_crc: Vec::new(), perhaps: Vec::new(), without_terms: Vec::new() };
    let fate = &mut loading.fate;
    if m.is_foreign(kernel) {
        let (own, others) = (machine_text(m.machine), machine_text(kernel.machine));
        let text = format!("it is for {own}, {} for {others}", kernel.called.kernel);
        fate.reasons.push(reason("machine", None, Remedy::Rebuild, text));
        return loading;
    }
    if !f.linked {
        let text = "it is not linked as a module: the section .gnu.linkonce.this_module is missing".to_owned();
        fate.reasons.push(reason("not-a-module", None, Remedy::Rebuild, text));
    }
    magic(fate, f, kernel);
    let crcs = Crcs::of(fate, f, kernel);
    if let (Some(crcs), Some(offer)) = (&crcs, kernel.exports.get(LAYOUT).and_then(|o| o.first())) {
        version(&mut loading, LAYOUT, offer, crcs, kernel);
    }
    let fate = &mut loading.fate;
    imported_namespaces(fate, f, kernel);
    if let Some(symbol) = &f.common {
        let text = "a common symbol, which no kernel gives room to: it was compiled with -fcommon".to_owned();
        fate.reasons.push(reason("common-symbol", Some(symbol), Remedy::Rebuild, text));
    }
    for import in &f.imports {
        resolve(&mut loading, m, &import.name, import.weak, kernel, given, old, crcs.as_ref());
    }
    let fate = &mut loading.fate;
    taint(fate, m, kernel, given);
    for (name, _) in &m.exports {
        let Some(first) = kernel.exports.get(name).and_then(|o| o.first()) else { continue };
        if first.module == "vmlinux" {
            let text = format!("it exports `{name}`, and so does the kernel image");
            fate.reasons.push(reason("duplicate-export", Some(name), Remedy::Port, text));
        }
    }
    loading
}

fn machine_text(m: Machine) -> String {
    let order = if m.big_endian { "big" } else { "little" };
    format!("e_machine {} ({} bits, {order} endian)", m.e_machine, u32::from(m.pointer_size) * 8)
}

/// `check_modinfo`.
fn magic(fate: &mut Fate, f: &ModuleFacts, kernel: &Kernel) {
    match &f.modinfo {
        Kept::Stripped => {
            let text = ".modinfo is not in this file (a debug file): licence, namespaces and version magic were not \
                        checked; give the module that is loaded";
            fate.could_not_tell.push(text.to_owned());
            return;
        }
        Kept::Absent | Kept::There(_) => {}
    }
    let Some(own) = f.info("vermagic") else {
        let text = "it states no version magic: loaded by force only".to_owned();
        fate.reasons.push(reason("vermagic", None, Remedy::Rebuild, text));
        return;
    };
    let Some(new) = &kernel.vermagic else {
        let Called { kernel, vermagic, .. } = kernel.called;
        let text = format!("the version magic of {kernel} is not known ({vermagic} tells): it was not compared");
        fate.could_not_tell.push(text);
        return;
    };
    // With MODVERSIONS on both sides the release is not compared (`same_magic`).
    let skips = f.has_versions && kernel.has_modversions() == Some(true);
    let part = |s: &str| if skips { s.find(' ').map_or(String::new(), |i| s[i..].to_owned()) } else { s.to_owned() };
    let (built, asked) = (part(own), part(new));
    let same = if kernel.vermagic_told { built.trim_end() == asked.trim_end() } else { built == asked };
    if !same {
        // Blanks at the end only where they are all the difference.
        let blank = built.trim_end() == asked.trim_end();
        let shown = |s: &str| if blank { s.to_owned() } else { s.trim_end().to_owned() };
        let text = format!("version magic `{}` should be `{}`", shown(own), shown(new));
        fate.reasons.push(reason("vermagic", None, Remedy::Rebuild, text));
    }
}

/// The CRCs of a module, where they are to be compared.
struct Crcs<'a>(&'a BTreeMap<String, u32>);

impl<'a> Crcs<'a> {
    fn of(fate: &mut Fate, f: &'a ModuleFacts, kernel: &Kernel) -> Option<Self> {
        let Called { kernel: called, symvers, .. } = kernel.called;
        match kernel.has_modversions() {
            None => {
                let text = format!(
                    "whether {called} compares CRCs, and which, is not known: give its Module.symvers ({symvers})"
                );
                fate.could_not_tell.push(text);
                return None;
            }
            Some(false) => return None,
            Some(true) => {}
        }
        if kernel.crc_source.is_none() {
            let text =
                format!("{called} compares CRCs, and its own are not known: give its Module.symvers ({symvers})");
            fate.could_not_tell.push(text);
            return None;
        }
        match &f.versions {
            Kept::There(crcs) => Some(Self(crcs)),
            Kept::Stripped => {
                let text = "__versions is not in this file (a debug file): CRCs were not compared; give the module that \
                            is loaded";
                fate.could_not_tell.push(text.to_owned());
                None
            }
            Kept::Absent => {
                let text = format!(
                    "it was built without CRCs (no __versions), and {called} asks for them: loaded by force only"
                );
                fate.reasons.push(reason("no-versions", None, Remedy::Rebuild, text));
                None
            }
        }
    }
}

/// `check_version`. What the types say is added later.
fn version(loading: &mut Loading, symbol: &str, offer: &Offer, crcs: &Crcs<'_>, kernel: &Kernel) {
    let Some(found) = offer.crc else {
        loading.without_crc.push(symbol.to_owned());
        return;
    };
    let fate = &mut loading.fate;
    match crcs.0.get(symbol) {
        Some(&built_with) => {
            fate.crcs_compared += 1;
            if built_with != found {
                fate.crcs_different += 1;
                let text = format!("built with {built_with:#010x}, {} has {found:#010x}", kernel.called.kernel);
                let mut r = reason("crc-differs", Some(symbol), Remedy::Rebuild, text);
                (r.built_with, r.found) = (Some(built_with), Some(found));
                fate.reasons.push(r);
            }
        }
        None => {
            let text = "no CRC of it in the module: mainline kernels load it unchecked, Debian's refuse it".to_owned();
            fate.doubts.push(reason("no-symbol-version", Some(symbol), Remedy::Rebuild, text));
        }
    }
}

/// `resolve_symbol`.
#[expect(clippy::too_many_arguments, reason = "the loader's surroundings")]
fn resolve(
    loading: &mut Loading,
    m: &Module,
    symbol: &str,
    weak: bool,
    kernel: &Kernel,
    given: &Given,
    old: Option<&Graph>,
    crcs: Option<&Crcs<'_>>,
) {
    let fate = &mut loading.fate;
    let is_gpl = m.is_gpl() || m.facts.modinfo == Kept::Stripped;
    let offers: Vec<&Offer> = match kernel.exports.get(symbol) {
        Some(offers) => offers.iter().collect(),
        None => given.offer(symbol).into_iter().collect(),
    };
    let Some(offer) = offers.iter().find(|o| is_gpl || !o.gpl_only) else {
        if weak {
            return;
        }
        if let Some(offer) = offers.first() {
            let license = m.facts.info("license").unwrap_or("unspecified");
            let text = format!("exported by {} for GPL modules only; its licence is `{license}`", offer.module);
            fate.reasons.push(reason("gpl-only", Some(symbol), Remedy::Port, text));
            return;
        }
        missing(loading, symbol, kernel, old);
        return;
    };
    if !kernel.exports.contains_key(symbol) {
        fate.provided.push(symbol.to_owned());
    }
    // A module that was given states a CRC of its own only if it was built with them.
    let comparable = kernel.exports.contains_key(symbol) || offer.crc.is_some();
    if let (Some(crcs), true) = (crcs, comparable) {
        version(loading, symbol, offer, crcs, kernel);
    }
    if !offer.has_terms {
        loading.without_terms.push(symbol.to_owned());
    }
    let fate = &mut loading.fate;
    let imported = is_for_module(&offer.namespace, &m.name) || m.facts.all("import_ns").any(|ns| ns == offer.namespace);
    if !offer.namespace.is_empty() && !imported && m.facts.modinfo != Kept::Stripped {
        if offer.namespace.starts_with(OF_MODULES) {
            let text = format!("{} exports it for other modules alone ({})", offer.module, offer.namespace);
            fate.reasons.push(reason("namespace", Some(symbol), Remedy::Port, text));
            return;
        }
        let text = format!(
            "{} exports it in the namespace {}, which the module does not import (a kernel with \
             MODULE_ALLOW_MISSING_NAMESPACE_IMPORTS loads it)",
            offer.module, offer.namespace
        );
        fate.reasons.push(reason("namespace", Some(symbol), Remedy::Port, text));
    }
}

/// An import that nobody is known to export.
fn missing(loading: &mut Loading, symbol: &str, kernel: &Kernel, old: Option<&Graph>) {
    let fate = &mut loading.fate;
    let called = kernel.called.kernel;
    if let (Some(unlisted), false) = (&kernel.unlisted, kernel.whole) {
        if unlisted.get(symbol) == Some(&Unlisted::Absent) {
            let text = format!("{called} does not export it");
            fate.reasons.push(reason("unknown-symbol", Some(symbol), Remedy::Port, text));
        } else {
            loading.perhaps.push(symbol.to_owned());
        }
        return;
    }
    let from = old.and_then(|old| exporter(old, symbol));
    match from {
        Some(from) if !kernel.whole && from != "vmlinux" && !kernel.modules.contains(&normal(&from)) => {
            let text = format!("`{symbol}` is exported by the module {from} in OLD, and {called} was given without it");
            fate.could_not_tell.push(text);
        }
        None if !kernel.whole => {
            let by = if old.is_some() { "exported by neither kernel image" } else { "not exported by the image" };
            let text = format!("`{symbol}` is {by}; {called} was given without modules");
            fate.could_not_tell.push(text);
        }
        from => {
            let text = match (from, old) {
                (Some(from), _) => format!("{from} exported it in OLD; {called} does not export it"),
                (None, Some(_)) => "neither kernel exports it".to_owned(),
                (None, None) => format!("{called} does not export it"),
            };
            fate.reasons.push(reason("unknown-symbol", Some(symbol), Remedy::Port, text));
        }
    }
}

/// What such a namespace starts with: it names the modules that get it (`EXPORT_SYMBOL_FOR_MODULES`).
const OF_MODULES: &str = "module:";

/// `verify_module_namespace`: whether a namespace names this module; `*` stands for any end.
fn is_for_module(namespace: &str, module: &str) -> bool {
    let Some(list) = namespace.strip_prefix(OF_MODULES) else { return false };
    let module = normal(module);
    list.split(',').any(|pattern| match normal(pattern).strip_suffix('*') {
        Some(start) => module.starts_with(start),
        None => module == normal(pattern),
    })
}

/// `setup_modinfo` of 6.16 and later: namespaces that name modules cannot be imported.
fn imported_namespaces(fate: &mut Fate, f: &ModuleFacts, kernel: &Kernel) {
    let Some(ns) = f.all("import_ns").find(|ns| ns.starts_with(OF_MODULES)) else { return };
    let has_them = || kernel.exports.values().flatten().any(|o| o.namespace.starts_with(OF_MODULES));
    if !kernel.is_before((6, 16)) || has_them() {
        let text = format!("it imports the namespace {ns}: such a namespace names its modules, and cannot be imported");
        fate.reasons.push(reason("namespace", None, Remedy::Port, text));
    }
}

/// `inherit_taint`: who uses a proprietary module may not use what is for GPL modules only, in whichever order.
fn taint(fate: &mut Fate, m: &Module, kernel: &Kernel, given: &Given) {
    if m.is_proprietary() || m.facts.modinfo == Kept::Stripped || kernel.is_before((5, 9)) {
        return;
    }
    let offer = |symbol: &str| match kernel.exports.get(symbol) {
        Some(offers) => offers.first(),
        None => given.offer(symbol),
    };
    let offers: Vec<_> = m.facts.imports.iter().filter_map(|i| Some((i, offer(&i.name)?))).collect();
    // A strong import tells more than a weak one, which the loader may leave out.
    let tainted = offers.iter().filter(|(_, o)| given.is_tainted(&o.module)).min_by_key(|(i, _)| i.weak);
    let gpl = offers.iter().filter(|(_, o)| o.gpl_only).min_by_key(|(i, _)| i.weak);
    let (Some((by, from)), Some((gpl, owner))) = (tainted, gpl) else { return };
    let text = format!(
        "exported by {}, which is proprietary or uses what is; `{}` of {} is for GPL modules only, and no module gets both",
        from.module, gpl.name, owner.module
    );
    let reason = reason("proprietary-provider", Some(&by.name), Remedy::Port, text);
    // Of a weak one and another the kernel gives whichever comes first in the symbol table.
    if by.weak || gpl.weak { fate.doubts.push(reason) } else { fate.reasons.push(reason) }
}

/// The module that exports a symbol in OLD, the image first.
fn exporter(g: &Graph, symbol: &str) -> Option<String> {
    let name = g.names.find(symbol)?;
    let modules = g.exports.iter().filter(|e| e.name == name).map(|e| {
        let o = &g.objects[e.object.0 as usize];
        o.module.clone().unwrap_or_else(|| o.name.clone())
    });
    modules.min_by_key(|m| (m != "vmlinux", m.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_that_name_modules() {
        for (namespace, module, is_for) in [
            ("module:kvm-intel,kvm-amd", "kvm_amd", true),
            ("module:kvm-intel,kvm-amd", "kvm", false),
            ("module:kvm-intel,kvm-amd", "kvm-intel", true),
            ("module:kvm-*", "kvm_intel", true),
            ("module:kvm-*", "kv", false),
            ("module:*", "any", true),
            ("module:", "any", false),
            ("kvm", "kvm", false),
        ] {
            assert_eq!(is_for_module(namespace, module), is_for, "{namespace} {module}");
        }
    }
}

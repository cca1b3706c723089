//! What NEW offers to modules: exports with licence, namespace and CRC, and its version magic.
//!
//! CRCs come from `Module.symvers` where there is one, else from the `__kcrctab` sections of its objects.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::loaded::Loaded;
use crate::graph::{Graph, Machine};
use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use crate::ground::error::Result;
use crate::ground::files::named::Named;
use crate::kernel::crc::symvers::{ExportKind, Symvers};
use crate::kernel::crc::witness;
use crate::kernel::crc::witness::{Witness, release_of};
use crate::read::elf::module::{Kept, modinfo};
use crate::read::input::{Input, OpenOptions};

pub(in crate::kernel) use crate::kernel::crc::symvers::normal;

/// Licences that the kernel takes for compatible (include/linux/license.h).
const GPL_COMPATIBLE: [&str; 6] =
    ["GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL"];

/// What is known beside the inputs.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// `Module.symvers` of NEW.
    pub symvers: Option<Symvers>,
    /// Version magic of NEW, if the user told.
    pub vermagic: Option<String>,
}

/// `license_is_gpl_compatible`; no licence is none.
pub(in crate::kernel) fn is_gpl(license: Option<&str>) -> bool {
    license.is_some_and(|l| GPL_COMPATIBLE.contains(&l))
}

/// One export of a kernel or of a module.
#[derive(Clone, Debug)]
pub(in crate::kernel) struct Offer {
    pub(in crate::kernel) module: String,
    pub(in crate::kernel) gpl_only: bool,
    pub(in crate::kernel) namespace: String,
    pub(in crate::kernel) crc: Option<u32>,
    /// Who may use it is known, not only that somebody does.
    pub(in crate::kernel) has_terms: bool,
}

/// How sentences call the kernel, and what would tell more of it.
#[derive(Clone, Copy, Debug)]
pub(in crate::kernel) struct Called {
    pub(in crate::kernel) kernel: &'static str,
    /// The option that names its `Module.symvers`.
    pub(in crate::kernel) symvers: &'static str,
    /// The option that states its version magic.
    pub(in crate::kernel) vermagic: &'static str,
}

/// The other side of a comparison.
pub(in crate::kernel) const NEW: Called =
    Called { kernel: "NEW", symvers: "--new-symvers", vermagic: "--new-vermagic" };

/// What is known of a symbol of which nobody says how it is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Unlisted {
    /// There is none of that name, or it is not exported.
    Absent,
    /// There may be one, and it may be exported.
    Perhaps,
}

/// See the module.
pub(in crate::kernel) struct Kernel {
    /// By name, the image's first.
    pub(in crate::kernel) exports: BTreeMap<String, Vec<Offer>>,
    /// Its modules, with underscores for dashes; the image is not among them.
    pub(in crate::kernel) modules: BTreeSet<String>,
    /// Those of them that were given, with whatever debug information they have.
    pub(in crate::kernel) loaded: BTreeSet<String>,
    pub(in crate::kernel) called: Called,
    /// What is known of symbols that are not in the list, where the list is not whole: of a machine that runs.
    pub(in crate::kernel) unlisted: Option<BTreeMap<String, Unlisted>>,
    /// Exports of all its modules are known, not of the image alone.
    pub(in crate::kernel) whole: bool,
    pub(in crate::kernel) crc_source: Option<String>,
    pub(in crate::kernel) vermagic: Option<String>,
    /// Its release, where the version magic is not known.
    pub(in crate::kernel) release: Option<String>,
    /// The user said so: what is copied from a terminal has lost the blank at its end.
    pub(in crate::kernel) vermagic_told: bool,
    pub(in crate::kernel) machine: Machine,
    /// Its files, unless it is a snapshot.
    pub(in crate::kernel) input: Option<Input>,
}

impl Kernel {
    pub(in crate::kernel) fn new(
        new: &Loaded,
        named: &Named,
        facts: Facts,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self> {
        let g = &new.graph;
        let name = |o: &crate::graph::ObjectInfo| o.module.clone().unwrap_or_else(|| o.name.clone());
        let mut modules: BTreeSet<String> = g.objects.iter().map(|o| normal(&name(o))).collect();
        let loaded = modules.clone();
        let objects = witness::objects(named, &OpenOptions::default())?;
        let mut vermagic = facts.vermagic;
        let vermagic_told = vermagic.is_some();
        if let (None, Some(input)) = (&vermagic, &objects) {
            vermagic = witness::vermagic(input);
        }
        let mut exports: BTreeMap<String, Vec<Offer>> = BTreeMap::new();
        let crc_source;
        let whole;
        if let Some(symvers) = facts.symvers {
            if let Some(input) = &objects {
                Witness::of_crcs(new.path.clone(), input).confirms(&symvers)?;
            }
            disagreements(g, &symvers, diagnostics);
            of_symvers(&symvers, &mut exports, &mut modules);
            whole = true;
            crc_source = Some(symvers.path);
        } else {
            let found: BTreeMap<(String, String), u32> = objects.as_ref().map(witness::by_object).unwrap_or_default();
            for e in &g.exports {
                let (symbol, module) = (g.str(e.name), name(&g.objects[e.object.0 as usize]));
                exports.entry(symbol.to_owned()).or_default().push(Offer {
                    gpl_only: e.ksym.is_some_and(|k| k.gpl_only),
                    namespace: e.ksym.map_or("", |k| g.str(k.namespace)).to_owned(),
                    crc: found.get(&(normal(&module), symbol.to_owned())).copied(),
                    has_terms: true,
                    module,
                });
            }
            whole = modules.len() > 1;
            crc_source = (!found.is_empty()).then(|| format!("{} (__kcrctab)", new.path));
        }
        modules.remove("vmlinux");
        for offers in exports.values_mut() {
            offers.sort_by_key(|o| (o.module != "vmlinux", o.module.clone()));
        }
        Ok(Self {
            exports,
            modules,
            loaded,
            called: NEW,
            unlisted: None,
            whole,
            crc_source,
            vermagic,
            release: None,
            vermagic_told,
            machine: g.machine,
            input: objects,
        })
    }

    /// Whether the kernel is known to be older than a release (its version and patch level).
    pub(in crate::kernel) fn is_before(&self, release: (u32, u32)) -> bool {
        self.vermagic
            .as_ref()
            .or(self.release.as_ref())
            .and_then(|text| release_of(text))
            .is_some_and(|own| own < release)
    }

    /// Its modules, with underscores for dashes, that export one of the symbols and say that their licence is none
    /// of the GPL's. Files without `.modinfo` (debug files) say nothing; a kernel's own modules are GPL.
    pub(in crate::kernel) fn proprietary(&self, symbols: &BTreeSet<&str>) -> BTreeSet<String> {
        let exporters: BTreeSet<String> = symbols
            .iter()
            .filter_map(|s| self.exports.get(*s)?.first())
            .filter(|o| o.module != "vmlinux")
            .map(|o| normal(&o.module))
            .collect();
        let sources = self.input.iter().flat_map(|i| &i.sources);
        let wanted = sources.map(|s| (normal(s.stem()), s)).filter(|(name, _)| exporters.contains(name));
        let closed = wanted.filter(|(_, source)| {
            let info = source.elf().and_then(|elf| modinfo(&elf));
            let Ok(Kept::There(info)) = info else { return false };
            !is_gpl(info.iter().find(|(tag, _)| tag == "license").map(|(_, license)| license.as_str()))
        });
        closed.map(|(name, _)| name).collect()
    }

    /// Whether NEW compares CRCs; `None` if nothing says so.
    pub(in crate::kernel) fn has_modversions(&self) -> Option<bool> {
        match &self.vermagic {
            Some(magic) => Some(magic.split(' ').any(|w| w == "modversions")),
            None if self.crc_source.is_some() => {
                Some(self.exports.values().flatten().any(|o| o.crc.is_some_and(|c| c != 0)))
            }
            None => None,
        }
    }
}

/// Takes the lines of a `Module.symvers` for exports, and their modules for a kernel's.
pub(in crate::kernel) fn of_symvers(
    symvers: &Symvers,
    exports: &mut BTreeMap<String, Vec<Offer>>,
    modules: &mut BTreeSet<String>,
) {
    for e in &symvers.entries {
        modules.insert(normal(e.module_name()));
        exports.entry(e.name.clone()).or_default().push(Offer {
            module: e.module_name().to_owned(),
            gpl_only: e.kind == ExportKind::Gpl,
            namespace: e.namespace.clone(),
            crc: Some(e.crc),
            has_terms: true,
        });
    }
}

/// A `Module.symvers` of another build would tell a wrong fate.
fn disagreements(g: &Graph, symvers: &Symvers, diagnostics: &mut Vec<Diagnostic>) {
    let missing = g.exports.iter().filter(|e| symvers.of(g.str(e.name)).is_empty()).count();
    if missing > 0 {
        let exports = if missing == 1 { "export of NEW is" } else { "exports of NEW are" };
        diagnostics.push(Diagnostic {
            level: DiagnosticLevel::Lost,
            code: "symvers-mismatch",
            object: symvers.path.clone(),
            section: String::new(),
            offset: None,
            message: format!("{missing} {exports} not in it: it belongs to another build"),
        });
    }
}

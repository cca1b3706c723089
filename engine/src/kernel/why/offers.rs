//! What a running kernel exports, and with which CRCs: from its `Module.symvers`, wherever distributions put that; else from what
//! its own modules demand (`__versions`) and export (`__ksymtab`). What no installed module uses stays unknown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::root::{Root, without_path};
use crate::graph::Machine;
use crate::ground::error::{Error, Result};
use crate::ground::files::named::Named;
use crate::kernel::check::kernel::{Offer, of_symvers};
use crate::kernel::check::module::Module;
use crate::kernel::crc::symvers::{Symvers, normal, spelt};
use crate::model::why::{Evidence, EvidenceState};
use crate::read::input::{Input, ObjectSource, OpenOptions};

/// Exports by name, with all that came to light beside them.
#[derive(Debug, Default)]
pub(super) struct Offers {
    pub(super) exports: BTreeMap<String, Vec<Offer>>,
    /// Modules, with underscores for dashes.
    pub(super) modules: BTreeSet<String>,
    /// Where CRCs come from.
    pub(super) source: Option<String>,
    /// The list names every export of the kernel and its own modules.
    pub(super) whole: bool,
    /// Symbols that are in no namespace, as far as that had to be found out.
    pub(super) in_no_namespace: BTreeSet<String>,
    pub(super) vermagic: Option<String>,
    pub(super) machine: Option<Machine>,
    /// The kernel's own modules.
    pub(super) input: Option<Input>,
}

/// Reads a `Module.symvers`, compressed or not.
pub(super) fn read_symvers(path: &Path) -> Result<Symvers> {
    let named = Named::from(path);
    let bytes = named.files().read(named.path())?;
    Symvers::parse(&named.name(), &String::from_utf8_lossy(bytes.as_slice()))
}

/// Where distributions put the `Module.symvers` of a release.
fn places(release: &str) -> Vec<String> {
    let mut out = Vec::new();
    for modules in ["lib/modules", "usr/lib/modules"] {
        for file in ["symvers.gz", "symvers.xz", "symvers.zst", "build/Module.symvers", "source/Module.symvers"] {
            out.push(format!("{modules}/{release}/{file}"));
        }
    }
    for end in [".gz", ".xz", ".zst", ""] {
        out.push(format!("boot/symvers-{release}{end}"));
    }
    out.push(format!("usr/src/linux-headers-{release}/Module.symvers"));
    out.push(format!("usr/src/kernels/{release}/Module.symvers"));
    out
}

impl Offers {
    /// Of a list.
    pub(super) fn of(symvers: &Symvers) -> Self {
        let mut out = Self { source: Some(symvers.path.clone()), whole: true, ..Self::default() };
        of_symvers(symvers, &mut out.exports, &mut out.modules);
        out
    }

    /// Of a machine and the release that it runs; `list`: as the user named it.
    pub(super) fn of_machine(
        root: &Root,
        release: &str,
        list: Option<&Symvers>,
        told: &mut Vec<Evidence>,
    ) -> Result<Self> {
        let evidence = |path: &str, state, text: String| {
            let path = root.shown(path);
            Evidence { of: "crcs".into(), path, state, text }
        };
        let folder = format!("lib/modules/{release}");
        let mut input = None;
        match root.named(&folder).map(|named| Input::discover(named, &OpenOptions::default())) {
            Some(Ok(found)) => input = Some(found),
            Some(Err(Error::NoObjects { .. })) | None => {
                told.push(evidence(&folder, EvidenceState::Absent, "no modules of this kernel".to_owned()));
            }
            Some(Err(e)) => {
                told.push(evidence(&folder, EvidenceState::Unreadable, without_path(&root.shown(&folder), &e)));
            }
        }
        // The first of the kernel's own modules says what a list has to agree with.
        let own = |input: &Input| input.sources.iter().find_map(own_module);
        let first = input.as_ref().and_then(own);
        let with_first = |list: Self, input: Option<Input>| Self {
            vermagic: first.as_ref().and_then(|m| m.facts.info("vermagic").map(str::to_owned)),
            machine: first.as_ref().map(|m| m.machine),
            input,
            ..list
        };
        if let Some(list) = list {
            if let Some(what) = first.as_ref().and_then(|m| contradiction(list, m)) {
                return Err(Error::OtherBuild { path: list.path.clone(), what });
            }
            return Ok(with_first(Self::of(list), input));
        }
        for place in places(release) {
            let Some(path) = root.find(&place).filter(|path| path.is_file()) else { continue };
            let unusable = match read_symvers(&path) {
                Ok(symvers) => match first.as_ref().and_then(|m| contradiction(&symvers, m)) {
                    Some(what) => format!("{what}; it belongs to another build"),
                    None => {
                        told.push(evidence(&place, EvidenceState::Read, format!("{} exports", symvers.entries.len())));
                        let list = Self::of(&Symvers { path: root.shown(&place), ..symvers });
                        return Ok(with_first(list, input));
                    }
                },
                Err(e) => without_path(&path.display().to_string(), &e),
            };
            told.push(evidence(&place, EvidenceState::Unreadable, unusable));
        }
        let text = "no Module.symvers of this release, neither there nor in boot or usr/src (--symvers names one)";
        told.push(evidence(&format!("{folder}/build/Module.symvers"), EvidenceState::Absent, text.to_owned()));
        let Some(input) = input else { return Ok(Self::default()) };
        let (own, modules, symbols) = Self::of_modules(input, &root.shown(&folder));
        let text = format!("{modules} of the kernel's own modules, which demand {symbols} symbols");
        told.push(evidence(&folder, EvidenceState::Read, text));
        Ok(own)
    }

    /// Of the kernel's own modules below a folder.
    /// How many there are, and how many symbols they demand, stands behind.
    fn of_modules(input: Input, shown: &str) -> (Self, usize, usize) {
        let modules: Vec<Module> = input.sources.par_iter().filter_map(own_module).collect();
        let mut out = Self::default();
        // By symbol: the CRCs that are demanded, and whether somebody uses it who imports no namespace.
        let mut demanded: BTreeMap<&str, (BTreeSet<u32>, bool)> = BTreeMap::new();
        for module in &modules {
            out.modules.insert(normal(&module.name));
            out.machine = out.machine.or(Some(module.machine));
            out.vermagic = out.vermagic.or_else(|| module.facts.info("vermagic").map(str::to_owned));
            let imports_none = module.facts.all("import_ns").next().is_none();
            for (symbol, crc) in module.facts.versions.get().into_iter().flatten() {
                let slot = demanded.entry(symbol).or_default();
                slot.0.insert(*crc);
                slot.1 |= imports_none;
            }
            for (symbol, offer) in &module.exports {
                out.exports.entry(symbol.clone()).or_default().push(offer.clone());
            }
        }
        for (symbol, (crcs, in_none)) in &demanded {
            // Two answers are none: modules of another build lie among them.
            let crc = if crcs.len() == 1 { crcs.first().copied() } else { None };
            let offers = out.exports.entry((*symbol).to_owned()).or_default();
            if offers.is_empty() {
                let (module, namespace) = ("vmlinux".to_owned(), String::new());
                offers.push(Offer { module, gpl_only: false, namespace, crc, has_terms: false });
            }
            if let [only] = &mut offers[..] {
                only.crc = only.crc.or(crc);
            }
            if *in_none {
                out.in_no_namespace.insert((*symbol).to_owned());
            }
        }
        let counts = (modules.len(), demanded.len());
        out.source =
            (!demanded.is_empty()).then(|| format!("what the kernel's modules demand (__versions below {shown})"));
        out.input = Some(input);
        (out, counts.0, counts.1)
    }
}

/// A module that was built with the kernel: modpost says so of those in its tree (`intree=Y`).
fn own_module(source: &ObjectSource) -> Option<Module> {
    Module::read(source).ok().filter(|module| module.facts.info("intree").is_some())
}

/// What a list says otherwise than a module of the kernel that it is said to be of.
fn contradiction(list: &Symvers, module: &Module) -> Option<String> {
    let crcs = module.facts.versions.get()?;
    let differs = |(symbol, crc): &(&String, &u32)| {
        let lines = list.of(symbol);
        !lines.is_empty() && lines.iter().all(|line| line.crc != **crc)
    };
    let (symbol, crc) = crcs.iter().find(differs)?;
    let line = list.of(symbol).first()?;
    let (name, crc) = (&module.name, spelt(*crc));
    Some(format!("`{symbol}` has the CRC {} in it, and {crc} in the kernel's module {name}", spelt(line.crc)))
}

//! The answer, from all that was found: what refuses the module, what is behind it, what would help.

use std::collections::{BTreeMap, BTreeSet};

use super::log::Said;
use super::machine::{Loads, Machine};
use super::question::Question;
use super::types::sizes;
use crate::consumers::known::{listed, quoted};
use crate::graph::loaded::Loaded;
use crate::ground::diagnostic::Diagnostic;
use crate::ground::error::Result;
use crate::kernel::check::kernel::Kernel;
use crate::kernel::check::load::Loading;
use crate::kernel::check::module::Module;
use crate::kernel::crc::symvers::normal;
use crate::model::fate::{Fate, Reason, Remedy};
use crate::model::report::Finding;
use crate::model::why::{Built, Cause, Evidence, Met, Refusal, SCHEMA, Sentence, Size, Why, WhyVerdict};
use crate::read::btf::sizes_of_base;
use crate::read::elf::file::Elf;
use crate::read::input::{ObjectSource, Section};
use crate::rules::facts::SubjectKind;

/// What a signed module ends with (include/linux/module_signature.h).
const SIGNED: &[u8] = b"~Module signature appended~\n";
/// The section that becomes `struct module`.
const THIS_MODULE: &str = ".gnu.linkonce.this_module";
/// What the module's BTF takes of that of its kernel.
const BASE: &str = ".BTF.base";
const MODULE: &str = "struct module";

/// All that was found.
pub(super) struct Findings<'a> {
    pub(super) question: &'a Question,
    pub(super) path: String,
    pub(super) source: &'a ObjectSource,
    pub(super) module: &'a Module,
    pub(super) kernel: &'a Kernel,
    /// The kernel's types.
    pub(super) types: &'a Loaded,
    pub(super) loading: Loading,
    /// What decides whether it loads, and could not be told.
    pub(super) loading_not_told: Vec<String>,
    /// The fate, with what the types say.
    pub(super) fate: Fate,
    pub(super) found: Vec<Finding>,
    /// What of the module's own types could not be read.
    pub(super) unread: Vec<String>,
    /// The module has debug information.
    pub(super) has_types: bool,
    pub(super) in_no_namespace: BTreeSet<String>,
    pub(super) machine: Option<Machine>,
    pub(super) said: Option<Said>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Findings<'_> {
    pub(super) fn answer(mut self) -> Result<Why> {
        let elf = self.source.elf()?;
        let signed = elf.data.as_slice().ends_with(SIGNED);
        let sizes = self.sizes(&elf);
        let mut refusals: Vec<Refusal> = Vec::new();
        refusals.extend(self.of_modules());
        refusals.extend(self.of_signature(signed));
        refusals.extend(self.of_size(&sizes));
        refusals.extend(self.fate.reasons.iter().map(|reason| self.refusal(reason)));
        let doubts: Vec<Refusal> = self.fate.doubts.iter().map(|reason| self.refusal(reason)).collect();
        let mut could_not_tell = std::mem::take(&mut self.loading_not_told);
        could_not_tell.extend(self.of_unknown_symbols());
        could_not_tell.extend(self.of_unknown_key(signed));
        let log = self.said.take().unwrap_or_default();
        let by_log = log.sentences.iter().find(|sentence| sentence.refuses);
        let verdict = if !refusals.is_empty() || by_log.is_some() {
            WhyVerdict::Refused
        } else if could_not_tell.is_empty() {
            WhyVerdict::WouldLoad
        } else {
            WhyVerdict::CouldNotTell
        };
        let mut types_not_told = self.types_not_told();
        let because = match verdict {
            WhyVerdict::Refused => self.because(&refusals, &sizes, by_log),
            WhyVerdict::WouldLoad => self.loads(),
            WhyVerdict::CouldNotTell => self.cannot_tell(&could_not_tell),
        };
        let helps = if verdict == WhyVerdict::Refused { self.helps(&refusals) } else { Vec::new() };
        if log.left_out > 0 {
            types_not_told.push(format!("{} further sentences of the log about it are left out", log.left_out));
        }
        let mut diagnostics = self.diagnostics;
        diagnostics.sort();
        diagnostics.dedup();
        let Self { question, kernel, fate, .. } = self;
        Ok(Why {
            schema: SCHEMA.into(),
            path: self.path,
            name: fate.name,
            verdict,
            because,
            helps,
            kernel: Met {
                path: question.kernel.as_ref().map(crate::Named::name).unwrap_or_default(),
                release: kernel.release.clone(),
                vermagic: kernel.vermagic.clone(),
                crcs: kernel.crc_source.clone(),
                types: (!self.types.graph.objects.is_empty()).then(|| self.types.path.clone()),
            },
            module: Built {
                license: fate.license,
                vermagic: fate.vermagic,
                signed,
                imports: fate.imports,
                crcs_compared: fate.crcs_compared,
                crcs_different: fate.crcs_different,
                types: fate.types,
                against: question.built_against.as_ref().map(crate::Named::name),
            },
            refusals,
            doubts,
            could_not_tell,
            types_not_told,
            hits: fate.findings,
            findings: self.found,
            sizes,
            log: log.sentences,
            evidence: self.evidence,
            diagnostics,
        })
    }

    /// A reason of the loader, with what is behind a CRC.
    fn refusal(&self, reason: &Reason) -> Refusal {
        let symbol = reason.symbol.as_deref().unwrap_or_default();
        let cause = (reason.rule == "crc-differs").then(|| {
            if !reason.findings.is_empty() {
                Cause::TypesDiffer
            } else if reason.remedy == Remedy::Override {
                Cause::TypesEqual
            } else if self.is_untyped(symbol) {
                Cause::NotInBtf
            } else {
                Cause::NotAtHand
            }
        });
        Refusal {
            rule: reason.rule.clone(),
            symbol: reason.symbol.clone(),
            text: reason.text.clone(),
            demanded: reason.built_with,
            offered: reason.found,
            cause,
            remedy: Some(if reason.remedy == Remedy::Override { Remedy::Rebuild } else { reason.remedy }),
            findings: reason.findings.clone(),
        }
    }

    /// Whether the kernel's types say nothing of a symbol.
    fn is_untyped(&self, symbol: &str) -> bool {
        let g = &self.types.graph;
        let known = g.names.find(symbol).and_then(|name| g.exports_of(name).find(|e| e.type_id.is_some()));
        known.is_none() && !g.objects.is_empty()
    }

    /// A kernel that loads no module at all.
    fn of_modules(&self) -> Option<Refusal> {
        let text = match self.machine.as_ref()?.loads_modules {
            Some(Loads::NotBuilt) => "the kernel loads no modules: it was built without CONFIG_MODULES",
            Some(Loads::Disabled) => "the kernel loads no more modules until it starts again (kernel.modules_disabled)",
            None => return None,
        };
        Some(plain("modules-off", text.to_owned(), None))
    }

    /// Why the machine asks for a signature, as far as it says (`module_sig_check`).
    fn asks_for_signature(&self) -> Option<String> {
        let machine = self.machine.as_ref()?;
        let locked = machine.lockdown.as_deref().filter(|level| *level != "none");
        match (machine.sig_enforce, locked) {
            (Some(true), _) => Some("the kernel asks for a signature (module.sig_enforce)".to_owned()),
            (_, Some(level)) => Some(format!("the kernel is locked down ({level})")),
            _ => None,
        }
    }

    fn of_signature(&self, signed: bool) -> Option<Refusal> {
        let why = self.asks_for_signature().filter(|_| !signed)?;
        Some(plain("signature", format!("it has no signature, and {why}"), None))
    }

    fn of_unknown_key(&self, signed: bool) -> Option<String> {
        let why = self.asks_for_signature().filter(|_| signed)?;
        Some(format!("{why}: whether it trusts the key of the module's signature is not known (its log says: --log)"))
    }

    /// `struct module` on both sides; and structs that the module says it holds by value, where their size is another one.
    fn sizes(&self, elf: &Elf) -> Vec<Size> {
        let found = sizes(&self.types.graph);
        let of = |name: String, built_with: u64, stated_by: &str| {
            let found = *found.get(&name)?;
            Some(Size { name, built_with, found, stated_by: stated_by.to_owned() })
        };
        let this = elf.find(THIS_MODULE).map(|at| elf.sections[at].size).filter(|size| *size > 0);
        let mut out: Vec<Size> = this.and_then(|size| of(MODULE.to_owned(), size, THIS_MODULE)).into_iter().collect();
        let base = elf.find(BASE).and_then(|at| sizes_of_base(&Section::new(BASE, elf.bytes(at))).ok());
        let held = base.into_iter().flatten().filter(|(name, size)| *size > 0 && name != MODULE);
        out.extend(held.filter_map(|(name, size)| of(name, size, BASE)).filter(|size| size.built_with != size.found));
        out
    }

    /// `elf_validity_cache_index_mod` of 6.4 and later.
    fn of_size(&self, sizes: &[Size]) -> Option<Refusal> {
        let size = sizes.iter().find(|size| size.name == MODULE && size.built_with != size.found)?;
        let Size { built_with, found, .. } = size;
        if self.kernel.is_before((6, 4)) || self.kernel.release.is_none() && self.kernel.vermagic.is_none() {
            return None;
        }
        let text = format!("`struct module` has {built_with} bytes in it, and {found} in the kernel");
        Some(plain("struct-module", text, Some(Remedy::Rebuild)))
    }

    /// What is not known of symbols that decide.
    fn of_unknown_symbols(&self) -> Vec<String> {
        let mut out = Vec::new();
        let Loading { without_crc, perhaps, without_terms, .. } = &self.loading;
        if !without_crc.is_empty() {
            let n = without_crc.len();
            let what = if n == 1 { "the kernel's CRC of" } else { "the kernel's CRCs of" };
            out.push(format!("{what} {} not known (its Module.symvers has them: --symvers)", are(without_crc)));
        }
        if !perhaps.is_empty() {
            out.push(format!(
                "whether the kernel exports {} is not known (its Module.symvers says: --symvers)",
                quoted(perhaps)
            ));
        }
        if !without_terms.is_empty() && !self.module.is_gpl() {
            out.push(format!(
                "whether {} for GPL modules only is not known, and its licence is none of the GPL's",
                are(without_terms)
            ));
        }
        let in_doubt: Vec<String> =
            without_terms.iter().filter(|symbol| !self.in_no_namespace.contains(*symbol)).cloned().collect();
        let imports: BTreeSet<&str> = self.module.facts.all("import_ns").collect();
        if !in_doubt.is_empty() && imports.is_empty() {
            out.push(format!("whether {} in a namespace is not known, and the module imports none", are(&in_doubt)));
        }
        out
    }

    /// What could not be told of types: of symbols whose CRC differs, and of all of a kernel without CRCs.
    fn types_not_told(&self) -> Vec<String> {
        let mut out: Vec<String> = self.unread.clone();
        let of = |cause| {
            let reasons = self.fate.reasons.iter().filter(move |r| self.refusal(r).cause == Some(cause));
            reasons.filter_map(|r| r.symbol.clone()).collect::<Vec<String>>()
        };
        if self.types.graph.objects.is_empty() {
            out.push("the kernel's types are not at hand (--kernel names a file that holds them)".to_owned());
            return out;
        }
        let (untyped, of_modules): (Vec<String>, Vec<String>) =
            of(Cause::NotInBtf).into_iter().partition(|symbol| self.stranger(symbol).is_none());
        if !of_modules.is_empty() {
            let names: BTreeSet<&str> = of_modules.iter().filter_map(|symbol| self.stranger(symbol)).collect();
            let modules = listed(names.into_iter().map(str::to_owned).collect());
            let names = quoted(&of_modules);
            out.push(format!("{names}: the types of the modules that export them ({modules}) are not at hand"));
        }
        if !untyped.is_empty() {
            let text = "the kernel's BTF gives no type: variables and functions of assembler have none there";
            out.push(format!("{}: {text}", quoted(&untyped)));
        }
        let far = of(Cause::NotAtHand);
        if !far.is_empty() {
            let own = if self.has_types {
                "its debug information has no type of them"
            } else {
                "it has no debug information"
            };
            out.push(format!(
                "{}: the types that it was built with are not at hand: {own}{} (--built-against names that kernel, --debug-dir its debug files)",
                quoted(&far),
                self.of_its_btf()
            ));
        }
        out
    }

    /// The module that exports a symbol and whose types are not among the kernel's.
    fn stranger(&self, symbol: &str) -> Option<&str> {
        let owner = &self.kernel.exports.get(symbol)?.first()?.module;
        (owner != "vmlinux" && !self.kernel.loaded.contains(&normal(owner))).then_some(owner)
    }

    /// What its BTF would need.
    fn of_its_btf(&self) -> &'static str {
        let Ok(elf) = self.source.elf() else { return "" };
        match (elf.find(".BTF"), elf.find(".BTF.base")) {
            (Some(_), None) => ", and its BTF means nothing without that of the kernel it was built against",
            (Some(_), Some(_)) => ", and its BTF says no more of the kernel it was built against than names and sizes",
            _ => "",
        }
    }

    /// The refusal in one sentence.
    fn because(&self, refusals: &[Refusal], sizes: &[Size], by_log: Option<&Sentence>) -> String {
        let crcs: Vec<&Refusal> = refusals.iter().filter(|r| r.rule == "crc-differs").collect();
        let others: Vec<&Refusal> = refusals.iter().filter(|r| r.rule != "crc-differs").collect();
        let mut parts: Vec<String> = Vec::new();
        match others[..] {
            [] => {}
            [one] => parts.push(spelt(one)),
            [first, ..] => parts.push(format!("{} (and {} more)", spelt(first), others.len() - 1)),
        }
        if let Some(first) = crcs.first() {
            let name = first.symbol.as_deref().unwrap_or_default();
            let which = match crcs.len() {
                1 => format!("the CRC of `{name}` is another one in the kernel"),
                n => {
                    format!("{n} of {} CRCs are others in the kernel, that of `{name}` first", self.fate.crcs_compared)
                }
            };
            parts.push(format!("{which}: {}", self.behind(&crcs, sizes)));
        }
        if parts.is_empty() {
            // The log alone says so.
            return by_log.map_or(String::new(), |s| format!("the log says so (line {}): {}", s.line, s.meaning));
        }
        parts.join("; ")
    }

    /// What is behind the CRCs.
    fn behind(&self, crcs: &[&Refusal], sizes: &[Size]) -> String {
        let is = |cause| crcs.iter().filter(|r| r.cause == Some(cause)).count();
        let (equal, differ) = (is(Cause::TypesEqual), is(Cause::TypesDiffer));
        if differ > 0 {
            let names: Vec<String> = self.subjects().into_iter().map(|name| format!("`{name}`")).collect();
            return format!("{} differ{}", listed(names.clone()), if names.len() == 1 { "s" } else { "" });
        }
        if equal == crcs.len() {
            let them = if crcs.len() == 1 { "it" } else { "them" };
            return format!("no type that the module reaches through {them} differs, a rebuild suffices");
        }
        if equal > 0 {
            return format!(
                "no type differs behind {equal} of them, and the types behind the others could not be told"
            );
        }
        let them = if crcs.len() == 1 { "it" } else { "them" };
        let other = sizes.iter().filter(|size| size.built_with != size.found).map(|size| format!("`{}`", size.name));
        let other: Vec<String> = other.collect();
        match other.len() {
            0 => format!("the types behind {them} could not be told"),
            1 => format!("of the types behind {them} so much is known that {} has another size", listed(other)),
            _ => format!("of the types behind {them} so much is known that {} have other sizes", listed(other)),
        }
    }

    /// Types that differ, worst first.
    fn subjects(&self) -> Vec<String> {
        let by_id: BTreeMap<&str, &Finding> = self.found.iter().map(|f| (f.id.as_str(), f)).collect();
        let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
        for f in self.fate.findings.iter().filter_map(|hit| by_id.get(hit.id.as_str())) {
            let tagged = matches!(f.subject.kind, SubjectKind::Struct | SubjectKind::Union | SubjectKind::Enum);
            let name = if tagged { format!("{} {}", f.subject.kind, f.subject.name) } else { f.subject.name.clone() };
            if seen.insert(name.clone()) {
                out.push(name);
            }
        }
        out
    }

    /// What was compared of one that would load.
    fn loads(&self) -> String {
        let f = &self.fate;
        let crcs = match f.crcs_compared {
            0 => "no CRC was compared, for the kernel or the module has none".to_owned(),
            n => format!("all {n} CRCs are the kernel's"),
        };
        let log = if self.question.log.is_some() { ", and the log says nothing against it" } else { "" };
        let names: Vec<String> = self.subjects().into_iter().map(|name| format!("`{name}`")).collect();
        let but = match names.len() {
            0 => String::new(),
            1 => format!("; but {} differs, which no CRC shows", listed(names)),
            _ => format!("; but {} differ, which no CRC shows", listed(names)),
        };
        format!("nothing that was looked at stands in the way: {crcs}{log}{but}")
    }

    /// What decides and is not known, and what the types say all the same.
    fn cannot_tell(&self, could_not_tell: &[String]) -> String {
        let first = could_not_tell.first().cloned().unwrap_or_default();
        let names: Vec<String> = self.subjects().into_iter().map(|name| format!("`{name}`")).collect();
        if names.is_empty() {
            return first;
        }
        let verb = if names.len() == 1 { "differs" } else { "differ" };
        format!("{first}; but {} {verb}: a kernel with CRCs refuses it, and one without lets it do harm", listed(names))
    }

    /// What would help.
    fn helps(&self, refusals: &[Refusal]) -> Vec<String> {
        let mut out = Vec::new();
        let release = self.kernel.release.as_deref().or_else(|| self.kernel.vermagic.as_deref()?.split(' ').next());
        let headers = release.map_or("this kernel's headers".to_owned(), |release| format!("the headers of {release}"));
        let is = |remedy| refusals.iter().any(|r| r.remedy == Some(remedy));
        let crcs: Vec<&Refusal> = refusals.iter().filter(|r| r.rule == "crc-differs").collect();
        if is(Remedy::Rebuild) {
            let equal = crcs.iter().all(|r| r.cause == Some(Cause::TypesEqual));
            let differ = crcs.iter().any(|r| r.cause == Some(Cause::TypesDiffer));
            let then = match (crcs.is_empty(), equal, differ) {
                (false, true, _) => ": its types are those of the kernel, so its source fits as it is",
                (_, _, true) => ", and look at what its source does with the members that changed",
                _ => "",
            };
            out.push(format!("build it again with {headers}{then}"));
        }
        let symbols = |rule: &str| -> Option<String> {
            let all = refusals.iter().filter(|r| r.rule == rule).filter_map(|r| r.symbol.clone());
            let all: Vec<String> = all.collect();
            (!all.is_empty()).then(|| quoted(&all))
        };
        out.extend(
            symbols("unknown-symbol").map(|all| {
                format!("load or build what exports {all}, or port the source to what is there in its place")
            }),
        );
        out.extend(
            symbols("gpl-only").map(|all| format!("do without {all}, or put the module under a licence of the GPL")),
        );
        out.extend(symbols("namespace").map(|all| format!("import the namespaces of {all} (MODULE_IMPORT_NS)")));
        out.extend(
            symbols("duplicate-export")
                .map(|all| format!("unload what exports {all} already, or leave the module out")),
        );
        if refusals.iter().any(|r| r.rule == "modules-off") {
            out.insert(0, "start a kernel that loads modules; with this one nothing helps".to_owned());
        }
        if refusals.iter().any(|r| r.rule == "signature") {
            out.push(
                "sign it with a key that the kernel trusts (scripts/sign-file; mokutil --import enrols one)".to_owned(),
            );
        }
        out
    }
}

/// A refusal that is about no symbol.
fn plain(rule: &'static str, text: String, remedy: Option<Remedy>) -> Refusal {
    Refusal {
        rule: rule.into(),
        symbol: None,
        text,
        demanded: None,
        offered: None,
        cause: None,
        remedy,
        findings: Vec::new(),
    }
}

/// A refusal as a part of a sentence.
fn spelt(r: &Refusal) -> String {
    match r.symbol.as_deref() {
        Some(symbol) if !r.text.contains(symbol) => format!("`{symbol}`: {}", r.text),
        _ => r.text.clone(),
    }
}

/// `` `a` is`` or `` `a`, `b` are``.
fn are(names: &[String]) -> String {
    format!("{} {}", quoted(names), if names.len() == 1 { "is" } else { "are" })
}

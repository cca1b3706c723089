//! A module as it lies in its file.

use object::elf::ET_REL;

use super::kernel::{Kernel, Offer, is_gpl};
use crate::graph::Machine;
use crate::ground::error::{Error, Result};
use crate::model::fate::{Reason, Remedy};
use crate::read::elf::module::{Kept, ModuleFacts};
use crate::read::elf::{ksymtab, module};
use crate::read::input::ObjectSource;

/// A module as read.
pub(in crate::kernel) struct Module {
    pub(in crate::kernel) name: String,
    pub(in crate::kernel) facts: ModuleFacts,
    pub(in crate::kernel) machine: Machine,
    /// What it exports itself.
    pub(in crate::kernel) exports: Vec<(String, Offer)>,
}

impl Module {
    pub(in crate::kernel) fn read(source: &ObjectSource) -> Result<Self> {
        let elf = source.elf()?;
        if elf.e_type != ET_REL {
            return Err(Error::damaged(&elf.path, 0, "is no kernel module but a linked program or library"));
        }
        let facts = module::read(&elf)?;
        let name = source.module_name(&elf);
        let crcs = module::crcs(&elf);
        // What the table cannot say shows when the module is given for a kernel; here only names matter.
        let mut ignored = Vec::new();
        let exports = ksymtab::of_kernel(&elf, &name, &mut ignored)
            .into_iter()
            .map(|e| {
                let (gpl_only, namespace) = e.ksym.unwrap_or_default();
                let crc = crcs.get(&e.name).copied();
                let offer = Offer {
                    module: name.clone(),
                    gpl_only,
                    namespace: namespace.unwrap_or_default(),
                    crc,
                    has_terms: true,
                };
                (e.name, offer)
            })
            .collect();
        Ok(Self { name, facts, machine: elf.machine(), exports })
    }

    /// Its licence is one of those that the kernel takes for compatible.
    pub(in crate::kernel) fn is_gpl(&self) -> bool {
        is_gpl(self.facts.info("license"))
    }

    /// Built for another machine (`elf_check_arch`) than NEW, as far as NEW says what it is for.
    pub(in crate::kernel) fn is_foreign(&self, kernel: &Kernel) -> bool {
        kernel.machine.e_machine != 0 && !self.machine.fits(kernel.machine)
    }

    /// It taints the kernel, and every module that uses it. What a debug file does not hold is said elsewhere.
    pub(in crate::kernel) fn is_proprietary(&self) -> bool {
        !self.is_gpl() && self.facts.modinfo != Kept::Stripped
    }
}

/// Why it is refused or may be, without what the comparison of types adds.
pub(in crate::kernel) fn reason(rule: &'static str, symbol: Option<&str>, remedy: Remedy, text: String) -> Reason {
    Reason {
        rule: rule.into(),
        symbol: symbol.map(str::to_owned),
        text,
        built_with: None,
        found: None,
        remedy,
        findings: Vec::new(),
    }
}

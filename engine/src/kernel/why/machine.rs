//! What a machine says of the kernel that it runs, without root's rights: release, symbols, what it asks of signatures.

use std::collections::BTreeSet;

use super::root::Root;
use super::symbols::{self, Symbols};
use crate::model::why::{Evidence, EvidenceState};

/// Texts of the kernel that are a line or two.
const SHORT: u64 = 1 << 16;

/// See the module.
#[derive(Debug)]
pub(super) struct Machine {
    pub(super) root: Root,
    pub(super) release: Option<String>,
    pub(super) symbols: Option<Symbols>,
    /// `module.sig_enforce`: modules without a good signature are refused.
    pub(super) sig_enforce: Option<bool>,
    /// What keeps it from loading any module.
    pub(super) loads_modules: Option<Loads>,
    /// The level of lockdown: `none`, `integrity` or `confidentiality`.
    pub(super) lockdown: Option<String>,
}

/// Why a kernel loads no module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loads {
    /// It cannot.
    NotBuilt,
    /// It was told to stop.
    Disabled,
}

impl Machine {
    /// Asks for what is needed about these symbols; `release`: as the user told it.
    pub(super) fn ask(root: Root, release: Option<String>, asked: &BTreeSet<&str>, told: &mut Vec<Evidence>) -> Self {
        let mut out = Self { root, release, symbols: None, sig_enforce: None, loads_modules: None, lockdown: None };
        if out.release.is_none() {
            out.release = out.line("release", "proc/sys/kernel/osrelease", told);
            note(told, out.release.clone());
        }
        match out.root.text("symbols", "proc/kallsyms", symbols::MOST) {
            Ok(text) => {
                let found = Symbols::parse(&text, asked);
                let names = if found.has_data { "functions and variables" } else { "functions" };
                let exports = if found.has_exports { "tells exports" } else { "does not tell which are exported" };
                let text = format!("{} names of {names}; {exports}", found.count);
                told.push(out.read("symbols", "proc/kallsyms", text));
                out.symbols = Some(found);
            }
            Err(evidence) => told.push(evidence),
        }
        let disabled = out.line("signature", "proc/sys/kernel/modules_disabled", told);
        if disabled.as_deref() == Some("1") {
            out.loads_modules = Some(Loads::Disabled);
        }
        let enforced = out.line("signature", "sys/module/module/parameters/sig_enforce", told);
        out.sig_enforce = enforced.as_deref().and_then(|word| match word {
            "Y" | "1" => Some(true),
            "N" | "0" => Some(false),
            _ => None,
        });
        note(
            told,
            out.sig_enforce.map(|enforced| match enforced {
                true => "modules without a good signature are refused".to_owned(),
                false => "modules without a signature are let in".to_owned(),
            }),
        );
        let lockdown = out.line("signature", "sys/kernel/security/lockdown", told);
        // `none [integrity] confidentiality`
        out.lockdown = lockdown.and_then(|line| {
            let word = line.split(' ').find_map(|word| word.strip_prefix('[')?.strip_suffix(']'));
            word.map(str::to_owned)
        });
        note(told, out.lockdown.clone());
        let tainted = out.line("signature", "proc/sys/kernel/tainted", told);
        note(told, tainted.as_deref().and_then(taints));
        out
    }

    /// Takes a machine that runs for one without modules if it lists none that are loaded, not even as nothing.
    pub(super) fn that_runs(mut self) -> Self {
        let knows = |inside: &str| self.root.find(inside).is_some();
        if knows("proc/sys/kernel/osrelease") && !knows("proc/modules") {
            self.loads_modules = Some(Loads::NotBuilt);
        }
        self
    }

    /// A file of one line; whether it could be read is evidence.
    fn line(&self, of: &'static str, inside: &str, told: &mut Vec<Evidence>) -> Option<String> {
        match self.root.text(of, inside, SHORT) {
            Ok(text) => {
                let line = text.lines().next().unwrap_or_default().trim().to_owned();
                told.push(self.read(of, inside, line.clone()));
                Some(line).filter(|line| !line.is_empty())
            }
            Err(evidence) => {
                told.push(evidence);
                None
            }
        }
    }

    /// Evidence that could be read.
    pub(super) fn read(&self, of: &'static str, inside: &str, text: String) -> Evidence {
        Evidence { of: of.into(), path: self.root.shown(inside), state: EvidenceState::Read, text }
    }
}

/// Says of the last evidence, if it was read, what it means.
fn note(told: &mut [Evidence], text: Option<String>) {
    if let (Some(last), Some(text)) = (told.last_mut().filter(|e| e.state == EvidenceState::Read), text) {
        last.text = text;
    }
}

/// What the flags of Documentation/admin-guide/tainted-kernels.rst say of modules since the machine started.
fn taints(line: &str) -> Option<String> {
    let flags: u64 = line.parse().ok()?;
    let said = [
        (0, "a proprietary module was loaded"),
        (1, "a module was loaded by force"),
        (12, "a module from outside of the kernel's tree was loaded"),
        (13, "a module without a good signature was loaded"),
    ];
    let all: Vec<&str> = said.iter().filter(|(bit, _)| flags >> bit & 1 == 1).map(|(_, text)| *text).collect();
    Some(if all.is_empty() { "no module has tainted it".to_owned() } else { all.join("; ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_that_are_about_modules() {
        assert_eq!(taints("0").as_deref(), Some("no module has tainted it"));
        let both =
            "a module from outside of the kernel's tree was loaded; a module without a good signature was loaded";
        assert_eq!(taints("12288").as_deref(), Some(both));
        assert_eq!(taints("x"), None);
    }
}

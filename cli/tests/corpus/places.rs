//! Where cases lie: in folders by subject, and each is found by the name of its own folder. `cargo xtask` reads this
//! file, too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders of `corpus/`, by name, and what their cases show. A new subject is a line here.
pub(crate) static SUBJECTS: &[(&str, &str)] = &[
    ("bpf", "what BPF programs depend on: BTF, the profile `core`"),
    ("c", "types, functions and variables of C, and how values travel"),
    ("cpp", "classes, virtual tables, templates and names of C++, how its values travel, and what it throws"),
    ("elf", "symbols and their versions, objects, folders of libraries, linkage, how debug information lies in a file"),
    ("kabi", "reserves, and the macros of distributions that use them"),
    ("kernel", "exports of a kernel, and its modules"),
    ("rust", "libraries of Rust that are called from C: their types, what rustc lays out, thin debug information"),
];

/// The folder of `corpus/` with headers that several cases include.
pub(crate) const SHARED: &str = "shared";

/// What a folder of `corpus/` holds.
pub(crate) struct Places {
    /// Folders of the cases, by name. Of two that bear one name, the first.
    pub(crate) cases: BTreeMap<String, PathBuf>,
    /// What lies where nothing would find it, a sentence each.
    pub(crate) complaints: Vec<String>,
}

impl Places {
    /// Looks through a folder. Nothing below a case is looked at.
    pub(crate) fn find(root: &Path) -> Result<Self> {
        let mut found = Self { cases: BTreeMap::new(), complaints: Vec::new() };
        for (name, path) in entries(root)? {
            if SUBJECTS.iter().any(|(subject, _)| *subject == name) {
                found.subject(&name, &path)?;
            } else if name == SHARED {
                found.shared(&path)?;
            } else if path.join("case.toml").is_file() {
                found
                    .complaints
                    .push(format!("corpus/{name} is a case without a subject: move it into {}", subjects()));
            } else {
                found.complaints.push(format!("corpus/{name} is no subject: there are {}", subjects()));
            }
        }
        Ok(found)
    }

    fn shared(&mut self, folder: &Path) -> Result<()> {
        for (name, path) in entries(folder)? {
            if !name.ends_with(".h") || !path.is_file() {
                self.complaints.push(format!("corpus/{SHARED}/{name} is no header"));
            }
        }
        Ok(())
    }

    fn subject(&mut self, subject: &str, folder: &Path) -> Result<()> {
        for (name, path) in entries(folder)? {
            if path.join("case.toml").is_file() {
                match self.cases.get(&name) {
                    Some(first) => {
                        let first = first.parent().and_then(Path::file_name).unwrap_or_default().display();
                        let two = format!("corpus/{first}/{name} and corpus/{subject}/{name} bear one name");
                        self.complaints.push(format!("{two}: a case is found by it, so rename one"));
                    }
                    None => drop(self.cases.insert(name, path)),
                }
            } else if !path.join("Kbuild").is_file() {
                // A folder with a Kbuild file is a driver to build against real kernels: see docs/check.md.
                self.complaints.push(format!("corpus/{subject}/{name} is no case: it has no case.toml"));
            }
        }
        Ok(())
    }
}

/// The names of the subjects, for sentences.
pub(crate) fn subjects() -> String {
    SUBJECTS.iter().map(|(subject, _)| format!("corpus/{subject}/")).collect::<Vec<_>>().join(", ")
}

/// Everything in a folder, sorted by name.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        entries.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    entries.sort();
    Ok(entries)
}

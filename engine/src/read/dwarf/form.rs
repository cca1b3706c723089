//! What `DW_AT_producer` tells: the compiler and its version, the options that it records, and what a unit of it could
//! not have stated.
//!
//! GCC records its options unless it is told not to (`-gno-record-gcc-switches`), clang only with
//! `-grecord-command-line`. A compiler that records nothing is no evidence that an option was not given.

use std::sync::{Arc, Mutex, OnceLock};

use super::read::unit::StrRef;
use crate::graph::Flags;
use crate::ground::maps::FastMap;

/// The producers of an object. Each is taken apart once: thousands of units name the same one.
#[derive(Debug, Default)]
pub struct Producers {
    pub(super) known: Mutex<FastMap<StrRef, Arc<Producer>>>,
    /// That of the first unit that names one.
    pub(super) first: OnceLock<Arc<Producer>>,
}

/// The options of all units that `.GCC.command.line` records, where they agree in those that matter: which line is of
/// which unit, the section does not say.
#[must_use]
pub fn recorded(section: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(section);
    let lines = || text.split('\0').filter(|line| !line.is_empty());
    let mode = |line: &str| crate::read::dwarf::options::relevant(line.split(' '));
    let first = lines().next()?;
    if lines().all(|line| !line.contains(' ')) {
        // As GCC wrote them before 11: an option a string.
        return Some(crate::read::dwarf::options::relevant(lines()));
    }
    let first = mode(first);
    lines().all(|line| mode(line) == first).then_some(first)
}

/// What GCC's options choose in C++ alone: whether exceptions are, and which version of its ABI it follows. That is the
/// latest that it knows, which was 11 up to GCC 7. That there are exceptions is said, too: older snapshots, which hold
/// nothing of either, do not look like code that has them.
fn of_cpp(mut mode: String, major: u32, text: &str) -> String {
    let mut add = |option: &str| {
        mode.push_str(if mode.is_empty() { "" } else { " " });
        mode.push_str(option);
    };
    let exceptions = |word: &&str| matches!(*word, "-fexceptions" | "-fno-exceptions");
    add(text.split(' ').rfind(exceptions).unwrap_or("-fexceptions"));
    if (1..8).contains(&major) {
        add("-fabi-version=11");
    }
    mode
}

/// The family of a compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compiler {
    /// GCC, for any language.
    Gcc,
    /// clang and what is made of it.
    Clang,
    /// rustc, whatever makes its code.
    Rustc,
    /// Another one, an assembler, or none that is named.
    Other,
}

/// A `DW_AT_producer`, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Producer {
    /// Whose it is.
    pub compiler: Compiler,
    /// The first number of its version, 0 if there is none.
    pub major: u32,
    /// It records the options that it was called with.
    records: bool,
    /// `-gstrict-dwarf`
    is_strict: bool,
    /// Options that change calls or layout, see [`crate::graph::ObjectInfo::modes`]; `None` if it records none.
    pub mode: Option<String>,
}

impl Default for Producer {
    fn default() -> Self {
        Self { compiler: Compiler::Other, major: 0, records: false, is_strict: false, mode: None }
    }
}

impl Producer {
    /// GCC.
    #[must_use]
    pub fn is_gcc(&self) -> bool {
        self.compiler == Compiler::Gcc
    }

    /// Takes a producer's text apart.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let compiler = match text.split_once(' ') {
            // GNU as records no compiler options.
            Some(("GNU", rest)) if !rest.starts_with("AS ") => Compiler::Gcc,
            _ if text.contains("rustc version") => Compiler::Rustc,
            _ if text.contains("clang version") || text.contains("LLVM version") || text.contains("DPC++") => {
                Compiler::Clang
            }
            _ => Compiler::Other,
        };
        let version = match compiler {
            Compiler::Clang | Compiler::Rustc => text.split_once("version ").map_or("", |(_, rest)| rest),
            _ => text.split(' ').find(|word| word.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(""),
        };
        let digits = version.len() - version.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let major = version[..digits].parse().unwrap_or(0);
        // No version holds what looks like an option.
        let options = || text.split(' ').filter(|word| word.starts_with('-'));
        let records = options().next().is_some();
        let is_strict = options().rfind(|o| matches!(*o, "-gstrict-dwarf" | "-gno-strict-dwarf"));
        let mode = records.then(|| {
            let relevant = crate::read::dwarf::options::relevant(options());
            if compiler == Compiler::Gcc && text.starts_with("GNU C++") {
                of_cpp(relevant, major, text)
            } else {
                relevant
            }
        });
        Self { compiler, major, records, is_strict: is_strict == Some("-gstrict-dwarf"), mode }
    }

    /// Whether it states the width of each bit-precise type that does not fill its bytes.
    #[must_use]
    pub fn states_widths(&self) -> bool {
        self.compiler == Compiler::Clang && self.major >= 22
    }

    /// What a unit of this version of DWARF could not have stated, had it been so.
    #[must_use]
    pub fn silent(&self, version: u16) -> Flags {
        let mut silent = Flags::default();
        if version < 5 {
            // DW_TAG_atomic_type is of version 5, and no compiler uses it before.
            silent.set(Flags::SILENT_ATOMIC);
        }
        if version < 3 {
            silent.set(Flags::SILENT_RESTRICT);
        }
        match self.compiler {
            Compiler::Gcc => {
                // It knows the attributes of calling conventions, but only states those of one old machine.
                silent.set(Flags::SILENT_CONVENTION);
                let strict = !self.records || self.is_strict;
                if self.major < 7 || version < 5 && strict {
                    silent.set(Flags::SILENT_ALIGNMENT);
                    silent.set(Flags::SILENT_TYPEDEF_ALIGNMENT);
                    silent.set(Flags::SILENT_NORETURN);
                }
                if self.major < 8 || version < 5 && self.is_strict {
                    silent.set(Flags::SILENT_DEFAULTED);
                    silent.set(Flags::SILENT_DELETED);
                }
            }
            Compiler::Clang => {
                silent.set(Flags::SILENT_NORETURN_TYPE);
                silent.set(Flags::SILENT_DEFAULTED);
                if version < 5 {
                    silent.set(Flags::SILENT_TYPEDEF_ALIGNMENT);
                    silent.set(Flags::SILENT_DELETED);
                }
                if self.major < 5 || version < 5 && self.is_strict {
                    silent.set(Flags::SILENT_ALIGNMENT);
                    silent.set(Flags::SILENT_TYPEDEF_ALIGNMENT);
                    silent.set(Flags::SILENT_NORETURN);
                }
            }
            Compiler::Rustc => {
                // The language has neither qualifier, and functions that are pointed to are described without their ABI.
                silent.set(Flags::SILENT_ATOMIC);
                silent.set(Flags::SILENT_RESTRICT);
                silent.set(Flags::SILENT_NORETURN_TYPE);
                silent.set(Flags::SILENT_CONVENTION);
            }
            Compiler::Other => {
                silent.set(Flags::SILENT_NORETURN_TYPE);
                silent.set(Flags::SILENT_CONVENTION);
                silent.set(Flags::SILENT_DEFAULTED);
                silent.set(Flags::SILENT_DELETED);
                if version < 5 {
                    silent.set(Flags::SILENT_ALIGNMENT);
                    silent.set(Flags::SILENT_TYPEDEF_ALIGNMENT);
                    silent.set(Flags::SILENT_NORETURN);
                }
            }
        }
        silent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compilers_versions_and_options() {
        for (text, compiler, major, mode) in [
            ("GNU C17 12.2.0 -mtune=generic -mregparm=3 -gdwarf-4 -mrtd", Compiler::Gcc, 12, Some("-mregparm=3 -mrtd")),
            ("GNU C 4.8.5 20150623 (Red Hat 4.8.5-44)", Compiler::Gcc, 4, None),
            ("GNU GIMPLE 13.1.1 -g -flto", Compiler::Gcc, 13, Some("")),
            ("GNU C++17 12.2.0 -g -O2", Compiler::Gcc, 12, Some("-fexceptions")),
            ("GNU C++17 12.2.0 -fno-exceptions -g", Compiler::Gcc, 12, Some("-fno-exceptions")),
            ("GNU C++14 6.3.0 -fno-exceptions -fexceptions", Compiler::Gcc, 6, Some("-fexceptions -fabi-version=11")),
            ("Debian clang version 14.0.6", Compiler::Clang, 14, None),
            ("clang LLVM (rustc version 1.95.0 (59807616e 2026-04-14))", Compiler::Rustc, 1, None),
            (
                "clang version 18.1.3 (1ubuntu1) /usr/bin/clang -grecord-command-line -mrtd",
                Compiler::Clang,
                18,
                Some("-mrtd"),
            ),
            ("GNU AS 2.40", Compiler::Other, 2, None),
            ("", Compiler::Other, 0, None),
        ] {
            let producer = Producer::parse(text);
            let got = (producer.compiler, producer.major, producer.mode.as_deref());
            assert_eq!(got, (compiler, major, mode), "{text}");
        }
    }

    #[test]
    fn command_lines_of_a_section() {
        let mode = |text: &str| recorded(text.as_bytes());
        assert_eq!(mode("\0/usr/bin/clang -g -mrtd -c a.c\0").as_deref(), Some("-mrtd"));
        assert_eq!(mode("-mtune=generic\0-mrtd\0-O2\0").as_deref(), Some("-mrtd"));
        assert_eq!(mode("clang -mrtd a.c\0clang -O2 -mrtd b.c\0").as_deref(), Some("-mrtd"));
        assert_eq!(mode("clang -mrtd a.c\0clang b.c\0"), None);
        assert_eq!(mode(""), None);
    }

    #[test]
    fn what_a_form_cannot_state() {
        let silent = |text, version| Producer::parse(text).silent(version);
        let states = |text, version, flag| !silent(text, version).has(flag);
        assert!(states("GNU C17 12.2.0 -O2", 4, Flags::SILENT_ALIGNMENT));
        assert!(!states("GNU C17 12.2.0 -O2 -gstrict-dwarf", 4, Flags::SILENT_ALIGNMENT));
        assert!(states("GNU C17 12.2.0 -O2 -gstrict-dwarf", 5, Flags::SILENT_NORETURN));
        assert!(!states("GNU C17 12.2.0 -O2", 4, Flags::SILENT_ATOMIC));
        assert!(!states("GNU C 4.8.5", 4, Flags::SILENT_ALIGNMENT));
        assert!(states("clang version 14.0.6", 4, Flags::SILENT_ALIGNMENT));
        assert!(!states("clang version 14.0.6", 4, Flags::SILENT_TYPEDEF_ALIGNMENT));
        assert!(!states("clang version 14.0.6", 5, Flags::SILENT_NORETURN_TYPE));
        assert!(states("GNU C17 12.2.0 -O2", 2, Flags::SILENT_NORETURN_TYPE));
        assert!(states("GNU C++17 12.2.0 -O2", 4, Flags::SILENT_DEFAULTED));
        assert!(!states("GNU C++17 12.2.0 -O2 -gstrict-dwarf", 4, Flags::SILENT_DELETED));
        assert!(!states("GNU C++14 6.3.0 -O2", 5, Flags::SILENT_DEFAULTED));
        assert!(!states("clang version 14.0.6", 5, Flags::SILENT_DEFAULTED));
        assert!(states("clang version 14.0.6", 5, Flags::SILENT_DELETED));
        assert!(!states("clang version 14.0.6", 4, Flags::SILENT_DELETED));
    }
}

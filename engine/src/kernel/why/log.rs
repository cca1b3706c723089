//! What the kernel's log says of one module, explained: the loader's sentences from 4.19 on, and those of insmod, modprobe and modpost.
//!
//! Words are those of kernel/module/main.c, version.c and signing.c (kernel/module.c before 5.19), arch/x86/kernel/module.c,
//! kernel/bpf/btf.c, security/lockdown, scripts/mod/modpost.c and kmod. A line counts if it names the module (`-` and `_` are one) where
//! its sentence has the name; sentences that name no module count always.

use std::collections::BTreeMap;

use super::meaning::meaning;
use crate::kernel::crc::symvers::normal;
use crate::model::why::Sentence;

/// Sentences of one log that are kept: a module that is tried again and again says the same.
const MOST: usize = 500;

/// Where a sentence has the module's name.
#[derive(Clone, Copy)]
enum At {
    /// `NAME: ` in front.
    Before,
    /// Somewhere in the line, as a word or as the file `NAME.ko`.
    Within,
    /// The same, in a complaint of a program that loads modules.
    Inserting,
    /// Nowhere.
    Nowhere,
}

/// One sentence: its rule, the words that tell it, where the name is, and whether it refuses the module.
struct Known(&'static str, &'static str, At, bool);

const KNOWN: &[Known] = &[
    Known("crc-differs", "disagrees about version of symbol ", At::Before, true),
    Known("unknown-symbol", "Unknown symbol ", At::Before, true),
    Known("no-symbol-version", "no symbol version for ", At::Before, false),
    Known("no-symbol-version", "no extended symbol version for ", At::Before, false),
    Known("vermagic", "version magic '", At::Before, true),
    Known("namespace", "module uses symbol ", At::Before, true),
    Known("duplicate-export", "exports duplicate symbol ", At::Before, true),
    Known("struct-module", ".gnu.linkonce.this_module section size must match", At::Before, true),
    Known("not-a-module", "one .gnu.linkonce.this_module section must exist", At::Within, true),
    Known("not-a-module", "No module found in object", At::Before, true),
    Known("relocation-target", "existing value is nonzero", At::Nowhere, true),
    Known("relocation-overflow", "overflow in relocation type ", At::Nowhere, true),
    Known("unsigned", "Loading of unsigned module is rejected", At::Nowhere, true),
    Known("signature-crypto", "Loading of module with unsupported crypto is rejected", At::Nowhere, true),
    Known("signature-key", "Loading of module with unavailable key is rejected", At::Nowhere, true),
    Known("signature-taints", "module verification failed: signature and/or required key missing", At::Before, false),
    Known("lockdown", "unsigned module loading is restricted", At::Nowhere, true),
    Known("proprietary-provider", "module using GPL-only symbols uses symbols ", At::Before, true),
    Known("proprietary-taint", "inheriting taint", At::Within, false),
    Known("license-taints", "module license '", At::Before, false),
    Known("out-of-tree-taints", "loading out-of-tree module taints kernel", At::Before, false),
    Known("btf", "failed to validate module [", At::Within, true),
    Known("common-symbol", "please compile with -fno-common", At::Before, true),
    Known("stripped", "module has no symbols (stripped?)", At::Before, true),
    Known("elf", "Invalid ELF header", At::Nowhere, true),
    Known("elf", "Module has invalid ELF structures", At::Nowhere, true),
    Known("machine", "Invalid architecture in ELF header", At::Nowhere, true),
    Known("provider-waits", "gave up waiting for init of module ", At::Before, true),
    Known("retpoline", "loading module not compiled with retpoline compiler", At::Before, false),
    Known("gpl-only", "uses GPL-only symbol ", At::Within, true),
    Known("exec-format", "Exec format error", At::Inserting, true),
    Known("exec-format", "Invalid module format", At::Inserting, true),
    Known("key-rejected", "Key was rejected by service", At::Inserting, true),
    Known("key-missing", "Required key not available", At::Inserting, true),
    Known("signature-damaged", "Bad message", At::Inserting, true),
    Known("not-permitted", "Operation not permitted", At::Inserting, true),
    Known("unknown-symbol-in-module", "Unknown symbol in module", At::Inserting, true),
    Known("invalid-argument", "Invalid parameters", At::Inserting, true),
    Known("invalid-argument", "Invalid argument", At::Inserting, true),
    Known("loaded-already", "File exists", At::Inserting, false),
    Known("no-device", "No such device", At::Inserting, false),
];

/// What a log says of a module.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) sentences: Vec<Sentence>,
    /// The version magic that the kernel asked for.
    pub(super) vermagic: Option<String>,
    /// Sentences about it that were left out, being too many.
    pub(super) left_out: usize,
    /// Lines of the log.
    pub(super) lines: usize,
}

/// Reads a log.
pub(super) fn read(text: &str, module: &str) -> Said {
    let module = normal(module);
    let mut out = Said::default();
    let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        out.lines = number;
        let Some((known, rest)) = KNOWN.iter().find_map(|known| Some((known, told(known, line, &module)?))) else {
            continue;
        };
        let meaning = meaning(known.0, rest);
        if known.0 == "vermagic" {
            out.vermagic = asked(rest).map(str::to_owned).or(out.vermagic);
        }
        if let Some(&at) = seen.get(&(known.0, meaning.clone())) {
            out.sentences[at].repeated += 1;
            continue;
        }
        if out.sentences.len() == MOST {
            out.left_out += 1;
            continue;
        }
        seen.insert((known.0, meaning.clone()), out.sentences.len());
        out.sentences.push(Sentence {
            line: number,
            text: line.trim().to_owned(),
            rule: known.0.into(),
            refuses: known.3,
            meaning,
            repeated: 0,
        });
    }
    out
}

/// What a line says behind the words of a sentence, if it is that sentence about that module.
fn told<'l>(known: &Known, line: &'l str, module: &str) -> Option<&'l str> {
    let at = line.find(known.1)?;
    let (before, rest) = (&line[..at], &line[at + known.1.len()..]);
    let names = match known.2 {
        At::Nowhere => true,
        At::Before => {
            let name = before.trim_end().strip_suffix(':')?;
            let start = name.rfind(|c: char| !is_of_name(c)).map_or(0, |at| at + 1);
            normal(&name[start..]) == module
        }
        At::Within => has(line, module),
        At::Inserting => INSERTING.iter().any(|words| line.contains(words)) && has(line, module),
    };
    names.then_some(rest)
}

/// What insmod and modprobe begin a complaint with.
const INSERTING: [&str; 4] = ["could not insert", "rror inserting", "ailed to insert", "ould not load"];

/// Whether a line has the module's name as a word, or its file.
fn has(line: &str, module: &str) -> bool {
    line.split(|c: char| !is_of_name(c)).any(|word| {
        let word = word.trim_matches('.');
        normal(word.strip_suffix(".ko").unwrap_or(word)) == module
    })
}

/// Whether a character may stand in the name of a module, or of its file.
fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// `A' should be 'B'`: B.
fn asked(rest: &str) -> Option<&str> {
    let (_, magic) = rest.split_once("' should be '")?;
    magic.strip_suffix('\'').or_else(|| magic.rsplit_once('\'').map(|(magic, _)| magic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str, module: &str) -> Vec<(usize, String, bool)> {
        let all = read(text, module).sentences.into_iter();
        all.map(|s| (s.line, s.rule.into_owned(), s.refuses)).collect()
    }

    #[test]
    fn only_lines_about_the_module_count() {
        let text = "[    1.0] other: Unknown symbol foo (err -2)\n\
                    Nov 30 12:00:00 host kernel: [   12.34] my_driver: disagrees about version of symbol module_layout\n\
                    my-driver: Unknown symbol foo (err -22)\n\
                    not_my_driver: Unknown symbol foo (err -22)\n\
                    Loading of unsigned module is rejected\n\
                    insmod: ERROR: could not insert module ./my-driver.ko: Invalid module format\n\
                    insmod: ERROR: could not insert module ./your-driver.ko: Invalid module format\n";
        let expected =
            [(2, "crc-differs", true), (3, "unknown-symbol", true), (5, "unsigned", true), (6, "exec-format", true)];
        let expected = expected.map(|(line, rule, refuses)| (line, rule.to_owned(), refuses));
        assert_eq!(rules(text, "my-driver"), expected);
        assert_eq!(rules(text, "my_driver"), expected);
    }

    #[test]
    fn the_kernel_tells_its_version_magic() {
        let text = "m: version magic '5.4 SMP ' should be '6.1 SMP preempt '\nm: version magic '5.4 SMP ' should be '6.1 SMP preempt '";
        let said = read(text, "m");
        assert_eq!(said.vermagic.as_deref(), Some("6.1 SMP preempt "));
        assert_eq!((said.sentences.len(), said.sentences[0].repeated), (1, 1));
        assert_eq!(read("m: version magic 'a", "m").vermagic, None);
    }

    #[test]
    fn what_is_said_too_often_is_counted() {
        let text: String = (0..MOST + 3).map(|n| format!("m: Unknown symbol s{n} (err -2)\n")).collect();
        let said = read(&text, "m");
        assert_eq!((said.sentences.len(), said.left_out, said.lines), (MOST, 3, MOST + 3));
    }

    #[test]
    fn every_sentence_has_a_meaning_of_its_own() {
        for known in KNOWN {
            assert!(!meaning(known.0, "x' y (err -2)").is_empty(), "{}", known.0);
        }
    }
}

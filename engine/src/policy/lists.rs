//! Symbol lists: which exports a scope is about.
//!
//! | format | looks like | written by |
//! | --- | --- | --- |
//! | `symvers` | `0x<crc> TAB symbol TAB module TAB EXPORT_SYMBOL[_GPL]` | modpost; RHEL `Module.kabi_<arch>`; SUSE `symvers-<flavour>`; Debian `debian/abi` |
//! | `sections` | `[rhel9_x86_64_stablelist]`, `[abi_symbol_list]`, `[kernel_abi_whitelist]`, then a symbol a line | RHEL stablelists and whitelists, Android `abi_gki_*` and `gki/<arch>/symbols/*`, libabigail |
//! | `plain` | a symbol a line | Android `protected_exports`, people |
//!
//! `#` starts a comment in all of them. A folder is the union of its files: that is how Android keeps its symbol lists,
//! and RHEL its `kabi-module/kabi_<arch>/<symbol>` (a lifetime tag as comment, then a row of `Module.symvers`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::interface::kernel_name;
use super::text;
use crate::ground::error::{Error, Result};
use crate::kernel::crc::symvers::Symvers;

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Told by the first line that is no comment.
    #[default]
    Auto,
    /// Rows of `Module.symvers`.
    Symvers,
    /// Sections whose names end in `stablelist`, `whitelist` or `symbol_list`.
    Sections,
    /// A symbol a line.
    Plain,
}

/// The longest name that is taken for one of a symbol, in bytes. Mangled names of C++ have some thousands.
const LONGEST: usize = 1 << 16;

/// A symbol that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where, as the policy names it.
    pub file: String,
    /// Line there, from 1.
    pub line: usize,
    /// The CRCs that lists state, one for each module.
    pub crcs: Vec<ListedCrc>,
}

/// A CRC that a list states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCrc {
    /// Where, as the policy names it.
    pub file: String,
    /// Line there, from 1.
    pub line: usize,
    /// The CRC.
    pub crc: u32,
    /// The module that exports the symbol, as objects name it.
    pub module: String,
}

/// What is worth knowing of a list and no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListNote {
    /// Stable word: `list-empty`, `listed-twice`.
    pub kind: &'static str,
    /// The list, as the policy names it.
    pub file: String,
    /// Line there, from 1.
    pub line: usize,
    /// One sentence.
    pub message: String,
}

/// Symbols by name; of several mentions the first, with the CRCs of all.
pub type SymbolList = BTreeMap<String, Listed>;

/// Reads a list or a folder of lists at `path`, called `name` in messages, into `out`.
///
/// # Errors
/// A file cannot be read, or a line is not of the format; two CRCs for one symbol; a folder holds no file.
pub fn read(path: &Path, name: &str, format: Format, out: &mut SymbolList, notes: &mut Vec<ListNote>) -> Result<()> {
    if !path.is_dir() {
        return parse(name, &text::read(path, name)?, format, out, notes);
    }
    let entries = std::fs::read_dir(path).map_err(|e| Error::io(path, e))?;
    let files: std::io::Result<Vec<PathBuf>> = entries.map(|e| e.map(|e| e.path())).collect();
    let mut files = files.map_err(|e| Error::io(path, e))?;
    files.sort();
    if files.is_empty() {
        return Err(Error::text(name, 1, "is a folder without a list in it"));
    }
    for file in files {
        let label = format!("{name}/{}", file.file_name().unwrap_or_default().to_string_lossy());
        if file.is_dir() {
            return Err(Error::text(&label, 1, "is a folder in a folder of lists: name it as a list of its own"));
        }
        parse(&label, &text::read(&file, &label)?, format, out, notes)?;
    }
    Ok(())
}

/// Parses one list.
///
/// # Errors
/// A line is not of the format, or two lines state two CRCs for one symbol: the message names file and line.
pub fn parse(name: &str, content: &str, format: Format, out: &mut SymbolList, notes: &mut Vec<ListNote>) -> Result<()> {
    let format = match format {
        Format::Auto => detect(content),
        stated => stated,
    };
    let mut own = Own::default();
    match format {
        Format::Symvers => symvers(name, content, &mut own),
        Format::Sections => sections(name, content, &mut own),
        Format::Auto | Format::Plain => plain(name, content, &mut own),
    }?;
    let mut add = |kind, line, message| notes.push(ListNote { kind, file: name.to_owned(), line, message });
    if own.list.is_empty() {
        // Vendors ship such lists. One that was cut off would protect less, which the note tells.
        add("list-empty", 1, "names no symbol: it protects nothing".to_owned());
    }
    if let [(symbol, first, line), rest @ ..] = &own.twice[..] {
        let others = match rest.len() {
            0 => String::new(),
            1 => ", and 1 more line repeats another".to_owned(),
            n => format!(", and {n} more lines repeat others"),
        };
        add("listed-twice", *line, format!("`{symbol}` stands already in line {first}{others}"));
    }
    own.list.into_iter().try_for_each(|(symbol, listed)| merge(out, symbol, listed))
}

/// What one file says.
#[derive(Default)]
struct Own {
    list: SymbolList,
    /// Symbols that stand twice, with both lines.
    twice: Vec<(String, usize, usize)>,
}

/// Adds what a list says of a symbol.
fn merge(out: &mut SymbolList, symbol: String, listed: Listed) -> Result<()> {
    let Some(there) = out.get_mut(&symbol) else {
        out.insert(symbol, listed);
        return Ok(());
    };
    for new in listed.crcs {
        match there.crcs.iter().find(|c| kernel_name(&c.module) == kernel_name(&new.module)) {
            Some(old) if old.crc != new.crc => {
                let what = format!(
                    "`{symbol}` has the CRC {:#010x} here and {:#010x} in {}: line {}",
                    new.crc, old.crc, old.file, old.line
                );
                return Err(Error::text(&new.file, new.line, what));
            }
            Some(_) => {}
            None => there.crcs.push(new),
        }
    }
    Ok(())
}

fn detect(content: &str) -> Format {
    match content.lines().map(|l| text::uncomment(l).trim()).find(|l| !l.is_empty()) {
        Some(line) if line.starts_with('[') => Format::Sections,
        Some(line) if line.starts_with("0x") && line.contains('\t') => Format::Symvers,
        _ => Format::Plain,
    }
}

fn symvers(name: &str, content: &str, out: &mut Own) -> Result<()> {
    // Tags of RHEL's kabi-module files and comments become empty lines: line numbers stay.
    let rows: Vec<&str> = content.lines().map(|l| if l.trim_start().starts_with('#') { "" } else { l }).collect();
    if rows.iter().all(|row| row.trim().is_empty()) {
        return Ok(());
    }
    let rows = Symvers::parse(name, &rows.join("\n"))?;
    for r in rows.repeated {
        out.twice.push((r.name, r.first as usize, r.line as usize));
    }
    for entry in rows.entries {
        let (line, module) = (entry.line as usize, entry.module_name().to_owned());
        let crc = ListedCrc { file: name.to_owned(), line, crc: entry.crc, module };
        merge(&mut out.list, entry.name, Listed { file: name.to_owned(), line, crcs: vec![crc] })?;
    }
    Ok(())
}

fn sections(name: &str, content: &str, out: &mut Own) -> Result<()> {
    let mut inside = false;
    for (i, line) in content.lines().enumerate() {
        let line = text::uncomment(line).trim();
        if line.is_empty() {
            continue;
        }
        if let Some(section) = text::section(line).map_err(|what| Error::text(name, i + 1, what))? {
            inside = ["stablelist", "whitelist", "symbol_list"].iter().any(|end| section.ends_with(end));
            if !inside {
                let what = format!(
                    "section `{section}` is no symbol list: those end in `stablelist`, `whitelist` or `symbol_list`"
                );
                return Err(Error::text(name, i + 1, what));
            }
        } else if inside {
            one(name, i + 1, line, out)?;
        } else {
            return Err(Error::text(name, i + 1, format!("`{line}` stands before the first section")));
        }
    }
    Ok(())
}

fn plain(name: &str, content: &str, out: &mut Own) -> Result<()> {
    for (i, line) in content.lines().enumerate() {
        let line = text::uncomment(line).trim();
        if !line.is_empty() {
            one(name, i + 1, line, out)?;
        }
    }
    Ok(())
}

fn one(name: &str, line: usize, symbol: &str, out: &mut Own) -> Result<()> {
    if symbol.len() > LONGEST {
        return Err(Error::text(
            name,
            line,
            format!("a name of {} bytes is no symbol: those have {LONGEST} at most", symbol.len()),
        ));
    }
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$');
    if !symbol.chars().all(sound) {
        return Err(Error::text(name, line, format!("`{symbol}` is no symbol: expected one name on each line")));
    }
    if let Some(first) = out.list.get(symbol) {
        out.twice.push((symbol.to_owned(), first.line, line));
    }
    merge(&mut out.list, symbol.to_owned(), Listed { file: name.to_owned(), line, crcs: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(content: &str) -> Vec<String> {
        let mut out = SymbolList::new();
        parse("l", content, Format::Auto, &mut out, &mut Vec::new()).expect("a sound list");
        out.into_keys().collect()
    }

    fn error(content: &str) -> String {
        parse("l", content, Format::Auto, &mut SymbolList::new(), &mut Vec::new()).expect_err(content).to_string()
    }

    #[test]
    fn every_format_is_told_by_its_first_line() {
        assert_eq!(names("[rhel9_x86_64_stablelist]\n\tfput\n\tkmalloc\n"), ["fput", "kmalloc"]);
        assert_eq!(
            names(
                "[abi_symbol_list]\n# commonly used\n  b # why\n\n  a\n\n# required by c.ko\n[abi_symbol_list]\n  c\n"
            ),
            ["a", "b", "c"]
        );
        assert_eq!(names("[abi_whitelist]\n  a\n[kernel_abi_whitelist]\n  b\n"), ["a", "b"]);
        assert_eq!(names("# mine\nb\na # why\na\n"), ["a", "b"]);
        assert_eq!(names("#2-\n0x12345678\tfput\tvmlinux\tEXPORT_SYMBOL\t\n"), ["fput"]);
    }

    #[test]
    fn rows_of_symvers_keep_crc_module_and_line() {
        let mut out = SymbolList::new();
        parse(
            "m",
            "#1-\n0x0000002a\ta\tdrivers/net/b-c\tEXPORT_SYMBOL_GPL\tNS\n",
            Format::Auto,
            &mut out,
            &mut Vec::new(),
        )
        .expect("one");
        let crc =
            |file: &str, line, crc, module: &str| ListedCrc { file: file.into(), line, crc, module: module.into() };
        let listed = Listed { file: "m".into(), line: 2, crcs: vec![crc("m", 2, 42, "b-c")] };
        assert_eq!(out.get("a"), Some(&listed));
        // A plain mention elsewhere does not take the CRC away, and one with a CRC adds it.
        parse("p", "a\nz\n", Format::Plain, &mut out, &mut Vec::new()).expect("two");
        assert_eq!(out["a"], listed);
        parse("q", "0x1\tz\tvmlinux\tEXPORT_SYMBOL\n", Format::Symvers, &mut out, &mut Vec::new()).expect("one");
        assert_eq!(out["z"], Listed { file: "p".into(), line: 2, crcs: vec![crc("q", 1, 1, "vmlinux")] });
        // Two modules may export one name, and one module has one CRC.
        let again = "0x2\tz\tdrivers/z\tEXPORT_SYMBOL\n0x1\tz\tvmlinux\tEXPORT_SYMBOL\n";
        parse("r", again, Format::Symvers, &mut out, &mut Vec::new()).expect("two");
        assert_eq!(out["z"].crcs, [crc("q", 1, 1, "vmlinux"), crc("r", 1, 2, "z")]);
        let error = parse("s", "0x3\tz\tvmlinux\tEXPORT_SYMBOL\n", Format::Symvers, &mut out, &mut Vec::new())
            .expect_err("a conflict");
        assert_eq!(error.to_string(), "s: line 1: `z` has the CRC 0x00000003 here and 0x00000001 in q: line 1");
    }

    #[test]
    fn every_file_of_a_folder_has_to_be_a_list() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
        let all = || {
            let (mut out, mut notes) = (SymbolList::new(), Vec::new());
            read(folder.path(), "lists", Format::Auto, &mut out, &mut notes)
                .map(|()| (out.len(), notes.len()))
                .map_err(|e| e.to_string())
        };
        write("a", "x\n");
        write("b", "[abi_symbol_list]\n y\n");
        assert_eq!(all(), Ok((2, 0)));
        write("c", "[abi_symbol_list]\n");
        assert_eq!(all(), Ok((2, 1)));
        write("c", "z\n");
        std::fs::create_dir(folder.path().join("d")).expect("a folder");
        assert!(all().is_err_and(|e| e.starts_with("lists/d: line 1: is a folder in a folder of lists")));
    }

    #[test]
    fn a_bad_line_is_named() {
        for (content, what) in [
            ("a\nb c\n", "l: line 2: `b c` is no symbol"),
            ("[abi_symbol_list]\n a\n[suppress_type]\n", "l: line 3: section `suppress_type` is no symbol list"),
            ("[abi_symbol_list\n a\n", "l: line 1: `[abi_symbol_list` opens a section"),
            ("0x1\ta\tvmlinux\tEXPORT_SYMBOL\nfoo\n", "l: line 2: expected columns"),
            ("0xZZ\ta\tvmlinux\tEXPORT_SYMBOL\n", "l: line 1: `0xZZ` is no CRC"),
            (
                "0x1\ta\tvmlinux\tEXPORT_SYMBOL\n0x2\ta\tvmlinux\tEXPORT_SYMBOL\n",
                "l: line 2: `a` of vmlinux has the CRC 0x00000002 here and 0x00000001 in line 1",
            ),
            (&"f".repeat(100_000), "l: line 1: a name of 100000 bytes is no symbol"),
        ] {
            assert!(error(content).starts_with(what), "{}", error(content));
        }
    }

    #[test]
    fn lists_that_name_nothing_and_entries_that_stand_twice_are_notes() {
        let notes = |content: &str, format| {
            let mut notes = Vec::new();
            parse("l", content, format, &mut SymbolList::new(), &mut notes).expect(content);
            notes.into_iter().map(|n| format!("{} {}: {}", n.kind, n.line, n.message)).collect::<Vec<_>>()
        };
        let empty = ["list-empty 1: names no symbol: it protects nothing"];
        for content in ["", "[abi_symbol_list]\n# cut off\n", "#1-\n\n"] {
            assert_eq!(notes(content, Format::Auto), empty, "{content}");
        }
        assert_eq!(notes("# nothing\n", Format::Symvers), empty);
        let row = "0x1\ta\tvmlinux\tEXPORT_SYMBOL\n";
        assert_eq!(notes(&row.repeat(2), Format::Auto), ["listed-twice 2: `a` stands already in line 1"]);
        assert_eq!(
            notes("[abi_symbol_list]\n a\n b\n[abi_symbol_list]\n a\n b\n", Format::Auto),
            ["listed-twice 5: `a` stands already in line 2, and 1 more line repeats another"]
        );
        assert!(notes("a\nb\n", Format::Auto).is_empty());
    }
}

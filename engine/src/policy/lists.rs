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

use super::text;
use crate::crc::symvers::Symvers;
use crate::error::{Error, Result};

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

/// A symbol that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where, as the policy names it.
    pub file: String,
    /// Line there, from 1.
    pub line: usize,
    /// The CRC that it states.
    pub crc: Option<u32>,
    /// The module that it states, as objects name it.
    pub module: Option<String>,
}

/// Symbols by name; of several mentions the first one that states a CRC, else the first.
pub type SymbolList = BTreeMap<String, Listed>;

/// Reads a list or a folder of lists at `path`, called `name` in messages, into `out`.
///
/// # Errors
/// A file cannot be read, or a line is not of the format; a folder holds no file.
pub fn read(path: &Path, name: &str, format: Format, out: &mut SymbolList) -> Result<()> {
    if !path.is_dir() {
        return parse(name, &text::read(path, name)?, format, out);
    }
    let entries = std::fs::read_dir(path).map_err(|e| Error::io(path, e))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    files.sort();
    if files.is_empty() {
        return Err(Error::text(name, 1, "is a folder without a list in it"));
    }
    for file in files {
        let label = format!("{name}/{}", file.file_name().unwrap_or_default().to_string_lossy());
        parse(&label, &text::read(&file, &label)?, format, out)?;
    }
    Ok(())
}

/// Parses one list.
///
/// # Errors
/// A line is not of the format; the message names file and line.
pub fn parse(name: &str, content: &str, format: Format, out: &mut SymbolList) -> Result<()> {
    let format = match format {
        Format::Auto => detect(content),
        stated => stated,
    };
    match format {
        Format::Symvers => symvers(name, content, out),
        Format::Sections => sections(name, content, out),
        Format::Auto | Format::Plain => plain(name, content, out),
    }
}

fn detect(content: &str) -> Format {
    match content.lines().map(|l| text::uncomment(l).trim()).find(|l| !l.is_empty()) {
        Some(line) if line.starts_with('[') => Format::Sections,
        Some(line) if line.starts_with("0x") && line.contains('\t') => Format::Symvers,
        _ => Format::Plain,
    }
}

fn add(out: &mut SymbolList, symbol: &str, listed: Listed) {
    match out.get_mut(symbol) {
        None => {
            out.insert(symbol.to_owned(), listed);
        }
        Some(there) if there.crc.is_none() && listed.crc.is_some() => *there = listed,
        Some(_) => {}
    }
}

fn symvers(name: &str, content: &str, out: &mut SymbolList) -> Result<()> {
    // Tags of RHEL's kabi-module files and comments become empty lines: line numbers stay.
    let rows: Vec<&str> = content.lines().map(|l| if l.trim_start().starts_with('#') { "" } else { l }).collect();
    for entry in Symvers::parse(name, &rows.join("\n"))?.entries {
        let module = Some(entry.module_name().to_owned());
        let line = entry.line as usize;
        add(out, &entry.name, Listed { file: name.to_owned(), line, crc: Some(entry.crc), module });
    }
    Ok(())
}

fn sections(name: &str, content: &str, out: &mut SymbolList) -> Result<()> {
    let mut inside = false;
    for (i, line) in content.lines().enumerate() {
        let line = text::uncomment(line).trim();
        if line.is_empty() {
            continue;
        }
        if let Some(section) = line.strip_prefix('[') {
            let Some(section) = section.strip_suffix(']') else {
                return Err(Error::text(name, i + 1, format!("`{line}` opens a section and does not close it")));
            };
            let section = section.trim();
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

fn plain(name: &str, content: &str, out: &mut SymbolList) -> Result<()> {
    for (i, line) in content.lines().enumerate() {
        let line = text::uncomment(line).trim();
        if !line.is_empty() {
            one(name, i + 1, line, out)?;
        }
    }
    Ok(())
}

fn one(name: &str, line: usize, symbol: &str, out: &mut SymbolList) -> Result<()> {
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$');
    if !symbol.chars().all(sound) {
        return Err(Error::text(name, line, format!("`{symbol}` is no symbol: expected one name on each line")));
    }
    add(out, symbol, Listed { file: name.to_owned(), line, crc: None, module: None });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(content: &str) -> Vec<String> {
        let mut out = SymbolList::new();
        parse("l", content, Format::Auto, &mut out).expect("a sound list");
        out.into_keys().collect()
    }

    fn error(content: &str) -> String {
        parse("l", content, Format::Auto, &mut SymbolList::new()).expect_err(content).to_string()
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
        parse("m", "#1-\n0x0000002a\ta\tdrivers/net/b-c\tEXPORT_SYMBOL_GPL\tNS\n", Format::Auto, &mut out)
            .expect("one");
        let listed = Listed { file: "m".into(), line: 2, crc: Some(42), module: Some("b-c".into()) };
        assert_eq!(out.get("a"), Some(&listed));
        // A plain mention elsewhere does not take the CRC away, and one with a CRC adds it.
        parse("p", "a\nz\n", Format::Plain, &mut out).expect("two");
        assert_eq!(out["a"], listed);
        parse("q", "0x1\tz\tvmlinux\tEXPORT_SYMBOL\n", Format::Symvers, &mut out).expect("one");
        assert_eq!(out["z"].crc, Some(1));
    }

    #[test]
    fn a_bad_line_is_named() {
        for (content, what) in [
            ("a\nb c\n", "l: line 2: `b c` is no symbol"),
            ("[abi_symbol_list]\n a\n[suppress_type]\n", "l: line 3: section `suppress_type` is no symbol list"),
            ("[abi_symbol_list\n a\n", "l: line 1: `[abi_symbol_list` opens a section"),
            ("0x1\ta\tvmlinux\tEXPORT_SYMBOL\nfoo\n", "l: line 2: expected columns"),
            ("0xZZ\ta\tvmlinux\tEXPORT_SYMBOL\n", "l: line 1: `0xZZ` is no CRC"),
        ] {
            assert!(error(content).starts_with(what), "{}", error(content));
        }
    }
}

//! How a project compiles itself, as `compile_commands.json` says (clang's JSON Compilation Database): folders, macros and the
//! standard of one entry. Nothing of it is run, and what else it says is passed over.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// The largest file, in bytes: that of LLVM has some ten million.
const MOST: u64 = 256 << 20;

/// What an entry says for headers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Flags {
    /// Folders to look for headers in.
    pub(super) include: Vec<PathBuf>,
    /// `-DNAME`, `-UNAME`, in their order.
    pub(super) macros: Vec<String>,
    /// As `-std` names it.
    pub(super) standard: Option<String>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    directory: PathBuf,
    file: PathBuf,
    #[serde(default)]
    arguments: Vec<String>,
    #[serde(default)]
    command: String,
}

impl Flags {
    /// Of the first entry, or the first of a source whose path ends so.
    ///
    /// # Errors
    /// The file cannot be read, or has no such entry.
    pub(super) fn read(path: &Path, source: Option<&Path>) -> Result<Self> {
        let name = path.display();
        let found = std::fs::metadata(path).with_context(|| name.to_string())?;
        if !found.is_file() || found.len() > MOST {
            bail!("{name}: no regular file of at most {MOST} bytes");
        }
        let text = std::fs::read(path).with_context(|| name.to_string())?;
        let entries: Vec<Entry> =
            serde_json::from_slice(&text).with_context(|| format!("{name}: no compile_commands.json"))?;
        let is_chosen = |entry: &&Entry| source.is_none_or(|source| entry.file.ends_with(source));
        let Some(entry) = entries.iter().find(is_chosen) else {
            match source {
                Some(source) => bail!("{name}: has no entry for {}", source.display()),
                None => bail!("{name}: has no entry"),
            }
        };
        let folder = path.parent().unwrap_or(Path::new("")).join(&entry.directory);
        let words = if entry.arguments.is_empty() { words(&entry.command) } else { entry.arguments.clone() };
        Ok(Self::of(&words, &folder))
    }

    /// Of the words of a command that runs in a folder.
    fn of(words: &[String], folder: &Path) -> Self {
        let mut out = Self::default();
        let mut words = words.iter().skip(1);
        while let Some(word) = words.next() {
            // The value follows at once, or is the next word.
            let mut value = |option: &str| match word.strip_prefix(option) {
                Some("") => words.next().cloned(),
                rest => rest.map(str::to_owned),
            };
            let mut folders = ["-isystem", "-iquote", "-idirafter", "-I"].iter();
            if let Some(of) = folders.find_map(|option| value(option)) {
                out.include.push(folder.join(of));
            } else if let Some(name) = value("-D") {
                out.macros.extend(is_identifier(&name).then(|| format!("-D{name}")));
            } else if let Some(name) = value("-U") {
                out.macros.extend(is_identifier(&name).then(|| format!("-U{name}")));
            } else if let Some(standard) = word.strip_prefix("-std=") {
                out.standard = Some(standard.to_owned());
            } else if word == "--" {
                break;
            }
        }
        out
    }
}

/// Whether it can be the name of a macro: clang would take `@name` for a file with further options.
fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'))
}

/// The words of a command, as a shell parts them: quotes and backslashes, and nothing else of a shell.
fn words(command: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = command.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, quote) {
            ('\\', None) => word.get_or_insert_default().extend(rest.next()),
            ('\\', Some('"')) if matches!(rest.peek(), Some('"' | '\\' | '$' | '`')) => {
                word.get_or_insert_default().extend(rest.next());
            }
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => out.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    out.extend(word);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_parted_as_a_shell_does() {
        let command = r#"cc -DA="x y" '-DB="z"' -DC=\"\ \" "-DD=\"$e\\" "" -o out"#;
        assert_eq!(words(command), ["cc", "-DA=x y", "-DB=\"z\"", "-DC=\" \"", "-DD=\"$e\\", "", "-o", "out"]);
        assert_eq!(words("cc 'a"), ["cc", "a"]);
    }

    #[test]
    fn an_entry_gives_folders_macros_and_the_standard() {
        let line = "cc -I inc -I/abs -isystem sys -iquotequote -DA -D B=1 -UA -D@further -std=c11 -include x.h -o out -Wall -c a.c";
        let flags = Flags::of(&words(line), Path::new("/build"));
        let folders = ["/build/inc", "/abs", "/build/sys", "/build/quote"].map(PathBuf::from);
        assert_eq!(flags.include, folders);
        assert_eq!(flags.macros, ["-DA", "-DB=1", "-UA"]);
        assert_eq!(flags.standard.as_deref(), Some("c11"));
    }
}

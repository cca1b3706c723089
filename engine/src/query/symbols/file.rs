//! Symbols files of Debian: deb-symbols(5), and deb-src-symbols(5) with tags, patterns and further files.

use super::Tag;
use super::pattern::Pattern;
use super::restricted;
use crate::graph::Machine;

/// Further files within further files.
const DEPTH: usize = 8;

/// A symbols file, line by line.
#[derive(Clone, Debug, Default)]
pub struct SymbolsFile {
    pub(super) lines: Vec<Line>,
}

/// A line of a file.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// As it stands there, without the break.
    pub(super) text: String,
    /// The file is one that another names.
    pub(super) is_included: bool,
    pub(super) what: What,
}

/// What a line is.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Comments, fields, further dependencies.
    Other,
    /// From here on the symbols of that SONAME.
    Library(String),
    Symbol(Listed),
}

/// A symbol or pattern of a file.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) tags: Vec<Tag>,
    /// `name@version`, or what the pattern looks for.
    pub(super) symbol: String,
    /// The least version of the package that has it.
    pub(super) since: String,
    /// It was noted as missing.
    pub(super) is_missing: bool,
    pub(super) pattern: Option<Pattern>,
}

impl Listed {
    pub(super) fn has(&self, tag: &str) -> bool {
        self.tags.iter().any(|(name, _)| name == tag)
    }

    /// Whether it is one of those of a machine.
    pub(super) fn is_of(&self, machine: Machine) -> bool {
        self.tags.iter().all(|(tag, value)| restricted::holds(tag, value, machine))
    }
}

impl SymbolsFile {
    /// Reads a file. `more` gives the text of a file that this one names.
    ///
    /// # Errors
    /// Line and reason, where it is no symbols file.
    pub fn parse(text: &str, mut more: impl FnMut(&str) -> Result<String, String>) -> Result<Self, String> {
        let mut file = Self::default();
        file.take(text, &[], 0, &mut more)?;
        Ok(file)
    }

    fn take(
        &mut self,
        text: &str,
        inherited: &[Tag],
        depth: usize,
        more: &mut dyn FnMut(&str) -> Result<String, String>,
    ) -> Result<(), String> {
        for (number, line) in text.lines().enumerate() {
            let wrong = |why: &str| format!("line {}: {why}", number + 1);
            if let Some((tags, name)) = included(line) {
                if depth >= DEPTH {
                    return Err(wrong("files that name files, more than eight deep"));
                }
                self.push(line, depth, What::Other);
                let further = more(name).map_err(|why| wrong(&why))?;
                let tags = [inherited, &tags].concat();
                self.take(&further, &tags, depth + 1, more).map_err(|why| wrong(&format!("{name}: {why}")))?;
                continue;
            }
            let what = match line.as_bytes().first() {
                None | Some(b'*' | b'|') => What::Other,
                Some(b'#') => match missing(line) {
                    Some(rest) => What::Symbol(listed(rest, inherited, true).map_err(wrong)?),
                    None => What::Other,
                },
                Some(b' ') => What::Symbol(listed(&line[1..], inherited, false).map_err(wrong)?),
                Some(_) => match line.split_once(' ') {
                    Some((soname, _)) => What::Library(soname.to_owned()),
                    None => {
                        return Err(wrong(
                            "neither a symbol, which stands behind a blank, nor a library with its package",
                        ));
                    }
                },
            };
            self.push(line, depth, what);
        }
        Ok(())
    }

    fn push(&mut self, text: &str, depth: usize, what: What) {
        self.lines.push(Line { text: text.to_owned(), is_included: depth > 0, what });
    }
}

/// What `#MISSING: 1.2# foo@Base 1.0` says is missing. `#DEPRECATED:` is how it was spelt before.
fn missing(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("#MISSING:").or_else(|| line.strip_prefix("#DEPRECATED:"))?;
    Some(rest.split_once('#')?.1.trim_start())
}

/// The tags and the name of a further file: `(arch=amd64)#include "other"`.
fn included(line: &str) -> Option<(Vec<Tag>, &str)> {
    let line = line.trim_start();
    let (tags, rest) = if line.starts_with('(') { tags(line).ok()? } else { (Vec::new(), line) };
    let name = rest.strip_prefix("#include")?.trim();
    Some((tags, name.trim_matches('"')))
}

/// Tags at the start of a text, and what stands behind them.
fn tags(text: &str) -> Result<(Vec<Tag>, &str), &'static str> {
    let Some(inside) = text.strip_prefix('(') else { return Ok((Vec::new(), text)) };
    let Some((tags, rest)) = inside.split_once(')') else { return Err("tags without `)`") };
    let tags = tags.split('|').map(|tag| tag.split_once('=').unwrap_or((tag, "")));
    Ok((tags.map(|(name, value)| (name.trim().to_owned(), value.to_owned())).collect(), rest))
}

fn listed(text: &str, inherited: &[Tag], is_missing: bool) -> Result<Listed, &'static str> {
    let (own, rest) = tags(text)?;
    let quote = rest.chars().next().filter(|c| !own.is_empty() && matches!(c, '"' | '\''));
    let (symbol, rest) = match quote {
        None => rest.split_once(' ').unwrap_or((rest, "")),
        Some(quote) => {
            // `"a b"@Base` and `"a b@Base"` are the same.
            let Some((quoted, rest)) = rest[1..].split_once(quote) else {
                return Err("a quoted symbol without its end");
            };
            match rest.split_once(' ') {
                Some((behind, rest)) if !behind.is_empty() => {
                    return finish(own, inherited, format!("{quoted}{behind}"), rest, is_missing);
                }
                other => (quoted, other.map_or("", |(_, rest)| rest)),
            }
        }
    };
    finish(own, inherited, symbol.to_owned(), rest, is_missing)
}

fn finish(
    own: Vec<Tag>,
    inherited: &[Tag],
    mut symbol: String,
    rest: &str,
    is_missing: bool,
) -> Result<Listed, &'static str> {
    let mut tags: Vec<Tag> = inherited.iter().filter(|(name, _)| !own.iter().any(|o| o.0 == *name)).cloned().collect();
    tags.extend(own);
    if symbol.is_empty() {
        return Err("a line without a symbol");
    }
    // How patterns of versions were spelt before they had a tag.
    if let Some(version) = symbol.strip_prefix("*@") {
        symbol = version.to_owned();
        tags.extend([("symver".to_owned(), String::new()), ("optional".to_owned(), String::new())]);
    }
    let pattern = Pattern::of(&tags, &symbol)?;
    if pattern.is_none() && !symbol.contains('@') {
        return Err("a symbol without its version: name@version, name@Base where it has none");
    }
    let Some(since) = rest.split_whitespace().next() else {
        return Err("a symbol without the least version of its package");
    };
    Ok(Listed { tags, symbol, since: since.to_owned(), is_missing, pattern })
}

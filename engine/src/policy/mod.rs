//! Policy: what a user gates on, apart from what is a fact.
//!
//! A policy is a TOML file (docs/gate.md). It refers to lists, severities, suppressions and waivers in other
//! files, relative to its own folder. [`Policy::read`] reads them all and understands all of it, or says file and line of
//! what it does not: nothing is ignored in silence. `apply` makes a [`GateOutcome`] of a report and a policy.

pub mod allowed_breaks;
pub(crate) mod apply;
mod beyond;
pub mod configured;
mod crcs;
pub(crate) mod date;
pub(crate) mod declaration;
mod following;
pub(crate) mod interface;
pub mod left_out;
pub mod lists;
mod looked_at;
pub mod matrix;
pub mod patch;
pub mod pattern;
pub mod severities;
pub(crate) mod suppressed;
pub mod suppressions;
pub(crate) mod text;
pub mod waivers;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use allowed_breaks::Stanza;
use lists::{Format, ListNote, SymbolList};
use pattern::Pattern;
use serde::{Deserialize, Deserializer};
use severities::Severities;
use suppressions::Suppression;
use toml::Spanned;
use waivers::Waiver;

use crate::ground::error::{Error, Result};
use crate::ground::headers::Words;
use crate::rules::{Rule, Severity};

pub use crate::model::gate::GateOutcome;
pub use apply::Gate;
pub use date::Date;
pub use interface::Interface;
pub use left_out::{LeftOut, leave_out};
pub use suppressed::suppress;

/// The mildest severity that fails; `None`: none does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold(pub Option<Severity>);

impl Default for Threshold {
    fn default() -> Self {
        Self(Some(Severity::Risky))
    }
}

impl std::fmt::Display for Threshold {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.0.map_or("never", Severity::as_str))
    }
}

impl<'de> Deserialize<'de> for Threshold {
    fn deserialize<D: Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        let word = String::deserialize(d)?;
        if word == "never" {
            return Ok(Self(None));
        }
        word.parse().map(|s| Self(Some(s))).map_err(|e| serde::de::Error::custom(format!("{e}, or never")))
    }
}

/// What a policy says of a rule, whatever the severity of its findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleSays {
    /// Each of its findings fails.
    Fail,
    /// None does.
    Pass,
}

/// What a diagnostic of the policy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Treat {
    /// The gate fails.
    Fail,
    /// It is said.
    Note,
}

/// Which exports are the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Exports {
    /// Every one.
    #[default]
    All,
    /// Those that a public header declares.
    Headers,
}

/// Rules with a word of their own.
pub type RuleTable = BTreeMap<&'static str, RuleSays>;

/// A set of symbols with a threshold of its own.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Its name.
    pub name: String,
    /// Line of its `[[scope]]` in the policy.
    pub line: usize,
    /// Threshold.
    pub fail_on: Threshold,
    /// Rules that are judged apart from the threshold.
    pub rules: RuleTable,
    /// Symbols by list.
    pub list: SymbolList,
    /// What is worth knowing of those lists.
    pub notes: Vec<ListNote>,
    /// Symbols by name or pattern.
    pub symbols: Vec<Pattern>,
    /// A listed symbol that BASE does not export.
    pub not_in_base: Treat,
    /// A CRC that a list states and NEW does not have.
    pub crc: Treat,
}

/// A whole policy.
#[derive(Clone, Debug)]
pub struct Policy {
    /// As the user named it, `None` for the defaults.
    pub path: Option<String>,
    /// Threshold for exports in no scope, and for findings that no export reaches.
    pub fail_on: Threshold,
    /// The snapshot that stands for BASE where none is named.
    pub baseline: Option<PathBuf>,
    /// Rules that are judged apart from the threshold, unless a scope says otherwise.
    pub rules: RuleTable,
    /// How bad it is at least that the count of an enum moved, which is compatible where values were only added.
    pub sentinels: Option<Severity>,
    /// Public headers, as `--public-headers` takes them: relative to the folder of the policy where they are there.
    pub public_headers: Vec<String>,
    /// Which exports count.
    pub exports: Exports,
    /// Types of public headers count only where an export reaches them.
    pub exports_only: bool,
    /// What the public headers name, where their texts are at hand; filled in by who reads them.
    pub declared: Option<Arc<Words>>,
    /// Sets of symbols.
    pub scopes: Vec<Scope>,
    /// Exports whose changes are tolerated.
    pub severities: Severities,
    /// Findings and exports that are taken away.
    pub suppressions: Vec<Suppression>,
    /// Entries of those that take nothing away.
    pub unused_suppressions: Treat,
    /// Entries of those that take a break away that somebody meets by value.
    pub suppressed_breaks: Treat,
    /// Breaks that somebody approved.
    pub allowed_breaks: Vec<Stanza>,
    /// Paragraphs of those without a finding.
    pub unused_allowed_breaks: Treat,
    /// Waivers.
    pub waivers: Vec<Waiver>,
    /// Where proposals for waivers go: the first of `waiver-files`, else the policy itself.
    pub proposals: Option<PathBuf>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            path: None,
            fail_on: Threshold::default(),
            baseline: None,
            rules: RuleTable::new(),
            sentinels: None,
            public_headers: Vec::new(),
            exports: Exports::All,
            exports_only: false,
            declared: None,
            scopes: Vec::new(),
            severities: Severities::default(),
            suppressions: Vec::new(),
            unused_suppressions: Treat::Note,
            suppressed_breaks: Treat::Note,
            allowed_breaks: Vec::new(),
            unused_allowed_breaks: Treat::Note,
            waivers: Vec::new(),
            proposals: None,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct Raw {
    fail_on: Threshold,
    baseline: Option<Spanned<String>>,
    rules: BTreeMap<Spanned<String>, RuleSays>,
    sentinels: Option<Severity>,
    public_headers: Vec<Spanned<String>>,
    exports: Exports,
    exports_only: bool,
    scope: Vec<Spanned<RawScope>>,
    severities: Vec<Spanned<String>>,
    ignore_changes: Vec<Spanned<String>>,
    debian_defines: Vec<Spanned<String>>,
    suppressions: Vec<Spanned<String>>,
    unused_suppressions: Option<Treat>,
    suppressed_breaks: Option<Treat>,
    allowed_breaks: Vec<Spanned<String>>,
    unused_allowed_breaks: Option<Treat>,
    waiver_files: Vec<Spanned<String>>,
    waiver: Vec<Spanned<waivers::Raw>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawScope {
    name: Spanned<String>,
    fail_on: Threshold,
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, RuleSays>,
    #[serde(default)]
    lists: Vec<Spanned<RawList>>,
    #[serde(default)]
    symbols: Vec<Spanned<String>>,
    #[serde(default = "fail")]
    not_in_base: Treat,
    #[serde(default = "note")]
    crc: Treat,
}

fn fail() -> Treat {
    Treat::Fail
}

fn note() -> Treat {
    Treat::Note
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "expected a file name, or a table { file = \"...\", format = \"...\" }")]
enum RawList {
    Name(String),
    Stated(StatedList),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatedList {
    file: String,
    format: Format,
}

/// A file with waivers and nothing else.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawWaivers {
    waiver: Vec<Spanned<waivers::Raw>>,
}

/// Says where in which file.
struct Source<'a> {
    name: &'a str,
    content: &'a str,
    folder: &'a Path,
}

impl Source<'_> {
    fn wrong(&self, offset: usize, what: impl Into<String>) -> Error {
        Error::text(self.name, text::line_at(self.content, offset), what)
    }

    /// The message of the TOML parser, on one line and at its place.
    fn toml(&self, e: &toml::de::Error) -> Error {
        let what: Vec<&str> = e.message().lines().map(str::trim).collect();
        self.wrong(e.span().map_or(0, |s| s.start), what.join(" "))
    }

    /// Reads a file that the policy names: its path, the name for messages, its text.
    fn file(&self, word: &Spanned<String>) -> Result<(PathBuf, String, String)> {
        let path = self.folder.join(word.get_ref());
        let name = path.display().to_string();
        match text::read(&path, &name) {
            Ok(content) => Ok((path, name, content)),
            Err(Error::Io { source, .. }) => Err(self.wrong(word.span().start, format!("{name}: {source}"))),
            Err(e) => Err(e),
        }
    }

    /// A name of headers: a path beside the policy if there is one, else as it stands (a part of recorded paths).
    fn beside(&self, word: &str) -> String {
        let path = self.folder.join(word);
        if path.exists() { path.to_string_lossy().into_owned() } else { word.to_owned() }
    }

    fn rules(&self, raw: BTreeMap<Spanned<String>, RuleSays>) -> Result<RuleTable> {
        let mut out = RuleTable::new();
        for (word, says) in raw {
            let unknown = || self.wrong(word.span().start, format!("no rule is named `{}`", word.get_ref()));
            out.insert(Rule::from_id(word.get_ref()).ok_or_else(unknown)?.id(), says);
        }
        Ok(out)
    }
}

impl Policy {
    /// Reads a policy and all that it names.
    ///
    /// # Errors
    /// A file cannot be read, or something in it is not understood: the message names file and line.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let content = text::read(path, &name)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(&name, &content, folder)
    }

    /// Parses a policy; files that it names are looked for in `folder`.
    ///
    /// # Errors
    /// Those of [`Policy::read`].
    pub fn parse(name: &str, content: &str, folder: &Path) -> Result<Self> {
        let source = Source { name, content, folder };
        let raw: Raw = toml::from_str(content).map_err(|e| source.toml(&e))?;
        let mut policy = Self {
            path: Some(name.to_owned()),
            fail_on: raw.fail_on,
            rules: source.rules(raw.rules)?,
            sentinels: raw.sentinels,
            unused_suppressions: raw.unused_suppressions.unwrap_or(Treat::Note),
            suppressed_breaks: raw.suppressed_breaks.unwrap_or(Treat::Note),
            unused_allowed_breaks: raw.unused_allowed_breaks.unwrap_or(Treat::Note),
            public_headers: raw.public_headers.iter().map(|word| source.beside(word.get_ref())).collect(),
            exports: raw.exports,
            exports_only: raw.exports_only,
            ..Self::default()
        };
        if policy.exports == Exports::Headers && policy.public_headers.is_empty() {
            let what = "exports = \"headers\" needs public-headers, whose texts say which exports they declare";
            return Err(source.wrong(content.find("exports").unwrap_or(0), what));
        }
        if let Some(word) = raw.baseline {
            if word.get_ref().is_empty() {
                return Err(source.wrong(word.span().start, "baseline: the file has no name"));
            }
            policy.baseline = Some(folder.join(word.get_ref()));
        }
        for scope in raw.scope {
            let scope = Scope::new(&source, scope)?;
            if let Some(other) = policy.scopes.iter().find(|s| s.name == scope.name) {
                let what = format!("a scope `{}` stands already in line {}", scope.name, other.line);
                return Err(Error::text(name, scope.line, what));
            }
            policy.scopes.push(scope);
        }
        for word in &raw.severities {
            let (_, file, content) = source.file(word)?;
            policy.severities.parse(&file, &content)?;
        }
        for word in &raw.ignore_changes {
            policy.severities.ignore(name, text::line_at(source.content, word.span().start), word.get_ref())?;
        }
        for word in &raw.debian_defines {
            let (_, file, content) = source.file(word)?;
            policy.severities.debian_defines(&file, &content)?;
        }
        for word in &raw.suppressions {
            let (_, file, content) = source.file(word)?;
            policy.suppressions.extend(suppressions::parse(&file, &content)?);
        }
        for word in &raw.allowed_breaks {
            let (_, file, content) = source.file(word)?;
            policy.allowed_breaks.extend(allowed_breaks::parse(&file, &content)?);
        }
        for waiver in raw.waiver {
            policy.waivers.push(Waiver::new(name, content, waiver)?);
        }
        for word in &raw.waiver_files {
            let (path, file, content) = source.file(word)?;
            let inner = Source { name: &file, content: &content, folder };
            let raw: RawWaivers = toml::from_str(&content).map_err(|e| inner.toml(&e))?;
            for waiver in raw.waiver {
                policy.waivers.push(Waiver::new(&file, &content, waiver)?);
            }
            policy.proposals.get_or_insert(path);
        }
        Ok(policy)
    }
}

impl Scope {
    fn new(source: &Source<'_>, raw: Spanned<RawScope>) -> Result<Self> {
        let start = raw.span().start;
        let raw = raw.into_inner();
        let name = raw.name.get_ref().trim().to_owned();
        if name.is_empty() {
            return Err(source.wrong(raw.name.span().start, "the scope has no name"));
        }
        let (mut list, mut notes) = (SymbolList::new(), Vec::new());
        for entry in &raw.lists {
            let (file, format) = match entry.get_ref() {
                RawList::Name(file) => (file, Format::Auto),
                RawList::Stated(stated) => (&stated.file, stated.format),
            };
            let path = source.folder.join(file);
            let label = path.display().to_string();
            match lists::read(&path, &label, format, &mut list, &mut notes) {
                Err(Error::Io { path, source: e }) => {
                    return Err(source.wrong(entry.span().start, format!("{path}: {e}")));
                }
                result => result?,
            }
        }
        let mut symbols = Vec::new();
        for word in &raw.symbols {
            symbols.push(Pattern::shell(word.get_ref()).map_err(|e| source.wrong(word.span().start, e))?);
        }
        if raw.lists.is_empty() && symbols.is_empty() {
            return Err(source.wrong(start, format!("scope `{name}` holds no symbol: name `lists` or `symbols`")));
        }
        Ok(Self {
            line: text::line_at(source.content, start),
            name,
            fail_on: raw.fail_on,
            rules: source.rules(raw.rules)?,
            list,
            notes,
            symbols,
            not_in_base: raw.not_in_base,
            crc: raw.crc,
        })
    }

    /// Whether its list tells what CRCs have to be.
    #[must_use]
    pub fn states_crcs(&self) -> bool {
        self.list.values().any(|listed| !listed.crcs.is_empty())
    }

    /// Whether an export of this name is in it.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        self.list.contains_key(name) || self.symbols.iter().any(|p| p.matches(name))
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use crate::model::report::{Declared, Finding, Impact};
    use crate::rules::facts::Subject;
    use crate::rules::{Rule, Severity};

    /// A root finding without facts.
    pub(crate) fn finding(rule: &'static str, kind: &'static str, name: &str) -> Finding {
        Finding {
            id: format!("{rule}-{name}"),
            previous_id: None,
            previous_rule: None,
            quotes: None,
            rule: Rule::from_id(rule).unwrap(),
            severity: Severity::Breaking,
            why: String::new(),
            root: true,
            subject: Subject {
                kind: serde_json::from_value(kind.into()).unwrap(),
                name: name.to_owned(),
                ..Subject::default()
            },
            old: None,
            new: None,
            caused_by: Vec::new(),
            derived: 0,
            also: Vec::new(),
            impact: Impact::default(),
            layout: Vec::new(),
            bases: Vec::new(),
            table: Vec::new(),
            declared: Declared::default(),
            hunks: Vec::new(),
            options: Vec::new(),
            consumers: Vec::new(),
            instances: Vec::new(),
            origin: None,
        }
    }
}

#[cfg(test)]
mod tests;

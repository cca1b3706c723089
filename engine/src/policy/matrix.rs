//! A gate over several builds of one source: which builds there are, and what their outcomes come to together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::date::Date;
use super::{Source, text};
use crate::ground::error::Result;
use crate::model::gate::{Effect, GateFinding, GateVerdict, Problem, Status};
use crate::model::matrix::{Build, FindingOfBuild, MatrixFinding, MatrixOutcome, SCHEMA};
use crate::model::report::Finding;
use crate::rules::facts::Subject;

/// The builds that a file names, each path as it is to be opened.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The file.
    pub path: String,
    /// At least one.
    pub builds: Vec<Row>,
}

/// A build: what is compared, and what belongs to its inputs alone.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What reports call it.
    pub name: String,
    /// BASE.
    pub base: PathBuf,
    /// NEW.
    pub new: PathBuf,
    /// Its policy, where it is not that of all builds.
    pub policy: Option<PathBuf>,
    /// `Module.symvers` of BASE.
    pub base_symvers: Option<PathBuf>,
    /// And of NEW.
    pub new_symvers: Option<PathBuf>,
    /// Folders of debug files of BASE.
    pub old_debug_dir: Vec<PathBuf>,
    /// And of NEW.
    pub new_debug_dir: Vec<PathBuf>,
    /// Configuration of BASE.
    pub old_config: Option<PathBuf>,
    /// And of NEW.
    pub new_config: Option<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMatrix {
    #[serde(default)]
    build: Vec<Spanned<RawRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawRow {
    name: String,
    base: String,
    new: String,
    policy: Option<String>,
    base_symvers: Option<String>,
    new_symvers: Option<String>,
    #[serde(default)]
    old_debug_dir: Vec<String>,
    #[serde(default)]
    new_debug_dir: Vec<String>,
    old_config: Option<String>,
    new_config: Option<String>,
}

impl Matrix {
    /// Reads the file that names the builds: TOML, a table `[[build]]` each.
    ///
    /// # Errors
    /// The file cannot be read, a key is not known or missing, two builds have one name, or there is none.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let content = text::read(path, &name)?;
        Self::parse(&name, &content, path.parent().unwrap_or(Path::new("")))
    }

    /// Parses such a file; paths in it are looked for in `folder`.
    ///
    /// # Errors
    /// Those of [`Matrix::read`].
    pub fn parse(name: &str, content: &str, folder: &Path) -> Result<Self> {
        let source = Source { name, content, folder };
        let raw: RawMatrix = toml::from_str(content).map_err(|e| source.toml(&e))?;
        let mut builds: Vec<Row> = Vec::new();
        for row in raw.build {
            let start = row.span().start;
            let row = row.into_inner();
            if row.name.trim().is_empty() {
                return Err(source.wrong(start, "a build needs a `name`"));
            }
            if builds.iter().any(|other| other.name == row.name) {
                return Err(source.wrong(start, format!("two builds are named `{}`", row.name)));
            }
            builds.push(row.within(folder));
        }
        if builds.is_empty() {
            return Err(source.wrong(0, "names no build: each is a table [[build]] with name, base and new"));
        }
        Ok(Self { path: name.to_owned(), builds })
    }
}

impl RawRow {
    fn within(self, folder: &Path) -> Row {
        // What git keeps is named by revision and path, not by a place beside this file.
        let place = |path: String| if path.starts_with("git:") { PathBuf::from(path) } else { folder.join(path) };
        let all = |paths: Vec<String>| paths.into_iter().map(place).collect();
        Row {
            base: place(self.base),
            new: place(self.new),
            policy: self.policy.map(place),
            base_symvers: self.base_symvers.map(place),
            new_symvers: self.new_symvers.map(place),
            old_debug_dir: all(self.old_debug_dir),
            new_debug_dir: all(self.new_debug_dir),
            old_config: self.old_config.map(place),
            new_config: self.new_config.map(place),
            name: self.name,
        }
    }
}

/// What the builds come to together. `matrix`: the file that names them.
#[must_use]
pub fn together(matrix: &str, today: Date, mut builds: Vec<Build>) -> MatrixOutcome {
    used_elsewhere(&mut builds);
    let is = |verdict| builds.iter().any(|build| build.verdict == verdict);
    let verdict = if is(GateVerdict::Incomplete) {
        GateVerdict::Incomplete
    } else if is(GateVerdict::Fail) {
        GateVerdict::Fail
    } else {
        GateVerdict::Pass
    };
    let findings = findings(&builds);
    MatrixOutcome {
        schema: SCHEMA.into(),
        verdict,
        matrix: matrix.to_owned(),
        today: today.to_string(),
        builds,
        findings,
    }
}

/// Entries of a policy that nothing used: they fail a gate, so that none outlives what it was written for.
const UNUSED: [&str; 3] = ["waiver-unused", "allowed-break-unused", "suppression-unused"];

/// An entry that one build uses is not unused in the others that share the policy.
fn used_elsewhere(builds: &mut [Build]) {
    type Entry = (String, Option<PathBuf>, Option<usize>);
    // `policy.toml` and `./policy.toml` are one file.
    let plain =
        |file: &Option<String>| -> Option<PathBuf> { file.as_ref().map(|file| Path::new(file).components().collect()) };
    let entry = |p: &Problem| -> Entry { (p.kind.to_string(), plain(&p.file), p.line) };
    let mut unused: BTreeMap<Entry, usize> = BTreeMap::new();
    let mut sharing: BTreeMap<Option<PathBuf>, usize> = BTreeMap::new();
    for outcome in builds.iter().filter_map(|build| build.outcome.as_ref()) {
        *sharing.entry(plain(&outcome.policy)).or_default() += 1;
        let entries: BTreeSet<Entry> =
            outcome.problems.iter().filter(|p| UNUSED.contains(&&*p.kind)).map(entry).collect();
        for entry in entries {
            *unused.entry(entry).or_default() += 1;
        }
    }
    for build in builds {
        let Some(outcome) = &mut build.outcome else { continue };
        let all = sharing.get(&plain(&outcome.policy)).copied().unwrap_or_default();
        let mut changed = false;
        outcome.problems.retain(|p| {
            let is_used = UNUSED.contains(&&*p.kind) && unused.get(&entry(p)).is_some_and(|&n| n < all);
            changed |= is_used && p.effect == Effect::Fails;
            !is_used
        });
        let fails = outcome.problems.iter().any(|p| p.effect == Effect::Fails)
            || outcome.findings.iter().any(|f| f.status == Status::Fails);
        if changed && outcome.verdict == GateVerdict::Fail && !fails {
            (outcome.verdict, build.verdict) = (GateVerdict::Pass, GateVerdict::Pass);
        }
    }
}

/// A subject, without what may differ between machines: rules, sizes, offsets, places.
type Identity = (String, String, Option<String>, Option<String>);

fn identity(subject: &Subject) -> Identity {
    (subject.spelt(), subject.name.clone(), subject.member.clone(), subject.module.clone())
}

fn findings(builds: &[Build]) -> Vec<MatrixFinding> {
    let mut found: Vec<MatrixFinding> = Vec::new();
    // Of each the first build's, whose sizes, offsets and types the others are held against: ids do not hold all of them.
    let mut firsts: Vec<&Finding> = Vec::new();
    let mut index: BTreeMap<Identity, Vec<usize>> = BTreeMap::new();
    for (build, outcome) in builds.iter().enumerate().filter_map(|(i, b)| Some((i, b.outcome.as_ref()?))) {
        for GateFinding { status, exports, finding, .. } in &outcome.findings {
            let of = FindingOfBuild {
                build,
                id: finding.id.clone(),
                rule: finding.rule,
                status: *status,
                severity: finding.severity,
                exports: *exports,
            };
            let places = index.entry(identity(&finding.subject)).or_default();
            // A build can have several of one subject: each is paired with one of another build, the most alike first.
            let free = |at: &usize| found[*at].builds.iter().all(|f| f.build != build);
            let there: Vec<usize> = places.iter().copied().filter(free).collect();
            let place = pair(&found, &there, &of);
            if let Some(at) = place {
                let known = &mut found[at];
                if of.severity > known.severity {
                    (known.rule, known.severity) = (of.rule, of.severity);
                }
                known.status = known.status.min(of.status);
                let first = firsts[at];
                known.alike &= (&first.id, &first.old, &first.new) == (&finding.id, &finding.old, &finding.new);
                known.builds.push(of);
            } else {
                places.push(found.len());
                let (subject, rule, severity) = (finding.subject.clone(), finding.rule, finding.severity);
                firsts.push(finding);
                found.push(MatrixFinding { subject, rule, severity, status: *status, alike: true, builds: vec![of] });
            }
        }
    }
    let failing = |f: &MatrixFinding| f.builds.iter().filter(|b| b.status == Status::Fails).count();
    found.sort_by_cached_key(|f| {
        let first = (std::cmp::Reverse(failing(f)), std::cmp::Reverse(f.severity), std::cmp::Reverse(f.builds.len()));
        (f.status, first, f.subject.spelt(), f.subject.member.clone(), f.rule.id())
    });
    found
}

/// Of findings on one subject the one that another build's belongs to: with the same facts, else of the same rule; what happened to one
/// member is one change, whatever it makes of each build.
fn pair(found: &[MatrixFinding], places: &[usize], of: &FindingOfBuild) -> Option<usize> {
    let same_facts = |&&at: &&usize| found[at].builds.iter().any(|f| f.id == of.id);
    let same_rule = |&&at: &&usize| found[at].builds.iter().any(|f| f.rule == of.rule);
    let one_member = |&&at: &&usize| found[at].subject.member.is_some();
    let first = |is: &dyn Fn(&&usize) -> bool| places.iter().find(is).copied();
    first(&same_facts).or_else(|| first(&same_rule)).or_else(|| first(&one_member))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let row = "[[build]]\nname = 'a'\nbase = 'b'\nnew = 'n'\n";
        for (text, what) in [
            ("", "m.toml: line 1: names no build"),
            ("[[build]]\nname = 'a'\nbase = 'b'\n", "m.toml: line 1: missing field `new`"),
            (&format!("{row}new-symver = 's'\n"), "m.toml: line 5: unknown field `new-symver`"),
            (&format!("{row}{row}"), "m.toml: line 5: two builds are named `a`"),
            (&row.replace("'a'", "''"), "m.toml: line 1: a build needs a `name`"),
        ] {
            let error = Matrix::parse("m.toml", text, Path::new("")).expect_err(text).to_string();
            assert!(error.starts_with(what), "{error}");
        }
    }

    #[test]
    fn paths_stand_beside_the_file() {
        let text = "[[build]]\nname = 'a'\nbase = 'git:v1:abi/b'\nnew = 'n'\nold-debug-dir = ['d', '/e']\n";
        let matrix = Matrix::parse("m.toml", text, Path::new("folder")).expect("sound");
        let row = &matrix.builds[0];
        assert_eq!((row.base.as_path(), row.new.as_path()), (Path::new("git:v1:abi/b"), Path::new("folder/n")));
        assert_eq!(row.old_debug_dir, [Path::new("folder/d"), Path::new("/e")]);
    }
}

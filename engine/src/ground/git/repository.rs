//! A repository, found as git finds it, and the folder through which git is let at it.
//!
//! The folder is the only way to keep git from what a stranger wrote into a repository's configuration: git reads that
//! of the folder that it is given, whatever else it is told. It holds no content of the repository.
//!
//! The folder has links to `objects`, `refs`, `packed-refs`, `reftable`, `shallow` and the reflogs, copies of `HEAD` and
//! its like, and a configuration that is written here: the format of the repository, and which branch follows
//! which, so that `@{upstream}` means something. Whose files are another user's is refused as git refuses it, unless
//! the user's `safe.directory` allows it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

use super::failed;
use crate::ground::error::{Error, Result};

/// The longest configuration, reference or pointer to a folder that is read.
const MAX_FILE: u64 = 8 << 20;

/// References that stand in the folder of the repository itself.
const HEADS: [&str; 8] =
    ["HEAD", "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD", "BISECT_HEAD"];

/// Extensions of the format that say nothing about how objects and references are read.
const HARMLESS: [&str; 7] =
    ["noop", "noop-v1", "partialclone", "preciousobjects", "worktreeconfig", "relativeworktrees", "compatobjectformat"];

/// A repository that can be read.
#[derive(Debug)]
pub struct Repository {
    /// What git is told is the repository; goes away with this.
    folder: TempDir,
    /// As the user named it.
    name: String,
    /// Of the current folder below the top of the working tree.
    prefix: Option<PathBuf>,
    /// Objects are missing by intention.
    partial: bool,
}

/// Where a repository is.
struct Found {
    git_dir: PathBuf,
    /// That of the main working tree.
    common: PathBuf,
    /// The folder that it is the history of.
    top: Option<PathBuf>,
    /// Whose owner must be the user, where that is known.
    #[cfg_attr(not(unix), expect(dead_code, reason = "git looks at the owners"))]
    owned: Vec<PathBuf>,
}

impl Repository {
    /// The repository that a folder is in.
    ///
    /// # Errors
    /// There is none, it belongs to somebody else, it cannot be read, or git is missing.
    pub fn open(path: &Path) -> Result<Self> {
        let start = fs::canonicalize(path).map_err(|e| Error::io(path, e))?;
        let found = discover(path, &start)?;
        let folder = private()?;
        owned(&folder, &start, &found)?;
        Self::of(path.display().to_string(), folder, &found, None)
    }

    /// The repository of the current folder, or the one that the variable `GIT_DIR` names, as for git itself.
    ///
    /// # Errors
    /// Those of [`Repository::open`].
    pub fn current() -> Result<Self> {
        let here = fs::canonicalize(".").map_err(|e| Error::io(Path::new("."), e))?;
        let found = match std::env::var_os("GIT_DIR") {
            None => {
                let found = discover(Path::new("."), &here)?;
                let folder = private()?;
                owned(&folder, &here, &found)?;
                return Self::of(".".to_owned(), folder, &found, Some(&here));
            }
            // Who names it trusts it.
            Some(named) => {
                let named = PathBuf::from(named);
                let git_dir = fs::canonicalize(&named).map_err(|e| Error::io(&named, e))?;
                let git_dir = if git_dir.is_file() { pointed(&git_dir, "gitdir: ")? } else { git_dir };
                if !is_repository(&git_dir) {
                    return Err(failed(format!("{}: GIT_DIR names no repository", named.display())));
                }
                let top = std::env::var_os("GIT_WORK_TREE").map(PathBuf::from);
                let top = top.and_then(|t| fs::canonicalize(t).ok()).or_else(|| Some(here.clone()));
                Found { common: common(&git_dir)?, git_dir, top, owned: Vec::new() }
            }
        };
        Self::of(".".to_owned(), private()?, &found, Some(&here))
    }

    /// Makes the folder that git is given.
    fn of(name: String, folder: TempDir, found: &Found, here: Option<&Path>) -> Result<Self> {
        let Found { git_dir, common, top, .. } = found;
        let prefix = top.as_ref().zip(here).and_then(|(top, here)| here.strip_prefix(top).ok()).map(Path::to_owned);
        let at = folder.path();
        let made = |what: std::io::Error| failed(format!("{}: {what}", at.display()));
        fs::create_dir(at.join("logs")).map_err(made)?;
        for head in HEADS {
            copy_head(&git_dir.join(head), &at.join(head))?;
        }
        for (from, to) in [
            (common.join("objects"), "objects"),
            (common.join("refs"), "refs"),
            (common.join("packed-refs"), "packed-refs"),
            (common.join("shallow"), "shallow"),
            (common.join("reftable"), "reftable"),
            (common.join("logs/refs"), "logs/refs"),
            (git_dir.join("logs/HEAD"), "logs/HEAD"),
        ] {
            // A pipe or device in their place would never end.
            if fs::metadata(&from).is_ok_and(|m| m.is_dir() || m.is_file()) {
                link(&from, &at.join(to)).map_err(made)?;
            }
        }
        let mut repository = Self { folder, name, prefix, partial: false };
        let config = read(&common.join("config"))?.unwrap_or_default();
        let settings = repository.settings(&config)?;
        let linked = git_dir != common;
        let text = repository.configuration(&settings, linked)?;
        fs::write(repository.folder.path().join("config"), text).map_err(|e| failed(e.to_string()))?;
        Ok(repository)
    }

    /// The repository's own settings, read by git from its standard input: without what they include.
    fn settings(&self, config: &[u8]) -> Result<Vec<(String, String)>> {
        if config.is_empty() {
            return Ok(Vec::new());
        }
        let list = ["config", "--file", "-", "--no-includes", "--null", "--list"];
        let text = super::output(super::with(super::command(self.folder.path()), list), config)?;
        let entries = text.split(|&b| b == 0).filter(|e| !e.is_empty()).map(String::from_utf8_lossy);
        // A key alone means true.
        let pair =
            |e: &str| e.split_once('\n').map_or((e.to_owned(), "true".to_owned()), |(k, v)| (k.into(), v.into()));
        Ok(entries.map(|e| pair(&e)).collect())
    }

    /// The configuration that git is given.
    fn configuration(&mut self, settings: &[(String, String)], linked: bool) -> Result<String> {
        let refused = |name: &str, what: String| failed(format!("{name}: {what}"));
        let mut formats = BTreeMap::new();
        let mut following = String::new();
        for (key, value) in settings {
            let (first, last) = (key.split('.').next().unwrap_or(""), key.rsplit('.').next().unwrap_or(""));
            let between = key.get(first.len() + 1..(key.len() - last.len()).saturating_sub(1)).unwrap_or("");
            match (first, last) {
                ("core", "repositoryformatversion") if !matches!(value.as_str(), "0" | "1") => {
                    return Err(refused(&self.name, format!("a repository of version {value}, which is not known")));
                }
                ("extensions", "objectformat") if matches!(value.as_str(), "sha1" | "sha256") => {
                    formats.insert("objectFormat", value.as_str());
                }
                ("extensions", "refstorage") if matches!(value.as_str(), "files" | "reftable") => {
                    formats.insert("refStorage", value.as_str());
                }
                ("extensions", name) => {
                    self.partial |= name == "partialclone";
                    if !HARMLESS.contains(&name) {
                        let what = format!("a repository with the extension {name} = {value}, which is not known");
                        return Err(refused(&self.name, what));
                    }
                }
                ("remote", "promisor" | "partialclonefilter") => self.partial = true,
                ("branch", "remote" | "merge") | ("remote", "fetch") => {
                    let _ = writeln!(following, "[{first} {}]\n\t{last} = {}", quoted(between), quoted(value));
                }
                _ => {}
            }
        }
        if linked && formats.get("refStorage") == Some(&"reftable") {
            let what = "a linked working tree of a repository with reftable; name the main working tree";
            return Err(refused(&self.name, what.to_owned()));
        }
        let version = u8::from(!formats.is_empty());
        let mut text = format!("[core]\n\trepositoryFormatVersion = {version}\n\tbare = true\n");
        for (key, value) in formats {
            let _ = writeln!(text, "[extensions]\n\t{key} = {value}");
        }
        Ok(text + &following)
    }

    /// As the user named it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What git prints for some arguments.
    ///
    /// # Errors
    /// Git is missing or fails: with its message.
    pub fn run(&self, arguments: &[&str], input: Option<&str>) -> Result<Vec<u8>> {
        let command = super::with(super::command(self.folder.path()), arguments);
        super::output(command, input.unwrap_or_default().as_bytes()).map_err(|e| self.explained(e))
    }

    /// The same as text.
    ///
    /// # Errors
    /// Those of [`Repository::run`].
    pub fn text(&self, arguments: &[&str]) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.run(arguments, None)?).into_owned())
    }

    /// The content of a stored file; `limit` is the most that it may hold in bytes.
    pub(crate) fn blob(&self, object: &str, limit: u64) -> Result<Vec<u8>> {
        let size = self.text(&["cat-file", "-s", object])?;
        let size = size.trim().parse::<u64>().unwrap_or(0);
        if size > limit {
            return Err(failed(format!("{size} bytes, and at most {limit} are read")));
        }
        let command = super::with(super::command(self.folder.path()), ["cat-file", "blob", object]);
        let read = |out: &mut dyn std::io::Read| {
            let mut content = Vec::new();
            content.try_reserve_exact(usize::try_from(size).unwrap_or(usize::MAX))?;
            out.read_to_end(&mut content).map(|_| content)
        };
        super::run(command, b"", limit, read).map_err(|e| self.explained(e))
    }

    /// A path of the tree: one that begins with `./` or `../` counts from the current folder.
    pub(crate) fn path(&self, path: &str) -> Option<String> {
        if !path.starts_with("./") && !path.starts_with("../") {
            return Some(path.to_owned());
        }
        let mut parts: Vec<String> = Vec::new();
        for part in self.prefix.as_ref()?.join(path).components() {
            match part {
                Component::Normal(name) => parts.push(name.to_str()?.to_owned()),
                Component::ParentDir => drop(parts.pop()?),
                _ => {}
            }
        }
        Some(parts.join("/"))
    }

    /// Says why something is missing that git believes it has.
    fn explained(&self, error: Error) -> Error {
        match error {
            Error::Program { program, what } if self.partial => Error::Program {
                program,
                what: format!(
                    "{what}\n(the clone is partial, and nothing is fetched here: fetch what is missing first)"
                ),
            },
            other => other,
        }
    }
}

/// A string of a configuration.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{}\"", text.replace(|c: char| c.is_control(), ""))
}

fn private() -> Result<TempDir> {
    let made = tempfile::Builder::new().prefix("abilens-git-").tempdir();
    made.map_err(|e| failed(format!("needs a folder for temporary files: {e}")))
}

/// The whole of a small file; `None` where there is none.
fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    let failed = |e| Error::io(path, e);
    match fs::metadata(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(failed(e)),
        Ok(m) if !m.is_file() || m.len() > MAX_FILE => {
            let what = if m.is_file() { "too long for what it should be" } else { "not a regular file" };
            return Err(failed(std::io::Error::new(std::io::ErrorKind::InvalidInput, what)));
        }
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|f| f.take(MAX_FILE).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(Some(bytes))
}

/// `HEAD` may be a link to the file of a branch; that is then its content.
fn copy_head(from: &Path, to: &Path) -> Result<()> {
    let text = match fs::read_link(from) {
        Ok(target) => Some(format!("ref: {}\n", target.display()).into_bytes()),
        Err(_) => read(from)?,
    };
    text.map_or(Ok(()), |text| fs::write(to, text)).map_err(|e| Error::io(to, e))
}

fn is_repository(folder: &Path) -> bool {
    let is_folder = |name: &str| folder.join(name).is_dir();
    fs::symlink_metadata(folder.join("HEAD")).is_ok()
        && (folder.join("commondir").is_file() || (is_folder("objects") && is_folder("refs")))
}

/// The folder that a small file names, after some words.
fn pointed(file: &Path, words: &str) -> Result<PathBuf> {
    let text = read(file)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let name = text.trim_end().strip_prefix(words);
    let name = name.ok_or_else(|| failed(format!("{}: does not name a repository", file.display())))?;
    let path = file.parent().unwrap_or(Path::new("/")).join(name);
    fs::canonicalize(&path).map_err(|e| Error::io(&path, e))
}

fn common(git_dir: &Path) -> Result<PathBuf> {
    let file = git_dir.join("commondir");
    if file.exists() { pointed(&file, "") } else { Ok(git_dir.to_owned()) }
}

/// Looks in `start` and the folders above it.
fn discover(named: &Path, start: &Path) -> Result<Found> {
    for folder in start.ancestors() {
        let dot = folder.join(".git");
        let git_dir = match fs::metadata(&dot) {
            Ok(m) if m.is_dir() => Some(dot.clone()),
            Ok(m) if m.is_file() => Some(pointed(&dot, "gitdir: ")?),
            _ => None,
        };
        if let Some(git_dir) = git_dir.filter(|g| is_repository(g)) {
            let owned = vec![folder.to_owned(), dot, git_dir.clone()];
            return Ok(Found { common: common(&git_dir)?, git_dir, top: Some(folder.to_owned()), owned });
        }
        if is_repository(folder) {
            let git_dir = folder.to_owned();
            return Ok(Found { common: common(&git_dir)?, git_dir: git_dir.clone(), top: None, owned: vec![git_dir] });
        }
    }
    Err(failed(format!("{}: not in a git repository", named.display())))
}

/// A symbolic link to a file or folder that is there.
#[cfg(unix)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

/// The same; Windows tells links to folders from those to files, and lets only some users make any.
#[cfg(windows)]
fn link(from: &Path, to: &Path) -> std::io::Result<()> {
    use std::os::windows::fs::{symlink_dir, symlink_file};
    if from.is_dir() { symlink_dir(from, to) } else { symlink_file(from, to) }
}

/// Whether all of a repository belongs to whom our own folder belongs to.
#[cfg(unix)]
fn is_owned(folder: &TempDir, found: &Found) -> Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let owner = |path: &Path| fs::symlink_metadata(path).map(|m| m.uid()).map_err(|e| Error::io(path, e));
    let user = owner(folder.path())?;
    let mut all = true;
    for path in &found.owned {
        all &= owner(path)? == user;
    }
    Ok(all)
}

/// The standard library tells no owners here: git has to be asked.
#[cfg(not(unix))]
fn is_owned(_: &TempDir, _: &Found) -> Result<bool> {
    Ok(false)
}

/// What is the user's own may be read. Else git is asked, which heeds `safe.directory` of the user and of the system.
fn owned(folder: &TempDir, start: &Path, found: &Found) -> Result<()> {
    if is_owned(folder, found)? {
        return Ok(());
    }
    let mut command = super::scrubbed();
    command.arg("-C").arg(start).args(["rev-parse", "--git-dir"]);
    super::output(command, b"").map(drop)
}

//! The tags of a repository in the order of their versions, and which files a tag holds at a path.

use super::Repository;
use crate::ground::error::Result;

/// What marks a version that comes before the one without it, in their order.
const BEFORE: [&str; 5] = ["-alpha", "-beta", "-pre", "-rc", "rc"];

/// What a tag holds at a path; paths count from the top of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// The file of this path.
    File(String),
    /// A folder, and the files that lie in it.
    Folder(Vec<String>),
}

impl Repository {
    /// Names of the tags that a pattern of git matches (`*`, `v6.*`), oldest version first; `1.0-rc1` comes before `1.0`.
    ///
    /// # Errors
    /// Those of [`Repository::run`].
    pub fn tags(&self, pattern: &str) -> Result<Vec<String>> {
        let suffixes: Vec<String> = BEFORE.iter().map(|suffix| format!("versionsort.suffix={suffix}")).collect();
        let mut arguments: Vec<&str> = suffixes.iter().flat_map(|suffix| ["-c", suffix]).collect();
        let pattern = format!("refs/tags/{pattern}");
        let format = "--format=%(objecttype) %(*objecttype) %(refname:strip=2)";
        arguments.extend(["for-each-ref", "--sort=version:refname", format, &pattern]);
        let text = self.text(&arguments)?;
        let named = text.lines().filter_map(|line| {
            let mut parts = line.splitn(3, ' ');
            let (own, of, name) = (parts.next()?, parts.next()?, parts.next()?);
            // A tag of a file alone, as of a key, holds no files.
            (own != "blob" && of != "blob").then(|| name.to_owned())
        });
        Ok(named.collect())
    }

    /// What a tag holds at a path, which counts from the top of the repository, or from the current folder if it begins with
    /// `./` or `../`.
    ///
    /// # Errors
    /// Those of [`Repository::run`], or the path leaves the repository.
    pub fn held_by_tag(&self, tag: &str, path: &str) -> Result<Held> {
        let path = self.path(path).ok_or_else(|| super::failed(format!("{path}: leaves the repository")))?;
        let path = path.trim_matches('/');
        let revision = format!("refs/tags/{tag}");
        if path.is_empty() || path == "." {
            return Ok(Held::Folder(files(self.listed(&revision, &[])?)));
        }
        match self.listed(&revision, &[path])?.pop() {
            None => Ok(Held::Nothing),
            Some((kind, name)) if kind == "blob" => Ok(Held::File(name)),
            Some(_) => Ok(Held::Folder(files(self.listed(&revision, &[&format!("{path}/")])?))),
        }
    }

    /// Kind and path of what a tree lists.
    fn listed(&self, revision: &str, paths: &[&str]) -> Result<Vec<(String, String)>> {
        let arguments = [&["ls-tree", "-z", "--full-tree", "--", revision], paths].concat();
        let text = self.text(&arguments)?;
        let entries = text.split('\0').filter_map(|entry| {
            let (facts, name) = entry.split_once('\t')?;
            Some((facts.split(' ').nth(1)?.to_owned(), name.to_owned()))
        });
        Ok(entries.collect())
    }
}

fn files(listed: Vec<(String, String)>) -> Vec<String> {
    listed.into_iter().filter(|(kind, _)| kind == "blob").map(|(_, name)| name).collect()
}

//! A file as a revision holds it: `git:REV:PATH` in the place of a path.

use std::io;
use std::path::{Path, PathBuf};

use super::{Repository, failed};
use crate::ground::error::{Error, Result};
use crate::ground::files::handle::Files;
use crate::ground::files::{Bytes, Disk, Entries, Look, Named, Tree};

/// The largest file that is taken out of a repository in bytes: no image of a kernel comes near.
const MAX_BLOB: u64 = 4 << 30;

/// One stored file; what is asked for outside of its folder are files of this machine.
#[derive(Debug)]
struct Stored {
    /// A folder that does not exist: beside the file lies nothing.
    folder: PathBuf,
    /// The file in it, by its own name.
    path: PathBuf,
    /// As the user named it.
    name: String,
    content: Bytes,
}

/// The file that `git:REV:PATH` names in the repository of the current folder; `None` for any other path. `PATH` counts
/// from the top of the repository, or from the current folder if it begins with `./` or `../`. The content is held in
/// memory.
///
/// # Errors
/// There is no such revision or file, or those of [`Repository::current`]; the message names what was typed.
pub fn stored(path: &Path) -> Result<Option<Named>> {
    let name = path.display().to_string();
    let told = |what: String| Error::Program { program: name.clone(), what };
    let bytes = path.as_os_str().as_encoded_bytes();
    if !bytes.starts_with(b"git:") || bytes.iter().filter(|&&b| b == b':').count() < 2 {
        return Ok(None);
    }
    let parts = path.to_str().and_then(|p| p.strip_prefix("git:")?.split_once(':'));
    // A leading dash would be an option of git.
    let parts = parts.filter(|(revision, file)| !revision.is_empty() && !revision.starts_with('-') && !file.is_empty());
    let (revision, file) = parts.ok_or_else(|| told("expected git:REVISION:PATH".to_owned()))?;
    read(revision, file, &name).map(Some).map_err(|e| match e {
        // The first line says it; what follows is advice about commands.
        Error::Program { what, .. } => told(what),
        other => told(other.to_string()),
    })
}

fn read(revision: &str, file: &str, name: &str) -> Result<Named> {
    let repository = Repository::current()?;
    let inner = repository.path(file).ok_or_else(|| failed("leaves the repository"))?;
    let last = Path::new(&inner).file_name().ok_or_else(|| failed("names no file"))?;
    let content = Bytes::from_vec(repository.blob(&format!("{revision}:{inner}"), MAX_BLOB)?);
    let folder = PathBuf::from(format!("git:{revision}:"));
    let path = folder.join(last);
    let stored = Stored { folder, path: path.clone(), name: name.to_owned(), content };
    Ok(Named::new(Files::new(stored), path))
}

impl Stored {
    /// The content, where the path is that of the file; `None` for what lies elsewhere.
    fn at(&self, path: &Path) -> io::Result<Option<&Bytes>> {
        if path == self.path {
            return Ok(Some(&self.content));
        }
        if path.starts_with(&self.folder) { Err(io::ErrorKind::NotFound.into()) } else { Ok(None) }
    }
}

impl Tree for Stored {
    fn list<'t>(&'t self, folder: &Path) -> io::Result<Entries<'t>> {
        match self.at(folder)? {
            Some(_) => Err(io::ErrorKind::NotADirectory.into()),
            None => Disk.list(folder).map(|entries| Box::new(entries.collect::<Vec<_>>().into_iter()) as Entries<'t>),
        }
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        self.at(path)?.map_or_else(|| Disk.look(path), |content| Ok(Look::File(content.len() as u64)))
    }

    fn head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let first = |content: &Bytes| content.as_slice()[..content.len().min(most)].to_vec();
        self.at(path)?.map_or_else(|| Disk.head(path, most), |content| Ok(first(content)))
    }

    fn open(&self, path: &Path) -> io::Result<Bytes> {
        self.at(path)?.map_or_else(|| Disk.open(path), |content| Ok(content.clone()))
    }

    fn identity(&self, path: &Path) -> Option<PathBuf> {
        match self.at(path) {
            Ok(None) => Disk.identity(path),
            Ok(Some(_)) => Some(self.path.clone()),
            Err(_) => None,
        }
    }

    fn shown(&self, path: &Path) -> String {
        let text = path.to_string_lossy();
        // A member of an archive lies beside it, by a name that goes on where the archive's ends.
        let text = text.replace(&*self.path.to_string_lossy(), &self.name);
        if text.starts_with(&self.name) { text } else { text.replace(&*self.folder.to_string_lossy(), &self.name) }
    }

    fn is_of_this_machine(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beside_a_stored_file_lies_nothing() {
        let (folder, path) = (PathBuf::from("git:v1:"), PathBuf::from("git:v1:/a.so"));
        let name = "git:v1:./a.so".to_owned();
        let stored = Stored { folder, path: path.clone(), name, content: Bytes::from_vec(b"abc".to_vec()) };
        assert_eq!(stored.look(&path).unwrap(), Look::File(3));
        assert_eq!(stored.head(&path, 2).unwrap(), b"ab");
        assert_eq!(stored.shown(&path), "git:v1:./a.so");
        assert_eq!(stored.shown(&path.with_file_name("a.so(x.o)")), "git:v1:./a.so(x.o)");
        for beside in ["git:v1:", "git:v1:/a.so.dwp", "git:v1:/.debug/a.so"] {
            assert_eq!(stored.look(Path::new(beside)).unwrap_err().kind(), io::ErrorKind::NotFound, "{beside}");
        }
        assert_eq!(stored.look(Path::new("/")).unwrap(), Look::Folder);
    }
}

//! A file as a revision holds it: `git:REV:PATH` in the place of a path.

use std::fs::File;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Repository, failed};
use crate::ground::error::{Error, Result};

/// The largest file that is taken out of a repository in bytes: no image of a kernel comes near.
const MAX_BLOB: u64 = 4 << 30;

/// A stored file, written to a temporary one of the same name, which goes away with this.
#[derive(Debug)]
pub struct Blob {
    folder: TempDir,
    path: PathBuf,
    name: String,
}

impl Blob {
    /// The file that `git:REV:PATH` names in the repository of the current folder; `None` for any other path. `PATH` counts from the
    /// top of the repository, or from the current folder if it begins with `./` or `../`.
    ///
    /// # Errors
    /// There is no such revision or file, or those of [`Repository::current`]; the message names what was typed.
    pub fn named(path: &Path) -> Result<Option<Self>> {
        let name = path.display().to_string();
        let told = |what: String| Error::Program { program: name.clone(), what };
        let bytes = path.as_os_str().as_encoded_bytes();
        if !bytes.starts_with(b"git:") || bytes.iter().filter(|&&b| b == b':').count() < 2 {
            return Ok(None);
        }
        let parts = path.to_str().and_then(|p| p.strip_prefix("git:")?.split_once(':'));
        // A leading dash would be an option of git.
        let parts =
            parts.filter(|(revision, file)| !revision.is_empty() && !revision.starts_with('-') && !file.is_empty());
        let (revision, file) = parts.ok_or_else(|| told("expected git:REVISION:PATH".to_owned()))?;
        Self::read(revision, file, &name).map(Some).map_err(|e| match e {
            // The first line says it; what follows is advice about commands.
            Error::Program { what, .. } => told(what),
            other => told(other.to_string()),
        })
    }

    fn read(revision: &str, file: &str, name: &str) -> Result<Self> {
        let repository = Repository::current()?;
        let inner = repository.path(file).ok_or_else(|| failed("leaves the repository"))?;
        let last = Path::new(&inner).file_name().ok_or_else(|| failed("names no file"))?;
        let folder = tempfile::Builder::new().prefix("abilens-blob-").tempdir();
        let folder = folder.map_err(|e| failed(format!("needs a folder for temporary files: {e}")))?;
        let path = folder.path().join(last);
        let mut to = File::create_new(&path).map_err(|e| Error::io(&path, e))?;
        repository.blob(&format!("{revision}:{inner}"), &mut to, MAX_BLOB)?;
        Ok(Self { folder, path, name: name.to_owned() })
    }

    /// Where the content is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// As the user named it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A message about the temporary file as one about the stored file.
    #[must_use]
    pub fn told(&self, message: &str) -> String {
        let folder = self.folder.path().to_string_lossy();
        message.replace(&*self.path.to_string_lossy(), &self.name).replace(&*folder, &self.name)
    }
}

//! What is gathered of a package: its members under paths that are inside of it, counted.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use crate::ground::error::{Error, Result};
use crate::ground::files::bytes::Bytes;
use crate::ground::files::memory::Memory;
/// More members than this are refused: five times what the debug package of a full kernel holds.
const MEMBERS: usize = 1 << 20;
/// The longest path, in bytes: that of Linux.
const PATH: usize = 4096;

/// The members of one package.
pub(super) struct Gathered<'l> {
    /// What messages call the package.
    label: &'l str,
    members: usize,
    memory: Memory,
}

impl<'l> Gathered<'l> {
    pub(super) fn new(label: &'l str) -> Self {
        Self { label, members: 0, memory: Memory::default() }
    }

    /// A regular file. `offset`: of the member, for messages.
    pub(super) fn file(&mut self, offset: u64, name: &[u8], content: Bytes) -> Result<()> {
        if let Some(path) = self.path(offset, name)? {
            self.memory.put_bytes(path, content);
        }
        Ok(())
    }

    /// A symbolic link. Where it leads is asked when somebody goes there, and only inside of the package.
    pub(super) fn link(&mut self, offset: u64, name: &[u8], target: &[u8]) -> Result<()> {
        if target.len() > PATH {
            return Err(self.damaged(offset, format!("a link of {} bytes", target.len())));
        }
        if let Some(path) = self.path(offset, name)? {
            self.memory.put_link(path, &spelt(target));
        }
        Ok(())
    }

    /// A further name of a file that came before.
    pub(super) fn hard_link(&mut self, offset: u64, name: &[u8], target: &[u8]) -> Result<()> {
        let Some(of) = self.path(offset, target)? else { return Ok(()) };
        match self.memory.held(&of).cloned() {
            Some(content) => self.file(offset, name, content),
            None => {
                let (name, target) = (String::from_utf8_lossy(name), String::from_utf8_lossy(target));
                Err(self.damaged(offset, format!("{name} is a hard link to {target}, which does not come before it")))
            }
        }
    }

    /// A folder, a device, a pipe: nothing is kept of it.
    pub(super) fn other(&mut self, offset: u64, name: &[u8]) -> Result<()> {
        self.path(offset, name).map(drop)
    }

    pub(super) fn finish(self) -> Memory {
        self.memory
    }

    /// Something that contradicts itself in the package.
    pub(super) fn damaged(&self, offset: u64, what: impl Into<String>) -> Error {
        Error::damaged(self.label, offset, what)
    }

    /// The path of one more member, from the top of the package; `None` for the top itself.
    fn path(&mut self, offset: u64, name: &[u8]) -> Result<Option<PathBuf>> {
        self.members += 1;
        if self.members > MEMBERS {
            return Err(self.damaged(offset, format!("more than {MEMBERS} members")));
        }
        if name.is_empty() || name.len() > PATH || name.contains(&0) {
            return Err(self.damaged(offset, format!("a member whose name is none, of {} bytes", name.len())));
        }
        let mut path = PathBuf::new();
        for part in Path::new(&spelt(name)).components() {
            match part {
                Component::Normal(name) => path.push(name),
                Component::ParentDir if !path.pop() => {
                    let name = String::from_utf8_lossy(name);
                    return Err(self.damaged(offset, format!("member {name} leads out of the package")));
                }
                Component::ParentDir | Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
            }
        }
        Ok(Some(path).filter(|path| !path.as_os_str().is_empty()))
    }
}

/// A name as the system spells names: packages hold bytes.
#[cfg(unix)]
fn spelt(name: &[u8]) -> Cow<'_, OsStr> {
    Cow::Borrowed(std::os::unix::ffi::OsStrExt::from_bytes(name))
}

/// The same, where names are Unicode.
#[cfg(not(unix))]
fn spelt(name: &[u8]) -> Cow<'_, OsStr> {
    match String::from_utf8_lossy(name) {
        Cow::Borrowed(name) => Cow::Borrowed(OsStr::new(name)),
        Cow::Owned(name) => Cow::Owned(name.into()),
    }
}

//! Files that have no name until they are whole, so that nothing is left of one if the run is killed.

use std::fs::File;
use std::io::{self, Seek as _};
use std::os::fd::AsRawFd as _;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Mode, OFlags};

/// One in a folder. `None` where the file system knows no such files.
pub(super) fn open(folder: &Path, mode: u32) -> Option<File> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = rustix::fs::open(folder, flags, Mode::from_raw_mode(mode)).ok().map(File::from);
    file.filter(|f| descriptor(f).exists())
}

/// The path of an open file.
fn descriptor(file: &File) -> PathBuf {
    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

/// Gives the file a name, and then that of the target, which may be in use: there is no way to do both at once.
pub(super) fn name(
    mut file: File,
    builder: &tempfile::Builder<'_, '_>,
    folder: &Path,
    mode: u32,
    target: &Path,
) -> io::Result<()> {
    let from = descriptor(&file);
    let link = |to: &Path| rustix::fs::linkat(CWD, &from, CWD, to, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from);
    if let Ok(link) = builder.make_in(folder, link) {
        return link.persist(target).map(drop).map_err(|e| e.error);
    }
    // A file system that makes such files and cannot name them.
    let mut copy = tempfile::Builder::new();
    copy.prefix(".abilens.").suffix(".tmp");
    let mut copy = super::permitted(&mut copy, mode).tempfile_in(folder)?;
    file.seek(io::SeekFrom::Start(0))?;
    io::copy(&mut file, &mut copy)?;
    copy.as_file().set_permissions(file.metadata()?.permissions())?;
    copy.persist(target).map(drop).map_err(|e| e.error)
}

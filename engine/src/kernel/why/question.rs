//! What is asked about a module.

use std::path::PathBuf;

use crate::ground::files::named::Named;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The module.
    pub module: PathBuf,
    /// The folder that stands for the machine's `/`; without one, and without a kernel, this machine's.
    pub root: Option<PathBuf>,
    /// What stands for the kernel: its BTF, its image, a folder of it, a package, a snapshot.
    pub kernel: Option<Named>,
    /// The release of the kernel, where nothing says it.
    pub release: Option<String>,
    /// Its version magic, where nothing says it.
    pub vermagic: Option<String>,
    /// Its `Module.symvers`.
    pub symvers: Option<PathBuf>,
    /// The kernel that the module was built against.
    pub built_against: Option<Named>,
    /// Name and text of a log.
    pub log: Option<(String, String)>,
}

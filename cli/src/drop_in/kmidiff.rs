//! libabigail's kmidiff: two folders of a kernel with its modules.

use std::io;
use std::path::{Path, PathBuf};

use abilens::ground::files::{Bytes, Disk, Entries as Listed, Entry, EntryKind, Look as Looked, Tree};
use abilens::{DebugInfo, Named, Options};
use anyhow::{Context as _, Result, bail};
use clap::{ArgAction, Args};

use super::accepted::{Accepted, Which, WithoutEffect};
use super::compared::{self, Comparison, Look};
use super::shared::{self, Evidence};
use super::{Tool, leaving, say};
use crate::args::{Global, Suppressing};
use crate::observe::Watch;
use crate::settings::SideOptions;
use crate::{commands, debuginfod, suppressing};

/// What the exit code means.
const BITS: &str = "\
Exit code, a sum: 1 error, wrong usage, or evidence is missing; 4 something changed; 8 it breaks consumers (with 4)";

#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    args_override_self = true,
    override_usage = "kmidiff [OPTIONS] <FOLDER1> <FOLDER2>
       abilens kmidiff [OPTIONS] <FOLDER1> <FOLDER2>",
    after_help = BITS
)]
pub(crate) struct Kmidiff {
    /// Folder of the kernel that modules were built against, with vmlinux and modules
    #[arg(value_name = "FOLDER1")]
    old: PathBuf,
    /// What they will meet
    #[arg(value_name = "FOLDER2")]
    new: PathBuf,
    /// Print the version
    #[arg(short = 'v', long = "version", action = ArgAction::Version)]
    version: Option<bool>,

    /// Folder or package of FOLDER1's debug files
    #[arg(long = "debug-info-dir1", visible_alias = "d1", value_name = "DIR", help_heading = "Input options")]
    old_debug: Option<PathBuf>,
    /// Folder or package of FOLDER2's debug files
    #[arg(long = "debug-info-dir2", visible_alias = "d2", value_name = "DIR", help_heading = "Input options")]
    new_debug: Option<PathBuf>,
    /// The vmlinux of FOLDER1, where it lies elsewhere
    #[arg(long = "vmlinux1", visible_alias = "l1", value_name = "FILE", help_heading = "Input options")]
    old_image: Option<PathBuf>,
    /// The vmlinux of FOLDER2, where it lies elsewhere
    #[arg(long = "vmlinux2", visible_alias = "l2", value_name = "FILE", help_heading = "Input options")]
    new_image: Option<PathBuf>,
    /// Take types from BTF
    #[arg(long, help_heading = "Input options")]
    btf: bool,
    #[command(flatten)]
    evidence: Evidence,

    /// Suppression file (repeatable)
    #[arg(long, visible_alias = "suppr", value_name = "FILE", help_heading = "What is left out")]
    suppressions: Vec<PathBuf>,
    /// Compare these exports alone: a list of libabigail, of Android, or a name a line (repeatable)
    #[arg(
        short = 'w',
        long,
        visible_alias = "linux-kernel-abi-whitelist",
        value_name = "FILE",
        help_heading = "What is left out"
    )]
    kmi_whitelist: Vec<PathBuf>,

    /// List what follows from the changes at the root
    #[arg(short = 'f', long, help_heading = "Report options")]
    full_impact: bool,

    #[command(flatten)]
    accepted: WithoutEffect<Moot>,
}

/// What asks for another look of a report, or for what is so anyway.
#[derive(Debug)]
struct Moot;

impl Which for Moot {
    const ALL: &'static [Accepted] = &[
        shared::IMPACTED_INTERFACES.short('i'),
        shared::EXPORTED_INTERFACES_ONLY,
        shared::ALLOW_NON_EXPORTED_INTERFACES,
        shared::SHOW_BYTES,
        shared::SHOW_BITS,
        shared::SHOW_DEC,
        shared::SHOW_HEX,
        shared::NO_CHANGE_CATEGORIZATION,
        shared::VERBOSE,
        shared::CTF,
    ];
}

pub(crate) fn kmidiff(global: &Global, args: &Kmidiff) -> Result<u8> {
    let tool = Tool::Kmidiff;
    // What is cheap to get wrong comes before what takes long. The tool reads no suppression files unasked.
    let hiding = suppressing::read(&Suppressing { abignore: args.suppressions.clone(), default_abignore: false })?;
    let leaving = match args.kmi_whitelist.as_slice() {
        [] => Vec::new(),
        lists => vec![leaving::unlisted("--kmi-whitelist", lists)?],
    };
    args.accepted.said().for_each(|line| say(tool, &line));
    let watch = Watch::new(global.time);
    let both = Options {
        debug_info: if args.btf { DebugInfo::Btf } else { DebugInfo::Auto },
        debug_index: debuginfod::index(true),
        allow_incomplete: args.evidence.allow_incomplete,
        ..Options::default()
    };
    let side = |debug: &Option<PathBuf>| Options { debug_dirs: debug.iter().cloned().collect(), ..both.clone() };
    let options = SideOptions { old: side(&args.old_debug), new: side(&args.new_debug), both };
    let old = kernel(&args.old, args.old_image.as_deref())?;
    let new = kernel(&args.new, args.new_image.as_deref())?;
    let report = Comparison { tool, old, new, options, hiding, leaving, more: None }.report(&watch)?;
    compared::print(&report, Look { full: args.full_impact, totals: false }, None, global)?;
    watch.finish();
    let code = compared::bits(&report, false);
    std::mem::forget(report);
    Ok(code)
}

/// A kernel: a folder, with the image from elsewhere if one is named.
fn kernel(folder: &Path, image: Option<&Path>) -> Result<Named> {
    let Some(image) = image else { return commands::named(folder) };
    let at = |path: &Path| std::fs::canonicalize(path).with_context(|| path.display().to_string());
    let is_inside = at(image)?.starts_with(at(folder)?);
    if !image.is_file() {
        bail!("{}: is no file", image.display());
    }
    if is_inside || !folder.is_dir() {
        // What is no folder holds no modules beside its image.
        return commands::named(if is_inside { folder } else { image });
    }
    Ok(Named::of_tree(WithImage { place: folder.join("vmlinux"), image: image.to_path_buf() }, folder))
}

/// The files of this machine, with a kernel's image in another place.
#[derive(Debug)]
struct WithImage {
    place: PathBuf,
    image: PathBuf,
}

impl WithImage {
    fn path<'p>(&'p self, path: &'p Path) -> &'p Path {
        if path == self.place { &self.image } else { path }
    }
}

impl Tree for WithImage {
    fn list<'t>(&'t self, folder: &Path) -> io::Result<Listed<'t>> {
        let listed = Disk.list(folder)?;
        if self.place.parent() != Some(folder) {
            return Ok(Box::new(listed.collect::<Vec<_>>().into_iter()));
        }
        let image = Entry { name: "vmlinux".into(), kind: EntryKind::File };
        let others = listed.filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.name == "vmlinux"));
        Ok(Box::new(others.chain([Ok(image)]).collect::<Vec<_>>().into_iter()))
    }

    fn look(&self, path: &Path) -> io::Result<Looked> {
        Disk.look(self.path(path))
    }

    fn head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        Disk.head(self.path(path), most)
    }

    fn open(&self, path: &Path) -> io::Result<Bytes> {
        Disk.open(self.path(path))
    }

    fn identity(&self, path: &Path) -> Option<PathBuf> {
        Disk.identity(self.path(path))
    }

    fn is_of_this_machine(&self) -> bool {
        true
    }
}

//! libabigail's abipkgdiff: two packages, archives or folders, with their debug packages and packages for development.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use abilens::ground::files::{Disk, Tree};
use abilens::policy::{leave_out, suppressions};
use abilens::read::input::{Input, ObjectSource, OpenOptions, PackagedLibrary, packaged_libraries};
use abilens::{DebugInfo, Loaded, Named, Options};
use anyhow::{Result, bail};
use clap::{ArgAction, Args};

use super::accepted::{Accepted, Which, WithoutEffect};
use super::compared::{self, Comparison, Look};
use super::shared::{self, BITS, Evidence, Suppressions};
use super::{Tool, leaving, say};
use crate::args::Global;
use crate::headers::{self, Devel};
use crate::observe::Watch;
use crate::settings::SideOptions;
use crate::suppressing::Entries;
use crate::{commands, debuginfod};

#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    args_override_self = true,
    override_usage = "abipkgdiff [OPTIONS] <PACKAGE1> <PACKAGE2>
       abilens abipkgdiff [OPTIONS] <PACKAGE1> <PACKAGE2>",
    after_help = BITS
)]
pub(crate) struct Abipkgdiff {
    /// Package (.deb, .rpm), archive or folder that consumers were built against
    #[arg(value_name = "PACKAGE1")]
    old: PathBuf,
    /// What they will meet
    #[arg(value_name = "PACKAGE2", required_unless_present = "self_check")]
    new: Option<PathBuf>,
    /// Print the version
    #[arg(short = 'v', long = "version", action = ArgAction::Version)]
    version: Option<bool>,

    /// Debug package of PACKAGE1 (repeatable)
    #[arg(long = "debug-info-pkg1", visible_alias = "d1", value_name = "PACKAGE", help_heading = "Input options")]
    old_debug: Vec<PathBuf>,
    /// Debug package of PACKAGE2 (repeatable)
    #[arg(long = "debug-info-pkg2", visible_alias = "d2", value_name = "PACKAGE", help_heading = "Input options")]
    new_debug: Vec<PathBuf>,
    /// Package for development of PACKAGE1: types that none of its headers declares are private (repeatable)
    #[arg(long = "devel-pkg1", visible_alias = "devel1", value_name = "PACKAGE", help_heading = "Input options")]
    old_devel: Vec<PathBuf>,
    /// Package for development of PACKAGE2 (repeatable)
    #[arg(long = "devel-pkg2", visible_alias = "devel2", value_name = "PACKAGE", help_heading = "Input options")]
    new_devel: Vec<PathBuf>,
    /// Compare types of public headers that no export reaches, too
    #[arg(short = 't', long, help_heading = "Input options")]
    non_reachable_types: bool,
    /// Take types from BTF
    #[arg(long, help_heading = "Input options")]
    btf: bool,
    #[command(flatten)]
    evidence: Evidence,

    #[command(flatten)]
    suppressions: Suppressions,
    /// Do not read the suppression files (*.abignore) that lie in the packages
    #[arg(long, help_heading = "What is left out")]
    no_abignore: bool,
    /// Compare these exports alone: a list of libabigail, of Android, or a name a line (repeatable)
    #[arg(short = 'w', long, value_name = "FILE", help_heading = "What is left out")]
    linux_kernel_abi_whitelist: Vec<PathBuf>,
    /// Leave out programs
    #[arg(long, help_heading = "What is left out")]
    dso_only: bool,
    /// Compare libraries, too, that a package of RPM does not say to provide by their SONAME, and plug-ins
    #[arg(long, help_heading = "What is left out")]
    private_dso: bool,
    /// Leave out added exports
    #[arg(long, help_heading = "What is left out")]
    no_added_syms: bool,
    /// Leave out exports of files that PACKAGE2 alone has, which count for no exit code anyway
    #[arg(long, help_heading = "What is left out")]
    no_added_binaries: bool,
    /// Leave out exports that came or went and have no type
    #[arg(long, help_heading = "What is left out")]
    no_unreferenced_symbols: bool,

    /// What libabigail calls harmless counts for the exit code
    #[arg(long, help_heading = "Report options")]
    harmless: bool,
    /// List what follows from the changes at the root
    #[arg(long, help_heading = "Report options")]
    redundant: bool,
    /// The same
    #[arg(short = 'f', long, help_heading = "Report options")]
    full_impact: bool,

    #[arg(long, hide = true, value_name = "PACKAGE")]
    wp: Vec<PathBuf>,
    #[arg(long, hide = true)]
    self_check: bool,
    #[command(flatten)]
    accepted: WithoutEffect<Moot>,
}

/// What asks for another look of a report, or for what is so anyway.
#[derive(Debug)]
struct Moot;

impl Which for Moot {
    const ALL: &'static [Accepted] = &[
        Accepted::new(
            "drop-private-types",
            "types that no header shows are private as soon as packages for development are named",
        ),
        Accepted::new("fail-no-dbg", "missing debug information is an error anyway"),
        Accepted::new("keep-tmp-files", "packages are read without unpacking them"),
        Accepted::new("no-parallel", "--threads 1 uses one core, for whatever it is done"),
        Accepted::new("show-identical-binaries", "the report of several libraries lists all of them"),
        shared::LEAF_CHANGES_ONLY,
        shared::IMPACTED_INTERFACES.short('i'),
        shared::EXPORTED_INTERFACES_ONLY,
        shared::ALLOW_NON_EXPORTED_INTERFACES,
        shared::NO_LINKAGE_NAME,
        shared::NO_SHOW_LOCS,
        shared::NO_SHOW_RELATIVE_OFFSET_CHANGES,
        shared::SHOW_BYTES,
        shared::SHOW_BITS,
        shared::SHOW_DEC,
        shared::SHOW_HEX,
        shared::NO_LEVERAGE_DWARF_FACTORIZATION,
        shared::NO_ASSUME_ODR,
        shared::NO_CHANGE_CATEGORIZATION,
        shared::VERBOSE,
        shared::CTF,
    ];
}

pub(crate) fn abipkgdiff(global: &Global, args: &Abipkgdiff) -> Result<u8> {
    let tool = Tool::Abipkgdiff;
    // What is cheap to get wrong comes before what takes long.
    let Some(new_path) = args.new.as_ref().filter(|_| !args.self_check) else {
        bail!("--self-check is not taken: it tries libabigail's own reading and writing of dumps");
    };
    if !args.wp.is_empty() {
        bail!("--wp is not taken: unpack the package, and name its list for this machine with -w");
    }
    let mut hiding = args.suppressions.read()?;
    let lists = &args.linux_kernel_abi_whitelist;
    let mut leaving =
        if lists.is_empty() { Vec::new() } else { vec![leaving::unlisted("--linux-kernel-abi-whitelist", lists)?] };
    if args.no_added_syms {
        leaving.push(leaving::added("--no-added-syms"));
    }
    args.accepted.said().for_each(|line| say(tool, &line));
    let watch = Watch::new(global.time);
    let mut options = args.options()?;
    let (mut old, mut new) = (commands::named(&args.old)?, commands::named(new_path)?);
    if !args.private_dso && pass_over_private(&mut old, &mut new, &mut options)? {
        return Ok(0);
    }
    if !args.no_abignore {
        for (named, path) in [(&mut old, &args.old), (&mut new, new_path)] {
            held(named, path, &mut hiding)?;
        }
    }
    let came = std::cell::OnceCell::new();
    let more = |sides: [&Loaded; 2]| {
        let mut leaving = Vec::new();
        let new_alone = leaving::files_of_new(sides);
        if args.no_added_binaries {
            leaving.push(leaving::of_files("--no-added-binaries", new_alone.clone()));
        }
        // Both sides are looked at once.
        let _ = came.set(new_alone);
        if args.dso_only {
            leaving.push(leaving::of_files("--dso-only", leaving::programs(sides)));
        }
        if args.no_unreferenced_symbols {
            leaving.push(leaving::untyped("--no-unreferenced-symbols", sides));
        }
        Ok(leaving)
    };
    let mut report = Comparison { tool, old, new, options, hiding, leaving, more: Some(&more) }.report(&watch)?;
    let look = Look { full: args.redundant || args.full_impact, totals: false };
    compared::print(&report, look, None, global)?;
    watch.finish();
    // Files that came are told of, and are no change.
    leave_out(&mut report, &[leaving::of_files("--no-added-binaries", came.into_inner().unwrap_or_default())]);
    let code = compared::bits(&report, args.harmless);
    std::mem::forget(report);
    Ok(code)
}

impl Abipkgdiff {
    fn options(&self) -> Result<SideOptions> {
        let devel = Devel { both: &[], old: &self.old_devel, new: &self.new_devel };
        let both = Options {
            debug_info: if self.btf { DebugInfo::Btf } else { DebugInfo::Auto },
            debug_index: debuginfod::index(true),
            allow_incomplete: self.evidence.allow_incomplete,
            exports_only: !self.non_reachable_types,
            public_headers: headers::named(&[], devel)?,
            ..Options::default()
        };
        let side = |debug: &[PathBuf]| Options { debug_dirs: debug.to_vec(), ..both.clone() };
        Ok(SideOptions { old: side(&self.old_debug), new: side(&self.new_debug), both })
    }
}

/// Passes over the libraries of packages of RPM that these keep to themselves, and says so. One that OLD provides is compared,
/// whatever NEW says of it. True if no library is left of OLD.
fn pass_over_private(old: &mut Named, new: &mut Named, options: &mut SideOptions) -> Result<bool> {
    let (Some(olds), Some(news)) = (packaged_libraries(old)?, packaged_libraries(new)?) else { return Ok(false) };
    let was_provided = |library: &PackagedLibrary| {
        let same = |other: &&PackagedLibrary| other.name == library.name || other.soname == library.soname;
        olds.iter().filter(|other| other.is_provided).any(|other| same(&other))
    };
    let private = |libraries: &[PackagedLibrary], is_public: &dyn Fn(&PackagedLibrary) -> bool| -> BTreeSet<String> {
        let kept = libraries.iter().filter(|library| !library.is_provided && !is_public(library));
        kept.map(|library| library.name.clone()).collect()
    };
    options.old.passed_over = private(&olds, &|_| false);
    options.new.passed_over = private(&news, &was_provided);
    let passed: BTreeSet<&String> = options.old.passed_over.union(&options.new.passed_over).collect();
    let Some(first) = passed.first() else { return Ok(false) };
    let which = match passed.len() {
        1 => format!("{first} is left out: its package does not provide it"),
        n => format!("{n} libraries are left out, {first} among them: their packages do not provide them"),
    };
    say(Tool::Abipkgdiff, &format!("{which} by a SONAME; --private-dso compares such"));
    let is_left = |source: &ObjectSource| !options.old.passed_over.contains(&source.name);
    Ok(!Input::discover(&*old, &OpenOptions::default())?.sources.iter().any(is_left))
}

/// Adds the suppression files that a package or folder holds.
fn held(named: &mut Named, path: &Path, entries: &mut Entries) -> Result<()> {
    let name = named.name();
    let package = named.package()?;
    let (tree, top): (&dyn Tree, &Path) = match &package {
        Some(memory) => (&**memory, Path::new("")),
        None if path.is_dir() => (&Disk, path),
        None => return Ok(()),
    };
    for inner in headers::below(tree, top) {
        if inner.extension().is_some_and(|extension| extension == "abignore") {
            let file = format!("{}/{}", name.trim_end_matches('/'), inner.display());
            let bytes = tree.open(&top.join(&inner)).map_err(|e| anyhow::anyhow!("{file}: {e}"))?;
            entries.entries.extend(suppressions::parse(&file, &String::from_utf8_lossy(bytes.as_slice()))?);
            entries.files.push(file);
        }
    }
    Ok(())
}

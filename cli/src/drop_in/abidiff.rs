//! libabigail's abidiff: two libraries, or dumps of such.

use std::path::PathBuf;

use abilens::ground::printable;
use abilens::model::report::SymbolOutcome;
use abilens::policy::LeftOut;
use abilens::rules::Rule;
use abilens::{DebugInfo, Loaded, Options, PublicHeaders};
use anyhow::{Result, bail};
use clap::{ArgAction, Args};

use super::accepted::{Accepted, Which, WithoutEffect};
use super::compared::{self, Comparison, Look};
use super::leaving::{self, Expressions};
use super::shared::{self, BITS, Evidence, Suppressions};
use super::{Tool, say};
use crate::args::Global;
use crate::observe::Watch;
use crate::settings::SideOptions;
use crate::{commands, debuginfod, headers, output};

#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    args_override_self = true,
    override_usage = "abidiff [OPTIONS] <FILE1> <FILE2>
       abilens abidiff [OPTIONS] <FILE1> <FILE2>",
    after_help = BITS
)]
pub(crate) struct Abidiff {
    /// ELF file, archive, snapshot or dump (abixml, STG) that consumers were built against
    #[arg(value_name = "FILE1")]
    old: PathBuf,
    /// What they will meet
    #[arg(value_name = "FILE2")]
    new: PathBuf,
    /// Print the version
    #[arg(short = 'v', long = "version", action = ArgAction::Version)]
    version: Option<bool>,

    /// Folder or package of FILE1's debug files (repeatable)
    #[arg(long = "debug-info-dir1", visible_alias = "d1", value_name = "DIR", help_heading = "Input options")]
    old_debug: Vec<PathBuf>,
    /// Folder or package of FILE2's debug files (repeatable)
    #[arg(long = "debug-info-dir2", visible_alias = "d2", value_name = "DIR", help_heading = "Input options")]
    new_debug: Vec<PathBuf>,
    /// Folder of FILE1's public headers: types that none declares are private (repeatable)
    #[arg(long = "headers-dir1", visible_alias = "hd1", value_name = "DIR", help_heading = "Input options")]
    old_headers: Vec<PathBuf>,
    /// Folder of FILE2's public headers (repeatable)
    #[arg(long = "headers-dir2", visible_alias = "hd2", value_name = "DIR", help_heading = "Input options")]
    new_headers: Vec<PathBuf>,
    /// Public header of FILE1 (repeatable)
    #[arg(long = "header-file1", visible_alias = "hf1", value_name = "FILE", help_heading = "Input options")]
    old_header: Vec<PathBuf>,
    /// Public header of FILE2 (repeatable)
    #[arg(long = "header-file2", visible_alias = "hf2", value_name = "FILE", help_heading = "Input options")]
    new_header: Vec<PathBuf>,
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
    /// Compare these exports alone: a list of libabigail, of Android, or a name a line (repeatable)
    #[arg(short = 'w', long, value_name = "FILE", help_heading = "What is left out")]
    kmi_whitelist: Vec<PathBuf>,
    /// Leave out exports whose declared name fits (POSIX, extended; repeatable)
    #[arg(long, value_name = "REGEX", help_heading = "What is left out")]
    drop: Vec<String>,
    /// The same of functions
    #[arg(long, value_name = "REGEX", help_heading = "What is left out")]
    drop_fn: Vec<String>,
    /// The same of variables
    #[arg(long, value_name = "REGEX", help_heading = "What is left out")]
    drop_var: Vec<String>,
    /// Leave out exports whose declared name fits none of these (repeatable)
    #[arg(long, value_name = "REGEX", help_heading = "What is left out")]
    keep: Vec<String>,
    /// The same of functions
    #[arg(long, value_name = "REGEX", help_heading = "What is left out")]
    keep_fn: Vec<String>,
    /// The same of variables
    #[arg(long, value_name = "REGEX", help_heading = "What is left out")]
    keep_var: Vec<String>,
    /// Leave out added exports
    #[arg(long, help_heading = "What is left out")]
    no_added_syms: bool,
    /// Leave out exports that came or went and have no type
    #[arg(long, help_heading = "What is left out")]
    no_unreferenced_symbols: bool,
    /// Leave out changes of the SONAME
    #[arg(long, help_heading = "What is left out")]
    ignore_soname: bool,
    /// Leave out that the machine differs
    #[arg(long, help_heading = "What is left out")]
    no_architecture: bool,
    /// Leave out changes of types that are more than cosmetic
    #[arg(long, help_heading = "What is left out")]
    no_harmful: bool,
    /// Of exports only removed functions (and what the other options of this kind name)
    #[arg(long, help_heading = "What is left out")]
    deleted_fns: bool,
    /// Of exports only functions whose types changed
    #[arg(long, help_heading = "What is left out")]
    changed_fns: bool,
    /// Of exports only added functions
    #[arg(long, help_heading = "What is left out")]
    added_fns: bool,
    /// Of exports only removed variables
    #[arg(long, help_heading = "What is left out")]
    deleted_vars: bool,
    /// Of exports only variables whose types changed
    #[arg(long, help_heading = "What is left out")]
    changed_vars: bool,
    /// Of exports only added variables
    #[arg(long, help_heading = "What is left out")]
    added_vars: bool,

    /// What libabigail calls harmless counts for the exit code
    #[arg(long, help_heading = "Report options")]
    harmless: bool,
    /// List what follows from the changes at the root
    #[arg(long, help_heading = "Report options")]
    redundant: bool,
    /// Print verdict and totals alone
    #[arg(long, help_heading = "Report options")]
    stat: bool,
    /// Print the exports of both sides, and compare nothing
    #[arg(long, help_heading = "Report options")]
    symtabs: bool,
    /// Print time and memory of each phase to standard error
    #[arg(long, help_heading = "Report options")]
    stats: bool,

    /// The inputs are no kernels: an error if one is
    #[arg(long, help_heading = "Input options")]
    no_linux_kernel_mode: bool,
    #[command(flatten)]
    refused: Refused,
    #[command(flatten)]
    accepted: WithoutEffect<Moot>,
}

/// Options of later versions that compare more than two files.
#[derive(Debug, Args)]
struct Refused {
    #[arg(long, hide = true, value_name = "FILES")]
    add_binaries1: Option<String>,
    #[arg(long, hide = true, value_name = "FILES")]
    add_binaries2: Option<String>,
    #[arg(long, alias = "abd1", hide = true, value_name = "DIR")]
    added_binaries_dir1: Option<String>,
    #[arg(long, alias = "abd2", hide = true, value_name = "DIR")]
    added_binaries_dir2: Option<String>,
    #[arg(long, alias = "fdeps", hide = true)]
    follow_dependencies: bool,
    #[arg(long, alias = "ldeps", hide = true)]
    list_dependencies: bool,
}

impl Refused {
    fn check(&self) -> Result<()> {
        let given = [
            ("add-binaries1", self.add_binaries1.is_some()),
            ("add-binaries2", self.add_binaries2.is_some()),
            ("added-binaries-dir1", self.added_binaries_dir1.is_some()),
            ("added-binaries-dir2", self.added_binaries_dir2.is_some()),
            ("follow-dependencies", self.follow_dependencies),
            ("list-dependencies", self.list_dependencies),
        ];
        match given.iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((option, _)) => {
                bail!("--{option} is not taken: name folders or packages that hold all libraries, abilens diff OLD NEW")
            }
        }
    }
}

/// What asks for another look of a report, or for what is so anyway.
#[derive(Debug)]
struct Moot;

impl Which for Moot {
    const ALL: &'static [Accepted] = &[
        Accepted::new(
            "drop-private-types",
            "types that no public header declares are private as soon as headers are named",
        ),
        shared::EXPORTED_INTERFACES_ONLY,
        shared::ALLOW_NON_EXPORTED_INTERFACES,
        Accepted::new("fail-no-debug-info", "missing debug information is an error anyway"),
        shared::LEAF_CHANGES_ONLY,
        shared::IMPACTED_INTERFACES,
        Accepted::new("no-redundant", "what follows from a change is told with --redundant alone"),
        shared::NO_LINKAGE_NAME,
        shared::NO_SHOW_LOCS,
        shared::NO_SHOW_RELATIVE_OFFSET_CHANGES,
        shared::SHOW_BYTES,
        shared::SHOW_BITS,
        shared::SHOW_DEC,
        shared::SHOW_HEX,
        Accepted::new("no-corpus-path", "paths make no difference"),
        shared::NO_LEVERAGE_DWARF_FACTORIZATION,
        shared::NO_ASSUME_ODR,
        shared::NO_CHANGE_CATEGORIZATION,
        Accepted::new("debug-self-comparison", shared::INNER),
        Accepted::new("debug-tc", shared::INNER),
        Accepted::new("dump-diff-tree", "libabigail's tree of differences does not exist here").said(),
        shared::VERBOSE,
        shared::CTF,
    ];
}

pub(crate) fn abidiff(global: &Global, args: &Abidiff) -> Result<u8> {
    let tool = Tool::Abidiff;
    // What is cheap to get wrong comes before what takes long.
    args.refused.check()?;
    let hiding = args.suppressions.read()?;
    let mut leaving = args.expressions()?;
    if !args.kmi_whitelist.is_empty() {
        leaving.push(leaving::unlisted("--kmi-whitelist", &args.kmi_whitelist)?);
    }
    leaving.extend(args.left_out());
    args.accepted.said().for_each(|line| say(tool, &line));
    let watch = Watch::new(global.time || args.stats);
    let options = args.options()?;
    let (old, new) = (commands::named(&args.old)?, commands::named(&args.new)?);
    if args.symtabs {
        let (old, new) = commands::load(&old, &new, &options, &watch)?;
        watch.clear();
        output::to_reader(|out| output::prose(out, &(exports(&old) + "\n" + &exports(&new)), false))?;
        watch.finish();
        return Ok(0);
    }
    let more = |sides: [&Loaded; 2]| {
        let mut leaving = Vec::new();
        if args.no_linux_kernel_mode && sides.iter().any(|side| side.graph.is_kernel()) {
            bail!("--no-linux-kernel-mode: of a kernel the exports to modules are compared, and nothing else");
        }
        if args.no_unreferenced_symbols {
            leaving.push(leaving::untyped("--no-unreferenced-symbols", sides));
        }
        Ok(leaving)
    };
    let report = Comparison { tool, old, new, options, hiding, leaving, more: Some(&more) }.report(&watch)?;
    let look = Look { full: args.redundant, totals: args.stat };
    compared::print(&report, look, None, global)?;
    watch.finish();
    let code = compared::bits(&report, args.harmless);
    std::mem::forget(report);
    Ok(code)
}

impl Abidiff {
    fn options(&self) -> Result<SideOptions> {
        let public_headers = self.headers()?;
        let both = Options {
            debug_info: if self.btf { DebugInfo::Btf } else { DebugInfo::Auto },
            debug_index: debuginfod::index(true),
            allow_incomplete: self.evidence.allow_incomplete,
            exports_only: !self.non_reachable_types,
            public_headers,
            ..Options::default()
        };
        let side = |debug: &[PathBuf]| Options { debug_dirs: debug.to_vec(), ..both.clone() };
        Ok(SideOptions { old: side(&self.old_debug), new: side(&self.new_debug), both })
    }

    fn headers(&self) -> Result<PublicHeaders> {
        let places = |folders: &[PathBuf], files: &[PathBuf]| folders.iter().chain(files).cloned().collect::<Vec<_>>();
        headers::of_sides(&places(&self.old_headers, &self.old_header), &places(&self.new_headers, &self.new_header))
    }

    /// What `--drop` and `--keep` leave out.
    fn expressions(&self) -> Result<Vec<LeftOut<'static>>> {
        Ok(vec![
            Expressions::new("--drop", &self.drop, &self.drop_fn, &self.drop_var)?.dropped("--drop"),
            Expressions::new("--keep", &self.keep, &self.keep_fn, &self.keep_var)?.kept("--keep"),
        ])
    }

    /// What the other options leave out that need no input for that.
    fn left_out(&self) -> Vec<LeftOut<'static>> {
        let mut out = Vec::new();
        if self.no_added_syms {
            out.push(leaving::added("--no-added-syms"));
        }
        if self.ignore_soname {
            out.push(leaving::of_rules("--ignore-soname", &[Rule::ObjectSonameChanged]));
        }
        if self.no_architecture {
            out.push(leaving::of_rules("--no-architecture", &[Rule::ObjectPlatformChanged]));
        }
        if self.no_harmful {
            out.push(leaving::harmful("--no-harmful"));
        }
        let wanted: Vec<(bool, SymbolOutcome)> = [
            (self.deleted_fns, true, SymbolOutcome::Removed),
            (self.changed_fns, true, SymbolOutcome::Changed),
            (self.added_fns, true, SymbolOutcome::Added),
            (self.deleted_vars, false, SymbolOutcome::Removed),
            (self.changed_vars, false, SymbolOutcome::Changed),
            (self.added_vars, false, SymbolOutcome::Added),
        ]
        .into_iter()
        .filter_map(|(is_wanted, of_functions, outcome)| is_wanted.then_some((of_functions, outcome)))
        .collect();
        if !wanted.is_empty() {
            out.push(LeftOut::exports("--deleted-fns and its like", move |symbol, _| {
                !wanted.contains(&(leaving::is_function(symbol.kind), symbol.change))
            }));
        }
        out
    }
}

/// The exports of an input, one a line.
fn exports(loaded: &Loaded) -> String {
    let g = &loaded.graph;
    let mut lines: Vec<String> = (g.exports.iter())
        .map(|e| {
            let kind = if leaving::is_function(e.kind) { "function" } else { "variable" };
            let version =
                if e.version.is_none() { String::new() } else { format!("@{}", printable::line(g.str(e.version))) };
            format!("    {kind}  {}{version}\n", printable::line(g.str(e.name)))
        })
        .collect();
    lines.sort();
    let noun = if lines.len() == 1 { "export" } else { "exports" };
    format!("{}: {} {noun}\n{}", loaded.path, lines.len(), lines.concat())
}

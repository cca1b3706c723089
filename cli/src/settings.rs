//! What the arguments mean: colours and width for this terminal, options for the engine.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use abilens::DebugInfo;
use abilens::graph::Graph;
use abilens::kernel::config;
use abilens::kernel::config::Config;
use abilens::kernel::crc::symvers;
use abilens::kernel::crc::symvers::Symvers;
use abilens::model::report::Report;
use abilens::policy::configured;
use abilens::policy::configured::Side;
use abilens::policy::patch;
use abilens::policy::patch::Series;
use abilens::render::gate::text::quote;
use abilens::render::markdown::CommentOptions;
use abilens::render::text::TextOptions;
use abilens::{Named, Options, Profile};
use anyhow::{Result, bail, ensure};
use clap::ValueEnum;

use crate::args::{self, Attribution, Commenting, Global, Reading, Sides, When};
use crate::debuginfod;
use crate::headers::{self, Devel};

/// Columns where there is no terminal: the same bytes in every pipe and file.
const PIPE_WIDTH: usize = 100;
/// Lines longer than this are hard to read, however wide the terminal.
const MAX_WIDTH: usize = 160;

/// How to write text; `to_file`: not to standard output; `full`: nothing is left out.
pub(crate) fn text_options(global: &Global, to_file: bool, full: bool) -> TextOptions {
    let stdout = std::io::stdout();
    let color = match global.color {
        When::Always => true,
        When::Never => false,
        When::Auto => !to_file && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
    };
    let terminal = if to_file || !stdout.is_terminal() { None } else { terminal_size::terminal_size_of(&stdout) };
    let detected = terminal.map_or(PIPE_WIDTH, |(width, _)| usize::from(width.0).min(MAX_WIDTH));
    TextOptions { width: global.width.unwrap_or(detected), color, full, ..TextOptions::default() }
}

/// What a comment says; `whole`: the command that prints everything, or the file that holds it.
pub(crate) fn comment(args: &Commenting, whole: String) -> CommentOptions {
    CommentOptions { id: args.comment_id.clone(), link: args.comment_link.clone(), whole }
}

/// Options for each side of a comparison, and for the comparison itself.
pub(crate) struct SideOptions {
    pub(crate) old: Options,
    pub(crate) new: Options,
    pub(crate) both: Options,
}

impl SideOptions {
    /// Takes the headers that packages of both sides install for the public ones, where nobody named others.
    pub(crate) fn take_installed(&mut self, old: &mut Named, new: &mut Named) -> Result<()> {
        let told = &self.both.public_headers;
        if told.is_empty() && !told.everything {
            let installed = headers::of_sets(old, new)?;
            for options in [&mut self.old, &mut self.new, &mut self.both] {
                options.public_headers = installed.clone();
            }
        }
        Ok(())
    }
}

/// What a side has of its own comes before what both have.
pub(crate) fn sides(args: &Sides) -> Result<SideOptions> {
    let both = options_with(&args.reading, args.devel())?;
    let side = |dirs: &[PathBuf], base: &Option<PathBuf>| Options {
        debug_dirs: dirs.iter().chain(&both.debug_dirs).cloned().collect(),
        btf_base: base.clone().or_else(|| both.btf_base.clone()),
        ..both.clone()
    };
    let old = side(&args.old_debug_dir, &args.old_btf_base);
    let new = side(&args.new_debug_dir, &args.new_btf_base);
    Ok(SideOptions { old, new, both })
}

/// Options for looking something up by its name: what no export reaches is read, too.
pub(crate) fn lookup_options(reading: &Reading) -> Result<Options> {
    Ok(Options { all_types: true, ..engine_options(reading)? })
}

pub(crate) fn engine_options(reading: &Reading) -> Result<Options> {
    options_with(reading, Devel { both: &reading.devel, ..Devel::default() })
}

fn options_with(reading: &Reading, devel: Devel<'_>) -> Result<Options> {
    Ok(Options {
        debug_dirs: reading.debug_dir.clone(),
        passed_over: BTreeSet::new(),
        verify: reading.verify,
        debug_index: debuginfod::index(!reading.no_debuginfod),
        debug_info: match reading.source {
            args::Source::Auto => DebugInfo::Auto,
            args::Source::Dwarf => DebugInfo::Dwarf,
            args::Source::Btf => DebugInfo::Btf,
            args::Source::Symbols => DebugInfo::Symbols,
        },
        profile: match reading.profile {
            args::Profile::Abi => Profile::Abi,
            args::Profile::Core => Profile::Core,
        },
        btf_base: reading.btf_base.clone(),
        allow_incomplete: reading.allow_incomplete,
        public_headers: headers::named(&reading.public_headers, devel)?,
        exports_only: reading.exports_only,
        unit_fraction: reading.unit_fraction,
        unit_views: false,
        all_types: false,
    })
}

/// The `Module.symvers` that was named, else the one beside the input, if there is one.
pub(crate) fn symvers(named: Option<&Path>, input: &Path) -> Result<Option<Symvers>> {
    let beside = || if input.exists() { symvers::beside(input) } else { None };
    let file = named.map(Path::to_path_buf).or_else(beside);
    Ok(file.map(|f| Symvers::read(&f)).transpose()?)
}

/// The configurations of two kernels that were named, read before what takes long.
pub(crate) fn configurations(args: &Attribution) -> Result<[Option<Config>; 2]> {
    for folder in [&args.old_source, &args.new_source].into_iter().flatten() {
        ensure!(folder.is_dir(), "{} is no folder of sources", quote(&folder.to_string_lossy()));
    }
    let read = |file: &Option<PathBuf>| file.as_deref().map(Config::read).transpose();
    Ok([read(&args.old_config)?, read(&args.new_config)?])
}

/// Names the hunks that made the root causes, if patches or commits were given; and the options of the configurations of
/// two kernels, if both are known.
pub(crate) fn attribute(
    report: &mut Report,
    args: &Attribution,
    configurations: [Option<Config>; 2],
    sides: [(&Path, &Graph); 2],
) -> Result<()> {
    if let [repository, range] = args.git.as_slice() {
        patch::git::attribute(report, Path::new(repository), range)?;
    } else if !args.patch.is_empty() {
        patch::attribute(report, &Series::read(&args.patch)?);
    }
    let is_kernel = sides.iter().all(|(_, graph)| graph.is_kernel());
    let beside = |(input, _): (&Path, &Graph)| if is_kernel && input.exists() { config::beside(input) } else { None };
    let [mut old_file, mut new_file] = sides.map(beside);
    // What lies beside both may belong to either.
    if old_file == new_file {
        (old_file, new_file) = (None, None);
    }
    let known = |named: Option<Config>, file: Option<PathBuf>| -> Result<Option<Config>> {
        Ok(if named.is_some() { named } else { file.as_deref().map(Config::read).transpose()? })
    };
    let [old, new] = configurations;
    match (known(old, old_file)?, known(new, new_file)?) {
        (Some(old), Some(new)) => {
            let side = |config: Config, source: &Option<PathBuf>| Side { config, source: source.clone() };
            configured::attribute(report, &side(old, &args.old_source), &side(new, &args.new_source));
        }
        (old, _) if args.names_configuration() => {
            let (side, option) = if old.is_none() { ("OLD", "--old-config") } else { ("NEW", "--new-config") };
            bail!("the configuration of {side} is not known: no .config lies beside it ({option} FILE)");
        }
        _ => {}
    }
    Ok(())
}

/// The options by which inputs are read, for a command that is to read them alike, each after a space.
pub(crate) fn repeated(args: &Sides, attribution: &Attribution) -> String {
    let mut out = String::new();
    let mut add = |option: &str, values: &[&str]| {
        out.push_str(&format!(" --{option}"));
        values.iter().for_each(|v| out.push_str(&format!(" {}", quote(v))));
    };
    let reading = &args.reading;
    let lists = [
        ("debug-dir", &reading.debug_dir),
        ("old-debug-dir", &args.old_debug_dir),
        ("new-debug-dir", &args.new_debug_dir),
        ("devel", &reading.devel),
        ("old-devel", &args.old_devel),
        ("new-devel", &args.new_devel),
        ("patch", &attribution.patch),
    ];
    for (option, paths) in lists {
        paths.iter().for_each(|p| add(option, &[&p.to_string_lossy()]));
    }
    let bases =
        [("btf-base", &reading.btf_base), ("old-btf-base", &args.old_btf_base), ("new-btf-base", &args.new_btf_base)];
    let kernels = [
        ("old-config", &attribution.old_config),
        ("new-config", &attribution.new_config),
        ("old-source", &attribution.old_source),
        ("new-source", &attribution.new_source),
    ];
    for (option, path) in bases.into_iter().chain(kernels) {
        path.iter().for_each(|p| add(option, &[&p.to_string_lossy()]));
    }
    reading.public_headers.iter().for_each(|h| add("public-headers", &[h]));
    if reading.exports_only {
        add("exports-only", &[]);
    }
    let word = |value: Option<clap::builder::PossibleValue>| value.map(|v| v.get_name().to_owned()).unwrap_or_default();
    if reading.source != args::Source::Auto {
        add("source", &[&word(reading.source.to_possible_value())]);
    }
    if reading.profile != args::Profile::Abi {
        add("profile", &[&word(reading.profile.to_possible_value())]);
    }
    if reading.no_debuginfod {
        add("no-debuginfod", &[]);
    }
    if reading.verify {
        add("verify", &[]);
    }
    if reading.allow_incomplete {
        add("allow-incomplete", &[]);
    }
    if let [repository, range] = attribution.git.as_slice() {
        add("git", &[repository, range]);
    }
    out
}

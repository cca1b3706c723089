//! `abilens check`: a module's fate on another kernel, and a program's with other libraries.

use std::io::Write;
use std::path::{Path, PathBuf};

use abilens::consumers::program;
use abilens::kernel::check;
use abilens::kernel::check::Facts;
use abilens::model::fate::{Report, Verdict};
use abilens::read::input::ObjectSource;
use abilens::render::check as rendered;
use abilens::render::pages;
use anyhow::{Result, bail};

use crate::args::{Check, Global, PageFormat};
use crate::exit::{COULD_NOT_TELL, FINE, FOUND};
use crate::observe::Watch;
use crate::settings::SideOptions;
use crate::{output, settings};

pub(crate) fn check(global: &Global, args: &Check) -> Result<u8> {
    let watch = Watch::new(global.time);
    let (consumers, old, new) = match &args.paths[..] {
        [consumer, new] => (std::slice::from_ref(consumer), None, new),
        [consumers @ .., old, new] => (consumers, Some(old), new),
        _ => bail!("expected CONSUMER... OLD NEW"),
    };
    let options = settings::sides(&args.sides)?;
    let named = check::discover(consumers, &options.old)?;
    let programs: Vec<ObjectSource> = named.iter().filter(|source| program::is_program(source)).cloned().collect();
    let report = match (programs.is_empty(), old) {
        (false, _) => of_programs(&programs, old, new, args, options, &watch)?,
        (true, Some(old)) if !named.is_empty() => of_modules(&named, old, new, args, &options, &watch)?,
        (true, None) if !named.is_empty() => bail!("a module takes both kernels: MODULE... OLD NEW"),
        _ => {
            let all: Vec<String> = consumers.iter().map(|path| path.display().to_string()).collect();
            bail!("no module and no program among {}", all.join(", "))
        }
    };
    told(global, args, &report, &watch)
}

/// What becomes of programs.
fn of_programs(
    programs: &[ObjectSource],
    old: Option<&PathBuf>,
    new: &Path,
    args: &Check,
    mut options: SideOptions,
    watch: &Watch,
) -> Result<Report> {
    if args.new_symvers.is_some() || args.new_vermagic.is_some() {
        bail!("--new-symvers and --new-vermagic are for modules of a kernel, and these are programs");
    }
    let mut new = super::named(new)?;
    let (old, new) = match old {
        Some(old) => {
            let mut old = super::named(old)?;
            options.take_installed(&mut old, &mut new)?;
            let (old, new) = super::load(&old, &new, &options, watch)?;
            (Some(old), new)
        }
        None => (None, abilens::load(new, &options.new, watch)?),
    };
    let report = program::check(programs, old.as_ref(), &new, &options.both, watch);
    std::mem::forget((old, new));
    Ok(report)
}

/// What becomes of modules.
fn of_modules(
    named: &[ObjectSource],
    old_path: &Path,
    new_path: &Path,
    args: &Check,
    options: &SideOptions,
    watch: &Watch,
) -> Result<Report> {
    let symvers = settings::symvers(args.new_symvers.as_deref(), new_path)?;
    let new_named = super::named(new_path)?;
    let (old, new) = super::load(&super::named(old_path)?, &new_named, options, watch)?;
    let facts = Facts { symvers, vermagic: args.new_vermagic.clone() };
    let mut of_modules = options.old.clone();
    if old_path.is_dir() {
        // Modules that OLD's build made may have their debug files among OLD's own.
        of_modules.debug_dirs.push(old_path.to_owned());
    }
    let report = check::check(named, &old, &new, &new_named, facts, &of_modules, watch)?;
    std::mem::forget((old, new));
    Ok(report)
}

fn told(global: &Global, args: &Check, report: &Report, watch: &Watch) -> Result<u8> {
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        PageFormat::Json => rendered::json(report, out),
        PageFormat::Html => pages::check(report, out),
        PageFormat::Text => {
            let o = settings::text_options(global, args.output.is_some(), args.full);
            output::prose(out, &rendered::render(report, &o), o.color)
        }
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    let is = |verdicts: &[Verdict]| report.modules.iter().any(|m| verdicts.contains(&m.verdict));
    Ok(if is(&[Verdict::CouldNotTell]) && !args.sides.reading.allow_incomplete {
        COULD_NOT_TELL
    } else if is(&[Verdict::Refused, Verdict::TypesDiffer, Verdict::MayMisbehave]) {
        FOUND
    } else {
        FINE
    })
}

//! `abilens check`: a module's fate on another kernel.

use std::io::Write;

use abilens::kernel::check;
use abilens::kernel::check::Facts;
use abilens::model::fate::Verdict;
use abilens::render::check as told;
use abilens::render::pages;
use anyhow::{Result, bail};

use crate::args::{Check, Global, PageFormat};
use crate::exit::{COULD_NOT_TELL, FINE, FOUND};
use crate::observe::Watch;
use crate::{output, settings};

pub(crate) fn check(global: &Global, args: &Check) -> Result<u8> {
    let [modules @ .., old_path, new_path] = &args.paths[..] else { bail!("expected MODULE... OLD NEW") };
    if modules.is_empty() {
        bail!("expected MODULE... OLD NEW");
    }
    let watch = Watch::new(global.time);
    let options = settings::sides(&args.sides)?;
    let named = check::discover(modules, &options.old)?;
    if named.is_empty() {
        bail!("no module among {}", modules.iter().map(|m| m.display().to_string()).collect::<Vec<_>>().join(", "));
    }
    let symvers = settings::symvers(args.new_symvers.as_deref(), new_path)?;
    let new_named = super::named(new_path)?;
    let (old, new) = super::load(&super::named(old_path)?, &new_named, &options, &watch)?;
    let facts = Facts { symvers, vermagic: args.new_vermagic.clone() };
    let mut of_modules = options.old.clone();
    if old_path.is_dir() {
        // Modules that OLD's build made may have their debug files among OLD's own.
        of_modules.debug_dirs.push(old_path.clone());
    }
    let report = check::check(&named, &old, &new, &new_named, facts, &of_modules, &watch)?;
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        PageFormat::Json => told::json(&report, out),
        PageFormat::Html => pages::check(&report, out),
        PageFormat::Text => {
            let o = settings::text_options(global, args.output.is_some(), args.full);
            output::prose(out, &told::render(&report, &o), o.color)
        }
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    std::mem::forget((old, new));
    let is = |verdicts: &[Verdict]| report.modules.iter().any(|m| verdicts.contains(&m.verdict));
    Ok(if is(&[Verdict::CouldNotTell]) && !args.sides.reading.allow_incomplete {
        COULD_NOT_TELL
    } else if is(&[Verdict::Refused, Verdict::TypesDiffer, Verdict::MayMisbehave]) {
        FOUND
    } else {
        FINE
    })
}

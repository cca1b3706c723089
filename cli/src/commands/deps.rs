//! `abilens deps`: which packages a new version of libraries makes rebuild, and in which order.

use std::io::Write;

use abilens::consumers::deps;
use abilens::model::deps::Deps as Answer;
use abilens::render::deps as rendered;
use anyhow::{Result, bail};

use crate::args::{Deps, DepsFormat, Global};
use crate::exit::{COULD_NOT_TELL, FINE, FOUND};
use crate::observe::Watch;
use crate::{output, settings};

pub(crate) fn deps(global: &Global, args: &Deps) -> Result<u8> {
    let watch = Watch::new(global.time);
    let [consumers @ .., old, new] = &args.paths[..] else { bail!("expected CONSUMER... OLD NEW") };
    let mut options = settings::sides(&args.sides)?;
    let consumers = deps::discover(consumers, &mut options.both)?;
    let (mut old, mut new) = (super::named(old)?, super::named(new)?);
    options.take_installed(&mut old, &mut new)?;
    let (old, new) = super::load(&old, &new, &options, &watch)?;
    let answer = deps::check(consumers, &old, &new, &options.both, &watch)?;
    std::mem::forget((old, new));
    told(global, args, &answer, &watch)
}

fn told(global: &Global, args: &Deps, answer: &Answer, watch: &Watch) -> Result<u8> {
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        DepsFormat::Json => rendered::json(answer, out),
        DepsFormat::Ben => output::prose(out, &rendered::ben::render(answer), false),
        DepsFormat::Text => {
            let o = settings::text_options(global, args.output.is_some(), args.full);
            output::prose(out, &rendered::render(answer, &o), o.color)
        }
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    Ok(if answer.is_incomplete() && !args.sides.reading.allow_incomplete {
        COULD_NOT_TELL
    } else if answer.packages.iter().any(|package| package.standing.is_affected()) {
        FOUND
    } else {
        FINE
    })
}

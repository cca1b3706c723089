//! `abilens impact`: who reaches a type.

use std::io::Write;

use abilens::query::impact as reached;
use abilens::render::impact as drawn;
use abilens::render::{json, pages};
use anyhow::{Result, bail};

use super::dump::warn;
use super::show::similar;
use crate::args::{Format, Global, Impact};
use crate::exit::{COULD_NOT_TELL, FINE};
use crate::observe::Watch;
use crate::{output, settings};

pub(crate) fn impact(global: &Global, args: &Impact) -> Result<u8> {
    let watch = Watch::new(global.time);
    // A type that no export reaches is known all the same: the answer is then "none", not "no such type".
    let options = settings::lookup_options(&args.reading)?;
    let loaded = super::load_one(&args.input, &options, &watch)?;
    watch.start_phase("impact");
    let g = &loaded.graph;
    let Some(found) = reached::impact(g, &loaded.path, &args.name, &loaded.diagnostics) else {
        bail!("{}: no type is named `{}`{}", loaded.path, args.name, similar(&loaded, &args.name));
    };
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        Format::Json => json::write(&found, out),
        Format::Html => pages::impact(&found, out),
        Format::Dot => output::prose(out, &drawn::dot(&found), false),
        Format::Text => {
            let o = settings::text_options(global, args.output.is_some(), args.full);
            output::prose(out, &drawn::text(&found, &o), o.color)
        }
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    let lost = warn(&loaded.diagnostics);
    std::mem::forget(loaded);
    Ok(if lost && !args.reading.allow_incomplete { COULD_NOT_TELL } else { FINE })
}

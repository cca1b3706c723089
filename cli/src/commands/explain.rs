//! `abilens explain`: why CRCs changed, what they missed, the story of one export.

use std::io::Write;
use std::path::Path;

use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::kernel::crc::explain;
use abilens::kernel::crc::question::Question;
use abilens::kernel::crc::symvers::Symvers;
use abilens::kernel::crc::witness::Witness;
use abilens::policy::patch;
use abilens::read::input::OpenOptions;
use abilens::render::{html, json, text};
use anyhow::{Context, Result};

use crate::args::{Explain, Global, PageFormat};
use crate::exit::{COULD_NOT_TELL, FINE};
use crate::observe::Watch;
use crate::{output, settings};

pub(crate) fn explain(global: &Global, args: &Explain) -> Result<u8> {
    let watch = Watch::new(global.time);
    // Text files first: a bad line is said before a kernel is read.
    let old_symvers = crcs(args.old_symvers.as_deref(), &args.old, "--old-symvers")?;
    let new_symvers = crcs(args.new_symvers.as_deref(), &args.new, "--new-symvers")?;
    let mut options = settings::sides(&args.sides)?;
    (options.old.unit_views, options.new.unit_views) = (true, true);
    let (old_named, new_named) = (super::named(&args.old)?, super::named(&args.new)?);
    let (old, new) = super::load(&old_named, &new_named, &options, &watch)?;
    let open = OpenOptions { debug_dirs: options.both.debug_dirs.clone(), ..OpenOptions::default() };
    let (old_witness, new_witness) = (Witness::read(&old_named, &open)?, Witness::read(&new_named, &open)?);
    let question = Question {
        old: &old,
        new: &new,
        old_symvers: &old_symvers,
        new_symvers: &new_symvers,
        old_witness: &old_witness,
        new_witness: &new_witness,
        names: &args.symbols,
        all_paths: args.full && args.format != PageFormat::Text,
    };
    let (mut explanation, mut report) = explain::explain(&question, &options.both, &watch)?;
    if args.attribution.is_given() {
        settings::attribute(&mut report, &args.attribution)?;
        patch::attribute_explanation(&mut explanation, &report);
    }
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        PageFormat::Json => json::write(&explanation, out),
        PageFormat::Html => html::explanation(&explanation, &report, out),
        PageFormat::Text => {
            let o = settings::text_options(global, args.output.is_some(), args.full);
            output::prose(out, &text::explain::render(&explanation, !args.symbols.is_empty(), &o), o.color)
        }
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    let lost = explanation.diagnostics.iter().any(|d| d.level == DiagnosticLevel::Lost);
    std::mem::forget((old, new, report));
    Ok(if lost && !args.sides.reading.allow_incomplete { COULD_NOT_TELL } else { FINE })
}

/// Without CRCs there is nothing to explain.
fn crcs(named: Option<&Path>, input: &Path, option: &str) -> Result<Symvers> {
    settings::symvers(named, input)?.with_context(|| {
        format!("{}: no Module.symvers lies beside it, which has the CRCs; name one with {option}", input.display())
    })
}

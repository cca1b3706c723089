//! `abilens diff`: two inputs, one report.

use std::io::Write;

use abilens::model::report::{Report, Verdict};
use abilens::policy::suppress;
use abilens::render::gate::text::quote;
use abilens::render::text::TextOptions;
use abilens::render::{html, json, markdown, text};
use anyhow::Result;

use crate::args::{Diff, DiffFormat, FailOn, Global};
use crate::exit::{COULD_NOT_TELL, FINE, FOUND};
use crate::headers::sources::{self, Asked};
use crate::observe::Watch;
use crate::{output, settings, suppressing};

pub(crate) fn diff(global: &Global, args: &Diff) -> Result<u8> {
    // What is cheap to get wrong comes before what takes long.
    let hiding = suppressing::read(&args.suppressing)?;
    let configurations = settings::configurations(&args.attribution)?;
    let watch = Watch::new(global.time);
    let mut options = settings::sides(&args.sides)?;
    let (mut old, mut new) = (super::named(&args.old)?, super::named(&args.new)?);
    options.take_installed(&mut old, &mut new)?;
    let asked = Asked::of(&args.sources, args.sides.devel(), Some(&mut old), &mut new)?;
    let loaded = super::load(&old, &new, &options, &watch)?;
    // What packages hold is no longer needed.
    drop((old, new));
    let (mut old, mut new) = loaded;
    if let Some(asked) = asked {
        watch.start_phase("headers");
        asked.give(&mut old, &mut new)?;
    }
    let mut report = abilens::diff(&old, &new, &options.both, &watch);
    settings::attribute(
        &mut report,
        &args.attribution,
        configurations,
        [(&args.old, &old.graph), (&args.new, &new.graph)],
    )?;
    if !hiding.files.is_empty() {
        watch.start_phase("suppress");
        suppress(&mut report, [&old.graph, &new.graph], hiding.entries, hiding.files);
    }
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        DiffFormat::Json => json::write(&report, out),
        DiffFormat::Html => html::report(&report, out),
        DiffFormat::Markdown => {
            let [old, new] = [&args.old, &args.new].map(|path| quote(&path.to_string_lossy()));
            let options = settings::repeated(&args.sides, &args.attribution)
                + &sources::repeated(&args.sources)
                + &suppressing::repeated(&args.suppressing);
            let o = settings::comment(&args.commenting, format!("abilens diff {old} {new}{options} --full"));
            output::prose(out, &markdown::report(&report, &o), false)
        }
        DiffFormat::Text => {
            let o = settings::text_options(global, args.output.is_some(), args.full);
            let o = TextOptions { only: args.only.clone(), ..o };
            output::prose(out, &text::render(&report, &o), o.color)
        }
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    let code = verdict_code(&report, args.fail_on, args.sides.reading.allow_incomplete);
    // Two graphs of a kernel take longer to take apart than the process to end.
    std::mem::forget((old, new, report));
    Ok(code)
}

fn verdict_code(report: &Report, fail_on: FailOn, allow_incomplete: bool) -> u8 {
    let worst = match report.verdict {
        Verdict::Incomplete if !allow_incomplete => return COULD_NOT_TELL,
        Verdict::Incomplete => report.findings.iter().map(|f| f.severity).max(),
        verdict => verdict.severity(),
    };
    match (worst, fail_on.0) {
        (Some(worst), Some(limit)) if worst >= limit => FOUND,
        _ => FINE,
    }
}

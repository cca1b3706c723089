//! One function a command; each returns the exit code.

pub(crate) mod check;
pub(crate) mod explain;
mod gate;
pub(crate) mod impact;

use std::io::Write;
use std::path::Path;

use abilens::Loaded;
use abilens::Options;
use abilens::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use abilens::ground::git::Blob;
use abilens::ground::printable;
use abilens::model::report::{Report, Verdict};
use abilens::query::show as shown;
use abilens::render::text::TextOptions;
use abilens::render::{catalogue, json, text};
use abilens::rules::Rule;
use anyhow::{Context, Result, bail};

use crate::args::{Diff, Dump, FailOn, Global, ReportFormat, Rules, RulesFormat, Show};
use crate::observe::Watch;
use crate::settings::SideOptions;
use crate::{output, settings};

pub(crate) use gate::{Gate, gate};

/// Nothing at or above `--fail-on`.
pub(crate) const FINE: u8 = 0;
/// Something is.
pub(crate) const FOUND: u8 = 1;
/// Could not tell.
pub(crate) const COULD_NOT_TELL: u8 = 2;

pub(crate) fn diff(global: &Global, args: &Diff) -> Result<u8> {
    let watch = Watch::new(global.time);
    let options = settings::sides(&args.sides);
    let (old, new) = load(&args.old, &args.new, &options, &watch)?;
    let mut report = abilens::diff(&old, &new, &options.both, &watch);
    settings::attribute(&mut report, &args.attribution)?;
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        ReportFormat::Json => json::write(&report, out),
        ReportFormat::Text => {
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

/// Both inputs of a comparison.
fn load(old: &Path, new: &Path, options: &SideOptions, watch: &Watch) -> Result<(Loaded, Loaded)> {
    watch.side("old");
    let old = load_one(old, &options.old, watch)?;
    watch.side("new");
    let new = load_one(new, &options.new, watch)?;
    watch.side("");
    Ok((old, new))
}

/// An input, which git may keep (`git:REV:PATH`).
fn load_one(path: &Path, options: &Options, watch: &Watch) -> Result<Loaded> {
    let Some(blob) = Blob::named(path)? else {
        return Ok(abilens::load(path, options, watch)?);
    };
    let loaded = abilens::load(blob.path(), options, watch);
    let mut loaded = loaded.map_err(|e| anyhow::anyhow!(blob.told(&e.to_string())))?;
    blob.name().clone_into(&mut loaded.path);
    Ok(loaded)
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

pub(crate) fn show(global: &Global, args: &Show) -> Result<u8> {
    let watch = Watch::new(global.time);
    // Who looks a type up also wants those that no export reaches.
    let options = Options { all_types: true, ..settings::engine_options(&args.reading) };
    let loaded = load_one(&args.input, &options, &watch)?;
    watch.start_phase("show");
    let Some(text) = shown::show(&loaded.graph, &args.name) else {
        bail!("{}: no type or exported symbol is named `{}`{}", loaded.path, args.name, similar(&loaded, &args.name));
    };
    watch.clear();
    output::to_stdout(|out| output::prose(out, &text, false))?;
    watch.finish();
    std::mem::forget(loaded);
    Ok(FINE)
}

/// What else a name could have been, as the end of a message.
fn similar(loaded: &Loaded, name: &str) -> String {
    let names = shown::similar_names(&loaded.graph, name, 8);
    if names.is_empty() { String::new() } else { format!("; there is {}", names.join(", ")) }
}

pub(crate) fn dump(global: &Global, args: &Dump) -> Result<u8> {
    let watch = Watch::new(global.time);
    let loaded = load_one(&args.input, &settings::engine_options(&args.reading), &watch)?;
    watch.start_phase("dump");
    output::to_file(&args.output, |out| abilens::dump(&loaded, out))?;
    watch.finish();
    let lost = warn(&loaded.diagnostics);
    std::mem::forget(loaded);
    Ok(if lost && !args.reading.allow_incomplete { COULD_NOT_TELL } else { FINE })
}

/// Says what a snapshot lacks; whether something is lost. The snapshot holds the diagnostics, too.
fn warn(diagnostics: &[Diagnostic]) -> bool {
    let lost: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Lost).collect();
    let mut err = anstream::stderr().lock();
    for d in lost.iter().take(10) {
        let _ = writeln!(err, "abilens: warning: {}: {}", printable::line(&d.object), printable::line(&d.message));
    }
    if lost.len() > 10 {
        let _ = writeln!(err, "abilens: warning: and {} more", lost.len() - 10);
    }
    !lost.is_empty()
}

pub(crate) fn rules(global: &Global, args: &Rules) -> Result<u8> {
    let id = args.id.as_deref();
    if let Some(id) = id {
        Rule::from_id(id).with_context(|| format!("no rule is named `{id}`; `abilens rules` lists them"))?;
    }
    let o = settings::text_options(global, false, false);
    let text = match args.format {
        RulesFormat::Text => catalogue::text(id, &o),
        RulesFormat::Json => catalogue::json(id),
        RulesFormat::Markdown => catalogue::markdown(id, &|case| format!("`{case}`")),
    };
    output::to_stdout(|out| output::prose(out, &text, o.color))?;
    Ok(FINE)
}

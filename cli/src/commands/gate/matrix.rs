//! `gate --matrix`: several builds, one verdict.

use std::path::Path;

use abilens::model::gate::GateVerdict;
use abilens::model::matrix::{Build, MatrixOutcome};
use abilens::policy::matrix::{Matrix, Row, together};
use abilens::render::gate::{junit, matrix as render, sarif};
use abilens::render::json;
use anyhow::{Result, bail};

use super::{code, judged, policy, today};
use crate::args::{Form, Gate, Global};
use crate::observe::Watch;
use crate::{chain, output, settings};

pub(super) fn matrix(global: &Global, args: &Gate, file: &Path) -> Result<u8> {
    let forms = args.report.iter().map(|(form, _)| *form).chain([args.format]);
    for form in forms {
        if !matches!(form, Form::Text | Form::Json | Form::Markdown | Form::Junit | Form::Sarif) {
            bail!(
                "--matrix writes text, json, markdown, junit and sarif; for other forms run abilens gate for each build"
            );
        }
    }
    let matrix = Matrix::read(file)?;
    let today = today(args.today)?;
    let rows: Vec<Gate> = matrix.builds.iter().map(|row| of_row(args, row)).collect();
    // A policy that cannot be read is no fault of one build.
    rows.iter().try_for_each(|row| policy(row).map(|_| ()))?;
    let watch = Watch::new(global.time);
    // One after the other: each keeps all threads busy by itself.
    let builds = matrix.builds.iter().zip(&rows).map(|(row, args)| build(row, args, &watch)).collect();
    watch.clear();
    let outcome = together(&matrix.path, today, builds);
    for (form, file) in &args.report {
        write(*form, Some(file), &outcome, global, args)?;
    }
    write(args.format, args.output.as_deref(), &outcome, global, args)?;
    watch.finish();
    Ok(code(outcome.verdict))
}

fn build(row: &Row, args: &Gate, watch: &Watch) -> Build {
    let mut build = Build {
        name: row.name.clone(),
        verdict: GateVerdict::Incomplete,
        base: row.base.display().to_string(),
        new: row.new.display().to_string(),
        error: None,
        outcome: None,
    };
    match judged(args, watch) {
        Ok(Some(judged)) => {
            build.verdict = judged.outcome.verdict;
            build.outcome = Some(judged.outcome);
        }
        // BASE and NEW are both named, so no baseline is made.
        Ok(None) => {}
        Err(error) => build.error = Some(chain(&error)),
    }
    build
}

/// The arguments of a gate of one build alone.
fn of_row(args: &Gate, row: &Row) -> Gate {
    let mut args = args.clone();
    args.inputs = vec![row.base.clone(), row.new.clone()];
    args.policy = row.policy.clone().or(args.policy);
    args.base_symvers.clone_from(&row.base_symvers);
    args.new_symvers.clone_from(&row.new_symvers);
    args.sides.old_debug_dir.extend(row.old_debug_dir.iter().cloned());
    args.sides.new_debug_dir.extend(row.new_debug_dir.iter().cloned());
    args.attribution.old_config = row.old_config.clone().or(args.attribution.old_config);
    args.attribution.new_config = row.new_config.clone().or(args.attribution.new_config);
    args
}

fn write(form: Form, file: Option<&Path>, outcome: &MatrixOutcome, global: &Global, args: &Gate) -> Result<()> {
    let o = settings::text_options(global, file.is_some(), false);
    let text = match form {
        Form::Json => return output::to(file, |out| json::write(outcome, out)),
        Form::Junit => junit::matrix(outcome),
        Form::Sarif => sarif::matrix(outcome),
        Form::Markdown => render::comment(outcome, &settings::comment(&args.commenting, outcome.matrix.clone())),
        _ => render::render(outcome, &o),
    };
    output::to(file, |out| output::prose(out, &text, form == Form::Text))
}

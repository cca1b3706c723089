//! `gate --matrix`: several builds, one verdict.

use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};

use abilens::model::gate::GateVerdict;
use abilens::model::matrix::{Build, MatrixOutcome};
use abilens::policy::matrix::{Matrix, Row, together};
use abilens::render::gate::{junit, matrix as render, sarif};
use abilens::render::json;
use anyhow::{Result, bail};

use super::{code, judged, policy, today};
use crate::args::{Form, Gate, Global};
use crate::observe::{Watch, anonymous_memory};
use crate::{chain, output, settings};

/// BASE and NEW of a build that is compared beside others have so many bytes at most, together. Larger ones keep all threads busy by
/// themselves, and take memory that nobody wants several times.
const SMALL: u64 = 16 << 20;
/// A build begins beside others while the process has less than so many bytes: what belongs to an object may be far larger than it is.
const ROOM: u64 = 1 << 30;

/// Of a thread that compares a build, as the main thread has it.
const STACK: usize = 8 << 20;

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
    let builds = builds(global, &matrix.builds, &rows, &watch);
    watch.clear();
    let outcome = together(&matrix.path, today, builds);
    for (form, file) in &args.report {
        write(*form, Some(file), &outcome, global, args)?;
    }
    write(args.format, args.output.as_deref(), &outcome, global, args)?;
    watch.finish();
    Ok(code(outcome.verdict))
}

/// Compares all builds: small ones side by side, then the others one after the other, each with all threads.
fn builds(global: &Global, rows: &[Row], args: &[Gate], watch: &Watch) -> Vec<Build> {
    let done: Vec<OnceLock<Build>> = rows.iter().map(|_| OnceLock::new()).collect();
    // The table of phases, and a bound on memory, are of one after the other.
    let is_alone = global.time || global.max_memory > 0;
    let small: Vec<usize> = (0..rows.len()).filter(|&at| !is_alone && is_small(&rows[at])).collect();
    if small.len() > 1 {
        let (next, running, ended) = (AtomicUsize::new(0), Mutex::new(0_usize), Condvar::new());
        let work = || {
            while let Some(&at) = small.get(next.fetch_add(1, Ordering::Relaxed)) {
                let mut count = running.lock().unwrap_or_else(PoisonError::into_inner);
                while *count > 0 && anonymous_memory() > ROOM {
                    count = ended.wait(count).unwrap_or_else(PoisonError::into_inner);
                }
                *count += 1;
                drop(count);
                let _ = done[at].set(build(&rows[at], &args[at], &Watch::quiet()));
                *running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
                ended.notify_all();
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..rayon::current_num_threads().min(small.len()) {
                // Where no thread is to be had, the builds are left to this one.
                let _ = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            }
        });
    }
    let all = done.into_iter().enumerate();
    all.map(|(at, done)| done.into_inner().unwrap_or_else(|| build(&rows[at], &args[at], watch))).collect()
}

/// Whether BASE and NEW are small objects. A package, a snapshot or what git keeps is larger than its file.
fn is_small(row: &Row) -> bool {
    let size = |path: &Path| -> Option<u64> {
        let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        let mut magic = [0; 4];
        std::fs::File::open(path).ok()?.read_exact(&mut magic).ok()?;
        (magic == *b"\x7fELF").then_some(data.len())
    };
    matches!((size(&row.base), size(&row.new)), (Some(base), Some(new)) if base.saturating_add(new) <= SMALL)
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

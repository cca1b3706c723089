//! `abilens history`, `log` and `blame`: one release after the other is loaded, reduced to what is asked, and dropped.

use std::io::Write;
use std::path::{Path, PathBuf};

use abilens::graph::snapshot::SUFFIX;
use abilens::ground::diagnostic::Diagnostic;
use abilens::ground::git::{Held, Repository};
use abilens::model::history::{BLAME_SCHEMA, Blames, History};
use abilens::query::history::{self, Collector, Unanswered};
use abilens::query::show;
use abilens::render::{history as drawn, html, json};
use abilens::{Named, Options};
use anyhow::{Context, Result, bail, ensure};

use super::dump::warn;
use super::show::there_is;
use crate::args::{self, Blame, Global, Log, PageFormat, Releases, ReportFormat};
use crate::exit::{COULD_NOT_TELL, FINE};
use crate::observe::Watch;
use crate::{output, settings};

pub(crate) fn history(global: &Global, args: &args::History) -> Result<u8> {
    let watch = Watch::new(global.time);
    let options = settings::engine_options(&args.releases.reading)?;
    let collector = collect(Collector::new(), &args.releases, &options, &watch)?;
    watch.start_phase("history");
    let history = collector.finish(args.all);
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        PageFormat::Json => json::write(&history, out),
        PageFormat::Html => html::history(&history, out),
        PageFormat::Text => {
            let o = settings::text_options(global, args.output.is_some(), args.all);
            output::prose(out, &drawn::table(&history, &o, None), o.color)
        }
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    Ok(ended(&history, &args.releases))
}

pub(crate) fn log(global: &Global, args: &Log) -> Result<u8> {
    let watch = Watch::new(global.time);
    let collector = collect(
        Collector::of(&[&args.name]),
        &args.releases,
        &settings::lookup_options(&args.releases.reading)?,
        &watch,
    )?;
    watch.start_phase("log");
    let history = answered(collector.ask(&args.name, false), &args.name)?;
    watch.clear();
    output::to_reader(|out| match args.format {
        ReportFormat::Json => json::write(&history, out),
        ReportFormat::Text => {
            let o = settings::text_options(global, false, args.full);
            output::prose(out, &drawn::log(&history, &o), o.color)
        }
    })?;
    watch.finish();
    Ok(ended(&history, &args.releases))
}

pub(crate) fn blame(global: &Global, args: &Blame) -> Result<u8> {
    let watch = Watch::new(global.time);
    let readings = readings(&args.name);
    let names: Vec<&str> = readings.iter().map(|r| r.0).collect();
    let collector =
        collect(Collector::of(&names), &args.releases, &settings::lookup_options(&args.releases.reading)?, &watch)?;
    watch.start_phase("blame");
    let known = collector.first_known(&names).unwrap_or(names[0]);
    let member = readings.iter().find(|r| r.0 == known).and_then(|r| r.1);
    let history = answered(collector.ask(known, true), known)?;
    let blames = history::blame(&history, member);
    if let Some(member) = member.filter(|_| blames.iter().all(|b| b.members.is_empty()) && !blames.is_empty()) {
        let subject = history.subjects.first().context("a subject")?;
        let names = subject.definitions.iter().flat_map(|d| &d.members).map(|m| (m.name.as_str(), m.name.clone()));
        let there = there_is(&show::resembling(member, names, show::SIMILAR));
        bail!("{}: in no release it has a member `{member}`{there}", subject.spelt());
    }
    ensure!(!blames.is_empty(), "`{known}`: it is only declared in every release that could be read");
    watch.clear();
    output::to_reader(|out| match args.format {
        ReportFormat::Json => {
            let (releases, left_out) = (history.releases.clone(), history.left_out.clone());
            json::write(&Blames { schema: BLAME_SCHEMA.into(), releases, left_out, types: blames }, out)
        }
        ReportFormat::Text => {
            let o = settings::text_options(global, false, true);
            output::prose(out, &drawn::blame(&history, &blames, &o), o.color)
        }
    })?;
    watch.finish();
    Ok(ended(&history, &args.releases))
}

/// Each way to read a name as that of a type and that of a member: the dots of a member of a member are no end.
fn readings(name: &str) -> Vec<(&str, Option<&str>)> {
    let parts = name.match_indices('.').map(|(at, _)| (&name[..at], Some(&name[at + 1..])));
    parts.chain([(name, None)]).collect()
}

fn answered(answer: Result<History, Unanswered>, name: &str) -> Result<History> {
    match answer {
        Ok(history) => Ok(history),
        Err(Unanswered::Nothing(similar)) => {
            bail!("no release has a type or exported symbol that is named `{name}`{}", there_is(&similar))
        }
        Err(Unanswered::Several(names)) => bail!("`{name}` stands for several things: {}", names.join(", ")),
    }
}

/// Tells what is lost; the exit code.
fn ended(history: &History, releases: &Releases) -> u8 {
    let all: Vec<Diagnostic> = history
        .releases
        .iter()
        .flat_map(|r| {
            r.diagnostics.iter().map(|d| Diagnostic { object: format!("{}: {}", r.label, d.object), ..d.clone() })
        })
        .collect();
    let lost = warn(&all);
    if lost && !releases.reading.allow_incomplete { COULD_NOT_TELL } else { FINE }
}

/// Loads the releases in their order, and keeps of each what the collector wants.
fn collect(mut collector: Collector, releases: &Releases, options: &Options, watch: &Watch) -> Result<Collector> {
    let add = |collector: &mut Collector, label: &str, named: &Named| -> Result<()> {
        watch.side(label);
        let loaded = abilens::load(named, options, watch)?;
        watch.start_phase("reduce");
        collector.add(label, &loaded);
        Ok(())
    };
    if let Some(pattern) = &releases.git_tags {
        let [input] = releases.inputs.as_slice() else { bail!("--git-tags takes one INPUT, the same for every tag") };
        for tagged in tagged(pattern, input)? {
            match tagged {
                Tagged::Before(tag) => collector.leave_out(&tag),
                Tagged::File(tag, path) => add(&mut collector, &tag, &super::named(&path)?)?,
                Tagged::Missing(tag) => {
                    let name = format!("git:{tag}:{}", input.display());
                    collector.add_missing(&tag, &name, "the tag holds no such file".to_owned());
                }
            }
        }
    } else {
        let paths: Vec<String> = releases.inputs.iter().map(|p| p.display().to_string()).collect();
        for (label, path) in history::labels(&paths).iter().zip(&releases.inputs) {
            add(&mut collector, label, &super::named(path)?)?;
        }
    }
    watch.side("");
    Ok(collector)
}

/// What a tag holds.
enum Tagged {
    /// Nothing, and no tag before it does.
    Before(String),
    /// This file, as an input is named.
    File(String, PathBuf),
    /// Nothing, though a tag before it did.
    Missing(String),
}

/// The tags that match a pattern, in the order of versions, with what they hold at a path.
fn tagged(pattern: &str, input: &Path) -> Result<Vec<Tagged>> {
    let path = input.to_str().with_context(|| format!("{}: not a path of UTF-8", input.display()))?;
    let repository = Repository::current()?;
    let mut out: Vec<Tagged> = Vec::new();
    let mut is_there = false;
    for tag in repository.tags(pattern)? {
        let file = match repository.held_by_tag(&tag, path)? {
            Held::Nothing => None,
            Held::File(file) => Some(file),
            Held::Folder(files) => {
                let mut snapshots: Vec<String> = files.into_iter().filter(|file| file.ends_with(SUFFIX)).collect();
                if snapshots.len() > 1 {
                    bail!("git:{tag}:{path}: holds several snapshots; name one of them: {}", some(&snapshots));
                }
                snapshots.pop()
            }
        };
        out.push(match file {
            Some(file) => {
                is_there = true;
                Tagged::File(tag.clone(), PathBuf::from(format!("git:refs/tags/{tag}:{file}")))
            }
            None if is_there => Tagged::Missing(tag),
            None => Tagged::Before(tag),
        });
    }
    ensure!(
        is_there,
        "{path}: no tag that matches `{pattern}` holds such a file, or such a folder with a {SUFFIX} in it"
    );
    Ok(out)
}

/// The first few names of a list.
fn some(names: &[String]) -> String {
    let more = if names.len() > 5 { ", ..." } else { "" };
    format!("{}{more}", names[..names.len().min(5)].join(", "))
}

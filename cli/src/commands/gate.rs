//! `gate`: compare under a policy. Lists, waivers and suppressions are the engine's; here are files, days and exit codes.

mod matrix;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use abilens::kernel::crc::witness;
use abilens::kernel::crc::witness::Witness;
use abilens::model::gate::{GateVerdict, Status};
use abilens::model::report::Report;
use abilens::policy::{Date, Exports, Gate as Judge, GateOutcome, Interface, Policy, Scope, Threshold, waivers};
use abilens::read::input::{OpenOptions, read_text};
use abilens::render::gate::text::{GateTextOptions, quote};
use abilens::render::gate::{annotations, junit, markdown, sarif, text as gate_text};
use abilens::render::{json, pages, text};
use abilens::{Loaded, Named};
use anyhow::{Context, Result, bail};

use super::load_one;
use crate::args::{FailOn, Form, Gate, Global};
use crate::exit::{COULD_NOT_TELL, FINE, FOUND};
use crate::headers::sources::{self, Asked};
use crate::headers::{self, Devel};
use crate::observe::Watch;
use crate::settings::SideOptions;
use crate::{baseline, output, settings, suppressing};

/// The policy that is taken where none is named.
const POLICY: &str = "abilens.toml";

pub(crate) fn gate(global: &Global, args: &Gate) -> Result<u8> {
    if let Some(file) = &args.matrix {
        return matrix::matrix(global, args, file);
    }
    let watch = Watch::new(global.time);
    let Some(Judged { policy, mut outcome, report, base, new, file, today }) = judged(args, &watch)? else {
        return Ok(FINE);
    };
    watch.clear();
    if let Some(file) = &args.full_report {
        full_report(file, &report, global)?;
    }
    if args.update {
        renew(&mut outcome)?;
    }
    let proposed = if args.update { propose(&policy, &outcome, today)? } else { None };
    let told = (&outcome, &report);
    for (form, file) in &args.report {
        write(*form, Some(file), &told, global, args, proposed.as_ref())?;
    }
    write(args.format, args.output.as_deref(), &told, global, args, proposed.as_ref())?;
    if args.renew_baseline {
        // What it is renewed for has been printed, whatever the policy says of it.
        baseline::renew(&file, &new, args.sides.reading.allow_incomplete)?;
    }
    watch.finish();
    let verdict = outcome.verdict;
    std::mem::forget((base, new, report));
    Ok(if args.renew_baseline { FINE } else { code(verdict) })
}

fn code(verdict: GateVerdict) -> u8 {
    match verdict {
        GateVerdict::Pass => FINE,
        GateVerdict::Fail => FOUND,
        GateVerdict::Incomplete => COULD_NOT_TELL,
    }
}

/// A comparison under a policy, and all that it rests on.
struct Judged {
    policy: Policy,
    outcome: GateOutcome,
    report: Report,
    base: Loaded,
    new: Loaded,
    /// BASE, or the baseline that stood for it.
    file: PathBuf,
    /// The day against which waivers were checked.
    today: Date,
}

/// Compares and judges; `None` where there was no baseline yet, and NEW became one.
fn judged(args: &Gate, watch: &Watch) -> Result<Option<Judged>> {
    // What is cheap to get wrong comes before what takes long.
    let mut policy = policy(args)?;
    let (today, configurations) = (today(args.today)?, settings::configurations(&args.attribution)?);
    let mut options = settings::sides(&args.sides)?;
    interface(&mut policy, &mut options, args)?;
    let sides = sides(args)?;
    let (mut base_named, mut new_named) = inputs(&sides, args, &mut options, &mut policy)?;
    let asked = Asked::of(&args.sources, args.sides.devel(), base_named.as_mut(), &mut new_named)?;
    let load_base = |file: &Path| {
        watch.side("base");
        match &base_named {
            Some(named) => Ok(abilens::load(named, &options.old, watch)?),
            None => load_one(file, &options.old, watch),
        }
    };
    let load_new = || {
        watch.side("new");
        abilens::load(&new_named, &options.new, watch)
    };
    // Only NEW itself tells the name of its baseline.
    let (file, mut base, mut new) = match sides.base {
        Some(file) if !args.renew_baseline => (file.to_owned(), load_base(file)?, load_new()?),
        _ => {
            let new = load_new()?;
            let (file, there) = if args.renew_baseline {
                baseline::to_renew(sides.base, &policy, &new, &new_named.name())?
            } else {
                (baseline::found(&policy, &new, &new_named.name())?, true)
            };
            if !there {
                watch.clear();
                baseline::renew(&file, &new, args.sides.reading.allow_incomplete)?;
                return Ok(None);
            }
            let base = load_base(&file)?;
            (file, base, new)
        }
    };
    let base_symvers = settings::symvers(args.base_symvers.as_deref(), &file)?;
    let new_symvers = settings::symvers(args.new_symvers.as_deref(), sides.new)?;
    // Listed CRCs are held against it.
    if let Some(symvers) = new_symvers.as_ref().filter(|_| policy.scopes.iter().any(Scope::states_crcs))
        && let Some(input) = witness::objects(&new_named, &OpenOptions::default())?
    {
        Witness::of_crcs(new_named.name(), &input).confirms(symvers)?;
    }
    watch.side("");
    if let Some(asked) = asked {
        watch.start_phase("headers");
        asked.give(&mut base, &mut new)?;
    }
    let mut report = abilens::diff(&base, &new, &options.both, watch);
    settings::attribute(
        &mut report,
        &args.attribution,
        configurations,
        [(&file, &base.graph), (sides.new, &new.graph)],
    )?;
    watch.start_phase("gate");
    let [of_base, of_new] = Interface::of([&base.graph, &new.graph], [base_symvers.as_ref(), new_symvers.as_ref()]);
    let mut outcome = Judge {
        policy: &policy,
        report: &report,
        base: &of_base,
        new: &of_new,
        graphs: Some([&base.graph, &new.graph]),
        new_symvers: new_symvers.as_ref(),
        today,
        allow_incomplete: args.sides.reading.allow_incomplete,
    }
    .run();
    let root = args.source_root.clone().or_else(|| std::env::current_dir().ok());
    if let Some(root) = root.as_ref().and_then(|r| r.to_str()) {
        outcome.sources_from(root);
    }
    Ok(Some(Judged { policy, outcome, report, base, new, file, today }))
}

/// What is read: BASE, unless it is renewed, and NEW, with the headers that sets of packages install.
fn inputs(
    sides: &Inputs<'_>,
    args: &Gate,
    options: &mut SideOptions,
    policy: &mut Policy,
) -> Result<(Option<Named>, Named)> {
    let mut new = super::named(sides.new)?;
    // What is renewed is a file to write, which may not be there yet.
    let mut base = sides.base.filter(|_| !args.renew_baseline).map(super::named).transpose()?;
    if let Some(base) = &mut base {
        options.take_installed(base, &mut new)?;
        policy.declared.clone_from(&options.both.public_headers.words);
    }
    Ok((base, new))
}

/// BASE, if it was named, and NEW.
struct Inputs<'a> {
    base: Option<&'a Path>,
    new: &'a Path,
}

fn sides(args: &Gate) -> Result<Inputs<'_>> {
    match args.inputs.as_slice() {
        [base, new] if !args.baseline => Ok(Inputs { base: Some(base), new }),
        [_, _] => bail!("--baseline finds BASE by itself: name NEW alone"),
        [new] if args.baseline || args.renew_baseline => Ok(Inputs { base: None, new }),
        [one] => bail!(
            "expected BASE NEW; with --baseline NEW alone: abilens gate --baseline {}",
            quote(&one.to_string_lossy())
        ),
        _ => bail!("expected BASE NEW"),
    }
}

fn policy(args: &Gate) -> Result<Policy> {
    let mut policy = named_policy(args)?;
    if let Some(FailOn(severity)) = args.fail_on {
        policy.fail_on = Threshold(severity);
    }
    policy.suppressions.extend(suppressing::read(&args.suppressing)?.entries);
    Ok(policy)
}

fn named_policy(args: &Gate) -> Result<Policy> {
    Ok(match &args.policy {
        // `--update` may begin a policy.
        Some(file) if args.update && !file.exists() => {
            Policy { path: Some(file.display().to_string()), ..Policy::default() }
        }
        Some(file) => Policy::read(file)?,
        None if Path::new(POLICY).exists() => Policy::read(Path::new(POLICY))?,
        None => Policy::default(),
    })
}

/// What the policy says of the interface, where the command line does not say it.
fn interface(policy: &mut Policy, options: &mut SideOptions, args: &Gate) -> Result<()> {
    let told = if !args.sides.name_headers() && !policy.public_headers.is_empty() {
        headers::named(&policy.public_headers, Devel::default())?
    } else {
        options.both.public_headers.clone()
    };
    if policy.exports == Exports::Headers && told.words.is_none() {
        let file = policy.path.as_deref().unwrap_or_default();
        bail!(
            "{file}: exports = \"headers\" needs the texts of the public headers, and not all that are named are there"
        );
    }
    policy.declared.clone_from(&told.words);
    for o in [&mut options.old, &mut options.new, &mut options.both] {
        o.public_headers = told.clone();
        o.exports_only |= policy.exports_only;
    }
    Ok(())
}

fn today(stated: Option<Date>) -> Result<Date> {
    if let Some(date) = stated {
        return Ok(date);
    }
    let (seconds, from) = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => (text.parse().ok(), "SOURCE_DATE_EPOCH"),
        Err(_) => (SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|d| d.as_secs()), "the clock"),
    };
    seconds.and_then(Date::from_unix).with_context(|| format!("{from} gives no day: name it with --today YYYY-MM-DD"))
}

/// Loads what may be kept in git.
fn full_report(file: &Path, report: &Report, global: &Global) -> Result<()> {
    output::to_file(file, |out| {
        if file.extension() == Some(OsStr::new("json")) {
            json::write(report, out)
        } else {
            let o = settings::text_options(global, true, true);
            output::prose(out, &text::render(report, &o), o.color)
        }
    })
}

/// Appends waivers to the policy; its text stays as it is.
fn propose(policy: &Policy, outcome: &GateOutcome, today: Date) -> Result<Option<(String, usize)>> {
    let count = outcome.with(Status::Fails).count();
    // A waiver that waits to be filled in is a proposal already.
    let open = |f: &&abilens::model::gate::GateFinding| !policy.waivers.iter().any(|w| w.matches(&f.finding));
    let new = outcome.with(Status::Fails).filter(open).count();
    let file = policy.proposals.clone().or_else(|| policy.path.as_ref().map(PathBuf::from));
    let file = file.unwrap_or_else(|| PathBuf::from(POLICY));
    if count == 0 || new == 0 {
        return Ok((count > 0).then(|| (file.display().to_string(), 0)));
    }
    let there = if file.exists() { read_text(&file)? } else { String::new() };
    let proposals = waivers::propose(outcome.with(Status::Fails).filter(open).map(|f| &f.finding), today);
    let text = if there.trim().is_empty() {
        proposals.trim_start().to_owned()
    } else {
        there.trim_end().to_owned() + "\n" + &proposals
    };
    // An array of waivers written in one line takes no `[[waiver]]` behind it.
    let label = file.display().to_string();
    let folder = policy.path.as_ref().and_then(|p| Path::new(p).parent()).unwrap_or(Path::new(""));
    Policy::parse(&label, &text, folder)
        .map_err(|e| anyhow::anyhow!("{label} cannot take more waivers, write those it has as [[waiver]]: {e}"))?;
    output::to_file(&file, |out| out.write_all(text.as_bytes()))?;
    Ok(Some((file.display().to_string(), new)))
}

/// Writes new ids into the files of waivers that hold ids of the release before.
fn renew(outcome: &mut GateOutcome) -> Result<()> {
    let mut files: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for p in &outcome.problems {
        let (Some(file), Some(new)) = (&p.file, &p.new_id) else { continue };
        let old = outcome.findings.iter().find(|f| f.finding.id == *new).and_then(|f| f.finding.previous_id.clone());
        if let Some(old) = old {
            files.entry(file.clone()).or_default().push((old, new.clone()));
        }
    }
    for (file, ids) in &files {
        let path = Path::new(file);
        let ids = ids.iter().map(|(old, new)| (old.as_str(), new.as_str()));
        let text = waivers::renew(&read_text(path)?, ids);
        output::to_file(path, |out| out.write_all(text.as_bytes()))?;
    }
    for p in &mut outcome.problems {
        if let Some(new) = &p.new_id {
            p.message = format!("{new} stands now where its id of abilens-report/1 stood: {}", p.subject);
        }
    }
    Ok(())
}

fn write(
    form: Form,
    file: Option<&Path>,
    &(outcome, report): &(&GateOutcome, &Report),
    global: &Global,
    args: &Gate,
    proposed: Option<&(String, usize)>,
) -> Result<()> {
    let told = || {
        let o = settings::text_options(global, file.is_some(), false);
        let full_report = args.full_report.as_ref().map(|f| f.display().to_string());
        let diff_options = settings::repeated(&args.sides, &args.attribution) + &sources::repeated(&args.sources);
        let mut options = diff_options.clone() + &suppressing::repeated(&args.suppressing);
        if let Some(FailOn(severity)) = args.fail_on {
            options.push_str(&format!(" --fail-on {}", Threshold(severity)));
        }
        for (option, file) in [("base-symvers", &args.base_symvers), ("new-symvers", &args.new_symvers)] {
            file.iter().for_each(|f| options.push_str(&format!(" --{option} {}", quote(&f.to_string_lossy()))));
        }
        let proposed = proposed.cloned();
        GateTextOptions { width: o.width, color: o.color, full_report, proposed, options, diff_options }
    };
    let text = match form {
        Form::Html => return output::to(file, |out| pages::gate(outcome, report, told(), out)),
        Form::Json => json::render(outcome),
        Form::Markdown => {
            let diff = || {
                let options = settings::repeated(&args.sides, &args.attribution) + &sources::repeated(&args.sources);
                format!("abilens diff {} {}{options} --full", quote(&outcome.base), quote(&outcome.new))
            };
            let whole = args.full_report.as_ref().map_or_else(diff, |file| file.display().to_string());
            markdown::render(outcome, &settings::comment(&args.commenting, whole))
        }
        Form::Junit => junit::render(outcome),
        Form::Sarif => sarif::render(outcome),
        Form::Github => annotations::github(outcome),
        Form::Gitlab => annotations::gitlab(outcome),
        Form::Text => gate_text::render(outcome, &told()),
    };
    match form {
        // Its lines are commands, and it has seen to it that no other is.
        Form::Github => output::to(file, |out| out.write_all(text.as_bytes())),
        // Escapes of JSON are no characters, and colours are only in the text.
        _ => output::to(file, |out| output::prose(out, &text, form == Form::Text)),
    }
}

//! `abilens crc`: the CRCs of gendwarfksyms and genksyms, computed again.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::Path;

use abilens::DebugInfo;
use abilens::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use abilens::ground::error::Error;
use abilens::ground::printable;
use abilens::kernel::gendwarfksyms::{CrcOptions, Crcs, crcs};
use abilens::kernel::genksyms::{Export, Grammar, Reference, Standing, Unit};
use abilens::kernel::symtypes::{ExportCrc, Symtypes};
use abilens::read::input::{Input, OpenOptions, read_text};
use abilens::render::text::proof;
use anyhow::{Context, Result, bail};

use crate::args::{Compat, Crc, Dialect, Global};
use crate::exit::{COULD_NOT_TELL, FINE, FOUND};
use crate::observe::Watch;
use crate::{debuginfod, output};

pub(crate) fn crc(global: &Global, args: &Crc) -> Result<u8> {
    let watch = Watch::new(global.time);
    if args.genksyms {
        return of_units(args, &watch);
    }
    let [input] = &args.inputs[..] else { bail!("several inputs are for --genksyms, otherwise there is one") };
    if input.extension().is_some_and(|end| end == "symtypes") {
        return of_symtypes(input, args, &watch);
    }
    let open = OpenOptions {
        debug_dirs: args.debug_dir.clone(),
        debug_index: debuginfod::index(!args.no_debuginfod),
        debug_info: DebugInfo::Dwarf,
        ..OpenOptions::default()
    };
    let options = CrcOptions {
        stable: args.stable,
        corrected: args.compat == Compat::Corrected,
        symbols: args.symbols.as_deref().map(names).transpose()?,
        texts: args.texts.is_some(),
        symtypes: args.symtypes.is_some(),
    };
    watch.start_phase("open");
    let input = Input::discover(super::named(input)?, &open)?;
    watch.start_phase("crc");
    let found = crcs(&input, &open, &options)?;
    if let Some(path) = &args.symtypes {
        output::to_file_exactly(path, |out| lines(out, found.symtypes.iter().map(|line| (&b""[..], &line[..]))))?;
    }
    if let Some(path) = &args.texts {
        let texts = found.symbols.iter().filter_map(|s| Some((s.name.as_bytes(), &s.text.as_ref()?[..])));
        output::to_file_exactly(path, |out| lines(out, texts))?;
    }
    watch.clear();
    output::to_reader(|out| output::prose(out, &spelt(&found), false))?;
    watch.finish();
    notes(&found);
    let lost = super::dump::warn(&found.diagnostics);
    Ok(if lost && !args.allow_incomplete { COULD_NOT_TELL } else { FINE })
}

/// The CRCs of exports from symtypes alone: their definitions are all that they follow from.
fn of_symtypes(input: &Path, args: &Crc, watch: &Watch) -> Result<u8> {
    if args.stable || args.symtypes.is_some() || args.texts.is_some() {
        bail!("{}: symtypes stand for themselves: --stable, --symtypes and --texts are for objects", input.display());
    }
    watch.start_phase("crc");
    let wanted: Option<BTreeSet<String>> =
        args.symbols.as_deref().map(names).transpose()?.map(|names| names.into_iter().collect());
    let all = Symtypes::read(input)?.crcs();
    let is_wanted = |export: &&ExportCrc| wanted.as_ref().is_none_or(|names| names.contains(&export.name));
    let found: Vec<&ExportCrc> = all.iter().filter(is_wanted).collect();
    let there: BTreeSet<&str> = found.iter().map(|export| &*export.name).collect();
    let absent = wanted.iter().flatten().filter(|name| !there.contains(name.as_str()));
    let input = input.display().to_string();
    let mut lacking: Vec<Diagnostic> = absent.map(|name| lack(&input, format!("no export `{name}`"))).collect();
    for export in &found {
        if let Err(reference) = &export.crc {
            let (line, name) = (export.line, &export.name);
            let what = format!("line {line}: `{name}` has no CRC: nothing defines `{reference}`");
            lacking.push(lack(&export.path, what));
        }
    }
    watch.clear();
    let text: String = found.iter().map(|export| line(&export.name, export.crc.as_ref().ok().copied())).collect();
    output::to_reader(|out| output::prose(out, &text, false))?;
    watch.finish();
    let lost = super::dump::warn(&lacking);
    Ok(if lost && !args.allow_incomplete { COULD_NOT_TELL } else { FINE })
}

/// The CRCs that genksyms computes of preprocessed units, in their order.
fn of_units(args: &Crc, watch: &Watch) -> Result<u8> {
    if args.symtypes.is_some() && args.inputs.len() > 1 {
        bail!("--symtypes writes those of one unit: several are given");
    }
    if args.reference.is_some() && args.inputs.len() > 1 {
        bail!("--reference is of one unit: several are given");
    }
    watch.start_phase("crc");
    let grammar = match args.dialect {
        Dialect::Older => Grammar::Older,
        Dialect::Newer => Grammar::Newer,
        Dialect::Newest => Grammar::Newest,
    };
    let wanted: Option<BTreeSet<String>> =
        args.symbols.as_deref().map(names).transpose()?.map(|names| names.into_iter().collect());
    let mut absent = wanted.clone().unwrap_or_default();
    let (mut text, mut lacking, mut notes) = (String::new(), Vec::new(), String::new());
    let reference = args.reference.as_deref().map(Reference::read).transpose()?.unwrap_or_default();
    let mut differs = false;
    for input in &args.inputs {
        let unit = Unit::read_against(input, grammar, &reference, args.preserve)?;
        let shown = shown(input);
        for export in &unit.exports {
            absent.remove(&export.name);
            if wanted.as_ref().is_some_and(|names| !names.contains(&export.name)) {
                continue;
            }
            if !export.changed.is_empty() {
                differs = true;
                notes += &changed(export, args.preserve);
            }
            if export.crc.is_some() {
                text += &line(&export.name, export.crc);
                continue;
            }
            let why = match &export.undefined {
                // genksyms itself crashes there.
                Some(name) if args.preserve => {
                    let name = proof::spelt(name);
                    format!("what is kept names {name}, which is not declared, or as a type of another kind")
                }
                Some(_) => "its types give one name to types of different kinds".to_owned(),
                None => "nothing declares it, so far as genksyms reads the unit".to_owned(),
            };
            lacking.push(lack(&shown, format!("{}:{}: `{}` has no CRC: {why}", export.file, export.line, export.name)));
        }
        notes += &against(&shown, &unit);
        if let Some((file, line)) = &unit.first_error {
            let places = match unit.errors {
                1 => format!("a place that its grammar does not know, {file}:{line}"),
                count => format!("{count} places that its grammar does not know, the first is {file}:{line}"),
            };
            let what = format!("{shown}: genksyms passes over {places}");
            notes += &format!("abilens: note: {}\n", printable::line(&what));
        }
        if let Some(path) = &args.symtypes {
            output::to_file_exactly(path, |out| lines(out, unit.symtypes.iter().map(|line| (&b""[..], &line[..]))))?;
        }
    }
    let inputs = if let [one] = &args.inputs[..] { shown(one) } else { "the units".to_owned() };
    lacking.extend(absent.iter().map(|name| lack(&inputs, format!("no export `{name}`"))));
    watch.clear();
    output::to_reader(|out| output::prose(out, &text, false))?;
    watch.finish();
    let _ = anstream::stderr().lock().write_all(notes.as_bytes());
    let lost = super::dump::warn(&lacking);
    Ok(match lost && !args.allow_incomplete {
        true => COULD_NOT_TELL,
        false if differs && args.preserve => FOUND,
        false => FINE,
    })
}

/// Why an export has another CRC than by the reference.
fn changed(export: &Export, preserve: bool) -> String {
    let spelt = |(name, standing): &(String, Standing)| match standing {
        Standing::Modified => proof::spelt(name),
        Standing::Defined => format!("{} (became defined)", proof::spelt(name)),
    };
    let causes: Vec<String> = export.changed.iter().map(spelt).collect();
    let Export { file, line, name, .. } = export;
    let what = format!("{file}:{line}: `{name}` differs from the reference: {}", causes.join(", "));
    format!("abilens: {}: {}\n", if preserve { "error" } else { "note" }, printable::line(&what))
}

/// What the marks of the reference did, and which of its exports are gone.
fn against(input: &str, unit: &Unit) -> String {
    let mut notes = String::new();
    let mut note =
        |what: String| notes += &format!("abilens: note: {}\n", printable::line(&format!("{input}: {what}")));
    for kept in &unit.kept {
        let name = proof::spelt(&kept.name);
        note(if kept.differs {
            format!("{name} is kept as in the reference")
        } else {
            format!("{name} is as in the reference, whose mark `override` has no effect")
        });
    }
    for name in &unit.gone {
        note(format!("`{name}` is no export: it is one in the reference"));
    }
    notes
}

fn shown(unit: &Path) -> String {
    if unit.as_os_str() == "-" { "standard input".to_owned() } else { unit.display().to_string() }
}

/// That an export of a file has no CRC.
fn lack(file: &str, message: String) -> Diagnostic {
    Diagnostic {
        level: DiagnosticLevel::Lost,
        code: "no-type-string",
        object: file.to_owned(),
        section: String::new(),
        offset: None,
        message,
    }
}

/// Says what was read with doubt.
fn notes(found: &Crcs) {
    let mut err = anstream::stderr().lock();
    for d in found.diagnostics.iter().filter(|d| d.level == DiagnosticLevel::Note) {
        let _ = writeln!(err, "abilens: note: {}: {}", printable::line(&d.object), printable::line(&d.message));
    }
}

fn line(name: &str, crc: Option<u32>) -> String {
    format!("#SYMVER {} {:#010x}\n", printable::line(name), crc.unwrap_or(0))
}

/// The lines that modpost reads, where there is no CRC with 0, as gendwarfksyms prints them.
fn spelt(found: &Crcs) -> String {
    found.symbols.iter().map(|symbol| line(&symbol.name, symbol.crc)).collect()
}

fn lines<'l>(out: &mut dyn Write, lines: impl Iterator<Item = (&'l [u8], &'l [u8])>) -> io::Result<()> {
    for (name, text) in lines {
        out.write_all(name)?;
        out.write_all(if name.is_empty() { b"" } else { b" " })?;
        out.write_all(text)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The first word of each line. What follows it is left out, as by gendwarfksyms.
fn names(path: &Path) -> Result<Vec<String>> {
    let (text, shown) = if path.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).context("standard input")?;
        (text, "standard input".to_owned())
    } else {
        (read_text(path)?, path.display().to_string())
    };
    let mut names = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let Some(name) = line.split_ascii_whitespace().next() else {
            let what = "the line names no symbol".to_owned();
            return Err(Error::Text { path: shown, line: number + 1, what }.into());
        };
        names.push(name.to_owned());
    }
    Ok(names)
}

//! `abilens symbols`: what libraries offer by name, and a symbols file held against it.

use std::path::{Component, Path};

use abilens::graph::Machine;
use abilens::query::symbols as query;
use abilens::query::symbols::{Library, SymbolsFile};
use abilens::read::input::read_text;
use abilens::render::{json, text};
use abilens::{DebugInfo, Options};
use anyhow::{Result, anyhow, bail};

use crate::args::{FailOnSymbols, Global, Symbols, SymbolsFormat};
use crate::exit::{FINE, FOUND};
use crate::observe::Watch;
use crate::{output, settings};

pub(crate) fn symbols(global: &Global, args: &Symbols) -> Result<u8> {
    let watch = Watch::new(global.time);
    let options = Options { debug_info: DebugInfo::Symbols, ..Options::default() };
    let mut libraries: Vec<Library> = Vec::new();
    let mut machine = Machine::default();
    for input in &args.inputs {
        let loaded = super::load_one(input, &options, &watch)?;
        if !libraries.is_empty() && !machine.fits(loaded.graph.machine) {
            bail!("{}: of another machine than the libraries before it", input.display());
        }
        machine = loaded.graph.machine;
        libraries.extend(query::libraries(&loaded.graph));
    }
    libraries.sort_by(|a, b| a.soname.cmp(&b.soname));
    libraries.dedup();
    if let Some(twice) = libraries.windows(2).find(|pair| pair[0].soname == pair[1].soname) {
        bail!("two libraries that differ have the SONAME {}", twice[0].soname);
    }
    if libraries.is_empty() {
        bail!("{}: no library with a SONAME, by which others would ask for its symbols", args.inputs[0].display());
    }
    watch.start_phase("symbols");
    let code = match &args.check {
        Some(file) => checked(global, args, file, &libraries, machine)?,
        None => written(args, &libraries, machine)?,
    };
    watch.finish();
    Ok(code)
}

fn written(args: &Symbols, libraries: &[Library], machine: Machine) -> Result<u8> {
    let text = match args.format.unwrap_or(SymbolsFormat::Debian) {
        SymbolsFormat::Debian => {
            let (package, version) = named(args)?;
            query::debian(libraries, package, version)
        }
        SymbolsFormat::Rpm => query::rpm(libraries, machine.pointer_size),
        SymbolsFormat::Map => query::map(libraries).map_err(|why| anyhow!("{why}"))?,
        SymbolsFormat::Text | SymbolsFormat::Json => {
            bail!("--format text and json tell what --check found; without it debian, rpm or map is written")
        }
    };
    output::to(args.output.as_deref(), |out| output::prose(out, &text, false))?;
    Ok(FINE)
}

/// The package and its version, which a symbols file states.
fn named(args: &Symbols) -> Result<(&str, &str)> {
    Ok((word(&args.package, "--package")?, word(&args.package_version, "--package-version")?))
}

fn word<'a>(value: &'a Option<String>, option: &str) -> Result<&'a str> {
    match value.as_deref() {
        None => bail!("a symbols file states {option}: give it"),
        Some(value) if value.is_empty() || value.contains(char::is_whitespace) => {
            bail!("{option}: `{value}` is no single word")
        }
        Some(value) => Ok(value),
    }
}

fn checked(global: &Global, args: &Symbols, path: &Path, libraries: &[Library], machine: Machine) -> Result<u8> {
    let name = path.display().to_string();
    let file = SymbolsFile::parse(&read_text(path)?, |further| {
        let wanted = Path::new(further);
        if further.is_empty() || wanted.components().any(|c| !matches!(c, Component::Normal(_))) {
            return Err(format!("{further}: a file that is included stands beside the one that names it"));
        }
        read_text(&path.with_file_name(wanted)).map_err(|e| e.to_string())
    });
    let file = file.map_err(|why| anyhow!("{name}: {why}"))?;
    let (found, lines) = query::check(&file, &name, libraries, machine);
    let is_json = match args.format.unwrap_or(SymbolsFormat::Text) {
        SymbolsFormat::Text => false,
        SymbolsFormat::Json => true,
        _ => bail!("--check is told as text or json; -o writes the file as it has to be"),
    };
    if let Some(to) = &args.output {
        let (package, version) = named(args)?;
        let added: Vec<Library> = lines.libraries().iter().map(|&at| libraries[at].clone()).collect();
        let text = query::edited(&file, &lines, version, &query::debian(&added, package, version));
        let text = text.map_err(|why| anyhow!("{name}: {why}"))?;
        output::to_file_exactly(to, |out| out.write_all(text.as_bytes()))?;
    }
    let o = settings::text_options(global, false, args.full);
    output::to(None, |out| match is_json {
        true => json::write(&found, out),
        false => output::prose(out, &text::symbols::render(&found, &o), o.color),
    })?;
    let fails = found.is_something_gone() || args.fail_on == FailOnSymbols::New && found.is_something_new();
    Ok(if fails { FOUND } else { FINE })
}

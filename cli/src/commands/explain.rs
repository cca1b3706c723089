//! `abilens explain`: why CRCs changed, what they missed, the story of one export.

use std::io::Write;
use std::path::Path;

use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::kernel::crc::explain;
use abilens::kernel::crc::proved;
use abilens::kernel::crc::question::Question;
use abilens::kernel::crc::recomputed;
use abilens::kernel::crc::series;
use abilens::kernel::crc::symvers::Symvers;
use abilens::kernel::crc::witness::Witness;
use abilens::kernel::symtypes::Symtypes;
use abilens::kernel::symtypes::proof::Sides;
use abilens::model::explanation::SymtypesFrom;
use abilens::policy::{configured, patch};
use abilens::read::input::OpenOptions;
use abilens::render::{html, json, text};
use anyhow::{Context, Result, bail};

use crate::args::{Explain, Global, PageFormat};
use crate::exit::{COULD_NOT_TELL, FINE};
use crate::observe::Watch;
use crate::{output, settings};

pub(crate) fn explain(global: &Global, args: &Explain) -> Result<u8> {
    let watch = Watch::new(global.time);
    let are_symtypes = args.symtypes || args.old.extension().is_some_and(|end| end == "symtypes");
    if (args.old_symtypes.is_some() || args.new_symtypes.is_some()) && (are_symtypes || Symvers::is_one(&args.old)) {
        bail!("--old-symtypes, --new-symtypes: they stand beside two kernels, not beside lists of exports or symtypes");
    }
    if Symvers::is_one(&args.old) {
        return lists(global, args, &watch);
    }
    if are_symtypes {
        return proof(global, args, &watch);
    }
    // Text files first: a bad line is said before a kernel is read.
    let old_symvers = crcs(args.old_symvers.as_deref(), &args.old, "--old-symvers")?;
    let new_symvers = crcs(args.new_symvers.as_deref(), &args.new, "--new-symvers")?;
    let configurations = settings::configurations(&args.attribution)?;
    let symtypes = symtypes(args)?;
    let mut options = settings::sides(&args.sides)?;
    (options.old.unit_views, options.new.unit_views) = (true, true);
    let (old_named, new_named) = (super::named(&args.old)?, super::named(&args.new)?);
    let (old, new) = super::load(&old_named, &new_named, &options, &watch)?;
    let (debug_dirs, debug_index) = (options.both.debug_dirs.clone(), options.both.debug_index.clone());
    let open = OpenOptions { debug_dirs, debug_index, ..OpenOptions::default() };
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
    let lists = [&old_symvers, &new_symvers];
    let (symtypes, from) = match symtypes {
        None if old_witness.is_of_gendwarfksyms() && new_witness.is_of_gendwarfksyms() => {
            watch.start_phase("type strings");
            (recomputed::sides([&old_named, &new_named], &open, lists)?, SymtypesFrom::Objects)
        }
        files => (files, SymtypesFrom::Files),
    };
    if let Some(sides) = &symtypes {
        watch.start_phase("prove");
        proved::prove(&mut explanation, sides, from, lists, &args.symbols);
    }
    settings::attribute(
        &mut report,
        &args.attribution,
        configurations,
        [(&args.old, &old.graph), (&args.new, &new.graph)],
    )?;
    if args.attribution.names_patches() {
        patch::attribute_explanation(&mut explanation, &report);
    }
    configured::attribute_explanation(&mut explanation, &report);
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

/// The symtypes that stand beside the two kernels: those that were named, or those that both builds left in their folders.
fn symtypes(args: &Explain) -> Result<Option<Sides>> {
    // Nobody asked for them: a folder within that cannot be listed is no reason to fail here.
    let below =
        |folder: &Path| (folder.is_dir() && Symtypes::lie_below(folder).unwrap_or(false)).then(|| folder.to_owned());
    let old = args.old_symtypes.clone().or_else(|| below(&args.old));
    let new = args.new_symtypes.clone().or_else(|| below(&args.new));
    match (old, new) {
        (Some(old), Some(new)) => Ok(Some(Sides::read(&old, &new)?)),
        (Some(_), None) if args.old_symtypes.is_some() => {
            bail!("--old-symtypes proves nothing alone: name those of NEW with --new-symtypes")
        }
        (None, Some(_)) if args.new_symtypes.is_some() => {
            bail!("--new-symtypes proves nothing alone: name those of OLD with --old-symtypes")
        }
        _ => Ok(None),
    }
}

/// What lists of exports say by themselves. Of the arguments behind the second one those that are lists belong to the
/// series, the others are names of exports.
fn lists(global: &Global, args: &Explain, watch: &Watch) -> Result<u8> {
    if args.format == PageFormat::Html {
        bail!("--format html: there is no page about lists of exports, use text or json");
    }
    let is_file = |argument: &String| Symvers::is_one(Path::new(argument));
    let (further, names): (Vec<String>, Vec<String>) = args.symbols.iter().cloned().partition(is_file);
    let paths = [args.old.as_path(), args.new.as_path()].into_iter().chain(further.iter().map(Path::new));
    let lists = paths.map(|path| Ok(Symvers::read(path)?)).collect::<Result<Vec<Symvers>>>()?;
    for name in &names {
        if lists.iter().all(|list| list.of(name).is_empty()) {
            bail!("no list holds an export `{name}`");
        }
    }
    let found = series::series(&lists, &names);
    watch.clear();
    let write = |out: &mut dyn Write| {
        if args.format == PageFormat::Json {
            return json::write(&found, out);
        }
        let o = settings::text_options(global, args.output.is_some(), args.full);
        output::prose(out, &text::series::render(&found, &o), o.color)
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    let lost = found.lists.iter().any(|list| list.without_crcs);
    Ok(if lost && !args.sides.reading.allow_incomplete { COULD_NOT_TELL } else { FINE })
}

/// What symtypes of both sides prove.
fn proof(global: &Global, args: &Explain, watch: &Watch) -> Result<u8> {
    if args.format == PageFormat::Html {
        bail!("--format html: there is no page about symtypes, use text or json");
    }
    watch.start_phase("read");
    let list = |path: Option<&Path>| path.map(Symvers::read).transpose();
    let lists = [list(args.old_symvers.as_deref())?, list(args.new_symvers.as_deref())?];
    let sides = Sides::read(&args.old, &args.new)?;
    for name in &args.symbols {
        if !sides.exports(name) {
            bail!("the symtypes of neither side have an export `{name}`");
        }
    }
    watch.start_phase("prove");
    let found = sides.prove(&args.symbols, [lists[0].as_ref(), lists[1].as_ref()]);
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| {
        if args.format == PageFormat::Json {
            return json::write(&found, out);
        }
        let o = settings::text_options(global, args.output.is_some(), args.full);
        output::prose(out, &text::proof::render(&found, !args.symbols.is_empty(), &o), o.color)
    };
    output::to(args.output.as_deref(), write)?;
    watch.finish();
    let contradicted = [&found.old, &found.new].iter().any(|side| !side.contradicted.is_empty());
    let lost = contradicted || !found.unknown.is_empty() || found.changed.iter().any(|changed| !changed.proved);
    Ok(if lost && !args.sides.reading.allow_incomplete { COULD_NOT_TELL } else { FINE })
}

/// Without CRCs there is nothing to explain.
fn crcs(named: Option<&Path>, input: &Path, option: &str) -> Result<Symvers> {
    settings::symvers(named, input)?.with_context(|| {
        format!("{}: no Module.symvers lies beside it, which has the CRCs; name one with {option}", input.display())
    })
}

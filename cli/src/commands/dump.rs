//! `abilens dump`: an input as a snapshot.

use std::io::Write;

use abilens::graph::abixml;
use abilens::ground::diagnostic::{Diagnostic, DiagnosticLevel};
use abilens::ground::printable;
use anyhow::{Result, bail};

use crate::args::{Dump, DumpFormat, Global};
use crate::exit::{COULD_NOT_TELL, FINE};
use crate::observe::Watch;
use crate::{baseline, output, settings};

pub(crate) fn dump(global: &Global, args: &Dump) -> Result<u8> {
    let watch = Watch::new(global.time);
    let loaded = super::load_one(&args.input, &settings::engine_options(&args.reading)?, &watch)?;
    watch.start_phase("dump");
    if let DumpFormat::Abixml = args.format
        && let Some(reason) = abixml::obstacle(&loaded.graph)
    {
        bail!("{}: {}", args.input.display(), printable::line(&reason));
    }
    let write = |out: &mut dyn Write| match args.format {
        DumpFormat::Snapshot => abilens::dump(&loaded, out),
        DumpFormat::Abixml => abixml::write(&loaded.graph, out),
    };
    if args.digest {
        let mut bytes = Vec::new();
        write(&mut bytes)?;
        output::to_file(&args.output, |out| out.write_all(&bytes))?;
        let line = format!("{}  {}\n", baseline::digest(&bytes), args.output.display());
        output::to_reader(|out| output::prose(out, &line, false))?;
    } else {
        output::to_file(&args.output, |out| write(out))?;
    }
    watch.finish();
    let lost = warn(&loaded.diagnostics);
    std::mem::forget(loaded);
    Ok(if lost && !args.reading.allow_incomplete { COULD_NOT_TELL } else { FINE })
}

/// Says what a snapshot lacks; whether something is lost. The snapshot holds the diagnostics, too.
pub(super) fn warn(diagnostics: &[Diagnostic]) -> bool {
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

//! `abilens explain`: why CRCs changed, what they missed, the story of one export.

use std::io::Write;
use std::path::{Path, PathBuf};

use abilens::ground::diagnostic::DiagnosticLevel;
use abilens::kernel::crc::explain;
use abilens::kernel::crc::question::Question;
use abilens::kernel::crc::symvers::Symvers;
use abilens::kernel::crc::witness::Witness;
use abilens::policy::patch;
use abilens::read::input::OpenOptions;
use abilens::render::{json, text};
use anyhow::{Context, Result};

use crate::args::{Attribution, Global, ReportFormat, Sides};
use crate::commands::{COULD_NOT_TELL, FINE};
use crate::observe::Watch;
use crate::{output, settings};

const NOTES: &str = "\
Classes of changed CRCs, by what the unit that exports the symbol sees:
  layout           offsets or sizes of a type changed, or what is passed
  no-layout        types changed, but no layout: names, const, typedefs, enumerators
  visibility       a definition is seen where a declaration was, or the reverse (an #include)
  assembler        defined in assembler: genksyms read a prototype from asm-prototypes.h
  nothing-visible  nothing that debug information shows: macros and expressions with the same value,
                   attributes, order and spelling of specifiers (unsigned, unsigned int)
  no-type          the input does not hold it, or not what its unit sees

Reasons why a CRC stayed although its export reaches a change:
  overridden       genksyms was shown other text (#ifdef __GENKSYMS__, an override), or an expression
                   that stayed: typeof(...), the length of an array
  declared-only    consumers can see the change, the exporting unit only a declaration on the way
  not-in-tokens    genksyms does not hash it: packing, alignment, parameter names
  assembler        as above, and trampolines of static calls (not those whose exported key changed its CRC,
                   unless their prototype changed)
  unincluded       consumers see it only if they include a header that no unit of another module includes
  private          nothing is missed: on the way stands a type that a source file or private header keeps
                   to itself (or one outside --public-headers)

Exit codes: 0 explained, whatever changed; 2 could not tell (no Module.symvers or a bad line in it, a
file of another build, missing evidence)";

/// Why CRCs changed between two kernels, and which changes no CRC shows
#[derive(Debug, clap::Args)]
#[command(after_help = NOTES)]
pub(crate) struct Explain {
    /// Kernel that modules were built against: vmlinux with DWARF, or a folder of it and its modules
    pub(crate) old: PathBuf,
    /// The kernel they will meet
    pub(crate) new: PathBuf,
    /// Exports whose whole story is wanted; without one, the page about all
    pub(crate) symbols: Vec<String>,
    /// `Module.symvers` of OLD; without it the one that lies beside OLD
    #[arg(long, value_name = "FILE")]
    pub(crate) old_symvers: Option<PathBuf>,
    /// `Module.symvers` of NEW; without it the one that lies beside NEW
    #[arg(long, value_name = "FILE")]
    pub(crate) new_symvers: Option<PathBuf>,
    /// Form of the explanation
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// Every cause and every list (text); the way from every export to every cause (JSON)
    #[arg(long)]
    pub(crate) full: bool,
    /// File to write the explanation to; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) sides: Sides,
    #[command(flatten)]
    pub(crate) attribution: Attribution,
}

pub(crate) fn explain(global: &Global, args: &Explain) -> Result<u8> {
    let watch = Watch::new(global.time);
    // Text files first: a bad line is said before a kernel is read.
    let old_symvers = crcs(args.old_symvers.as_deref(), &args.old, "--old-symvers")?;
    let new_symvers = crcs(args.new_symvers.as_deref(), &args.new, "--new-symvers")?;
    let mut options = settings::sides(&args.sides);
    (options.old.unit_views, options.new.unit_views) = (true, true);
    let (old, new) = super::load(&args.old, &args.new, &options, &watch)?;
    let open = OpenOptions { debug_dirs: options.both.debug_dirs.clone(), ..OpenOptions::default() };
    let (old_witness, new_witness) = (Witness::read(&args.old, &open)?, Witness::read(&args.new, &open)?);
    let question = Question {
        old: &old,
        new: &new,
        old_symvers: &old_symvers,
        new_symvers: &new_symvers,
        old_witness: &old_witness,
        new_witness: &new_witness,
        names: &args.symbols,
        all_paths: args.full && args.format == ReportFormat::Json,
    };
    let (mut explanation, mut report) = explain::explain(&question, &options.both, &watch)?;
    if args.attribution.is_given() {
        settings::attribute(&mut report, &args.attribution)?;
        patch::attribute_explanation(&mut explanation, &report);
    }
    watch.start_phase("render");
    watch.clear();
    let write = |out: &mut dyn Write| match args.format {
        ReportFormat::Json => json::write(&explanation, out),
        ReportFormat::Text => {
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

/// Without CRCs there is nothing to explain.
fn crcs(named: Option<&Path>, input: &Path, option: &str) -> Result<Symvers> {
    settings::symvers(named, input)?.with_context(|| {
        format!("{}: no Module.symvers lies beside it, which has the CRCs; name one with {option}", input.display())
    })
}

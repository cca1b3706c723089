//! STG's stgdiff: two dumps or ELF files, in the order of its command line: what an input is stands before it, and the form of a
//! report before its file.

use std::path::PathBuf;

use abilens::model::report::{Report, Verdict};
use abilens::policy::LeftOut;
use abilens::rules::{Rule, Severity};
use abilens::{DebugInfo, Options};
use anyhow::{Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum};

use super::compared::{self, Comparison, Look};
use super::shared::Evidence;
use super::{Tool, leaving, say};
use crate::args::Global;
use crate::commands;
use crate::observe::Watch;
use crate::settings::SideOptions;
use crate::suppressing::Entries;

/// What the exit code means.
const CODES: &str = "\
Exit code: 0 no difference, 4 something changed; 1 (added to it) error, wrong usage, or evidence is missing";

#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    override_usage = "stgdiff [OPTIONS] [-a|-b|-e|-s] <FILE1> [-a|-b|-e|-s] <FILE2> [[-f FORMAT] -o FILE]...
       abilens stgdiff [OPTIONS] [-a|-b|-e|-s] <FILE1> [-a|-b|-e|-s] <FILE2> [[-f FORMAT] -o FILE]...",
    after_help = CODES
)]
pub(crate) struct Stgdiff {
    #[command(flatten)]
    ordered: Ordered,
    /// Print time and memory of each phase to standard error
    #[arg(short, long)]
    metrics: bool,
    /// Only tell by the exit code whether anything differs, cosmetic changes, too
    #[arg(short = 'x', long, conflicts_with = "output")]
    exact: bool,
    /// Compare types that no symbol reaches: only where an input has no symbols, which is so anyway
    #[arg(short, long)]
    types: bool,
    /// Compare symbols alone
    #[arg(long)]
    skip_dwarf: bool,
    /// Leave out changes of a kind (repeatable)
    #[arg(short, long, value_enum, value_name = "CHANGES", action = ArgAction::Append)]
    ignore: Vec<Ignored>,
    /// The same as older versions name it, with commas
    #[arg(short, long, visible_alias = "compare-options", value_enum, value_name = "CHANGES", value_delimiter = ',')]
    compare_option: Vec<Older>,
    #[arg(short = 'F', long, hide = true, value_name = "FILE")]
    fidelity: Option<PathBuf>,
    #[command(flatten)]
    evidence: Evidence,
}

/// What STG may ignore.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Ignored {
    /// That a type is only declared now, or is defined now
    TypeDeclarationStatus,
    /// That a symbol got or lost a type
    SymbolTypePresence,
    /// Other encodings of base types
    PrimitiveTypeEncoding,
    /// Widths of bit-fields
    MemberSize,
    /// Other types of enums
    EnumUnderlyingType,
    /// Qualifiers
    Qualifier,
    /// CRCs, which are not compared here anyway
    #[value(alias = "symbol_crc")]
    LinuxSymbolCrc,
    /// Added symbols
    InterfaceAddition,
    /// That a type is defined now
    TypeDefinitionAddition,
}

/// What older versions may ignore.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Older {
    IgnoreSymbolTypePresenceChanges,
    IgnoreTypeDeclarationStatusChanges,
    All,
}

impl Older {
    fn now(self) -> &'static [Ignored] {
        match self {
            Self::IgnoreSymbolTypePresenceChanges => &[Ignored::SymbolTypePresence],
            Self::IgnoreTypeDeclarationStatusChanges => &[Ignored::TypeDeclarationStatus],
            Self::All => &[Ignored::SymbolTypePresence, Ignored::TypeDeclarationStatus],
        }
    }
}

impl Ignored {
    fn left_out(self) -> LeftOut<'static> {
        let (option, rules): (_, &'static [Rule]) = match self {
            Self::InterfaceAddition => return leaving::added("--ignore interface_addition"),
            Self::TypeDeclarationStatus => {
                ("--ignore type_declaration_status", &[Rule::TypeBecameOpaque, Rule::TypeBecameDefined])
            }
            Self::SymbolTypePresence => ("--ignore symbol_type_presence", &[Rule::SymbolTypeUnknown]),
            Self::PrimitiveTypeEncoding => ("--ignore primitive_type_encoding", &[Rule::BaseTypeEncodingChanged]),
            Self::MemberSize => (
                "--ignore member_size",
                &[Rule::BitFieldWidthChanged, Rule::MemberBecameBitField, Rule::MemberNoLongerBitField],
            ),
            Self::EnumUnderlyingType => {
                ("--ignore enum_underlying_type", &[Rule::EnumUnderlyingTypeChanged, Rule::EnumSignednessChanged])
            }
            Self::Qualifier => ("--ignore qualifier", &[Rule::QualifierChanged]),
            Self::LinuxSymbolCrc => ("--ignore linux_symbol_crc", &[]),
            Self::TypeDefinitionAddition => {
                ("--ignore type_definition_addition", &[Rule::TypeBecameDefined, Rule::TypeAdded])
            }
        };
        leaving::of_rules(option, rules)
    }
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// With all that follows from the changes at the root
    Plain,
    /// The same
    Flat,
    /// The changes at the root
    Small,
    /// The same
    Short,
    #[value(hide = true)]
    Viz,
}

/// What depends on its place in the line.
#[derive(Debug)]
struct Ordered {
    /// Each input, and whether its BTF is meant.
    inputs: [(PathBuf, bool); 2],
    outputs: Vec<(PathBuf, Form)>,
}

/// What an input may be said to be; what it is, its content says.
const INPUTS: [(&str, char, &str); 4] = [
    ("abi", 'a', "The files behind it are dumps by libabigail"),
    ("btf", 'b', "Of the files behind it the BTF is read"),
    ("elf", 'e', "The files behind it are ELF files"),
    ("stg", 's', "The files behind it are dumps by STG"),
];
const FILES: [(&str, &str, &str); 2] = [
    (
        "file1",
        "FILE1",
        "Dump (STG, abixml), ELF file, snapshot or whatever else abilens reads, that consumers were built against",
    ),
    ("file2", "FILE2", "What they will meet"),
];

impl Args for Ordered {
    fn augment_args(command: Command) -> Command {
        let switch = |(long, short, help): (&'static str, char, &'static str)| {
            let arg = Arg::new(long).long(long).short(short).help(help);
            arg.num_args(0).default_missing_value(long).action(ArgAction::Append)
        };
        let file = |(id, name, help): (&'static str, &'static str, &'static str)| {
            Arg::new(id).value_name(name).help(help).required(true).value_parser(clap::value_parser!(PathBuf))
        };
        let format = Arg::new("format").long("format").short('f').value_name("FORMAT").action(ArgAction::Append);
        let format =
            format.value_parser(clap::value_parser!(Form)).help("Form of the reports whose files stand behind it");
        let output = Arg::new("output").long("output").short('o').value_name("FILE").action(ArgAction::Append);
        let output = output
            .value_parser(clap::value_parser!(PathBuf))
            .help("File to write the report to, - for standard output (repeatable); without any nothing is written");
        command.args(FILES.map(file)).args(INPUTS.map(switch)).args([format, output])
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Ordered {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut switches: Vec<(usize, &str)> = Vec::new();
        for (long, ..) in INPUTS {
            switches.extend(matches.indices_of(long).into_iter().flatten().map(|at| (at, long)));
        }
        switches.sort_unstable();
        let input = |(id, ..): (&str, &str, &str)| {
            let path = matches.get_one::<PathBuf>(id).cloned().unwrap_or_default();
            let at = matches.index_of(id).unwrap_or_default();
            (path, switches.iter().rfind(|(before, _)| *before < at).is_some_and(|(_, long)| *long == "btf"))
        };
        let placed = |id: &str| matches.indices_of(id).into_iter().flatten();
        let forms: Vec<(usize, Form)> = match matches.get_many::<Form>("format") {
            Some(forms) => placed("format").zip(forms.copied()).collect(),
            None => Vec::new(),
        };
        let form = |at: usize| forms.iter().rfind(|(before, _)| *before < at).map_or(Form::Small, |(_, form)| *form);
        let outputs = match matches.get_many::<PathBuf>("output") {
            Some(files) => placed("output").zip(files.cloned()).map(|(at, file)| (file, form(at))).collect(),
            None => Vec::new(),
        };
        Ok(Self { inputs: FILES.map(input), outputs })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

pub(crate) fn stgdiff(global: &Global, args: &Stgdiff) -> Result<u8> {
    let tool = Tool::Stgdiff;
    if args.fidelity.is_some() {
        bail!("--fidelity is not taken: what one side describes and the other does not is in the notes of the report");
    }
    if args.ordered.outputs.iter().any(|(_, form)| *form == Form::Viz) {
        bail!("--format viz is not made: abilens diff --format html draws what leads where");
    }
    if args.types {
        say(
            tool,
            "--types changes nothing: types count as symbols reach them, and all of them where there is no symbol",
        );
    }
    let watch = Watch::new(global.time || args.metrics);
    let both = Options { allow_incomplete: args.evidence.allow_incomplete, ..Options::default() };
    let side = |is_btf: bool| Options {
        debug_info: match (args.skip_dwarf, is_btf) {
            (true, _) => DebugInfo::Symbols,
            (false, true) => DebugInfo::Btf,
            (false, false) => DebugInfo::Auto,
        },
        ..both.clone()
    };
    let [old, new] = &args.ordered.inputs;
    let options = SideOptions { old: side(old.1), new: side(new.1), both: both.clone() };
    let (old, new) = (commands::named(&old.0)?, commands::named(&new.0)?);
    let older = args.compare_option.iter().flat_map(|older| older.now());
    let leaving = args.ignore.iter().chain(older).map(|ignored| ignored.left_out()).collect();
    let hiding = Entries::default();
    let report = Comparison { tool, old, new, options, hiding, leaving, more: None }.report(&watch)?;
    for (file, form) in &args.ordered.outputs {
        let look = Look { full: matches!(form, Form::Plain | Form::Flat), totals: false };
        // A shell's name of standard output is no file to replace.
        let is_standard = file.as_os_str() == "-" || file.as_os_str() == "/dev/stdout";
        compared::print(&report, look, if is_standard { None } else { Some(file) }, global)?;
    }
    watch.finish();
    let code = code(&report, args.exact);
    std::mem::forget(report);
    Ok(code)
}

/// The exit code. `exact`: cosmetic changes count.
fn code(report: &Report, exact: bool) -> u8 {
    let lost = if report.verdict == Verdict::Incomplete { compared::ERROR } else { 0 };
    let differs = report.findings.iter().any(|f| f.root && (exact || f.severity > Severity::Cosmetic));
    lost | if differs { compared::CHANGED } else { 0 }
}

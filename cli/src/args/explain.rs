//! `abilens explain` as typed, and what its help tells of classes and reasons.

use std::path::PathBuf;

use clap::Args;

use super::{Attribution, PageFormat, Sides};

const NOTES: &str = "\
Classes of changed CRCs, by what the unit that exports the symbol sees:
  layout           offsets or sizes of a type changed, or what is passed
  no-layout        types changed, but no layout: names, const, typedefs, enumerators
  visibility       a definition is seen where a declaration was, or the reverse (an #include)
  assembler        defined in assembler: genksyms read a prototype from asm-prototypes.h
  nothing-visible  nothing that debug information shows: macros and expressions with the same value,
                   attributes, order and spelling of specifiers (unsigned, unsigned int)
  no-type          the input does not hold it, or not what its unit sees
  no-view          the inputs hold types, but not what single units see (BTF, a snapshot): which changes it reaches
                   is told, not which its CRC covers

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

Exit codes: 0 explained, whatever changed; 2 could not tell (no Module.symvers or a bad line in it, a \
file of another build, missing evidence)";

/// Why CRCs changed between two kernels, and which changes no CRC shows
#[derive(Debug, Args)]
#[command(after_help = NOTES)]
pub(crate) struct Explain {
    /// Kernel that modules were built against: vmlinux with DWARF (with BTF, or a snapshot, less can be told), or a folder of it and its modules; or a `Module.symvers`
    /// alone, where the others are lists, too: what they say by themselves; or symtypes, a file or folder whose name ends in
    /// `.symtypes`
    pub(crate) old: PathBuf,
    /// The kernel they will meet
    pub(crate) new: PathBuf,
    /// Exports whose whole story is wanted; without one, the page about all. Behind two lists further ones, for a series
    pub(crate) symbols: Vec<String>,
    /// `Module.symvers` of OLD; without it the one that lies beside OLD
    #[arg(long, value_name = "FILE")]
    pub(crate) old_symvers: Option<PathBuf>,
    /// `Module.symvers` of NEW; without it the one that lies beside NEW
    #[arg(long, value_name = "FILE")]
    pub(crate) new_symvers: Option<PathBuf>,
    /// Symtypes of OLD, a file or a folder of them: causes are proved where both sides have some. Without it those below OLD, if it is
    /// a folder, or those that the objects of a kernel give whose CRCs are made by gendwarfksyms
    #[arg(long, value_name = "PATH")]
    pub(crate) old_symtypes: Option<PathBuf>,
    /// The same of NEW
    #[arg(long, value_name = "PATH")]
    pub(crate) new_symtypes: Option<PathBuf>,
    /// OLD and NEW are symtypes, whatever their names end in: files or folders of them. Each cause of a changed CRC is proved
    #[arg(long)]
    pub(crate) symtypes: bool,
    /// Form of the explanation
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PageFormat::Text)]
    pub(crate) format: PageFormat,
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

//! Options of `--headers` as typed.

use std::path::PathBuf;

use clap::Args;

/// What only the sources of public headers show.
#[derive(Clone, Debug, Args)]
pub(crate) struct Sources {
    /// Compare what only the sources of the public headers show, too: macros, default arguments, bodies of inline functions
    /// and templates, constants, `noexcept`, `explicit`, `final`, access. clang parses the headers that --old-devel and
    /// --new-devel name, or that the packages to compare install
    #[arg(long, help_heading = "Header options")]
    pub(crate) headers: bool,
    /// Folder to look for headers in that the public ones include (repeatable, both sides)
    #[arg(long, value_name = "DIR", requires = "headers", help_heading = "Header options")]
    pub(crate) include: Vec<PathBuf>,
    /// The old side's `--include` (repeatable)
    #[arg(long, value_name = "DIR", requires = "headers", help_heading = "Header options")]
    pub(crate) old_include: Vec<PathBuf>,
    /// The new side's `--include` (repeatable)
    #[arg(long, value_name = "DIR", requires = "headers", help_heading = "Header options")]
    pub(crate) new_include: Vec<PathBuf>,
    /// Macro that consumers define before they include a header (repeatable, both sides)
    #[arg(long, value_name = "NAME[=VALUE]", requires = "headers", help_heading = "Header options")]
    pub(crate) define: Vec<String>,
    /// The old side's `--define` (repeatable)
    #[arg(long, value_name = "NAME[=VALUE]", requires = "headers", help_heading = "Header options")]
    pub(crate) old_define: Vec<String>,
    /// The new side's `--define` (repeatable)
    #[arg(long, value_name = "NAME[=VALUE]", requires = "headers", help_heading = "Header options")]
    pub(crate) new_define: Vec<String>,
    /// Language that consumers include the headers in, as `-std` names it; without it gnu++17 if the library exports symbols of
    /// C++ or a header is called as those of C++ are, else gnu17
    #[arg(long, value_name = "STANDARD", requires = "headers", help_heading = "Header options")]
    pub(crate) standard: Option<String>,
    /// compile_commands.json of a project: folders, macros and the standard of one entry hold for the public headers as well (-I,
    /// -isystem, -iquote, -D, -U, -std). Nothing of it is run (both sides)
    #[arg(long, value_name = "FILE", requires = "headers", help_heading = "Header options")]
    pub(crate) compile_commands: Option<PathBuf>,
    /// The old side's `--compile-commands`
    #[arg(long, value_name = "FILE", requires = "headers", help_heading = "Header options")]
    pub(crate) old_compile_commands: Option<PathBuf>,
    /// The new side's `--compile-commands`
    #[arg(long, value_name = "FILE", requires = "headers", help_heading = "Header options")]
    pub(crate) new_compile_commands: Option<PathBuf>,
    /// The source whose entry of compile_commands.json is taken, by the end of its path; without it the first entry
    #[arg(long, value_name = "PATH", requires = "headers", help_heading = "Header options")]
    pub(crate) compile_source: Option<PathBuf>,
    /// What the headers are compiled for, as clang's `--target` names it, such as aarch64-linux-gnu; without it this machine
    #[arg(long, value_name = "TRIPLE", requires = "headers", help_heading = "Header options")]
    pub(crate) target: Option<String>,
    /// The clang to ask; without it the first of clang, clang-22, clang-21, ... that PATH has
    #[arg(long, value_name = "PROGRAM", requires = "headers", help_heading = "Header options")]
    pub(crate) clang: Option<PathBuf>,
}

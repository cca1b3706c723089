//! `abilens rules` as typed.

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// Rule to explain; without it all are listed
    pub(crate) id: Option<String>,
    /// Form of the catalogue
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RulesFormat::Text)]
    pub(crate) format: RulesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    Text,
    Json,
    Markdown,
}

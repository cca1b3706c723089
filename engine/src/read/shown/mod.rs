//! What sources of public headers show, from what a preprocessor and clang print of them. Both run elsewhere: here are their
//! outputs, which are text of a stranger.
//!
//! The preprocessor goes first (`-E -dD`, of clang or GCC). Its text, without line markers and directives, is what clang then
//! parses: so there are no macros left in what clang says of places, and each of them is one offset in one text.

mod guards;
mod macros;
mod node;
mod preprocessed;
mod tree;
mod written;

use crate::ground::diagnostic::{Diagnostic, DiagnosticLevel};

pub use guards::{guard, mark_guards};
pub use preprocessed::{HEADERS, Preprocessed, preprocessed, text};
pub use tree::{TreeError, declarations};

/// A public header that no front end parses: what it shows was not compared. `message`: what the front end says first.
#[must_use]
pub fn not_parsed(header: &str, message: &str) -> Diagnostic {
    lost(
        "header-not-parsed",
        header,
        format!("what this header shows was not compared, since clang does not parse it: {message}"),
    )
}

/// A public header of which nothing came up: another one has its guard.
#[must_use]
pub fn not_read(header: &str) -> Diagnostic {
    lost(
        "header-not-read",
        header,
        "what this header shows was not compared: behind the other public headers its text does not come up, since another one has \
         its guard"
            .to_owned(),
    )
}

/// What is not compared of public headers, whatever they are.
#[must_use]
pub fn limits(side: &str) -> Diagnostic {
    Diagnostic {
        level: DiagnosticLevel::Note,
        code: "headers-limits",
        object: side.to_owned(),
        section: String::new(),
        offset: None,
        message: "of the public headers macros, default arguments, bodies, initialisers, constants, noexcept, final, explicit, access, \
                  names that are gone, explicit specializations and, where no debug information describes them, enumerators, aliases, \
                  bases, data members and virtual functions were compared; attributes, conditions of templates and the other \
                  branches of #if were not"
            .to_owned(),
    }
}

/// There is no front end, so that only a preprocessor was asked. `install`: how to get one.
#[must_use]
pub fn only_macros(side: &str, install: &str) -> Diagnostic {
    lost(
        "headers-not-parsed",
        side,
        format!("only macros of its public headers were compared: clang is not installed ({install})"),
    )
}

fn lost(code: &'static str, object: &str, message: String) -> Diagnostic {
    Diagnostic {
        level: DiagnosticLevel::Lost,
        code,
        object: object.to_owned(),
        section: String::new(),
        offset: None,
        message,
    }
}

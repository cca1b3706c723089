//! Names that other crates read: those of Rust, and of C++ what our grammar does not know.

use std::fmt::{self, Write};

/// More text than this is nothing that a person reads.
const LONGEST: usize = 1 << 14;

/// Text that stops to grow.
struct Bounded(String);

impl Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() + text.len() > LONGEST {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

/// The text of such a name.
pub(super) fn source(name: &str) -> Option<String> {
    if name.len() > LONGEST {
        return None;
    }
    if let Ok(rust) = rustc_demangle::try_demangle(name) {
        let mut out = Bounded(String::new());
        // The alternate form leaves the hash out.
        write!(out, "{rust:#}").ok()?;
        return Some(out.0);
    }
    cpp(name)
}

/// The text of a name of C++.
pub(super) fn cpp(name: &str) -> Option<String> {
    if name.len() > LONGEST {
        return None;
    }
    let options = cpp_demangle::ParseOptions::default().recursion_limit(RECURSION);
    let symbol = cpp_demangle::Symbol::new_with_options(name.as_bytes(), &options).ok()?;
    let options = cpp_demangle::DemangleOptions::default().recursion_limit(RECURSION);
    let mut out = Bounded(String::new());
    symbol.structured_demangle(&mut out, &options).ok()?;
    Some(out.0)
}

const RECURSION: u32 = 64;

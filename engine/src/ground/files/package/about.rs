//! What a package of Debian or RPM says of itself: its name, the source that it was built of, its version.
//!
//! Whoever plans a rebuild goes by these names. They are no evidence of anything: a package that does not tell goes by its file.

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct About {
    /// Its name.
    pub(crate) package: String,
    /// The name of its source, where that is told: of a package of Debian its own, if no other is.
    pub(crate) source: Option<String>,
    /// Its version, whole.
    pub(crate) version: Option<String>,
    /// It is a package of Debian.
    pub(crate) is_debian: bool,
}

/// A word that can be the name or the version of a package.
pub(super) fn word(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "+-._~:^".contains(c);
    let text = text.trim();
    (!text.is_empty() && text.len() <= 256 && text.chars().all(is_part)).then(|| text.to_owned())
}

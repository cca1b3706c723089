//! What a finding is about, where it is declared and what made it, in the words that a gate and a comment share.

use crate::model::report::{Finding, HunkRef};

/// `struct device physical_location`: the subject with its member.
pub(in crate::render) fn what(f: &Finding) -> String {
    let subject = f.subject.spelt();
    match &f.subject.member {
        Some(member) => format!("{subject} {member}"),
        None => subject,
    }
}

/// File and line of the declaration, without a leading `./`: in the sources of NEW, where annotations stand, else in
/// those of OLD.
pub(in crate::render) fn position(f: &Finding) -> Option<(&str, u32)> {
    let spans = [&f.declared.new, &f.declared.old].into_iter().flatten();
    let span = spans.map(|s| (s.file.as_str(), s.line.unwrap_or(s.first))).next();
    let (file, line) = span.or_else(|| Some((f.subject.file.as_deref()?, f.subject.line.unwrap_or(1))))?;
    Some((file.strip_prefix("./").unwrap_or(file), line.max(1)))
}

/// `file:line`, empty if unknown.
pub(in crate::render) fn place(f: &Finding) -> String {
    position(f).map_or_else(String::new, |(file, line)| format!("{file}:{line}"))
}

/// Hunks that made it, without those that only share its file.
pub(in crate::render) fn hunks(f: &Finding) -> impl Iterator<Item = &HunkRef> {
    f.hunks.iter().filter(|h| h.explains())
}

/// Patches or commits were given (`attributed`), and none of them made it.
pub(in crate::render) fn unexplained(attributed: bool, f: &Finding) -> bool {
    attributed && hunks(f).next().is_none()
}

/// What stands instead of a hunk where [`unexplained`].
pub(in crate::render) const NO_HUNK: &str = "no hunk";

/// `include/a.h:25 (0123456789ab "a: grow")`
pub(in crate::render) fn hunk(h: &HunkRef) -> String {
    let commit = h.commit.as_deref().map(short);
    let quoted = h.subject.as_ref().map(|s| format!("\"{s}\""));
    let patch = if quoted.is_none() { h.patch.clone() } else { None };
    let origin: Vec<String> = commit.map(str::to_owned).into_iter().chain(quoted).chain(patch).collect();
    let place = format!("{}:{}", h.file, h.line);
    if origin.is_empty() { place } else { format!("{place} ({})", origin.join(" ")) }
}

/// As many digits of a commit as git prints of a kernel's.
fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}

/// What made it, in as few words as name it: the commit, else the patch.
pub(in crate::render) fn made_by(attributed: bool, f: &Finding) -> String {
    let none = || if unexplained(attributed, f) { NO_HUNK.to_owned() } else { String::new() };
    let Some(h) = hunks(f).next() else { return none() };
    let patch = h.patch.as_deref().map(|p| p.rsplit('/').next().unwrap_or(p));
    h.commit.as_deref().map(short).or(patch).unwrap_or_default().to_owned()
}

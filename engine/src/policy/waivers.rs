//! Waivers: findings that somebody took responsibility for, until a day.
//!
//! A waiver names one finding by its fingerprint (`id`), or findings by `rule` and `subject` (and `member`, `module`), where
//! `*` and `?` are wildcards. With an `id`, the other keys are a reminder for people that has to stay true.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use toml::Spanned;

use super::date::{Date, Expiry};
use super::pattern::Pattern;
use super::text;
use crate::graph::Machine;
use crate::ground::error::{Error, Result};
use crate::model::report::Finding;
use crate::rules::Rule;
use crate::rules::facts::Subject;

/// A `[[waiver]]` as written.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Raw {
    id: Option<String>,
    rule: Option<Spanned<String>>,
    subject: Option<Spanned<String>>,
    member: Option<Spanned<String>>,
    module: Option<Spanned<String>>,
    machine: Option<Spanned<String>>,
    reason: String,
    author: String,
    expires: Expiry,
}

/// A waiver.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// File as the policy names it.
    pub file: String,
    /// Line of its `[[waiver]]`.
    pub line: usize,
    /// Fingerprint of the one finding that it is about.
    pub id: Option<String>,
    /// Rule id.
    pub rule: Option<&'static str>,
    subject: Option<Pattern>,
    member: Option<Pattern>,
    module: Option<Pattern>,
    /// The only machine for which it exists.
    pub machine: Option<String>,
    /// Why it is all right. Empty: nobody has said so yet, and it waives nothing.
    pub reason: String,
    /// Who says so.
    pub author: String,
    /// Until when.
    pub expires: Expiry,
}

impl Waiver {
    pub(super) fn new(file: &str, content: &str, raw: Spanned<Raw>) -> Result<Self> {
        let line = text::line_at(content, raw.span().start);
        let raw = raw.into_inner();
        let wrong = |at: usize, what: String| Error::text(file, at, what);
        let at = |span: std::ops::Range<usize>| text::line_at(content, span.start);
        let rule = match &raw.rule {
            None => None,
            Some(word) => {
                let unknown = || wrong(at(word.span()), format!("no rule is named `{}`", word.get_ref()));
                Some(Rule::from_id(word.get_ref()).ok_or_else(unknown)?.id())
            }
        };
        let pattern = |word: &Option<Spanned<String>>| -> Result<Option<Pattern>> {
            let compile = |w: &Spanned<String>| Pattern::shell(w.get_ref()).map_err(|e| wrong(at(w.span()), e));
            word.as_ref().map(compile).transpose()
        };
        let numbered = |name: &str| name.strip_prefix("machine ").is_some_and(|n| n.parse::<u16>().is_ok());
        if let Some(word) = &raw.machine
            && !Machine::names().any(|name| name == word.get_ref())
            && !numbered(word.get_ref())
        {
            let what = format!(
                "no machine is named `{}`: expected one of {}",
                word.get_ref(),
                Machine::names().collect::<Vec<_>>().join(", ")
            );
            return Err(wrong(at(word.span()), what));
        }
        if raw.id.as_ref().is_none_or(|id| id.trim().is_empty()) && (rule.is_none() || raw.subject.is_none()) {
            return Err(wrong(line, "a waiver needs an `id`, or a `rule` and a `subject`".into()));
        }
        Ok(Self {
            file: file.to_owned(),
            line,
            id: raw.id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()),
            rule,
            subject: pattern(&raw.subject)?,
            member: pattern(&raw.member)?,
            module: pattern(&raw.module)?,
            machine: raw.machine.map(Spanned::into_inner),
            reason: raw.reason.trim().to_owned(),
            author: raw.author.trim().to_owned(),
            expires: raw.expires,
        })
    }

    /// `file:line`
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// What it waives, in words.
    #[must_use]
    pub fn target(&self) -> String {
        let mut out = self.rule.map(str::to_owned).into_iter().collect::<Vec<_>>();
        let subject = self.subject.as_ref().map(Pattern::as_str);
        match (subject, self.member.as_ref().map(Pattern::as_str)) {
            (Some(s), Some(m)) => out.push(format!("{s} {m}")),
            (Some(s), None) => out.push(s.to_owned()),
            _ => {}
        }
        if let Some(id) = &self.id {
            out.push(if out.is_empty() { id.clone() } else { format!("({id})") });
        }
        out.join(" ")
    }

    /// Whether it is about this finding.
    #[must_use]
    pub fn matches(&self, finding: &Finding) -> bool {
        match &self.id {
            Some(id) => finding.goes_by(id),
            None => self.describes(finding),
        }
    }

    /// The new id of a finding that it names by the one of the release before.
    #[must_use]
    pub fn renewed<'f>(&self, finding: &'f Finding) -> Option<&'f str> {
        let id = self.id.as_deref()?;
        (id != finding.id && finding.went_by(id)).then_some(&finding.id)
    }

    /// Whether rule, subject, member and module, where stated, are those of the finding.
    #[must_use]
    pub fn describes(&self, finding: &Finding) -> bool {
        let s = &finding.subject;
        let fits = |pattern: &Option<Pattern>, value: Option<&str>| {
            pattern.as_ref().is_none_or(|p| value.is_some_and(|v| p.matches(v)))
        };
        self.rule.is_none_or(|rule| finding.is_of_rule(rule))
            && self.subject.as_ref().is_none_or(|p| spellings(s).iter().any(|name| p.matches(name)))
            && fits(&self.member, s.member.as_deref())
            && fits(&self.module, s.module.as_deref())
    }

    /// Whether its last day has passed.
    #[must_use]
    pub fn expired(&self, today: Date) -> bool {
        matches!(self.expires, Expiry::On(last) if last < today)
    }

    /// The keys by which it finds its findings: equal for two waivers of the same.
    #[must_use]
    pub fn key(&self) -> String {
        let text = |p: &Option<Pattern>| p.as_ref().map(|p| p.as_str().to_owned());
        match &self.id {
            Some(id) => format!("{id:?}{:?}", self.machine),
            None => {
                format!("{:?}", (self.rule, text(&self.subject), text(&self.member), text(&self.module), &self.machine))
            }
        }
    }
}

/// How a subject may be written: as reports print it, and by its bare name.
fn spellings(s: &Subject) -> Vec<String> {
    vec![s.spelt(), s.name.clone()]
}

/// A file of waivers with new ids in the place of old ones. The rest of the file stays as it is, and so does a file that
/// holds no waivers.
#[must_use]
pub fn renew<'a>(content: &str, ids: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    #[derive(Deserialize)]
    struct File {
        #[serde(default, rename = "waiver")]
        waivers: Vec<Named>,
    }
    #[derive(Deserialize)]
    struct Named {
        id: Option<Spanned<String>>,
    }
    let ids: BTreeMap<&str, &str> = ids.collect();
    let mut out = content.to_owned();
    let written = toml::from_str::<File>(content).map_or_else(|_| Vec::new(), |file| file.waivers);
    // From the last to the first, so that what stands before keeps its place.
    for id in written.iter().rev().filter_map(|waiver| waiver.id.as_ref()) {
        if let Some(new) = ids.get(id.get_ref().trim()) {
            let quote = if content[id.span()].starts_with('\'') { '\'' } else { '"' };
            out.replace_range(id.span(), &format!("{quote}{new}{quote}"));
        }
    }
    out
}

/// TOML of waivers for findings, to be appended to a policy. Reason and author are empty: until somebody fills
/// them, the gate does not pass.
#[must_use]
pub fn propose<'a>(findings: impl Iterator<Item = &'a Finding>, today: Date) -> String {
    let mut out = String::new();
    for f in findings {
        let quote = |text: &str| toml::Value::String(text.to_owned()).to_string();
        out.push_str("\n[[waiver]]\n");
        let mut key = |name: &str, value: &str| {
            let _ = writeln!(out, "{name} = {}", quote(value));
        };
        key("id", &f.id);
        key("rule", f.rule.id());
        // Patterns are compared as strings unless they hold a wildcard; a name in C cannot.
        key("subject", &f.subject.spelt());
        if let Some(member) = &f.subject.member {
            key("member", member);
        }
        key("reason", "");
        key("author", "");
        let _ = writeln!(out, "expires = {}", today.a_year_later());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::renew;

    #[test]
    fn ids_are_renewed_and_nothing_else() {
        let content = "\u{feff}# aa-3: id = \"aa-3\"\r\n[[waiver]]\r\nid = \"aa-3\" # \"aa-3\"\r\nreason = \"see 'aa-3', id = 'aa-3'\"\r\n\
                       [[waiver]]\n\"id\" = 'aa-3'\n[[waiver]]\nid = \"\"\"bb\"\"\"\n[[waiver]]\nid=\"\\u0061a-3\"\n[[waiver]]\nrule = \"aa-3\"\n";
        let renewed = "\u{feff}# aa-3: id = \"aa-3\"\r\n[[waiver]]\r\nid = \"v2-1\" # \"aa-3\"\r\nreason = \"see 'aa-3', id = 'aa-3'\"\r\n\
                       [[waiver]]\n\"id\" = 'v2-1'\n[[waiver]]\nid = \"v2-2\"\n[[waiver]]\nid=\"v2-1\"\n[[waiver]]\nrule = \"aa-3\"\n";
        let ids = || [("aa-3", "v2-1"), ("bb", "v2-2")].into_iter();
        assert_eq!(renew(content, ids()), renewed);
        assert_eq!(renew(renewed, ids()), renewed);
        let inline = "waiver = [{ reason = \"aa-3\", id = \"aa-3\" }, { id = \"aa\" }]\n";
        assert_eq!(renew(inline, ids()), inline.replace("id = \"aa-3\"", "id = \"v2-1\""));
        assert_eq!(renew("id = \"aa-3\"\nwaiver = 1\n", ids()), "id = \"aa-3\"\nwaiver = 1\n");
    }
}

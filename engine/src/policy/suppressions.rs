//! libabigail's suppression files (`.abignore`), as far as what they say has a meaning here.
//!
//! `[suppress_type]` takes findings on a type away. `[suppress_function]` and `[suppress_variable]` take exports out
//! of the interface, for additions, removals or other changes: what only they reach does not count. All properties of
//! a section must hold. A property or section that is not understood is an error: to drop a condition would suppress
//! more than was meant.
//!
//! Regular expressions are searched for, not matched whole, as regexec(3) does.

use regex::Regex;

use super::text;
use crate::ground::error::{Error, Result};
use crate::model::report::{Finding, SymbolOutcome};
use crate::rules::Rule;
use crate::rules::facts::SubjectKind;

/// What a suppression is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Type,
    Function,
    Variable,
}

/// A condition on a string.
#[derive(Clone, Debug)]
enum Test {
    Is(String),
    Fits(Regex),
    FitsNot(Regex),
}

impl Test {
    fn holds(&self, text: &str) -> bool {
        match self {
            Self::Is(value) => value == text,
            Self::Fits(regex) => regex.is_match(text),
            Self::FitsNot(regex) => !regex.is_match(text),
        }
    }
}

/// One section.
#[derive(Clone, Debug)]
pub struct Suppression {
    section: Section,
    file: String,
    line: usize,
    name: Vec<Test>,
    version: Vec<Test>,
    /// File names of either input.
    input: Vec<Test>,
    soname: Vec<Test>,
    /// Declared in none of these headers.
    not_in: Vec<String>,
    declared: Vec<Test>,
    /// `struct`, ...; empty: any.
    kind: Option<String>,
    /// Enumerators that alone may change.
    enumerators: Vec<String>,
    enumerator_tests: Vec<Test>,
    outcomes: Vec<SymbolOutcome>,
}

/// What is known of an export or of the inputs, for suppressions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subject<'a> {
    /// Symbol name.
    pub name: &'a str,
    /// Version node, empty if none.
    pub version: &'a str,
    /// It is a function.
    pub is_function: bool,
    /// File names of OLD and NEW as the user named them.
    pub inputs: [&'a str; 2],
    /// SONAME of the object, empty if none.
    pub soname: &'a str,
}

impl Suppression {
    /// `file:line` of the section.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    fn applies_to(&self, inputs: [&str; 2], soname: &str) -> bool {
        // A condition on files is fulfilled by either of the two that are compared.
        self.input.iter().all(|t| inputs.iter().any(|i| t.holds(i))) && self.soname.iter().all(|t| t.holds(soname))
    }

    /// Whether this export does not count where `outcome` happened to it.
    #[must_use]
    pub fn hides(&self, subject: Subject<'_>, outcome: SymbolOutcome) -> bool {
        let section = if subject.is_function { Section::Function } else { Section::Variable };
        self.section == section
            && self.outcomes.contains(&outcome)
            && self.name.iter().all(|t| t.holds(subject.name))
            && self.version.iter().all(|t| t.holds(subject.version))
            && self.applies_to(subject.inputs, subject.soname)
    }

    /// Whether this finding on a type is taken away.
    #[must_use]
    pub fn takes(&self, finding: &Finding, inputs: [&str; 2], soname: &str) -> bool {
        let subject = &finding.subject;
        if self.section != Section::Type
            || !matches!(
                subject.kind,
                SubjectKind::Struct
                    | SubjectKind::Union
                    | SubjectKind::Class
                    | SubjectKind::Enum
                    | SubjectKind::Typedef
                    | SubjectKind::Base
                    | SubjectKind::Type
            )
        {
            return false;
        }
        // An anonymous type is part of the type that holds it.
        let name = subject.whole_name();
        let file = subject.file.as_deref();
        let header = |h: &String| file.is_some_and(|f| f == h || f.ends_with(&format!("/{h}")));
        self.name.iter().all(|t| t.holds(name))
            && self.kind.as_ref().is_none_or(|k| k == subject.kind.as_str())
            // Where the type is declared is not known: the condition does not hold.
            && (self.not_in.is_empty() || file.is_some() && !self.not_in.iter().any(header))
            && self.declared.iter().all(|t| file.is_some_and(|f| t.holds(f)))
            && self.enumerators_fit(finding)
            && self.applies_to(inputs, soname)
    }

    fn enumerators_fit(&self, finding: &Finding) -> bool {
        if self.enumerators.is_empty() && self.enumerator_tests.is_empty() {
            return true;
        }
        let member = finding.subject.member.as_deref().unwrap_or_default();
        // libabigail means enumerators whose value changed, never removed ones.
        matches!(finding.rule, Rule::EnumeratorValueChanged | Rule::EnumSentinelMoved)
            && (self.enumerators.iter().any(|e| e == member) || self.enumerator_tests.iter().any(|t| t.holds(member)))
    }
}

/// Parses a suppression file.
///
/// # Errors
/// Something in it is not understood; the message names file and line.
pub fn parse(name: &str, content: &str) -> Result<Vec<Suppression>> {
    let mut out: Vec<Suppression> = Vec::new();
    for (number, line) in lines(content) {
        let wrong = |what: String| Error::text(name, number, what);
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if let Some(head) = text::section(line).map_err(wrong)? {
            out.push(section(name, number, head).map_err(wrong)?);
            continue;
        }
        let Some(current) = out.last_mut() else {
            return Err(wrong(format!("`{line}` stands before the first section")));
        };
        let Some((key, value)) = line.split_once('=') else {
            return Err(wrong(format!("`{line}` is no property: expected `name = value`")));
        };
        property(current, key.trim(), value.trim()).map_err(wrong)?;
    }
    if let Some(s) = out.iter().find(|s| !s.selects()) {
        return Err(Error::text(name, s.line, "suppresses everything: name what it is about"));
    }
    Ok(out)
}

/// Lines without comments (`#`, `;`), with the number of the first line of each, as libabigail's reader makes them: a
/// backslash takes the meaning from the character behind it, and joins two lines at the end of one.
fn lines(content: &str) -> Vec<(usize, String)> {
    let (mut out, mut line, mut start, mut number, mut comment) = (Vec::new(), String::new(), 1, 1, false);
    let mut chars = content.chars().filter(|c| *c != '\r');
    while let Some(c) = chars.next() {
        match c {
            '\n' => {
                out.push((start, std::mem::take(&mut line)));
                number += 1;
                (start, comment) = (number, false);
            }
            '\\' => match chars.next() {
                Some('\n') => number += 1,
                // Signs that no property has become a space.
                Some('0' | 'a' | 'b' | 'r' | 't') if !comment => line.push(' '),
                Some(c) if !comment => line.push(c),
                _ => {}
            },
            '#' | ';' => comment = true,
            c if !comment => line.push(c),
            _ => {}
        }
    }
    out.push((start, line));
    out
}

impl Suppression {
    fn selects(&self) -> bool {
        let tests = [&self.name, &self.version, &self.input, &self.soname, &self.declared, &self.enumerator_tests];
        tests.iter().any(|t| !t.is_empty()) || !self.not_in.is_empty() || !self.enumerators.is_empty()
    }
}

fn section(file: &str, line: usize, name: &str) -> std::result::Result<Suppression, String> {
    let section = match name {
        "suppress_type" => Section::Type,
        "suppress_function" => Section::Function,
        "suppress_variable" => Section::Variable,
        "suppress_file" => return Err("`suppress_file` is not supported: name the inputs to compare instead".into()),
        list if ["whitelist", "stablelist", "symbol_list"].iter().any(|end| list.ends_with(end)) => {
            return Err(format!("section `{list}` is a symbol list: name the file under `lists` of a [[scope]]"));
        }
        other => return Err(format!("section `{other}` is not known")),
    };
    Ok(Suppression {
        section,
        file: file.to_owned(),
        line,
        name: Vec::new(),
        version: Vec::new(),
        input: Vec::new(),
        soname: Vec::new(),
        not_in: Vec::new(),
        declared: Vec::new(),
        kind: None,
        enumerators: Vec::new(),
        enumerator_tests: Vec::new(),
        outcomes: vec![SymbolOutcome::Added, SymbolOutcome::Removed, SymbolOutcome::Changed],
    })
}

fn property(s: &mut Suppression, key: &str, value: &str) -> std::result::Result<(), String> {
    if value.is_empty() {
        return Err(format!("`{key}` has no value"));
    }
    let regex = || Regex::new(value).map_err(|e| format!("`{key}`: {}", e.to_string().replace('\n', " ")));
    let is = || Test::Is(value.to_owned());
    let list = || value.split(',').map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    match (s.section, key) {
        // What is dropped from libabigail's memory is not reported either.
        (_, "label" | "drop" | "drop_artifact") => {}
        (Section::Type, "name") => s.name.push(is()),
        (Section::Type, "name_regexp") => s.name.push(Test::Fits(regex()?)),
        (Section::Type, "name_not_regexp") => s.name.push(Test::FitsNot(regex()?)),
        // In C the name of a function or variable is its symbol.
        (Section::Function | Section::Variable, "name" | "symbol_name") => s.name.push(is()),
        (Section::Function | Section::Variable, "name_regexp" | "symbol_name_regexp") => {
            s.name.push(Test::Fits(regex()?));
        }
        (Section::Function | Section::Variable, "name_not_regexp" | "symbol_name_not_regexp") => {
            s.name.push(Test::FitsNot(regex()?));
        }
        (Section::Function | Section::Variable, "symbol_version") => s.version.push(is()),
        (Section::Function | Section::Variable, "symbol_version_regexp") => s.version.push(Test::Fits(regex()?)),
        (Section::Function | Section::Variable, "change_kind") => s.outcomes = change_kind(s.section, value)?,
        (_, "file_name_regexp") => s.input.push(Test::Fits(regex()?)),
        (_, "file_name_not_regexp") => s.input.push(Test::FitsNot(regex()?)),
        (_, "soname_regexp") => s.soname.push(Test::Fits(regex()?)),
        (_, "soname_not_regexp") => s.soname.push(Test::FitsNot(regex()?)),
        (Section::Type, "source_location_not_in") => s.not_in.extend(list()),
        (Section::Type, "source_location_not_regexp") => s.declared.push(Test::FitsNot(regex()?)),
        (Section::Type, "changed_enumerators") => s.enumerators.extend(list()),
        (Section::Type, "changed_enumerators_regexp") => {
            for part in list() {
                let regex = Regex::new(&part).map_err(|e| format!("`{key}`: {}", e.to_string().replace('\n', " ")))?;
                s.enumerator_tests.push(Test::Fits(regex));
            }
        }
        (Section::Type, "type_kind") => match value {
            "struct" | "union" | "class" | "enum" | "typedef" => s.kind = Some(value.to_owned()),
            "builtin" => s.kind = Some("base".to_owned()),
            other => return Err(format!("`type_kind = {other}` is not supported")),
        },
        _ => return Err(format!("property `{key}` is not supported here: leaving it out would suppress more")),
    }
    Ok(())
}

fn change_kind(section: Section, value: &str) -> std::result::Result<Vec<SymbolOutcome>, String> {
    use SymbolOutcome::{Added, Changed, Removed};
    let word = if section == Section::Function { "function" } else { "variable" };
    let kinds = [
        ("all".to_owned(), vec![Added, Removed, Changed]),
        (format!("{word}-subtype-change"), vec![Changed]),
        (format!("added-{word}"), vec![Added]),
        (format!("deleted-{word}"), vec![Removed]),
    ];
    let known = || kinds.iter().map(|k| k.0.as_str()).collect::<Vec<_>>().join(", ");
    let found = kinds.iter().find(|k| k.0 == value).map(|k| k.1.clone());
    found.ok_or_else(|| format!("`change_kind = {value}`: expected one of {}", known()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::testing::finding;

    fn hides(text: &str, name: &str, is_function: bool, outcome: SymbolOutcome) -> bool {
        let subject = Subject { name, is_function, inputs: ["a/libz.so.1", "b/libz.so.2"], ..Subject::default() };
        parse("s", text).expect("sound").iter().any(|s| s.hides(subject, outcome))
    }

    fn takes(text: &str, finding: &Finding) -> bool {
        parse("s", text).expect("sound").iter().any(|s| s.takes(finding, ["libz.so.1", "libz.so.2"], "libz.so.1"))
    }

    #[test]
    fn exports_leave_by_name_kind_and_change() {
        use SymbolOutcome::{Added, Changed, Removed};
        let one = "[suppress_function]\n  symbol_name = foo # why\n  change_kind = deleted-function\n";
        assert!(hides(one, "foo", true, Removed));
        assert!(
            !hides(one, "foo", true, Changed) && !hides(one, "foo", false, Removed) && !hides(one, "fo", true, Removed)
        );
        let any = "[suppress_variable]\nname_regexp = ^__tracepoint_\nlabel = x\n";
        assert!(hides(any, "__tracepoint_a", false, Added) && !hides(any, "a__tracepoint_a", false, Added));
        let here = "[suppress_function]\nsymbol_name_regexp=.\nfile_name_regexp = libz\n";
        assert!(hides(here, "foo", true, Changed) && !hides(&here.replace("libz", "libx"), "foo", true, Changed));
    }

    #[test]
    fn findings_leave_by_type() {
        let mut f = finding("member-added-inside", "struct", "device");
        f.subject.file = Some("./include/linux/device.h".into());
        assert!(takes("[suppress_type]\nname = device\n", &f));
        assert!(takes("[suppress_type]\ntype_kind = struct\nname_regexp = ^dev\n", &f));
        assert!(!takes("[suppress_type]\ntype_kind = union\nname = device\n", &f));
        assert!(!takes("[suppress_function]\nname = device\n", &f));
        assert!(takes("[suppress_type]\nsource_location_not_in = a.h, b.h\n", &f));
        assert!(!takes("[suppress_type]\nsource_location_not_in = a.h, linux/device.h\n", &f));
        assert!(!takes("[suppress_type]\nname = device\nsoname_regexp = libx\n", &f));
        f.subject.file = None;
        assert!(!takes("[suppress_type]\nsource_location_not_in = a.h\n", &f), "where it is declared is not known");
        f.subject.name = "device::(anonymous union at offset 0)".into();
        assert!(takes("[suppress_type]\nname = device\n", &f));
        let mut e = finding("enum-sentinel-moved", "enum", "e");
        e.subject.member = Some("E_MAX".into());
        assert!(takes("[suppress_type]\ntype_kind = enum\nchanged_enumerators = A, E_MAX\n", &e));
        e.rule = Rule::EnumeratorRemoved;
        assert!(!takes("[suppress_type]\ntype_kind = enum\nchanged_enumerators = A, E_MAX\n", &e));
    }

    #[test]
    fn backslashes_are_undone_as_libabigail_does() {
        let told = |text: &str| lines(text).into_iter().filter(|(_, l)| !l.is_empty()).collect::<Vec<_>>();
        let line = |n: usize, text: &str| (n, text.to_owned());
        assert_eq!(
            told("a = ^fo\\\\w$\r\nb = \\#x\\;y ; why\n# c \\\nd\ne"),
            [line(1, "a = ^fo\\w$"), line(2, "b = #x;y "), line(5, "e")]
        );
        assert_eq!(told("a = 1, \\\n2\nb"), [line(1, "a = 1, 2"), line(3, "b")]);
        let hides = |name: &str| {
            let all = parse("s", "[suppress_function]\n symbol_name_not_regexp = ^fo\\\\w$ ; theirs\n").expect("one");
            let subject = Subject { name, is_function: true, ..Subject::default() };
            all[0].hides(subject, SymbolOutcome::Changed)
        };
        assert!(!hides("foo") && hides("bar"));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (text, what) in [
            (
                "[suppress_type]\nname = a\nhas_data_member_inserted_at = end\n",
                "s: line 3: property `has_data_member_inserted_at` is not supported",
            ),
            ("[suppress_function]\nreturn_type_name = a\n", "s: line 2: property `return_type_name` is not"),
            ("[suppress_type\nname = a\n", "s: line 1: `[suppress_type` opens a section and does not close it"),
            ("[suppress_type]\nname = \\\n a\nname\n", "s: line 4: `name` is no property"),
            ("[suppress_file]\n", "s: line 1: `suppress_file` is not supported"),
            ("[abi_whitelist]\n", "s: line 1: section `abi_whitelist` is a symbol list"),
            ("[other]\n", "s: line 1: section `other` is not known"),
            ("name = a\n", "s: line 1: `name = a` stands before"),
            ("[suppress_type]\nname\n", "s: line 2: `name` is no property"),
            ("[suppress_type]\nname =\n", "s: line 2: `name` has no value"),
            ("[suppress_type]\nname_regexp = (a\n", "s: line 2: `name_regexp`: "),
            ("[suppress_function]\nchange_kind = all\n", "s: line 1: suppresses everything"),
            (
                "[suppress_function]\nname = a\nchange_kind = added-variable\n",
                "s: line 3: `change_kind = added-variable`",
            ),
        ] {
            let error = parse("s", text).expect_err(text).to_string();
            assert!(error.starts_with(what), "{error}");
        }
    }
}

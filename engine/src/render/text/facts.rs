//! One finding in words: its subject as C, its place, and what is old and new about it.

use super::search_path;
use crate::model::report::Finding;
use crate::rules::Rule;
use crate::rules::facts::{Facts, Subject};

/// `include/linux/device.h:584`, and the module of a symbol outside vmlinux.
pub(in crate::render) fn place(s: &Subject) -> String {
    let mut out = String::new();
    if let Some(file) = &s.file {
        out.push_str(file.strip_prefix("./").unwrap_or(file));
        if let Some(line) = s.line {
            out.push_str(&format!(":{line}"));
        }
    }
    if let Some(module) = s.module.as_deref().filter(|m| *m != "vmlinux") {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push_str(&format!("module {module}"));
    }
    out
}

/// Bits as an offset in bytes: `696`, or `696:3`.
pub(in crate::render) fn offset(bits: i128) -> String {
    match (bits.div_euclid(8), bits.rem_euclid(8)) {
        (bytes, 0) => bytes.to_string(),
        (bytes, bit) => format!("{bytes}:{bit}"),
    }
}

/// `736 -> 744 bytes`, `3 -> 4 bits`.
pub(in crate::render) fn size_change(old: u64, new: u64) -> String {
    if old.is_multiple_of(8) && new.is_multiple_of(8) {
        format!("{} -> {} bytes", old / 8, new / 8)
    } else {
        format!("{old} -> {new} bits")
    }
}

pub(in crate::render) fn size(bits: u64) -> String {
    match (bits / 8, bits % 8) {
        (1, 0) => "1 byte".to_owned(),
        (bytes, 0) => format!("{bytes} bytes"),
        _ if bits == 1 => "1 bit".to_owned(),
        _ => format!("{bits} bits"),
    }
}

/// What is old and new, on one line; empty if the finding carries no facts.
pub(in crate::render) fn summary(f: &Finding) -> String {
    let parts = match (&f.old, &f.new) {
        (Some(old), Some(new)) => differences(f.rule, old, new),
        (Some(one), None) | (None, Some(one)) => single(f.rule, one),
        (None, None) => Vec::new(),
    };
    let text = parts.join(", ");
    match &f.subject.member {
        Some(member) if text.is_empty() => member.clone(),
        Some(member) if !mentions(&text, member) => format!("{member}: {text}"),
        _ => text,
    }
}

/// Whether `text` holds `name` as a whole word.
fn mentions(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

fn is_of_parameter(rule: Rule) -> bool {
    use Rule::{ParameterAdded, ParameterRemoved, ParameterRenamed, ParameterReordered, ParameterTypeChanged};
    matches!(rule, ParameterAdded | ParameterRemoved | ParameterRenamed | ParameterReordered | ParameterTypeChanged)
}

fn is_of_enumerator(rule: Rule) -> bool {
    use Rule::{EnumeratorAdded, EnumeratorRemoved, EnumeratorRenamed, EnumeratorValueChanged};
    matches!(rule, EnumeratorAdded | EnumeratorRemoved | EnumeratorRenamed | EnumeratorValueChanged)
}

fn is_of_table(rule: Rule) -> bool {
    use Rule::{
        VirtualDestructorAdded, VirtualDestructorRemoved, VirtualFunctionAddedAtEnd, VirtualFunctionAddedInside,
        VirtualFunctionRemoved,
    };
    matches!(
        rule,
        VirtualFunctionAddedInside
            | VirtualFunctionAddedAtEnd
            | VirtualFunctionRemoved
            | VirtualDestructorAdded
            | VirtualDestructorRemoved
    )
}

/// A position among parameters, which count from 1 for people.
fn value(rule: Rule, value: i128) -> String {
    if is_of_parameter(rule) { format!("parameter {}", value + 1) } else { value.to_string() }
}

fn differences(rule: Rule, old: &Facts, new: &Facts) -> Vec<String> {
    if let (Rule::ObjectSearchPathChanged, Some(old), Some(new)) = (rule, &old.text, &new.text) {
        return vec![search_path::told(old, new)];
    }
    let mut parts = Vec::new();
    // The spelling of a member as C holds its name already.
    let told =
        |side: &Facts| side.type_.as_deref().zip(side.name.as_deref()).is_some_and(|(text, name)| mentions(text, name));
    let name_told = told(old) && told(new);
    for (a, b, told) in
        [(&old.type_, &new.type_, false), (&old.name, &new.name, name_told), (&old.text, &new.text, false)]
    {
        // What one side does not state is no change of it.
        if a != b && !told && a.is_some() == b.is_some() {
            parts.push(format!("{} -> {}", word(a.as_deref()), word(b.as_deref())));
        }
    }
    if let (Some(a), Some(b)) = (old.bit_offset, new.bit_offset)
        && a != b
    {
        parts.push(format!("offset {} -> {}", offset(a.into()), offset(b.into())));
    }
    if let (Some(a), Some(b)) = (old.bit_size, new.bit_size)
        && a != b
    {
        parts.push(size_change(a, b));
    }
    if let (Some(a), Some(b)) = (old.bit_alignment, new.bit_alignment)
        && a != b
    {
        parts.push(format!("aligned to {}", size_change(a, b)));
    }
    if rule.is_of_declaration() {
        parts.extend(old.value.filter(|_| old.value == new.value).map(symbols));
    }
    // The length of an array stands in its type.
    let in_type = rule == Rule::ArrayLengthChanged && old.type_ != new.type_;
    if let (Some(a), Some(b)) = (old.value, new.value)
        && a != b
        && !in_type
    {
        parts.push(format!("{} -> {}", value(rule, a), value(rule, b)));
    }
    parts
}

/// How many symbols a finding counts.
fn symbols(count: i128) -> String {
    super::line::counted(usize::try_from(count).unwrap_or_default(), "symbol", "symbols")
}

fn word(text: Option<&str>) -> &str {
    text.filter(|t| !t.is_empty()).unwrap_or("none")
}

fn single(rule: Rule, f: &Facts) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(f.type_.clone());
    parts.extend(f.name.clone().filter(|n| !parts.first().is_some_and(|t| mentions(t, n))));
    if let (true, Some(v), Some(name)) = (is_of_enumerator(rule), f.value, parts.last_mut()) {
        name.push_str(&format!(" = {v}"));
        return parts;
    }
    let counts = rule.is_of_declaration();
    let of_value = |v| match () {
        () if is_of_parameter(rule) => value(rule, v),
        // `= 0` would be read as that of a pure function.
        () if is_of_table(rule) => format!("slot {v}"),
        () => format!("= {v}"),
    };
    parts.extend(f.value.filter(|_| !counts).map(of_value));
    parts.extend(f.text.clone());
    parts.extend(f.value.filter(|_| counts).map(symbols));
    parts.extend(f.bit_offset.map(|o| format!("at {}", offset(o.into()))));
    if parts.is_empty() {
        parts.extend(f.bit_size.map(size));
    }
    parts
}

//! A suppression file as text: its sections and properties, each understood or refused with its line.

use super::expression::Expression;
use super::lines::{self, Item, Value};
use super::offsets::{Place, Point};
use super::{OfExport, OfType, Section, Suppression, Test, TypeKind, Way};
use crate::ground::error::{Error, Result};
use crate::model::report::SymbolOutcome;

/// Properties that may stand in every section.
const ANYWHERE: &[&str] = &["label", "file_name_regexp", "file_name_not_regexp", "soname_regexp", "soname_not_regexp"];

/// What a section may hold beside those.
fn properties(section: Section) -> &'static [&'static str] {
    match section {
        Section::Type | Section::OtherTypes => &[
            "name",
            "name_regexp",
            "name_not_regexp",
            "type_kind",
            "source_location_not_in",
            "source_location_not_regexp",
            "has_data_member",
            "has_data_member_regexp",
            "has_data_member_inserted_at",
            "has_data_member_inserted_between",
            "has_data_members_inserted_between",
            "has_strict_flexible_array_data_member_conversion",
            "has_size_change",
            "accessed_through",
            "changed_enumerators",
            "changed_enumerators_regexp",
            "drop",
            "drop_artifact",
        ],
        Section::Function => &[
            "name",
            "name_regexp",
            "name_not_regexp",
            "symbol_name",
            "symbol_name_regexp",
            "symbol_name_not_regexp",
            "symbol_version",
            "symbol_version_regexp",
            "parameter",
            "return_type_name",
            "return_type_regexp",
            "change_kind",
            "allow_other_aliases",
            "drop",
            "drop_artifact",
        ],
        Section::Variable => &[
            "name",
            "name_regexp",
            "name_not_regexp",
            "symbol_name",
            "symbol_name_regexp",
            "symbol_name_not_regexp",
            "symbol_version",
            "symbol_version_regexp",
            "type_name",
            "type_name_regexp",
            "change_kind",
            "drop",
            "drop_artifact",
        ],
        Section::File => &[],
    }
}

/// Parses a suppression file.
///
/// # Errors
/// Something in it is not understood; the message names file and line.
pub fn parse(name: &str, content: &str) -> Result<Vec<Suppression>> {
    let at = |line: usize| move |what: String| Error::text(name, line, what);
    let items = lines::items(content).map_err(|(line, what)| Error::text(name, line, what))?;
    let mut out: Vec<Suppression> = Vec::new();
    let mut seen: Vec<(String, usize)> = Vec::new();
    for item in items {
        match item {
            Item::Section { line, name: head } => {
                out.push(entry(name, line, section(&head).map_err(at(line))?));
                seen.clear();
            }
            Item::Property { line, name: key, value } => {
                let Some(current) = out.last_mut() else {
                    return Err(at(line)(format!("`{key}` stands before the first section")));
                };
                if let Some((_, first)) = seen.iter().find(|(k, _)| *k == key && *k != "parameter") {
                    return Err(at(line)(format!(
                        "`{key}` stands already in line {first}, which libabigail takes alone"
                    )));
                }
                property(current, &key, &value).map_err(at(line))?;
                seen.push((key, line));
            }
        }
    }
    out.iter().try_for_each(|s| whole(s).map_err(|what| Error::text(name, s.line, what)))?;
    Ok(out)
}

fn section(name: &str) -> std::result::Result<Section, String> {
    Ok(match name {
        "suppress_type" => Section::Type,
        "allow_type" => Section::OtherTypes,
        "suppress_function" => Section::Function,
        "suppress_variable" => Section::Variable,
        "suppress_file" => Section::File,
        list if ["whitelist", "stablelist", "symbol_list"].iter().any(|end| list.ends_with(end)) => {
            return Err(format!("section `{list}` is a symbol list: name the file under `lists` of a [[scope]]"));
        }
        other => return Err(format!("section `{other}` is not known")),
    })
}

fn entry(file: &str, line: usize, section: Section) -> Suppression {
    Suppression {
        section,
        file: file.to_owned(),
        line,
        label: None,
        drops: false,
        input: Vec::new(),
        soname: Vec::new(),
        name: Vec::new(),
        symbol: Vec::new(),
        version: Vec::new(),
        of_type: OfType::default(),
        of_export: OfExport::default(),
    }
}

/// What an entry needs beside properties that are understood one by one.
fn whole(s: &Suppression) -> std::result::Result<(), String> {
    let of_type = &s.of_type;
    let of_either = !s.input.is_empty() || !s.soname.is_empty();
    let of_names = [&s.name, &s.symbol, &s.version].iter().any(|tests| !tests.is_empty());
    let of_place = of_type.kind.is_some() || !of_type.not_in.is_empty() || !of_type.declared.is_empty();
    if !of_either && !of_names && !of_place && !of_type.is_of_members() && !s.of_export.is_of_types() {
        return Err(format!("[{}] suppresses everything: name what it is about", s.section()));
    }
    if of_type.is_of_enumerators() && of_type.kind != Some(TypeKind::Enum) {
        return Err("enumerators are looked at with `type_kind = enum` only, which has to stand here".to_owned());
    }
    if of_type.size_change.is_some() && of_type.inserted.is_empty() && !of_type.flexible {
        return Err("`has_size_change` says something beside inserted members or a flexible array only".to_owned());
    }
    if of_type.is_of_enumerators() && (!of_type.inserted.is_empty() || of_type.flexible) {
        return Err("an enum has no data members".to_owned());
    }
    Ok(())
}

fn property(s: &mut Suppression, key: &str, value: &Value) -> std::result::Result<(), String> {
    if !ANYWHERE.contains(&key) && !properties(s.section).contains(&key) {
        return Err(format!(
            "property `{key}` is not known in [{}]: libabigail leaves it out, and suppresses more than was meant",
            s.section()
        ));
    }
    let text = value.text();
    let expression = |text: &str| Expression::new(text).map_err(|e| format!("`{key}`: `{text}` {e}"));
    let is = || Test::Is(text.clone());
    let fits = || expression(&text).map(Test::Fits);
    let fits_not = || expression(&text).map(Test::FitsNot);
    let yes = || match text.as_str() {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err(format!("`{key} = {text}`: expected yes or no")),
    };
    let offsets = |what: String| format!("`{key}`: {what}");
    let (of_type, of_export) = (&mut s.of_type, &mut s.of_export);
    match key {
        "label" => s.label = Some(text),
        "drop" | "drop_artifact" => s.drops = yes()?,
        "file_name_regexp" => s.input.push(fits()?),
        "file_name_not_regexp" => s.input.push(fits_not()?),
        "soname_regexp" => s.soname.push(fits()?),
        "soname_not_regexp" => s.soname.push(fits_not()?),
        "name" => s.name.push(is()),
        "name_regexp" => s.name.push(fits()?),
        "name_not_regexp" => s.name.push(fits_not()?),
        "symbol_name" => s.symbol.push(is()),
        "symbol_name_regexp" => s.symbol.push(fits()?),
        "symbol_name_not_regexp" => s.symbol.push(fits_not()?),
        "symbol_version" => s.version.push(is()),
        "symbol_version_regexp" => s.version.push(fits()?),
        "source_location_not_in" => of_type.not_in = names(key, value)?,
        "source_location_not_regexp" => of_type.declared.push(fits_not()?),
        "type_kind" => of_type.kind = Some(type_kind(&text)?),
        "has_data_member" => of_type.members = names(key, value)?,
        "has_data_member_regexp" => of_type.member = Some(expression(&text)?),
        "has_data_member_inserted_at" => of_type.inserted.push(Place::At(Point::read(value).map_err(offsets)?)),
        "has_data_member_inserted_between" => of_type.inserted.push(Place::range(value).map_err(offsets)?),
        "has_data_members_inserted_between" => {
            let ranges = value.braced().map(|inner| inner.list()).filter(|ranges| !ranges.is_empty());
            let ranges = ranges.ok_or_else(|| format!("`{key} = {text}`: expected {{{{FROM, TO}}, ...}}"))?;
            for range in &ranges {
                of_type.inserted.push(Place::range(range).map_err(offsets)?);
            }
        }
        "has_strict_flexible_array_data_member_conversion" => of_type.flexible = yes()?,
        "has_size_change" => of_type.size_change = Some(yes()?),
        "accessed_through" => of_type.accessed = Some(way(&text)?),
        "changed_enumerators" => of_type.enumerators = names(key, value)?,
        "changed_enumerators_regexp" => {
            for part in names(key, value)? {
                of_type.enumerator_tests.push(Test::Fits(expression(&part)?));
            }
        }
        "parameter" => of_export.parameters.push(parameter(&text)?),
        "return_type_name" => of_export.result.push(is()),
        "return_type_regexp" => of_export.result.push(fits()?),
        "type_name" => of_export.variable.push(is()),
        "type_name_regexp" => of_export.variable.push(fits()?),
        "allow_other_aliases" => of_export.whatever_aliases = !yes()?,
        // The last of those that a section may hold.
        _ => of_export.outcomes = Some(change_kind(s.section, &text)?),
    }
    Ok(())
}

/// A list, in braces or not.
fn names(key: &str, value: &Value) -> std::result::Result<Vec<String>, String> {
    let names: Vec<String> = value.braced().as_ref().unwrap_or(value).list().iter().map(Value::text).collect();
    if names.is_empty() { Err(format!("`{key} = {}` names nothing", value.text())) } else { Ok(names) }
}

fn type_kind(word: &str) -> std::result::Result<TypeKind, String> {
    Ok(match word {
        "class" => TypeKind::Class,
        "struct" => TypeKind::Struct,
        "union" => TypeKind::Union,
        "enum" => TypeKind::Enum,
        "array" => TypeKind::Array,
        "typedef" => TypeKind::Typedef,
        "builtin" => TypeKind::Builtin,
        _ => {
            return Err(format!(
                "`type_kind = {word}`: expected one of class, struct, union, enum, array, typedef, builtin"
            ));
        }
    })
}

fn way(word: &str) -> std::result::Result<Way, String> {
    Ok(match word {
        "direct" => Way::Direct,
        "pointer" => Way::Pointer,
        "reference" => Way::Reference,
        "reference-or-pointer" => Way::ReferenceOrPointer,
        _ => {
            return Err(format!(
                "`accessed_through = {word}`: expected one of direct, pointer, reference, reference-or-pointer"
            ));
        }
    })
}

/// `'0 int`, `'2 /^foo.*&/`
fn parameter(text: &str) -> std::result::Result<(u32, Test), String> {
    let wrong = || {
        format!("`parameter = {text}`: expected an apostrophe, a number from 0, a blank, and a type or /EXPRESSION/")
    };
    let (index, type_) =
        text.strip_prefix('\'').ok_or_else(wrong)?.split_once(char::is_whitespace).ok_or_else(wrong)?;
    let type_ = type_.trim();
    let index: u32 = index.parse().map_err(|_| wrong())?;
    let test = match type_.strip_prefix('/') {
        Some(rest) => {
            let inner = rest.strip_suffix('/').filter(|inner| !inner.is_empty()).ok_or_else(wrong)?;
            Test::Fits(Expression::new(inner).map_err(|e| format!("`parameter`: `{inner}` {e}"))?)
        }
        None if type_.is_empty() => return Err(wrong()),
        None => Test::Is(type_.to_owned()),
    };
    Ok((index, test))
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

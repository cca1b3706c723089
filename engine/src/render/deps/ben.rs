//! A file for ben, Debian's tracker of transitions: which packages are part of one, and how to tell those that were rebuilt.
//!
//! The form is that of ben's reference manual, 0.10: a text between quotes ends at the next quote, whatever stands before it, and
//! expressions are those of Perl, in which no slash can be escaped.

use crate::ground::printable::line;
use crate::model::deps::{Deps, Package, Standing};

/// The file, which ends in a newline. Packages are called by their names in the archive.
#[must_use]
pub fn render(deps: &Deps) -> String {
    let affected: Vec<&Package> = deps.packages.iter().filter(|package| package.standing.is_affected()).collect();
    let mut out = String::new();
    out.push_str(&format!("title = \"{}\";\n", text(&title(deps))));
    let notes = notes(deps);
    if !notes.is_empty() {
        out.push_str(&format!("notes = \"{}\";\n", text(&notes)));
    }
    let mut names: Vec<String> = affected.iter().map(|package| expression(&package.name)).collect();
    names.sort();
    names.dedup();
    let is_affected =
        if names.is_empty() { "false".to_owned() } else { format!(".package ~ /^({})$/", names.join("|")) };
    out.push_str(&format!("is_affected = {is_affected};\n"));
    let (good, bad) = states(deps, &affected);
    out.push_str(&format!("is_good = {};\nis_bad = {};\n", any(good), any(bad)));
    out
}

/// Queries by which a package is done, and by which it is not: by the names of the libraries that it depends on, where these
/// changed, else by its version, which a rebuild raises.
fn states(deps: &Deps, affected: &[&Package]) -> (Vec<String>, Vec<String>) {
    let only = |these: &[String], others: &[String]| -> Vec<String> {
        let names = these.iter().filter(|name| !others.contains(name));
        // Packages without which a system does not start state it in the other field.
        let fields = |name: &String| [".depends", ".pre-depends"].map(|field| format!("{field} ~ \"{}\"", text(name)));
        names.flat_map(fields).collect()
    };
    let (came, went) = (only(&deps.new.packages, &deps.old.packages), only(&deps.old.packages, &deps.new.packages));
    if !deps.renamed.is_empty() && !came.is_empty() && !went.is_empty() {
        return (came, went);
    }
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for package in affected {
        let name = format!(".package ~ /^{}$/", expression(&package.name));
        match &package.version {
            Some(version) => {
                good.push(format!("({name} & >> \"{}\")", text(version)));
                bad.push(format!("({name} & <= \"{}\")", text(version)));
            }
            None => bad.push(format!("({name})")),
        }
    }
    (good, bad)
}

/// Queries of which one has to hold.
fn any(mut queries: Vec<String>) -> String {
    queries.sort();
    queries.dedup();
    if queries.is_empty() { "false".to_owned() } else { queries.join("\n  | ") }
}

fn title(deps: &Deps) -> String {
    let side =
        |packages: &[String], path: &str| if packages.is_empty() { path.to_owned() } else { packages.join(", ") };
    let (old, new) = (&deps.old, &deps.new);
    let (old, new) = (side(&old.packages, &old.path), side(&new.packages, &new.path));
    if old == new { old } else { format!("{old} to {new}") }
}

/// What the queries do not say.
fn notes(deps: &Deps) -> String {
    let list = |standing: Standing, words: &str| {
        let names: Vec<&str> =
            deps.packages.iter().filter(|p| p.standing == standing).map(|p| p.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{words}: {}.", names.join(", ")))
    };
    let of =
        [list(Standing::Breaks, "Rebuilding is not enough for"), list(Standing::CannotTell, "It could not be told of")];
    of.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What may stand between quotes: there is no way to escape one.
fn text(raw: &str) -> String {
    line(raw).replace('"', "'")
}

/// A name as an expression that fits it. What cannot stand in one is any character.
fn expression(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => out.push(c),
            '/' => out.push('.'),
            c if c.is_ascii_graphic() => out.extend(['\\', c]),
            _ => out.push('.'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_stand_for_themselves() {
        assert_eq!(expression("libstdc++6"), r"libstdc\+\+6");
        assert_eq!(expression("a.b|c$"), r"a\.b\|c\$");
        assert_eq!(expression("a/b\nc \"d\""), r#"a.b.c.\"d\""#);
        assert_eq!(text("say \"x\"\n; is_bad = true"), "say 'x' ; is_bad = true");
    }
}

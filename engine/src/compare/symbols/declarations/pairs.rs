//! One declaration that is gone, and one that came under its name.

use std::collections::BTreeMap;

use super::groups::{Group, Side};
use super::{Sorting, declared, keys};
use crate::graph::mangled::What;
use crate::rules::Rule;
use crate::rules::reason::{DeclarationReason, Parameters};

impl<'g> Sorting<'_, 'g> {
    /// Declarations of one name that differ in the rest.
    pub(super) fn pairs(&mut self) {
        for (rule, reason, canonical) in [
            (Rule::AbiTagChanged, DeclarationReason::Tag, keys::without_tags as fn(&str) -> String),
            (Rule::UnnamedTypeInInterface, DeclarationReason::Renumbered, keys::without_numbers),
        ] {
            for (old, new) in self.matched(|group| needs_library(group).then(|| canonical(&group.key))) {
                self.tell_pair(rule, &reason, &old, &new);
            }
        }
        let name = |group: &Group<'g>| keys::without_tags(&group.view().name());
        let mut news: BTreeMap<String, Vec<Group<'g>>> = BTreeMap::new();
        for group in self.take(Side::New, |_, group| is_function(group)) {
            news.entry(name(&group)).or_default().push(group);
        }
        // Those that differ least find each other first.
        for distance in 0..=3 {
            let olds = self.take(Side::Old, |_, group| is_function(group) && needs_library(group));
            for old in olds {
                let candidates = news.get_mut(&name(&old));
                let found = candidates.and_then(|all| {
                    let near = |new: &Group<'g>| {
                        (new.key != old.key || are_spelt_otherwise(&old, new)) && far(&old, new) <= distance
                    };
                    let at = all.iter().position(near)?;
                    Some(all.remove(at))
                });
                match found {
                    Some(new) => {
                        let (rule, mut reason) = difference(&old, &new);
                        if reason == DeclarationReason::Overload(Parameters::Other) && self.takes_the_same(&old, &new) {
                            reason = DeclarationReason::Overload(same_types(&old, &new));
                        }
                        self.tell_pair(rule, &reason, &old, &new);
                    }
                    None => self.gone.push(old),
                }
            }
        }
        self.came.extend(news.into_values().flatten());
        self.gone.sort_by(|a, b| a.key.cmp(&b.key));
        self.came.sort_by(|a, b| a.key.cmp(&b.key));
    }

    /// Debug information says that both have the same type, and symbols differ where the compilers' spelling changed: in
    /// vectors. It does not hold all that symbols do: of two formats of `long double` both are floating and of 16 bytes.
    fn takes_the_same(&self, old: &Group<'g>, new: &Group<'g>) -> bool {
        let types = old.first().export.type_id.zip(new.first().export.type_id);
        let (Some(a), Some(b)) = (&old.view().parameters, &new.view().parameters) else { return false };
        let mut differ = a.iter().zip(b).filter(|(x, y)| x != y);
        let is_vector = |text: &String| text.contains("__vector");
        a.len() == b.len()
            && differ.all(|(x, y)| is_vector(x) && is_vector(y))
            && types.is_some_and(|(a, b)| self.comparison.equal(a, b))
    }

    fn tell_pair(&mut self, rule: Rule, reason: &DeclarationReason, old: &Group<'g>, new: &Group<'g>) {
        let subject = self.subject_of(old);
        self.tell(rule, &subject, declared(old, new), reason, &[old, new]);
    }

    /// Functions that lost their C linkage, or got it.
    pub(super) fn linkage(&mut self) {
        for plain in [Side::Old, Side::New] {
            let across = if plain == Side::Old { Side::New } else { Side::Old };
            let functions = self.take(plain, |_, group| group.is_plain() && group.view().what == What::Function);
            for group in functions {
                let fits = |other: &Group<'g>| {
                    let last = other.view().path.last().map(|component| component.name.as_str());
                    !other.is_plain()
                        && other.view().what == What::Function
                        && (across == Side::New || needs_library(other))
                        && other.view().path.iter().all(|component| component.arguments.is_none())
                        && last == Some(group.first().name)
                };
                let others = if across == Side::New { &self.came } else { &self.gone };
                let key = match others.iter().filter(|other| fits(other)).collect::<Vec<_>>()[..] {
                    [one] => one.key.clone(),
                    // Among several nothing tells which.
                    _ => {
                        self.give_back(plain, group);
                        continue;
                    }
                };
                let found = self.take(across, |_, other| !other.is_plain() && other.key == key);
                let Some(other) = found.first() else { continue };
                let (old, new) = if plain == Side::Old { (&group, other) } else { (other, &group) };
                let subject = self.subject_of(old);
                let reason = DeclarationReason::Linkage;
                let c = |group: &Group<'g>| match group.is_plain() {
                    true => ["extern \"C\" ", group.first().name].concat(),
                    false => group.declaration(),
                };
                let facts = |group: &Group<'g>| {
                    Some(crate::rules::facts::Facts { type_: Some(c(group)), ..Default::default() })
                };
                self.tell(Rule::LanguageLinkageChanged, &subject, (facts(old), facts(new)), &reason, &[old, new]);
            }
        }
    }
}

fn is_function(group: &Group<'_>) -> bool {
    !group.is_plain() && (group.is_structor() || group.view().what == What::Function)
}

/// No consumer has a definition of its own.
fn needs_library(group: &Group<'_>) -> bool {
    !group.is_weak() && !group.is_plain()
}

/// How far two declarations of one name are apart: 0 where the parameters are equal.
fn far(old: &Group<'_>, new: &Group<'_>) -> u32 {
    let none = Vec::new();
    let (a, b) = (old.view().parameters.as_ref().unwrap_or(&none), new.view().parameters.as_ref().unwrap_or(&none));
    if a == b {
        0
    } else if parameters(a, b) != Parameters::Other || a.len() == b.len() && a.iter().zip(b).any(|(x, y)| x == y) {
        1
    } else if a.len() == b.len() {
        2
    } else {
        3
    }
}

/// One function whose symbols differ in what no declaration shows.
fn are_spelt_otherwise(old: &Group<'_>, new: &Group<'_>) -> bool {
    let plain = |group: &Group<'_>| group.view().what == What::Function && group.items.len() == 1;
    plain(old) && plain(new) && old.first().name != new.first().name && old.view().suffix == new.view().suffix
}

/// What differs where the types of parameters do not.
fn same_types(old: &Group<'_>, new: &Group<'_>) -> Parameters {
    if old.view().is_constrained || new.view().is_constrained { Parameters::Constraint } else { Parameters::Mangling }
}

/// What the difference is called.
fn difference(old: &Group<'_>, new: &Group<'_>) -> (Rule, DeclarationReason) {
    let (x, y) = (old.view(), new.view());
    if x.parameters == y.parameters && x.qualifiers != y.qualifiers {
        (Rule::MemberQualifierChanged, DeclarationReason::Qualifiers)
    } else if x.parameters == y.parameters && x.result != y.result {
        (Rule::TemplateReturnTypeChanged, DeclarationReason::Result)
    } else if x.parameters == y.parameters {
        (Rule::OverloadReplaced, DeclarationReason::Overload(same_types(old, new)))
    } else {
        let none = Vec::new();
        let of = parameters(x.parameters.as_ref().unwrap_or(&none), y.parameters.as_ref().unwrap_or(&none));
        (Rule::OverloadReplaced, DeclarationReason::Overload(of))
    }
}

fn parameters(old: &[String], new: &[String]) -> Parameters {
    let by = |of: fn(&str) -> String| {
        old.len() == new.len() && old != new && old.iter().zip(new).all(|(a, b)| of(a) == of(b))
    };
    if new.len() > old.len() && new.starts_with(old) {
        Parameters::Further
    } else if old.len() > new.len() && old.starts_with(new) {
        Parameters::Fewer
    } else if by(|text| text.replace(" noexcept", "")) {
        Parameters::Noexcept
    } else if by(|text| text.replace("char8_t", "char")) {
        Parameters::Char8
    } else if by(|text| text.trim_end_matches(['&', ' ']).to_owned()) {
        Parameters::Reference
    } else if by(|text| text.replace("const ", "").replace("volatile ", "")) {
        Parameters::Pointee
    } else {
        Parameters::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_told_apart() {
        let of = |old: &[&str], new: &[&str]| {
            let all = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
            parameters(&all(old), &all(new))
        };
        assert_eq!(of(&["int"], &["int", "char"]), Parameters::Further);
        assert_eq!(of(&["int", "char"], &["int"]), Parameters::Fewer);
        assert_eq!(of(&["void (*)()"], &["void (*)() noexcept"]), Parameters::Noexcept);
        assert_eq!(of(&["const char *"], &["const char8_t *"]), Parameters::Char8);
        assert_eq!(of(&["A &"], &["A &&"]), Parameters::Reference);
        assert_eq!(of(&["A"], &["A &"]), Parameters::Reference);
        assert_eq!(of(&["char *"], &["const char *"]), Parameters::Pointee);
        assert_eq!(of(&["int"], &["long"]), Parameters::Other);
        assert_eq!(of(&[], &["long"]), Parameters::Further);
    }
}

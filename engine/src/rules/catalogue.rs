//! The catalogue as a whole: every family, and what the entry of a rule answers.

use super::{Rule, RuleInfo, Tells};
use super::{
    arrays, base_types, class_members, classes, declarations, enums, functions, hardening, objects, pointers, records,
    shapes, sources, symbols, tables, typedefs, variables,
};

/// A family of rules: its title and its rules.
pub type Family = (&'static str, &'static [RuleInfo]);

/// Every family in catalogue order; rules in the order of [`Rule`].
pub static FAMILIES: &[Family] = &[
    ("symbols", symbols::RULES),
    ("functions", functions::RULES),
    ("variables", variables::RULES),
    ("structs and unions", records::RULES),
    ("kABI shapes", shapes::RULES),
    ("enums", enums::RULES),
    ("typedefs", typedefs::RULES),
    ("base types", base_types::RULES),
    ("arrays", arrays::RULES),
    ("pointers and qualifiers", pointers::RULES),
    ("classes", classes::RULES),
    ("ELF object", objects::RULES),
    ("hardening", hardening::RULES),
    ("C++ declarations", declarations::RULES),
    ("members of classes", class_members::RULES),
    ("tables of classes", tables::RULES),
    ("sources of headers", sources::RULES),
];

impl Rule {
    /// The catalogue entry.
    #[must_use]
    pub fn info(self) -> &'static RuleInfo {
        let mut index = self as usize;
        for (_, rules) in FAMILIES {
            if index < rules.len() {
                return &rules[index];
            }
            index -= rules.len();
        }
        unreachable!("every rule is in the catalogue")
    }

    /// Stable id.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.info().id
    }

    /// It is about a symbol itself.
    #[must_use]
    pub fn is_of_symbol(self) -> bool {
        symbols::RULES.iter().any(|r| r.rule == self)
    }

    /// It is about a declaration of C++, as its symbols tell of it.
    #[must_use]
    pub fn is_of_declaration(self) -> bool {
        declarations::RULES.iter().any(|r| r.rule == self)
    }

    /// It is about a size.
    #[must_use]
    pub fn is_of_size(self) -> bool {
        matches!(self.info().tells, Tells::RecordSize | Tells::Size)
    }

    /// It tells of a size or an offset, which move with other changes of the type.
    #[must_use]
    pub fn moves_with_others(self) -> bool {
        matches!(self.info().tells, Tells::RecordSize | Tells::Offset)
    }

    /// It is about a name or a spelling alone: no byte lies elsewhere or means something else for it.
    #[must_use]
    pub fn is_nominal(self) -> bool {
        self.info().tells == Tells::Name
    }

    /// It is about what a class of C++ declares beside its layout, which is the same for it.
    #[must_use]
    pub fn keeps_layout(self) -> bool {
        let is_data = matches!(self, Self::MemberBecameStatic | Self::MemberNoLongerStatic);
        !is_data && class_members::RULES.iter().any(|r| r.rule == self)
    }

    /// The same, and values travel as before.
    #[must_use]
    pub fn moves_no_value(self) -> bool {
        self != Self::TrivialityForCallsChanged && self.keeps_layout()
    }

    /// Rule of a stable id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        all().find(|r| r.id == id).map(|r| r.rule)
    }
}

/// Every rule of the catalogue, in order.
pub fn all() -> impl Iterator<Item = &'static RuleInfo> {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_in_the_order_of_the_enum_and_ids_are_unique() {
        let mut seen = std::collections::BTreeSet::new();
        for (i, info) in all().enumerate() {
            assert_eq!(info.rule as usize, i, "{} is out of order", info.id);
            assert!(seen.insert(info.id), "{} stands twice", info.id);
            assert_eq!(info.rule.info().id, info.id);
        }
    }
}

//! Where in a type a member may have been inserted: offsets in bits, ranges of them, and what names one.

use super::expression::Expression;
use super::lines::Value;

/// A member as both sides are compared by: through types without a name, of which it is a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name, empty if it has none.
    pub(super) name: String,
    /// Offset in bits from the start of the whole type.
    pub(super) at: u64,
    /// Size in bits, 0 where there is none (a flexible array).
    pub(super) size: u64,
    /// It is an array without a length.
    pub(super) is_flexible: bool,
    /// It is an array of one or no element, which may stand for one without a length.
    pub(super) is_fake: bool,
    /// Its type.
    pub(super) spelt: String,
}

/// A type as it was.
pub(super) struct Shape<'a> {
    /// Its members, in order.
    pub(super) fields: &'a [Field],
    /// Its size in bits.
    pub(super) size: u64,
}

/// A point in a type, by the type of OLD.
#[derive(Clone, Debug)]
pub(super) enum Point {
    /// In bits.
    Bits(u64),
    /// `end`
    End,
    /// `offset_of_flexible_array_data_member`
    FlexibleArray,
    /// `offset_of(member)`
    Of(String),
    /// `offset_after(member)`
    After(String),
    /// `offset_of_first_data_member_regexp(...)`
    First(Expression),
    /// `offset_of_last_data_member_regexp(...)`
    Last(Expression),
}

impl Point {
    /// As it is written.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let word = value.text();
        match word.as_str() {
            "end" => return Ok(Self::End),
            "offset_of_flexible_array_data_member" => return Ok(Self::FlexibleArray),
            _ if !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) => {
                return word.parse().map(Self::Bits).map_err(|_| format!("`{word}` is larger than any offset"));
            }
            _ => {}
        }
        let unknown = || {
            format!(
                "`{word}` is no offset: expected a number of bits, end, offset_of(MEMBER), offset_after(MEMBER), \
                 offset_of_first_data_member_regexp(EXPRESSION), offset_of_last_data_member_regexp(EXPRESSION) or \
                 offset_of_flexible_array_data_member"
            )
        };
        let (function, argument) = value.call().ok_or_else(unknown)?;
        let argument = argument.text();
        if argument.is_empty() {
            return Err(format!("`{word}` names no member"));
        }
        let expression = || Expression::new(&argument).map_err(|e| format!("`{argument}` {e}"));
        Ok(match function.as_str() {
            "offset_of" => Self::Of(argument),
            "offset_after" => Self::After(argument),
            "offset_of_first_data_member_regexp" => Self::First(expression()?),
            "offset_of_last_data_member_regexp" => Self::Last(expression()?),
            _ => return Err(unknown()),
        })
    }

    /// Only versions of libabigail that know `has_size_change` know it.
    pub(super) fn is_recent(&self) -> bool {
        matches!(self, Self::FlexibleArray | Self::First(_) | Self::Last(_))
    }

    /// In bits, if the type has what it names.
    fn bits(&self, old: &Shape<'_>) -> Option<u64> {
        let named = |name: &String| old.fields.iter().find(|f| f.name == *name);
        match self {
            Self::Bits(bits) => Some(*bits),
            Self::End => Some(old.size),
            Self::FlexibleArray => old.fields.last().filter(|f| f.is_flexible).map(|f| f.at),
            Self::Of(name) => named(name).map(|f| f.at),
            Self::After(name) => named(name).and_then(|f| f.at.checked_add(f.size)),
            Self::First(expression) => old.fields.iter().find(|f| expression.fits(&f.name)).map(|f| f.at),
            Self::Last(expression) => old.fields.iter().rfind(|f| expression.fits(&f.name)).map(|f| f.at),
        }
    }
}

/// Where members may have been inserted.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// At a point, and directly behind what was inserted there.
    At(Point),
    /// From a point up to another, both included.
    Between(Point, Point),
}

impl Place {
    /// `{from, to}`
    pub(super) fn range(value: &Value) -> Result<Self, String> {
        let wrong = || format!("`{}` is no range: expected {{FROM, TO}}", value.text());
        let [from, to] = value.braced().ok_or_else(wrong)?.list().try_into().map_err(|_| wrong())?;
        Ok(Self::Between(Point::read(&from)?, Point::read(&to)?))
    }

    /// Only recent versions of libabigail know it.
    pub(super) fn is_recent(&self) -> bool {
        match self {
            Self::At(point) => point.is_recent(),
            Self::Between(from, to) => from.is_recent() || to.is_recent(),
        }
    }

    /// Whether a member of NEW is inserted here: `field` is one of `new`, and OLD has none of its name.
    pub(super) fn holds(&self, field: usize, old: &Shape<'_>, new: &[Field]) -> bool {
        match self {
            // What is appended lies where OLD had nothing.
            Self::At(Point::End) => new[field].at >= old.size,
            Self::At(point) => point.bits(old).is_some_and(|at| begins(field, old, new) == at),
            Self::Between(from, to) => match (from.bits(old), to.bits(old), to) {
                (Some(low), _, Point::End) => new[field].at >= low,
                (Some(low), Some(high), _) => (low..=high).contains(&new[field].at),
                _ => false,
            },
        }
    }

    /// Whether a member of OLD that is gone lay here.
    pub(super) fn held(&self, gone: &Field, old: &Shape<'_>) -> bool {
        match self {
            Self::At(point) => point.bits(old).is_some_and(|at| gone.at == at),
            Self::Between(from, to) => {
                let (low, high) = (from.bits(old), to.bits(old));
                low.zip(high).is_some_and(|(low, high)| (low..=high).contains(&gone.at))
            }
        }
    }
}

/// Where the run of inserted members begins that one of them stands in.
fn begins(field: usize, old: &Shape<'_>, new: &[Field]) -> u64 {
    let is_new = |f: &Field| old.fields.iter().all(|o| o.name != f.name);
    let mut first = field;
    while first > 0 && is_new(&new[first - 1]) {
        first -= 1;
    }
    new[first].at
}

#[cfg(test)]
mod tests {
    use super::super::lines::{Item, items};
    use super::*;

    fn value(text: &str) -> Value {
        match items(&format!("a = {text}")).expect(text).pop() {
            Some(Item::Property { value, .. }) => value,
            other => panic!("{other:?}"),
        }
    }

    fn field(name: &str, at: u64, size: u64) -> Field {
        Field { name: name.into(), at, size, is_flexible: size == 0, is_fake: false, spelt: "int".into() }
    }

    #[test]
    fn points_are_those_of_the_old_type() {
        let fields = [field("a", 0, 8), field("pad1", 8, 24), field("pad2", 32, 32), field("tail", 64, 0)];
        let old = Shape { fields: &fields, size: 64 };
        let bits = |text: &str| Point::read(&value(text)).expect(text).bits(&old);
        assert_eq!(bits("17"), Some(17));
        assert_eq!((bits("end"), bits("offset_of_flexible_array_data_member")), (Some(64), Some(64)));
        assert_eq!(
            (bits("offset_of(pad1)"), bits("offset_after(pad1)"), bits("offset_of(x)")),
            (Some(8), Some(32), None)
        );
        assert_eq!(bits("offset_of_first_data_member_regexp(^pad[0-9])"), Some(8));
        assert_eq!(bits("offset_of_last_data_member_regexp(^(pad|a))"), Some(32));
        assert_eq!(bits("offset_of_last_data_member_regexp(^x)"), None);
    }

    #[test]
    fn what_is_no_point_is_refused() {
        for (text, what) in [
            ("bogus", "`bogus` is no offset: expected"),
            ("-1", "`-1` is no offset"),
            ("99999999999999999999999", "`99999999999999999999999` is larger than any offset"),
            ("offset_of()", "`offset_of()` names no member"),
            ("offset_in(a)", "`offset_in(a)` is no offset"),
            ("offset_of_first_data_member_regexp(*)", "`*` repeats nothing"),
        ] {
            let error = Point::read(&value(text)).expect_err(text);
            assert!(error.starts_with(what), "{error}");
        }
        for text in ["{1}", "{1, 2, 3}", "1, 2", "{}"] {
            assert!(
                Place::range(&value(text)).is_err_and(|e| e.contains("is no range: expected {FROM, TO}")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_member_is_inserted_at_a_point_or_directly_behind_what_is() {
        let fields = [field("a", 0, 8), field("b", 32, 32)];
        let old = Shape { fields: &fields, size: 64 };
        let new = [field("a", 0, 8), field("x", 8, 8), field("y", 16, 8), field("b", 32, 32), field("z", 64, 32)];
        let place = |text: &str| Place::At(Point::read(&value(text)).expect(text));
        let range = |text: &str| Place::range(&value(text)).expect(text);
        let held = |place: Place| [1, 2, 4].map(|i| place.holds(i, &old, &new));
        assert_eq!(held(place("8")), [true, true, false]);
        assert_eq!(held(place("offset_after(a)")), [true, true, false]);
        assert_eq!(held(place("16")), [false, false, false]);
        assert_eq!(held(place("end")), [false, false, true]);
        assert_eq!(held(range("{8, 16}")), [true, true, false]);
        assert_eq!(held(range("{9, 64}")), [false, true, true]);
        assert_eq!(held(range("{8, end}")), [true, true, true]);
        assert_eq!(held(range("{offset_of(none), end}")), [false, false, false]);
    }
}

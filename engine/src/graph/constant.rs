//! Constants at namespace scope that headers define: consumers have their values compiled in, and no symbol tells of them.
//!
//! Compilers describe those that a unit uses, so a constant that is not there is no constant that is gone.

use super::{NameId, SourcePos};

/// A constant of which all units that describe it say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constant {
    /// With the namespaces around it: `a::most`.
    pub name: NameId,
    /// Where a header declares it.
    pub pos: SourcePos,
    /// Its value.
    pub value: Number,
}

/// A number, by what it is and its bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// What the bits are.
    pub form: Form,
    /// In 64 bits: an integer extended as its type says, a `float` in the lower half.
    pub bits: u64,
}

/// What the bits of a number are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An integer with a sign; an enumerator or character whose type has one.
    Signed,
    /// An integer without a sign; `bool`, an enumerator, a character.
    Unsigned,
    /// A floating-point number of 32 bits.
    Single,
    /// A floating-point number of 64 bits.
    Double,
}

impl Number {
    /// An integer of so many bytes, as far as 64 bits hold it.
    #[must_use]
    pub fn integer(bits: u64, bytes: u64, signed: bool) -> Self {
        let unused = 64 - 8 * bytes.clamp(1, 8) as u32;
        let high = bits << unused;
        if signed {
            Self { form: Form::Signed, bits: (high.cast_signed() >> unused).cast_unsigned() }
        } else {
            Self { form: Form::Unsigned, bits: high >> unused }
        }
    }

    /// A number of C with a sign.
    #[must_use]
    pub fn signed(value: i64) -> Self {
        Self { form: Form::Signed, bits: value.cast_unsigned() }
    }

    /// The integer that it is; `None` of a floating-point number.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        match self.form {
            Form::Signed => Some(i128::from(self.bits.cast_signed())),
            Form::Unsigned => Some(i128::from(self.bits)),
            Form::Single | Form::Double => None,
        }
    }

    /// The floating-point number nearest to it.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an integer is held against a number that is none")]
    pub fn real(self) -> f64 {
        match self.form {
            Form::Signed => self.bits.cast_signed() as f64,
            Form::Unsigned => self.bits as f64,
            Form::Single => f64::from(f32::from_bits(self.bits as u32)),
            Form::Double => f64::from_bits(self.bits),
        }
    }

    /// Whether both mean the same number. One that is no number means the same as itself.
    #[must_use]
    pub fn is_same(self, other: Self) -> bool {
        match (self.whole(), other.whole()) {
            (Some(a), Some(b)) => a == b,
            _ => {
                let (a, b) = (self.real(), other.real());
                self == other || a.total_cmp(&b).is_eq()
            }
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.form {
            Form::Signed => self.bits.cast_signed().fmt(f),
            Form::Unsigned => self.bits.fmt(f),
            // As many digits as tell it from its neighbours, with an exponent where they would be many.
            Form::Single => write!(f, "{:?}", f32::from_bits(self.bits as u32)),
            Form::Double => write!(f, "{:?}", f64::from_bits(self.bits)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_what_their_type_says() {
        let of = |bits, bytes, signed| Number::integer(bits, bytes, signed).whole();
        assert_eq!(of(0xc8, 1, false), Some(200));
        assert_eq!(of(0xc8, 1, true), Some(-56));
        // GCC states a value without a sign as one with it, and the other way round.
        assert_eq!(of(u64::MAX, 4, false), Some(0xffff_ffff));
        assert_eq!(of(0xffff_fffb, 4, true), Some(-5));
        assert_eq!(of(u64::MAX, 8, false), Some(i128::from(u64::MAX)));
        assert_eq!(of(u64::MAX, 8, true), Some(-1));
        assert_eq!(of(7, 0, true), Some(7));
    }

    #[test]
    fn numbers_of_several_types_can_be_the_same() {
        let single = |v: f32| Number { form: Form::Single, bits: u64::from(v.to_bits()) };
        let double = |v: f64| Number { form: Form::Double, bits: v.to_bits() };
        assert!(Number::signed(4).is_same(Number::integer(4, 8, false)));
        assert!(!Number::signed(-1).is_same(Number::integer(u64::MAX, 8, false)));
        assert!(Number::signed(2).is_same(double(2.0)) && !Number::signed(2).is_same(double(2.5)));
        assert!(single(0.5).is_same(double(0.5)) && !single(0.1).is_same(double(0.1)));
        assert!(double(f64::NAN).is_same(double(f64::NAN)) && !double(0.0).is_same(double(-0.0)));
        assert_eq!(
            [single(0.1), double(0.5), double(2.0), double(1e300), Number::signed(-3)].map(|n| n.to_string()),
            ["0.1", "0.5", "2.0", "1e300", "-3"]
        );
    }
}

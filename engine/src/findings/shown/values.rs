//! What constant expressions of C come to, as far as that takes no types: integers with the operators of C, and single
//! floating-point numbers. What could come to something else by a type (a cast, a wrap, `sizeof`) is not worked out.

use crate::graph::shown::tokens::{Token, TokenKind};
use crate::graph::{Form, Number};

/// Names of constants inside of each other: more is nobody's constant.
const DEEPEST: u32 = 16;
/// Tokens that are looked at for one number, with those of the constants that it names.
const MOST: usize = 1 << 12;

/// A whole number on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Whole {
    value: i128,
    /// Its type has no sign, so that less than nothing wraps.
    is_unsigned: bool,
    /// Its type.
    rank: Rank,
}

/// The ranks of types of whole numbers (C11 6.3.1.1), where `long` has 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Int,
    Long,
    LongLong,
}

impl Rank {
    fn bits(self) -> u32 {
        if self == Self::Int { 32 } else { 64 }
    }

    /// Whether a type of it holds a value.
    fn holds(self, value: i128, is_unsigned: bool) -> bool {
        match (is_unsigned, self) {
            (true, Self::Int) => u32::try_from(value).is_ok(),
            (true, _) => u64::try_from(value).is_ok(),
            (false, Self::Int) => i32::try_from(value).is_ok(),
            (false, _) => i64::try_from(value).is_ok(),
        }
    }
}

impl Whole {
    /// An outcome by the usual conversions (C11 6.3.1.8), if no type of C could make something else of it.
    fn new(value: i128, of: [Self; 2]) -> Option<Self> {
        let rank = of[0].rank.max(of[1].rank);
        // One of fewer bits is held by a type that has a sign.
        let is_unsigned = of.iter().any(|of| of.is_unsigned && of.rank.bits() == rank.bits());
        rank.holds(value, is_unsigned).then_some(Self { value, is_unsigned, rank })
    }

    /// Without its type.
    fn number(self) -> Option<Number> {
        match i64::try_from(self.value) {
            Ok(value) => Some(Number::signed(value)),
            Err(_) => Some(Number { form: Form::Unsigned, bits: u64::try_from(self.value).ok()? }),
        }
    }
}

/// What names stand for.
pub(super) trait Names {
    /// The tokens of what a constant is initialised with.
    fn of(&self, name: &str) -> Option<Vec<Token<'_>>>;
}

/// No name stands for anything.
pub(super) struct NoNames;

impl Names for NoNames {
    fn of(&self, _: &str) -> Option<Vec<Token<'_>>> {
        None
    }
}

/// The number that an expression comes to.
pub(super) fn value(tokens: &[Token<'_>], names: &dyn Names) -> Option<Number> {
    if let Some(real) = real(tokens) {
        return Some(real);
    }
    whole(tokens, names, 0, &mut MOST.clone())?.number()
}

/// What a macro stands for wherever it is named, if its replacement is one number, that with a minus, or lies in parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Primary {
    /// A minus stands before it, which other operators may come in front of.
    is_minus: bool,
    value: Typed,
}

/// A number with its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    Whole(Whole),
    Real(Number),
}

/// What a replacement stands for. Nothing of what is no single operand, as `A * 2` is another number for `1 + 2` than for `3`; of
/// characters and `true`, whose types C and C++ tell apart; of `long double`.
pub(super) fn primary(tokens: &[Token<'_>]) -> Option<Primary> {
    let is_minus = match tokens {
        [_] => false,
        [minus, _] if minus.text == "-" => true,
        [open, .., close] if open.text == "(" && close.text == ")" => {
            let mut depth = 0_usize;
            let ends_early = tokens[..tokens.len() - 1].iter().any(|token| {
                match token.text {
                    "(" => depth += 1,
                    ")" => depth = depth.saturating_sub(1),
                    _ => {}
                }
                depth == 0
            });
            if ends_early {
                return None;
            }
            false
        }
        _ => return None,
    };
    if tokens.iter().any(|token| matches!(token.kind, TokenKind::Word | TokenKind::Text)) {
        return None;
    }
    let mut inner = tokens;
    while let [open, rest @ .., close] = inner
        && open.text == "("
        && close.text == ")"
    {
        inner = rest;
    }
    let is_long_double = matches!(inner, [.., last] if last.text.ends_with(['l', 'L']));
    let value = match real(inner) {
        Some(_) if is_long_double => return None,
        Some(real) => Typed::Real(real),
        None => Typed::Whole(whole(tokens, &NoNames, 0, &mut MOST.clone())?),
    };
    Some(Primary { is_minus, value })
}

impl Primary {
    /// The number, whatever its type.
    pub(super) fn number(self) -> Option<Number> {
        match self.value {
            Typed::Whole(whole) => whole.number(),
            Typed::Real(real) => Some(real),
        }
    }
}

/// A floating-point number, maybe with a sign.
fn real(tokens: &[Token<'_>]) -> Option<Number> {
    let (sign, token) = match tokens {
        [token] => (1.0, token),
        [sign, token] if sign.text == "-" => (-1.0, token),
        _ => return None,
    };
    let text = token.text.to_ascii_lowercase();
    let is_real = token.kind == TokenKind::Number && !text.starts_with("0x") && text.contains(['.', 'e']);
    let digits = text.trim_end_matches(['f', 'l']).replace('\'', "");
    let value: f64 = digits.parse().ok().filter(|_| is_real)?;
    let is_single = text.ends_with('f');
    Some(if is_single {
        #[expect(clippy::cast_possible_truncation, reason = "the suffix says that it is one of 32 bits")]
        let single = (sign * value) as f32;
        Number { form: Form::Single, bits: u64::from(single.to_bits()) }
    } else {
        Number { form: Form::Double, bits: (sign * value).to_bits() }
    })
}

/// Operators with two sides and how strongly they bind (C11 6.5.5 to 6.5.12).
fn binding(sign: &str) -> Option<u32> {
    Some(match sign {
        "*" | "/" | "%" => 6,
        "+" | "-" => 5,
        "<<" | ">>" => 4,
        "&" => 3,
        "^" => 2,
        "|" => 1,
        _ => return None,
    })
}

/// What waits for its right side.
#[derive(Clone, Copy)]
enum Waiting<'t> {
    Open,
    Unary(&'t str),
    Binary(&'t str, u32),
}

/// A whole number, by two stacks: of values, and of what waits for one.
fn whole(tokens: &[Token<'_>], names: &dyn Names, depth: u32, left: &mut usize) -> Option<Whole> {
    *left = left.checked_sub(tokens.len())?;
    let (mut values, mut waiting): (Vec<Whole>, Vec<Waiting<'_>>) = (Vec::new(), Vec::new());
    // A value has just been read, so that an operator or the end follows.
    let mut after_value = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let mut sign = token.text;
        if sign == ">" && tokens.get(at).is_some_and(|next| next.text == ">" && next.start == token.start + 1) {
            (sign, at) = (">>", at + 1);
        }
        match (token.kind, after_value) {
            (TokenKind::Number | TokenKind::Text, false) => values.push(literal(token)?),
            (TokenKind::Word, false) => values.push(match token.text {
                "true" | "false" => Whole { value: i128::from(sign == "true"), is_unsigned: false, rank: Rank::Int },
                name if depth < DEEPEST => whole(&names.of(name)?, names, depth + 1, left)?,
                _ => return None,
            }),
            (TokenKind::Sign, false) => {
                waiting.push(match sign {
                    "(" => Waiting::Open,
                    "-" | "+" | "~" => Waiting::Unary(sign),
                    _ => return None,
                });
                continue;
            }
            (TokenKind::Sign, true) if sign == ")" => {
                settle(&mut values, &mut waiting, 0)?;
                match waiting.pop() {
                    Some(Waiting::Open) => {}
                    _ => return None,
                }
            }
            (TokenKind::Sign, true) => {
                let strength = binding(sign)?;
                settle(&mut values, &mut waiting, strength)?;
                waiting.push(Waiting::Binary(sign, strength));
                after_value = false;
                continue;
            }
            (_, true) => return None,
        }
        after_value = true;
    }
    settle(&mut values, &mut waiting, 0)?;
    match (values.as_slice(), waiting.is_empty() && after_value) {
        ([value], true) => Some(*value),
        _ => None,
    }
}

/// Works out what waits and binds at least as strongly.
fn settle(values: &mut Vec<Whole>, waiting: &mut Vec<Waiting<'_>>, strength: u32) -> Option<()> {
    loop {
        match waiting.last().copied() {
            Some(Waiting::Unary(sign)) => {
                let of = values.pop()?;
                let value = match sign {
                    "-" => of.value.checked_neg()?,
                    "~" if !of.is_unsigned => !of.value,
                    "+" => of.value,
                    _ => return None,
                };
                values.push(Whole::new(value, [of, of])?);
            }
            Some(Waiting::Binary(sign, own)) if own >= strength => {
                let (right, left) = (values.pop()?, values.pop()?);
                values.push(binary(sign, left, right)?);
            }
            _ => return Some(()),
        }
        waiting.pop();
    }
}

fn binary(sign: &str, left: Whole, right: Whole) -> Option<Whole> {
    let (a, b) = (left.value, right.value);
    let shift = || u32::try_from(b).ok().filter(|by| *by < left.rank.bits());
    let is_shift = sign == "<<" || sign == ">>";
    // What converting would make another number of is not worked out.
    if !is_shift {
        Whole::new(a, [left, right])?;
        Whole::new(b, [left, right])?;
    }
    let value = match sign {
        "*" => a.checked_mul(b)?,
        "/" => a.checked_div(b)?,
        "%" => a.checked_rem(b)?,
        "+" => a.checked_add(b)?,
        "-" => a.checked_sub(b)?,
        "<<" => a.checked_shl(shift()?)?,
        ">>" if a >= 0 => a >> shift()?,
        "&" => a & b,
        "^" => a ^ b,
        "|" => a | b,
        _ => return None,
    };
    // What is shifted keeps the type of its left side.
    Whole::new(value, if is_shift { [left, left] } else { [left, right] })
}

/// Whether two tokens are the same, or the same number of the same type: `8LLU` is `8ull`.
pub(super) fn same(x: &Token<'_>, y: &Token<'_>) -> bool {
    x.kind == y.kind
        && (x.text == y.text
            || x.kind == TokenKind::Number && matches!((literal(x), literal(y)), (Some(x), Some(y)) if x == y))
}

/// A number or a character.
fn literal(token: &Token<'_>) -> Option<Whole> {
    if token.kind == TokenKind::Text {
        let inner = token.text.strip_prefix('\'')?.strip_suffix('\'')?;
        let mut bytes = inner.bytes();
        return match (bytes.next(), bytes.next()) {
            (Some(byte), None) if byte.is_ascii() && byte != b'\\' => {
                Some(Whole { value: i128::from(byte), is_unsigned: false, rank: Rank::Int })
            }
            _ => None,
        };
    }
    let text = token.text.to_ascii_lowercase().replace('\'', "");
    let digits = text.trim_end_matches(['u', 'l', 'z']);
    let suffix = &text[digits.len()..];
    let (digits, radix) = match digits.as_bytes() {
        [b'0', b'x', ..] => (&digits[2..], 16),
        [b'0', b'b', ..] => (&digits[2..], 2),
        [b'0', _, ..] => (&digits[1..], 8),
        _ => (digits, 10),
    };
    let value = i128::from(u64::from_str_radix(digits, radix).ok()?);
    let least = match suffix {
        _ if suffix.contains("ll") => Rank::LongLong,
        _ if suffix.contains(['l', 'z']) => Rank::Long,
        _ => Rank::Int,
    };
    // The first type that holds it (C11 6.4.4.1); only numbers that are not decimal try those without a sign as well.
    let signs: &[bool] = match radix {
        _ if suffix.contains('u') => &[true],
        10 => &[false],
        _ => &[false, true],
    };
    let types = [Rank::Int, Rank::Long, Rank::LongLong].into_iter().filter(|rank| *rank >= least);
    let mut types = types.flat_map(|rank| signs.iter().map(move |is_unsigned| (rank, *is_unsigned)));
    let (rank, is_unsigned) = types.find(|(rank, is_unsigned)| rank.holds(value, *is_unsigned))?;
    Some(Whole { value, is_unsigned, rank })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::shown::tokens;

    struct Known;

    impl Names for Known {
        fn of(&self, name: &str) -> Option<Vec<Token<'_>>> {
            match name {
                "four" => Some(tokens::all("2 * 2").collect()),
                "endless" => Some(tokens::all("endless + 1").collect()),
                _ => None,
            }
        }
    }

    fn of(text: &str) -> Option<String> {
        value(&tokens::all(text).collect::<Vec<_>>(), &Known).map(|number| number.to_string())
    }

    #[test]
    fn expressions_come_to_numbers() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("0x10"), some("16"));
        assert_eq!(of("(1 << 3) | 0b1 + 2 * (3 - 1)"), some("13"));
        assert_eq!(of("-(2 - 5) % 2"), some("1"));
        assert_eq!(of("100 >> 2"), some("25"));
        assert_eq!(of("four*four"), some("16"));
        assert_eq!(of("'a'"), some("97"));
        assert_eq!(of("-1"), some("-1"));
        assert_eq!(of("~0"), some("-1"));
        assert_eq!(of("1UL << 40"), some("1099511627776"));
        assert_eq!(of("1'000u"), some("1000"));
        assert_eq!(of("0xffffffffffffffff"), some("18446744073709551615"));
        assert_eq!((of("-0.50"), of("5e-1f")), (some("-0.5"), some("0.5")));
    }

    #[test]
    fn numbers_are_spelt_in_many_ways() {
        let same = |x: &'static str, y: &'static str| {
            let [x, y] = [x, y].map(|text| tokens::all(text).next().unwrap());
            same(&x, &y)
        };
        assert!(same("0xFFLLU", "0xffull") && same("16", "0x10") && same("1'000", "1000"));
        assert!(
            !same("16", "16u")
                && !same("16", "16L")
                && !same("2147483648", "0x80000000")
                && !same("1.0", "1")
                && !same("'a'", "97")
        );
    }

    #[test]
    fn operands_are_the_same_by_value_and_type() {
        let of = |text: &'static str| primary(&tokens::all(text).collect::<Vec<_>>());
        for (x, y) in [
            ("(1<<4)", "0x10"),
            ("(16)", "16"),
            ("-0x1", "-1"),
            ("(1 - 2)", "(-1)"),
            ("0xFFFFFFFF", "4294967295u"),
            ("0x80000000", "2147483648U"),
            ("((1u << 31))", "0x80000000"),
            ("(1 + 1L)", "2l"),
            ("4294967296", "0x100000000L"),
            ("1e3", "(1000.0)"),
            ("1.50f", "1.5F"),
        ] {
            assert!(of(x).is_some() && of(x) == of(y), "{x} {y}");
        }
        for (x, y) in [
            ("-1", "(-1)"),
            ("0xffffffff", "0xffffffffULL"),
            ("10", "10ULL"),
            ("10L", "10LL"),
            ("8u", "8"),
            ("0x80000000", "2147483648"),
            ("1.5", "1.5f"),
            ("1", "1.0"),
            ("(1u + 1)", "2"),
            ("(1u + 1L)", "2ul"),
        ] {
            assert!(of(x).is_some() && of(y).is_some() && of(x) != of(y), "{x} {y}");
        }
        for text in ["1 + 2", "2 * 3", "(1) + (2)", "1.0L", "'a'", "true", "", "()", "~0", "(-1 / 3u)", "((2)"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn what_depends_on_types_is_not_worked_out() {
        for text in [
            "",
            "(",
            ")",
            "1 +",
            "1 2",
            "a",
            "f(1)",
            "(int)4",
            "1 << 31",
            "1u - 2",
            "~0u",
            "1 / 0",
            "2147483647 + 1",
            "endless",
            "sizeof(int)",
            "1 ? 2 : 3",
            "\"a\"",
            "'ab'",
            "1 << 99",
            "()",
            "0x",
            "4 four",
            "-",
            "-1 >> 1",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}

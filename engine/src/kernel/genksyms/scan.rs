//! The smallest pieces of preprocessed C: where each ends, and of what sort it is.

/// A piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Identifier,
    /// A vector type of Arm, which newer grammars take for a keyword.
    VectorType,
    /// A number, string, character or operator of several characters.
    Other,
    Dots,
    Sign(u8),
}

fn is_first(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$')
}

fn count(bytes: &[u8], is: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|b| is(b)).count()
}

/// How long an integer at the start is with its suffix; of a suffix one `u` and one `l` are taken.
pub(super) fn integer(bytes: &[u8]) -> usize {
    let digits = match bytes {
        [b'0', b'x' | b'X', rest @ ..] if rest.first().is_some_and(u8::is_ascii_hexdigit) => {
            2 + count(rest, u8::is_ascii_hexdigit)
        }
        [b'0', rest @ ..] => 1 + count(rest, |b| (b'0'..=b'7').contains(b)),
        [b'1'..=b'9', rest @ ..] => 1 + count(rest, u8::is_ascii_digit),
        _ => return 0,
    };
    let suffix = match &bytes[digits..] {
        [b'u' | b'U', b'l' | b'L', ..] | [b'l' | b'L', b'u' | b'U', ..] => 2,
        [b'u' | b'U' | b'l' | b'L', ..] => 1,
        _ => 0,
    };
    digits + suffix
}

/// How long a number with a fraction or an exponent is.
fn real(bytes: &[u8]) -> usize {
    let whole = count(bytes, u8::is_ascii_digit);
    let mut length = whole;
    let has_point = bytes.get(whole) == Some(&b'.');
    if has_point {
        let fraction = count(&bytes[whole + 1..], u8::is_ascii_digit);
        if whole + fraction == 0 {
            return 0;
        }
        length += 1 + fraction;
    }
    let exponent = exponent(&bytes[length..]);
    if !has_point && (whole == 0 || exponent == 0) {
        return 0;
    }
    length += exponent;
    length + usize::from(matches!(bytes.get(length), Some(b'f' | b'F' | b'l' | b'L')))
}

fn exponent(bytes: &[u8]) -> usize {
    let [b'e' | b'E', rest @ ..] = bytes else { return 0 };
    let sign = usize::from(matches!(rest.first(), Some(b'+' | b'-')));
    match count(&rest[sign..], u8::is_ascii_digit) {
        0 => 0,
        digits => 1 + sign + digits,
    }
}

/// How long a string or character is, with its quotes; the error tells how much was looked at in vain.
fn literal(bytes: &[u8], quote: u8) -> Result<usize, usize> {
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(|&b| b != b'\n') => at += 2,
            b'\\' => break,
            _ if byte == quote => return Ok(at + 1),
            _ => at += 1,
        }
    }
    Err(at)
}

fn operator(bytes: &[u8]) -> usize {
    match bytes {
        [b'~' | b'%' | b'^' | b'&' | b'*' | b'+' | b'=' | b'|' | b'<' | b'>' | b'/' | b'-', b'=', ..]
        | [b'&', b'&', ..]
        | [b'|', b'|', ..]
        | [b'-', b'>', ..]
        | [b'<', b'<', ..]
        | [b'>', b'>', ..] => 2,
        _ => 0,
    }
}

/// `int8x8_t`, `uint64x2_t` and their like.
fn is_vector_type(word: &[u8]) -> bool {
    let word = word.strip_prefix(b"u").unwrap_or(word);
    let Some((width, lanes)) = word
        .strip_prefix(b"int")
        .and_then(|w| w.strip_suffix(b"_t"))
        .and_then(|w| w.iter().position(|&b| b == b'x').map(|x| (&w[..x], &w[x + 1..])))
    else {
        return false;
    };
    let is_width = [&b"8"[..], b"16", b"32", b"64"].contains(&width);
    is_width && [&b"1"[..], b"2", b"4", b"8", b"16"].contains(&lanes)
}

/// The piece at the start of a text that does not start with a blank, and its length. `in_vain` counts the bytes after
/// quotes that nothing closes, each of which is looked at again.
pub(super) fn piece(bytes: &[u8], in_vain: &mut usize) -> (Piece, usize) {
    let quoted = match bytes {
        [quote @ (b'"' | b'\''), ..] => Some((0, *quote)),
        [b'L', quote @ (b'"' | b'\''), ..] => Some((1, *quote)),
        _ => None,
    };
    if let Some((start, quote)) = quoted {
        match literal(&bytes[start..], quote) {
            Ok(length) => return (Piece::Other, start + length),
            Err(looked) => *in_vain += looked,
        }
    }
    if is_first(bytes[0]) {
        let length = count(bytes, |&b| is_first(b) || b.is_ascii_digit());
        let piece = if is_vector_type(&bytes[..length]) { Piece::VectorType } else { Piece::Identifier };
        return (piece, length);
    }
    if bytes.starts_with(b"...") {
        return (Piece::Dots, 3);
    }
    let length = operator(bytes).max(integer(bytes)).max(real(bytes));
    if length > 0 {
        return (Piece::Other, length);
    }
    (Piece::Sign(bytes[0]), 1)
}

/// The line and file of a marker `# LINE "FILE"...` at the start, and how long the marker is with the end of its line.
pub(super) fn marker(bytes: &[u8]) -> Option<(usize, &[u8], usize)> {
    let blanks = |from: usize| match count(&bytes[from..], |b| matches!(b, b' ' | b'\t')) {
        0 => None,
        blanks => Some(from + blanks),
    };
    let number = blanks(1)?;
    let digits = integer(&bytes[number..]);
    if digits == 0 {
        return None;
    }
    let quote = blanks(number + digits)?;
    let [b'"', rest @ ..] = &bytes[quote..] else { return None };
    let name = &rest[..count(rest, |&b| b != b'"' && b != b'\n')];
    let behind = rest[name.len()..].strip_prefix(b"\"")?;
    let end = behind.iter().position(|&b| b == b'\n')?;
    if name.is_empty() {
        return None;
    }
    let line = bytes[number..].iter().take_while(|b| b.is_ascii_digit());
    let line = line.fold(0usize, |line, digit| line.saturating_mul(10).saturating_add(usize::from(digit - b'0')));
    Some((line, name, bytes.len() - behind.len() + end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut rest = text;
        let mut found = Vec::new();
        while !rest.is_empty() {
            let (_, length) = piece(rest.as_bytes(), &mut 0);
            found.push(&rest[..length]);
            rest = rest[length..].trim_start();
        }
        found
    }

    #[test]
    fn pieces_end_where_the_tool_ends_them() {
        assert_eq!(pieces("a$1=b->c+++d"), ["a$1", "=", "b", "->", "c", "+", "+", "+", "d"]);
        assert_eq!(pieces("1ULL 0x1fUL 08 0xg 12lu"), ["1UL", "L", "0x1fUL", "0", "8", "0", "xg", "12lu"]);
        assert_eq!(pieces("1.5e-3f .5 1. 1e4L 1e .. ..."), ["1.5e-3f", ".5", "1.", "1e4L", "1", "e", ".", ".", "..."]);
        assert_eq!(pieces(r#"L"a\"b" 'c' '\'' "" "#), [r#"L"a\"b""#, "'c'", r"'\''", "\"\""]);
        assert_eq!(pieces("a<<=b!=c||d==e<=f"), ["a", "<<", "=", "b", "!", "=", "c", "||", "d", "==", "e", "<=", "f"]);
    }

    #[test]
    fn a_quote_that_nothing_closes_stands_for_itself() {
        let mut in_vain = 0;
        assert_eq!(piece(b"\"ab", &mut in_vain), (Piece::Sign(b'"'), 1));
        assert_eq!(in_vain, 3);
        assert_eq!(piece(b"\"a\\\nb\"", &mut in_vain), (Piece::Sign(b'"'), 1));
        assert_eq!(piece(b"L'x", &mut in_vain), (Piece::Identifier, 1));
    }

    #[test]
    fn vector_types_are_told_from_their_like() {
        for (word, expected) in
            [("uint64x2_t", true), ("int8x16_t", true), ("int8x3_t", false), ("int_t", false), ("uint24x2_t", false)]
        {
            assert_eq!(piece(word.as_bytes(), &mut 0).0 == Piece::VectorType, expected, "{word}");
        }
    }

    #[test]
    fn markers_name_a_line_and_a_file() {
        assert_eq!(marker(b"# 12 \"a b.h\" 1 3\nx"), Some((12, &b"a b.h"[..], 17)));
        assert_eq!(marker(b"# 0 \"a.c\"\n"), Some((0, &b"a.c"[..], 10)));
        for other in [&b"#12 \"a\"\n"[..], b"# 12 \"a\"", b"# 12 \"\"\n", b"# line\n", b"# 08 \"a\"\n", b"#"] {
            assert_eq!(marker(other), None, "{}", String::from_utf8_lossy(other));
        }
    }
}

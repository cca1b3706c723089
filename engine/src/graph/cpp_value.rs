//! Pieces of names of C++ types that stand for something else than they spell: values among the arguments of a template,
//! and types without a name.

/// The unnamed namespace.
pub(super) const ANONYMOUS: &str = "(anonymous)";
/// The class of a lambda, whose place in a file clang writes, and GCC its parameters.
pub(super) const LAMBDA: &str = "(lambda)";

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

/// What has no name at the start of a text: how long the spelling is, and the one that is kept.
pub(super) fn nameless(text: &[u8]) -> Option<(usize, String)> {
    if let Some(s) = [&b"(anonymous namespace)"[..], b"{anonymous}", b"<unnamed>"].iter().find(|s| text.starts_with(s))
    {
        return Some((s.len(), ANONYMOUS.to_owned()));
    }
    if text.starts_with(b"(anonymous)") {
        return Some((ANONYMOUS.len(), ANONYMOUS.to_owned()));
    }
    let inside = text.get(1..)?;
    if inside.starts_with(b"lambda") && !inside.get(6).is_some_and(|&b| is_word(b)) {
        return Some((bracketed(text)?, LAMBDA.to_owned()));
    }
    let rest = ["unnamed ", "anonymous "].iter().find_map(|word| inside.strip_prefix(word.as_bytes()))?;
    let word = ["struct", "class", "union", "enum"].into_iter().find(|word| rest.starts_with(word.as_bytes()))?;
    Some((bracketed(text)?, format!("(unnamed {word})")))
}

/// Whether a name holds a type without a name: which one of those, the name does not tell.
pub(crate) fn holds_unnamed(name: &str) -> bool {
    name.contains(LAMBDA) || name.contains("(unnamed ")
}

/// Whether a text ends with the spelling of a type without a name.
pub(super) fn ends_unnamed(text: &[u8]) -> bool {
    ["(unnamed struct)", "(unnamed class)", "(unnamed union)", "(unnamed enum)"]
        .iter()
        .any(|name| text.ends_with(name.as_bytes()))
}

/// How long the text is from the bracket at its start to the one that closes it.
fn bracketed(text: &[u8]) -> Option<usize> {
    let mut depth = 0usize;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'(' | b'<' | b'{' | b'[' => depth += 1,
            b'>' if at > 0 && text[at - 1] == b'-' => {}
            b')' | b'>' | b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// A number at the start of a text: its length, and how it is spelt without what says its type. Numbers with a fraction or
/// an exponent become the shortest that mean the same.
pub(super) fn number(text: &[u8]) -> (usize, Vec<u8>) {
    let is_hex = text.len() > 1 && text[0] == b'0' && matches!(text[1], b'x' | b'X');
    let mut length = 1;
    while let Some(&byte) = text.get(length) {
        let is_sign = matches!(byte, b'+' | b'-') && matches!(text[length - 1], b'e' | b'E') && !is_hex;
        if !is_word(byte) && byte != b'.' && !is_sign {
            break;
        }
        length += 1;
    }
    let spelt = &text[..length];
    if is_hex {
        return (length, spelt.to_vec());
    }
    let digits = spelt.iter().skip(1).take_while(|b| b.is_ascii_digit()).count() + 1;
    let suffix = &spelt[digits..];
    if suffix.iter().all(|b| matches!(b, b'u' | b'U' | b'l' | b'L' | b'z' | b'Z')) {
        return (length, spelt[..digits].to_vec());
    }
    let bare = spelt.strip_suffix(b"f").or_else(|| spelt.strip_suffix(b"F")).or_else(|| spelt.strip_suffix(b"L"));
    let value = std::str::from_utf8(bare.unwrap_or(spelt)).ok().and_then(|s| s.parse::<f64>().ok());
    match value.filter(|v| v.is_finite()) {
        Some(value) => (length, format!("{value:?}").into_bytes()),
        None => (length, spelt.to_vec()),
    }
}

/// A character literal at the start of a text: its length and value. That of a plain one is a byte, which GCC extends by
/// its sign: `'\37777777777'`.
pub(super) fn character(text: &[u8]) -> Option<(usize, u32)> {
    let prefix = [&b"u8'"[..], b"L'", b"u'", b"U'", b"'"].iter().find(|p| text.starts_with(p))?.len() - 1;
    let text = &text[prefix..];
    let is_plain = prefix != 1;
    let (length, value) = if text.get(1) == Some(&b'\\') {
        let end = 2 + text.get(2..)?.iter().take(16).skip(1).position(|&b| b == b'\'')? + 1;
        (end + 1, escaped(std::str::from_utf8(&text[2..end]).ok()?)?)
    } else {
        let length = 2 + text.get(2..)?.iter().take(4).position(|&b| b == b'\'')?;
        let value = std::str::from_utf8(&text[1..length]).ok()?.chars().next()?;
        (length + 1, u64::from(u32::from(value)))
    };
    let value = if is_plain && value > 0xff { value & 0xff } else { value };
    Some((prefix + length, u32::try_from(value).ok()?))
}

/// The value of what stands behind a backslash.
fn escaped(escape: &str) -> Option<u64> {
    let value = match escape.as_bytes().first()? {
        b'x' | b'u' | b'U' => u64::from_str_radix(escape.get(1..)?, 16).ok()?,
        b'0'..=b'7' => u64::from_str_radix(escape, 8).ok()?,
        b'n' => 10,
        b't' => 9,
        b'r' => 13,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'v' => 11,
        other => u64::from(*other),
    };
    Some(value)
}

/// A string literal at the start of a text: its length, and its characters as the values of an array, which clang writes.
pub(super) fn string(text: &[u8]) -> Option<(usize, String)> {
    let mut values: Vec<String> = Vec::new();
    let mut at = 1;
    loop {
        let rest = text.get(at..)?;
        let byte = *rest.first()?;
        if byte == b'"' {
            break;
        }
        if byte != b'\\' {
            values.push(byte.to_string());
            at += 1;
            continue;
        }
        let letter = *rest.get(1)?;
        let length = match letter {
            b'0'..=b'7' => rest[1..].iter().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count(),
            b'x' => 1 + rest[2..].iter().take_while(|b| b.is_ascii_hexdigit()).count(),
            _ => 1,
        };
        values.push(escaped(std::str::from_utf8(rest.get(1..=length)?).ok()?)?.to_string());
        at += 1 + length;
    }
    // The zero at the end is left out, as all at the end of a list are.
    Some((at + 1, format!("{{{}}}", values.join(", "))))
}

/// Takes zeros back that end the list of values from `start` on: GCC leaves out those that were not stated.
pub(super) fn drop_zeros(out: &mut Vec<u8>, start: usize) {
    const ZEROS: [&[u8]; 3] = [b"0", b"false", b"{}"];
    loop {
        let list = &out[start.min(out.len())..];
        let zero = ZEROS
            .iter()
            .find(|zero| list.strip_suffix(**zero).is_some_and(|before| before.is_empty() || before.ends_with(b", ")));
        let Some(zero) = zero else { return };
        let kept = list.len() - zero.len();
        out.truncate(start + kept.saturating_sub(2));
    }
}

/// A vector type of clang at the start of a text, `__attribute__((__vector_size__(4 * sizeof(int)))) int`: how long what
/// stands before the element is, and how many there are. GCC writes `__vector(4) int`.
pub(super) fn vector(text: &[u8]) -> Option<(usize, u64)> {
    let rest = text.strip_prefix(b"__attribute__((__vector_size__(")?;
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let elements = std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
    let from = b"__attribute__".len();
    rest[digits..].starts_with(b" * sizeof(").then_some(())?;
    Some((from + bracketed(&text[from..])?, elements))
}

//! One spelling for the names of C++ types, which compilers spell in their own ways.
//!
//! GCC writes `Vec<long unsigned int, std::allocator<long unsigned int> >`, `X<3u, (E)1>`, `{anonymous}::Y`; clang
//! `Vec<unsigned long, std::allocator<unsigned long>>`, `X<3U, E::b>`, `(anonymous namespace)::Y`.

use super::base_name::base_type_name;

/// Whether a name may need [`canonical`].
#[inline]
#[must_use]
pub(crate) fn is_spelt_in_many_ways(text: &[u8]) -> bool {
    memchr::memchr2(b'<', b'{', text).is_some()
}

/// The canonical spelling of a name, behind what `out` holds: arguments parted by `, `, no blank that the meaning does
/// not need, integers as plain decimal numbers, arithmetic types as C spells them.
pub(crate) fn canonical(text: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    // Where the arguments that are being spelt start in `out`, the innermost last.
    let mut starts = vec![start];
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let rest = &text[at..];
        if matches!(byte, b'(' | b'{' | b'<')
            && let Some(length) = anonymous(rest)
        {
            out.extend_from_slice(b"(anonymous)");
            at += length;
        } else if is_word(byte) && !byte.is_ascii_digit() {
            let (length, arithmetic) = words(rest);
            let word = &rest[..length];
            if matches!(word, b"const" | b"volatile") && qualify(out, *starts.last().unwrap_or(&start), word) {
                at += length;
                continue;
            }
            if out.len() > start && out.last().is_some_and(|&b| is_word(b) || matches!(b, b'*' | b'&' | b')' | b'>')) {
                out.push(b' ');
            }
            match arithmetic {
                Some(name) => out.extend_from_slice(name.as_bytes()),
                None => out.extend_from_slice(&rest[..length]),
            }
            at += length;
        } else if byte.is_ascii_digit() || byte == b'-' && rest.get(1).is_some_and(u8::is_ascii_digit) {
            let length = 1 + rest[1..].iter().take_while(|&&b| is_word(b) || b == b'.').count();
            drop_cast(out, start);
            out.extend_from_slice(without_suffix(&rest[..length]));
            at += length;
        } else if let Some((length, value)) = character(rest) {
            drop_cast(out, start);
            out.extend_from_slice(value.to_string().as_bytes());
            at += length;
        } else {
            match byte {
                b' ' => {}
                b',' => {
                    out.extend_from_slice(b", ");
                    starts.pop();
                    starts.push(out.len());
                }
                b'<' | b'(' => {
                    out.push(byte);
                    starts.push(out.len());
                }
                b'>' | b')' => {
                    out.push(byte);
                    if starts.len() > 1 {
                        starts.pop();
                    }
                }
                other => out.push(other),
            }
            at += 1;
        }
    }
}

/// Puts a qualifier that stands behind a type in front of it: GCC writes `char const*` for `const char*`. What stands
/// behind a pointer qualifies that, and stays; then and at the start of an argument there is nothing to do.
fn qualify(out: &mut Vec<u8>, start: usize, word: &[u8]) -> bool {
    let spelt = &out[start..];
    if spelt.is_empty()
        || spelt.iter().any(|b| matches!(b, b'*' | b'&' | b'['))
        || matches!(spelt, b"const" | b"volatile")
    {
        return false;
    }
    let at = if word == b"volatile" && spelt.starts_with(b"const ") { start + b"const ".len() } else { start };
    out.splice(at..at, [word, b" "].concat());
    true
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

/// How long a spelling of the unnamed namespace is at the start of a text.
fn anonymous(text: &[u8]) -> Option<usize> {
    [&b"(anonymous namespace)"[..], b"{anonymous}", b"<unnamed>"].iter().find(|s| text.starts_with(s)).map(|s| s.len())
}

/// The length of the word at the start of a text, or of all that make up the name of an arithmetic type, with the
/// canonical name of that.
fn words(text: &[u8]) -> (usize, Option<String>) {
    let word = |from: usize| text[from..].iter().take_while(|&&b| is_word(b)).count();
    let is_arithmetic = |word: &[u8]| {
        matches!(
            word,
            b"long" | b"short" | b"int" | b"char" | b"unsigned" | b"signed" | b"double" | b"float" | b"__int128"
        )
    };
    let first = word(0);
    // Most words are told by their first letter.
    if !matches!(text.first(), Some(b'l' | b's' | b'i' | b'c' | b'u' | b'd' | b'f' | b'_')) {
        return (first, None);
    }
    let mut end = 0;
    let mut next = first;
    while next > end && is_arithmetic(text[end..next].trim_ascii_start()) {
        end = next;
        let blank = usize::from(text.get(end) == Some(&b' '));
        next = end + blank + word((end + blank).min(text.len()));
        if blank == 0 {
            break;
        }
    }
    match end {
        0 => (first, None),
        end => (end, base_type_name(&text[..end])),
    }
}

/// A number without what says its type.
fn without_suffix(number: &[u8]) -> &[u8] {
    let is_hex = number.len() > 1 && matches!(number[1], b'x' | b'X');
    if is_hex || number.contains(&b'.') {
        return number;
    }
    let digits = number.iter().skip(1).take_while(|b| b.is_ascii_digit()).count() + 1;
    if number[digits..].iter().all(|b| matches!(b, b'u' | b'U' | b'l' | b'L' | b'z' | b'Z')) {
        &number[..digits]
    } else {
        number
    }
}

/// A character literal at the start of a text: its length and value.
fn character(text: &[u8]) -> Option<(usize, u32)> {
    if text.first() != Some(&b'\'') {
        return None;
    }
    if text.get(1) != Some(&b'\\') {
        let length = 2 + text.get(2..)?.iter().take(4).position(|&b| b == b'\'')?;
        let value = std::str::from_utf8(&text[1..length]).ok()?.chars().next()?;
        return Some((length + 1, u32::from(value)));
    }
    let end = 2 + text.get(2..)?.iter().take(10).skip(1).position(|&b| b == b'\'')? + 1;
    let escape = std::str::from_utf8(&text[2..end]).ok()?;
    let value = match escape.as_bytes()[0] {
        b'x' | b'u' | b'U' => u32::from_str_radix(escape.get(1..)?, 16).ok()?,
        b'0'..=b'7' => u32::from_str_radix(escape, 8).ok()?,
        b'n' => 10,
        b't' => 9,
        b'r' => 13,
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'v' => 11,
        other => u32::from(other),
    };
    Some((end + 1, value))
}

/// Takes back a cast that stands at the start of an argument: `(short)` before a number.
fn drop_cast(out: &mut Vec<u8>, start: usize) {
    if out.last() != Some(&b')') {
        return;
    }
    let mut depth = 0usize;
    for at in (start..out.len()).rev() {
        match out[at] {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let before = &out[start..at];
            if before.ends_with(b"<") || before.ends_with(b", ") {
                out.truncate(at);
            }
            return;
        }
    }
}

/// Where the arguments of a template stand in a canonical name that ends with them: each as start and end; none if it
/// has none.
#[must_use]
pub(crate) fn arguments(name: &[u8]) -> Vec<(usize, usize)> {
    if name.last() != Some(&b'>') {
        return Vec::new();
    }
    // From the end, for a scope before it may have arguments of its own.
    let mut depth = 0usize;
    let mut cuts = Vec::new();
    for (at, &byte) in name.iter().enumerate().rev() {
        match byte {
            b'>' | b')' | b']' | b'}' if !(byte == b'>' && at > 0 && name[at - 1] == b'-') => depth += 1,
            b'<' | b'(' | b'[' | b'{' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    cuts.push(at);
                    break;
                }
            }
            b',' if depth == 1 => cuts.push(at),
            _ => {}
        }
    }
    if depth != 0 {
        return Vec::new();
    }
    cuts.reverse();
    let mut out = Vec::with_capacity(cuts.len());
    for (i, &cut) in cuts.iter().enumerate() {
        let start = cut + if i == 0 { 1 } else { 2 };
        let end = cuts.get(i + 1).copied().unwrap_or(name.len() - 1);
        if start < end {
            out.push((start, end));
        }
    }
    out
}

/// A canonical name without the arguments of all templates in it, of scopes too; `None` if it has none, or does not read
/// as one.
#[must_use]
pub(crate) fn without_arguments(name: &str) -> Option<String> {
    let mut out = String::with_capacity(name.len());
    // What stands open, the innermost last.
    let mut open: Vec<u8> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let byte = u8::try_from(c).unwrap_or(b'_');
        let is_end = byte == b'>' && before != '-';
        before = c;
        match byte {
            b'<' | b'(' | b'[' | b'{' => {
                if !open.contains(&b'<') {
                    out.push(c);
                }
                open.push(byte);
                continue;
            }
            b')' | b']' | b'}' => {
                let wanted = match byte {
                    b')' => b'(',
                    b']' => b'[',
                    _ => b'{',
                };
                if open.pop() != Some(wanted) {
                    return None;
                }
            }
            // In parentheses it compares.
            _ if is_end && open.last() == Some(&b'<') => {
                open.pop();
            }
            _ if is_end && open.is_empty() => return None,
            _ => {}
        }
        if !open.contains(&b'<') {
            out.push(c);
        }
    }
    (open.is_empty() && out.len() < name.len()).then_some(out)
}

/// The canonical form of a name that is text already.
#[must_use]
pub(crate) fn canonical_text(name: &str) -> String {
    let mut out = Vec::new();
    canonical(name.as_bytes(), &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Namespaces of compilers' own libraries.
pub(crate) const STANDARD: [&str; 5] = ["std", "__gnu_cxx", "__cxxabiv1", "__gnu_debug", "__gnu_parallel"];

/// Whether a namespace is one of those.
#[must_use]
pub(crate) fn is_standard(outermost: &str) -> bool {
    STANDARD.contains(&outermost)
}

/// The name of a class without scopes and arguments: that of its constructors.
#[must_use]
pub(crate) fn bare(name: &str) -> &str {
    let end = arguments(name.as_bytes()).first().map_or(name.len(), |a| a.0 - 1);
    name.get(..end).unwrap_or(name).rsplit("::").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(text: &str) -> String {
        let mut out = b"ns::".to_vec();
        canonical(text.as_bytes(), &mut out);
        String::from_utf8(out).unwrap().split_off(4)
    }

    #[test]
    fn compilers_agree() {
        for (gcc, clang, canonical) in [
            (
                "V<long unsigned int, std::allocator<long unsigned int> >",
                "V<unsigned long, std::allocator<unsigned long>>",
                "V<unsigned long, std::allocator<unsigned long>>",
            ),
            ("X<3, 7ul>", "X<3U, 7UL>", "X<3, 7>"),
            ("X<(short int)3, -1l>", "X<(short)3, -1L>", "X<3, -1>"),
            ("X<(char)97>", "X<'a'>", "X<97>"),
            ("X<'\\n', '\\x03', '\\000'>", "X<10, 3, 0>", "X<10, 3, 0>"),
            (
                "X<{anonymous}::Y, const char*>",
                "X<(anonymous namespace)::Y, const char *>",
                "X<(anonymous)::Y, const char*>",
            ),
            ("F<void (int, char* const)>", "F<void(int, char *const)>", "F<void(int, char* const)>"),
            ("F<int (*)(long long int)>", "F<int (*)(long long)>", "F<int(*)(long long)>"),
            (
                "P<char const*, int const volatile&, C const, char* const>",
                "P<const char *, const volatile int &, const C, char *const>",
                "P<const char*, const volatile int&, const C, char* const>",
            ),
            ("P<int[3], true>", "P<int [3], true>", "P<int[3], true>"),
            ("D<longer, unsigned_t, int>", "D<longer,unsigned_t,int>", "D<longer, unsigned_t, int>"),
            ("H<0x1f, 1.5f>", "H<0x1f, 1.5f>", "H<0x1f, 1.5f>"),
        ] {
            assert_eq!((spelt(gcc), spelt(clang)), (canonical.to_owned(), canonical.to_owned()), "{gcc}");
        }
    }

    #[test]
    fn damaged_names_end() {
        for text in [
            "<",
            ">",
            "X<",
            "X<'",
            "X<'\\",
            "X<)3>",
            "X<((3",
            "X<-",
            "long ",
            "X<long long long>",
            "'",
            "\u{e9}<'\u{e9}'>",
        ] {
            spelt(text);
            let _ = arguments(spelt(text).as_bytes());
        }
    }

    #[test]
    fn names_are_told_without_arguments() {
        for (name, rest) in [
            ("A<int>::B<F(int, int), 3>", Some("A<>::B<>")),
            ("A<int>::B", Some("A<>::B")),
            ("A<(1>2), int(*)(B<char>)>", Some("A<>")),
            ("A<(1<2)>", None),
            ("A<(anonymous)::x, int[3]>", Some("A<>")),
            ("(anonymous)::A<int>", Some("(anonymous)::A<>")),
            ("A", None),
            ("A<", None),
            ("A>", None),
            ("A<(>)", None),
        ] {
            assert_eq!(without_arguments(name).as_deref(), rest, "{name}");
        }
    }

    #[test]
    fn arguments_are_cut_at_their_own_level() {
        let cut = |name: &str| -> Vec<String> {
            arguments(name.as_bytes()).into_iter().map(|(a, b)| name[a..b].to_owned()).collect()
        };
        assert_eq!(
            cut("A<int>::B<std::pair<int, char>, 3, F(int, int)>"),
            ["std::pair<int, char>", "3", "F(int, int)"]
        );
        assert_eq!(cut("A<int>::B"), Vec::<String>::new());
        assert_eq!(cut("A<>"), Vec::<String>::new());
    }
}

//! POSIX extended regular expressions, as glibc's regcomp(3) reads them in the C locale, which is what libabigail asks.
//!
//! The expression is translated, byte by byte, for the crate `regex`, which answers in time proportional to the text. Whether
//! there is a match does not depend on which of several is the longest, so the translation is exact where the two differ in
//! spelling only: backslashes within brackets, repeated repetitions (`a*?` is no lazy star), intervals without a lower bound.
//! Back-references have no counterpart and are refused, as is what regcomp refuses: libabigail takes an expression that does
//! not compile for one that fits everything.

use regex::bytes::{Regex, RegexBuilder};

/// Deepest nesting of groups, below the bound of the crate.
const DEEPEST: usize = 200;
/// Most repetitions of one repetition: `a***`.
const REPEATED: usize = 32;
/// `RE_DUP_MAX` of glibc.
const MOST: u32 = 0x7fff;
/// Bytes of a compiled expression.
const SIZE: usize = 1 << 22;

/// A compiled expression.
#[derive(Clone, Debug)]
pub struct Expression(Regex);

impl Expression {
    /// Compiles it.
    ///
    /// # Errors
    /// It is not sound, or asks for what cannot be answered: one sentence without a subject.
    pub fn new(text: &str) -> Result<Self, String> {
        let translated = translate(text.as_bytes())?;
        // No Unicode: in the C locale a character is a byte.
        let built = RegexBuilder::new(&translated).unicode(false).dot_matches_new_line(true).size_limit(SIZE).build();
        built.map(Self).map_err(|_| "is larger than what is compiled".to_owned())
    }

    /// Whether some part of the text fits.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        self.0.is_match(text.as_bytes())
    }
}

/// A group that is open, or the whole.
#[derive(Default)]
struct Group {
    /// What is done: whole alternatives, and the branch up to the last part.
    done: String,
    /// The last part of the branch, which a repetition may follow.
    last: String,
    /// A repetition may follow.
    repeatable: bool,
    /// Repetitions of the last part so far.
    repeated: usize,
}

impl Group {
    /// A further part of the branch.
    fn push(&mut self, part: &str, repeatable: bool) {
        self.done.push_str(&self.last);
        self.last.clear();
        self.last.push_str(part);
        (self.repeatable, self.repeated) = (repeatable, 0);
    }

    /// The last part so many times.
    fn repeat(&mut self, how: &str) -> Result<(), String> {
        if !self.repeatable {
            return Err("repeats nothing".to_owned());
        }
        self.repeated += 1;
        if self.repeated > REPEATED {
            return Err(format!("repeats one part in more than {REPEATED} ways"));
        }
        self.last = format!("(?:{}){how}", self.last);
        Ok(())
    }

    fn alternative(&mut self) {
        self.push("|", false);
    }

    fn finished(mut self) -> String {
        self.done.push_str(&self.last);
        self.done
    }
}

fn translate(text: &[u8]) -> Result<String, String> {
    let (mut open, mut group, mut at): (Vec<Group>, Group, usize) = (Vec::new(), Group::default(), 0);
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let next = *text.get(at).ok_or("ends in a backslash")?;
                at += 1;
                match next {
                    b'1'..=b'9' => return Err("has a back-reference, which is not supported".to_owned()),
                    b'w' => group.push("[0-9A-Za-z_]", true),
                    b'W' => group.push("[^0-9A-Za-z_]", true),
                    b's' => group.push("[\\t-\\r ]", true),
                    b'S' => group.push("[^\\t-\\r ]", true),
                    b'b' => group.push("\\b", false),
                    b'B' => group.push("\\B", false),
                    b'<' => group.push("\\b{start}", false),
                    b'>' => group.push("\\b{end}", false),
                    b'`' => group.push("\\A", false),
                    b'\'' => group.push("\\z", false),
                    other => group.push(&literal(other), true),
                }
            }
            b'^' => group.push("\\A", false),
            b'$' => group.push("\\z", false),
            b'.' => group.push(".", true),
            b'*' => group.repeat("*")?,
            b'+' => group.repeat("+")?,
            b'?' => group.repeat("?")?,
            b'{' => {
                let (how, length) = interval(&text[at..])?;
                group.repeat(&how)?;
                at += length;
            }
            b'|' => group.alternative(),
            b'(' => {
                if open.len() == DEEPEST {
                    return Err(format!("nests deeper than {DEEPEST} groups"));
                }
                open.push(std::mem::take(&mut group));
            }
            b')' => match open.pop() {
                Some(outer) => {
                    let inner = std::mem::replace(&mut group, outer).finished();
                    group.push(&format!("(?:{inner})"), true);
                }
                // One that closes nothing stands for itself.
                None => group.push(&literal(b')'), true),
            },
            b'[' => {
                let (class, length) = bracket(&text[at..])?;
                group.push(&class, true);
                at += length;
            }
            other => group.push(&literal(other), true),
        }
    }
    if open.is_empty() { Ok(group.finished()) } else { Err("opens a group and does not close it".to_owned()) }
}

fn literal(byte: u8) -> String {
    format!("\\x{byte:02x}")
}

/// What stands behind `{`, and its length with the `}`.
fn interval(text: &[u8]) -> Result<(String, usize), String> {
    let wrong = || "has an interval that is none: expected {N}, {N,}, {,M} or {N,M}".to_owned();
    let end = text.iter().position(|&b| b == b'}').ok_or_else(wrong)?;
    let inner = std::str::from_utf8(&text[..end]).map_err(|_| wrong())?;
    let number = |digits: &str| match digits {
        "" => Ok(None),
        _ if !digits.bytes().all(|b| b.is_ascii_digit()) => Err(wrong()),
        _ => match digits.parse::<u32>() {
            Ok(n) if n <= MOST => Ok(Some(n)),
            _ => Err(format!("repeats more than {MOST} times")),
        },
    };
    let (low, high) = match inner.split_once(',') {
        Some((low, high)) => (number(low)?.unwrap_or(0), number(high)?),
        None => {
            let exactly = number(inner)?.ok_or_else(wrong)?;
            (exactly, Some(exactly))
        }
    };
    let how = match high {
        Some(high) if high < low => return Err(wrong()),
        Some(high) => format!("{{{low},{high}}}"),
        None => format!("{{{low},}}"),
    };
    Ok((how, end + 1))
}

/// A bracket expression: what stands behind `[`, and its length with the `]`.
fn bracket(text: &[u8]) -> Result<(String, usize), String> {
    let open = || "opens a bracket and does not close it".to_owned();
    let negated = text.first() == Some(&b'^');
    let mut at = usize::from(negated);
    let first = at;
    let mut set = [false; 256];
    loop {
        let byte = *text.get(at).ok_or_else(open)?;
        if byte == b']' && at > first {
            at += 1;
            break;
        }
        if let Some(class) = named(&text[at..], b':') {
            let (name, length) = class?;
            let holds = class_of(name)?;
            (0..=255).filter(|b| holds(*b)).for_each(|b: u8| set[usize::from(b)] = true);
            at += length;
            continue;
        }
        // `-` begins a range only where it is the first.
        if byte == b'-' && at > first && text.get(at + 1) != Some(&b']') {
            return Err("has a range without a start".to_owned());
        }
        let (low, length, is_class) = element(&text[at..])?;
        at += length;
        let is_range = text.get(at) == Some(&b'-') && text.get(at + 1).is_some_and(|&b| b != b']');
        if !is_range {
            set[usize::from(low)] = true;
            continue;
        }
        if named(&text[at + 1..], b':').is_some() {
            return Err("has a range that ends in a class".to_owned());
        }
        let (high, length, ends_in_class) = element(&text[at + 1..])?;
        if is_class || ends_in_class || high < low {
            return Err("has a range that is none".to_owned());
        }
        at += 1 + length;
        (low..=high).for_each(|b| set[usize::from(b)] = true);
    }
    let mut out = String::from(if negated { "[^" } else { "[" });
    (0..=255).filter(|b| set[usize::from(*b)]).for_each(|b| out.push_str(&literal(b)));
    out.push(']');
    Ok((out, at))
}

/// One element of a bracket expression: its byte, its length, and whether it is an equivalence class.
fn element(text: &[u8]) -> Result<(u8, usize, bool), String> {
    for sign in [b'.', b'='] {
        if let Some(found) = named(text, sign) {
            let (name, length) = found?;
            // The C locale has no others.
            let [one] = name else { return Err("has a collating element that is none".to_owned()) };
            return Ok((*one, length, sign == b'='));
        }
    }
    text.first().map(|&b| (b, 1, false)).ok_or_else(|| "opens a bracket and does not close it".to_owned())
}

/// What stands in `[:` and `:]` (or with another sign) at the start of the text, with the length of all.
fn named(text: &[u8], sign: u8) -> Option<Result<(&[u8], usize), String>> {
    let inner = text.strip_prefix(&[b'[', sign])?;
    let end = inner.windows(2).position(|pair| pair == [sign, b']']);
    Some(end.map(|end| (&inner[..end], end + 4)).ok_or_else(|| "opens a bracket and does not close it".to_owned()))
}

fn class_of(name: &[u8]) -> Result<fn(u8) -> bool, String> {
    Ok(match name {
        b"alpha" => |b| b.is_ascii_alphabetic(),
        b"digit" => |b| b.is_ascii_digit(),
        b"alnum" => |b| b.is_ascii_alphanumeric(),
        b"upper" => |b| b.is_ascii_uppercase(),
        b"lower" => |b| b.is_ascii_lowercase(),
        b"space" => |b| matches!(b, b'\t'..=b'\r' | b' '),
        b"blank" => |b| matches!(b, b'\t' | b' '),
        b"punct" => |b| b.is_ascii_punctuation(),
        b"print" => |b| matches!(b, b' '..=b'~'),
        b"graph" => |b| b.is_ascii_graphic(),
        b"cntrl" => |b| b.is_ascii_control(),
        b"xdigit" => |b| b.is_ascii_hexdigit(),
        _ => return Err("has a class of characters that is none".to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(expression: &str, text: &str) -> bool {
        Expression::new(expression).unwrap_or_else(|e| panic!("{expression}: {e}")).fits(text)
    }

    #[test]
    fn what_fits_is_what_regexec_finds() {
        for (expression, yes, no) in [
            ("^S", "Sx", "xS"),
            ("S$", "xS", "Sx"),
            ("a|b", "xb", "c"),
            ("^(S|T)$", "T", "U"),
            ("a{2}", "baab", "ab"),
            ("^a{,2}$", "aa", "aaa"),
            ("^a{1,}$", "aaa", ""),
            ("[[:upper:]]", "aB", "ab"),
            ("[^[:alnum:]_]", "a b", "a_b"),
            ("[]a]", "]", "b"),
            ("[^]a]", "b", "]"),
            ("[a-c]", "b", "d"),
            ("[a-]", "-", "b"),
            ("[-a]", "-", "b"),
            // A backslash is no escape within brackets.
            ("^[\\w]$", "\\", "x"),
            ("^[\\.]$", ".", "a"),
            ("[[.-.]x]", "-", "y"),
            ("[[=a=]]", "a", "b"),
            ("\\w", "a", "-"),
            ("\\<S\\>", "a S b", "aS"),
            ("\\bfoo\\B", "foox", "foo"),
            ("int\\*", "int*", "int"),
            ("\\{", "{", "a"),
            ("a}", "a}", "a"),
            ("a)", "a)", "a"),
            ("a^b|c", "c", "a^b"),
            ("()S", "S", "T"),
            ("(a|)b", "b", "a"),
            // No lazy star: once or not at all, of any number.
            ("^a*?$", "aaa", "b"),
            ("^a+?$", "", "b"),
            ("^a?+$", "aaa", "b"),
            ("a.b", "a\nb", "ab"),
            ("^é$", "é", "e"),
            ("^..$", "é", "e"),
            ("(?:", "never", "never"),
        ] {
            let Ok(compiled) = Expression::new(expression) else {
                assert_eq!(expression, "(?:", "{expression} is refused");
                continue;
            };
            assert!(compiled.fits(yes), "{expression} has to fit {yes:?}");
            assert!(!compiled.fits(no), "{expression} must not fit {no:?}");
        }
        assert!(fits("a|", "b") && fits("|a", "b") && fits("a||b", ""), "an empty alternative fits everything");
    }

    #[test]
    fn what_regcomp_refuses_is_refused() {
        for (expression, what) in [
            ("*S", "repeats nothing"),
            ("^*", "repeats nothing"),
            ("(+a)", "repeats nothing"),
            ("a|?", "repeats nothing"),
            ("{1}", "repeats nothing"),
            ("a{", "has an interval that is none"),
            ("a{x}", "has an interval that is none"),
            ("a{2,1}", "has an interval that is none"),
            ("a{32768}", "repeats more than 32767 times"),
            ("(", "opens a group"),
            ("[S", "opens a bracket"),
            ("[", "opens a bracket"),
            ("[]", "opens a bracket"),
            ("[[:upper:]", "opens a bracket"),
            ("[[:upper]", "opens a bracket"),
            ("[[:up:]]", "has a class of characters that is none"),
            ("[[.ab.]]", "has a collating element that is none"),
            ("[z-a]", "has a range that is none"),
            ("[a-c-e]", "has a range without a start"),
            ("[a-[:digit:]]", "has a range that ends in a class"),
            ("a\\", "ends in a backslash"),
            ("(a)\\1", "has a back-reference"),
            ("((((a{999}){999}){999}){999})", "is larger than what is compiled"),
        ] {
            let error = Expression::new(expression).expect_err(expression);
            assert!(error.starts_with(what), "{expression}: {error}");
        }
        let deep = "(".repeat(100_000) + "a";
        assert!(Expression::new(&deep).is_err_and(|e| e.starts_with("nests deeper")));
        assert!(Expression::new(&("a".to_owned() + &"*".repeat(100_000))).is_err_and(|e| e.contains("ways")));
        assert!(Expression::new(&"a".repeat(1 << 20)).is_err_and(|e| e.starts_with("is larger")));
    }
}

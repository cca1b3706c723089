//! The dialect of INI that libabigail reads: sections and properties, each with its line.
//!
//! `#` and `;` start a comment wherever they stand. A backslash takes the meaning from the character behind it, and joins two
//! lines at the end of one. A property may stand behind the name of its section, its value in the line below, and what is in
//! braces goes on until they are closed.

/// What a file consists of, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// `[name]`
    Section { line: usize, name: String },
    /// `name = value`
    Property { line: usize, name: String, value: Value },
}

/// A character, and whether a backslash took its meaning.
type Sign = (char, bool);

/// A value, in which an escaped sign is no longer one of the dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value(Vec<Sign>);

impl Value {
    /// All of it.
    pub(super) fn text(&self) -> String {
        text(&self.0)
    }

    /// What stands between commas outside of parentheses and braces; what is empty is left out.
    pub(super) fn list(&self) -> Vec<Self> {
        let (mut out, mut part, mut depth) = (Vec::new(), Vec::new(), 0_usize);
        for &sign in &self.0 {
            match sign {
                ('{' | '(', false) => depth += 1,
                ('}' | ')', false) => depth = depth.saturating_sub(1),
                (',', false) if depth == 0 => {
                    out.push(std::mem::take(&mut part));
                    continue;
                }
                _ => {}
            }
            part.push(sign);
        }
        out.push(part);
        out.into_iter().map(|part| Self(trim(&part).to_vec())).filter(|part| !part.0.is_empty()).collect()
    }

    /// What the braces hold that are around all of it.
    pub(super) fn braced(&self) -> Option<Self> {
        match self.0.as_slice() {
            [('{', false), inner @ .., ('}', false)] => Some(Self(trim(inner).to_vec())),
            _ => None,
        }
    }

    /// `function(argument)`
    pub(super) fn call(&self) -> Option<(String, Self)> {
        let open = self.0.iter().position(|sign| *sign == ('(', false))?;
        let [('(', _), argument @ .., (')', false)] = &self.0[open..] else { return None };
        Some((text(trim(&self.0[..open])), Self(trim(argument).to_vec())))
    }

    fn is_open(&self) -> bool {
        let count = |c: char| self.0.iter().filter(|sign| **sign == (c, false)).count();
        self.0.first() == Some(&('{', false)) && count('{') > count('}')
    }
}

fn text(signs: &[Sign]) -> String {
    signs.iter().map(|sign| sign.0).collect()
}

fn trim(mut signs: &[Sign]) -> &[Sign] {
    while let [(c, _), rest @ ..] = signs
        && c.is_whitespace()
    {
        signs = rest;
    }
    while let [rest @ .., (c, _)] = signs
        && c.is_whitespace()
    {
        signs = rest;
    }
    signs
}

/// Reads a file.
///
/// # Errors
/// The line, and what is wrong there.
pub(super) fn items(content: &str) -> Result<Vec<Item>, (usize, String)> {
    let lines = lines(content);
    let mut lines =
        lines.iter().map(|(line, signs)| (*line, trim(signs))).filter(|(_, signs)| !signs.is_empty()).peekable();
    let mut out = Vec::new();
    while let Some((line, signs)) = lines.next() {
        let mut rest = signs;
        if signs[0] == ('[', false) {
            let end = signs.iter().position(|sign| *sign == (']', false));
            let end = end.ok_or_else(|| (line, format!("`{}` opens a section and does not close it", text(signs))))?;
            out.push(Item::Section { line, name: text(trim(&signs[1..end])) });
            rest = trim(&signs[end + 1..]);
            if rest.is_empty() {
                continue;
            }
        }
        let sign = rest.iter().position(|sign| *sign == ('=', false));
        let sign = sign.ok_or_else(|| (line, format!("`{}` is no property: expected `name = value`", text(rest))))?;
        let name = text(trim(&rest[..sign]));
        let mut value = Value(trim(&rest[sign + 1..]).to_vec());
        let is_value = |(_, signs): &(usize, &[Sign])| signs[0] != ('[', false) && !signs.contains(&('=', false));
        if value.0.is_empty() {
            match lines.next_if(is_value) {
                Some((_, signs)) => value = Value(signs.to_vec()),
                None => return Err((line, format!("`{name}` has no value"))),
            }
        }
        while value.is_open() {
            let (_, more) =
                lines.next().ok_or_else(|| (line, format!("`{name}` opens a brace and does not close it")))?;
            value.0.push((' ', false));
            value.0.extend_from_slice(more);
        }
        out.push(Item::Property { line, name, value });
    }
    Ok(out)
}

/// Lines without comments, with the number of the first line of each.
fn lines(content: &str) -> Vec<(usize, Vec<Sign>)> {
    let (mut out, mut line, mut start, mut number, mut comment) = (Vec::new(), Vec::new(), 1, 1, false);
    let mut chars = content.chars().filter(|c| *c != '\r');
    while let Some(c) = chars.next() {
        match c {
            '\n' => {
                out.push((start, std::mem::take(&mut line)));
                number += 1;
                (start, comment) = (number, false);
            }
            '\\' => match chars.next() {
                Some('\n') => number += 1,
                // Signs that no property has become a space.
                Some('0' | 'a' | 'b' | 'r' | 't') if !comment => line.push((' ', true)),
                Some(c) if !comment => line.push((c, true)),
                _ => {}
            },
            '#' | ';' => comment = true,
            c if !comment => line.push((c, false)),
            _ => {}
        }
    }
    out.push((start, line));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(content: &str) -> Vec<String> {
        let told = |item| match item {
            Item::Section { line, name } => format!("{line} [{name}]"),
            Item::Property { line, name, value } => format!("{line} {name}={}", value.text()),
        };
        items(content).expect(content).into_iter().map(told).collect()
    }

    #[test]
    fn backslashes_are_undone_as_libabigail_does() {
        assert_eq!(told("a = ^fo\\\\w$\r\nb = \\#x\\;y ; why\n# c \\\nd\ne=1"), ["1 a=^fo\\w$", "2 b=#x;y", "5 e=1"]);
        assert_eq!(told("a = 1, \\\n2\nb=3"), ["1 a=1, 2", "3 b=3"]);
    }

    #[test]
    fn a_property_may_stand_behind_its_section_and_a_value_below_its_name() {
        assert_eq!(told(" [a] b = c\n  d =\n\n e\n"), ["1 [a]", "1 b=c", "2 d=e"]);
        assert_eq!(told("a =\n {\n {1, 2}, # one\n {3, end}\n }\nb = c\n"), ["1 a={ {1, 2}, {3, end} }", "6 b=c"]);
        assert_eq!(told("a = b = c\n"), ["1 a=b = c"]);
        for (content, error) in [
            ("a =\n", "1 `a` has no value"),
            ("\na =\n[b]\n", "2 `a` has no value"),
            ("a =\nb = c\n", "1 `a` has no value"),
            ("a = {1\n,2\n", "1 `a` opens a brace and does not close it"),
            ("[a\nb = c]\n", "1 `[a` opens a section and does not close it"),
            ("[a] b\n", "1 `b` is no property: expected `name = value`"),
            ("a = b\nc\n", "2 `c` is no property: expected `name = value`"),
        ] {
            let (line, what) = items(content).expect_err(content);
            assert_eq!(format!("{line} {what}"), error);
        }
    }

    #[test]
    fn an_escaped_sign_is_no_longer_one_of_the_dialect() {
        let value = |content: &str| match items(content).expect(content).pop() {
            Some(Item::Property { value, .. }) => value,
            other => panic!("{other:?}"),
        };
        let list = |content: &str| value(content).list().iter().map(Value::text).collect::<Vec<_>>();
        assert_eq!(list("a = b, c\\,d,, f(g, h)"), ["b", "c,d", "f(g, h)"]);
        assert_eq!(list("a = {b, c}"), ["{b, c}"]);
        assert_eq!(value("a = {b, c}").braced().map(|v| v.text()), Some("b, c".to_owned()));
        assert_eq!(value("a = \\{b, c}").braced(), None);
        let call = value("a = offset_of(x)").call().expect("a call");
        assert_eq!((call.0.as_str(), call.1.text()), ("offset_of", "x".to_owned()));
        assert_eq!(value("a = offset_of(x").call(), None);
    }
}

//! What stands around a diff: mail headers of `git format-patch`, commit headers of `git log -p`.

/// A commit that a line starts, `From HASH date` of a mail or `commit HASH` of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start<'a> {
    /// Mail; the hash where the line has one that is not all zeros.
    Mail(Option<&'a str>),
    /// Log.
    Log(&'a str),
}

/// Whether a line starts a commit; `fresh`: the line before is empty or there is none.
pub(super) fn start(line: &[u8], fresh: bool) -> Option<Start<'_>> {
    let text = std::str::from_utf8(line).ok()?;
    if let Some(rest) = text.strip_prefix("From ") {
        let word = rest.split(' ').next()?;
        if is_hash(word) && word.len() >= 40 && rest.len() > word.len() {
            return Some(Start::Mail(Some(word).filter(|w| w.bytes().any(|b| b != b'0'))));
        }
        // `From user@host Thu Jan 1 00:00:00 1970` of a mail box.
        return (fresh && word.contains('@') && rest.contains(':')).then_some(Start::Mail(None));
    }
    let text = text.strip_prefix("commit ")?;
    let (word, rest) = text.split_at(text.find([' ', '\t']).unwrap_or(text.len()));
    // Decorations and sources; `commit HASH upstream.` of stable kernels is a sentence.
    let ends = rest.is_empty() || rest.starts_with('\t') || rest.starts_with(" (") && rest.ends_with(')');
    (is_hash(word) && word.len() >= 7 && ends).then_some(Start::Log(word))
}

/// Whether what stands below the first line of a commit in a log is a header or a message, which is indented by four.
pub(super) fn is_log(next: Option<&[u8]>, after: Option<&[u8]>) -> bool {
    const HEADERS: [&[u8]; 7] = [b"Author:", b"AuthorDate:", b"Merge:", b"Date:", b"Commit:", b"Reflog:", b"tree "];
    match next {
        Some([]) => after.is_some_and(|l| l.starts_with(b"    ") || l.starts_with(b"diff --")),
        Some(line) => HEADERS.iter().any(|h| line.starts_with(h)) || line.starts_with(b"diff --"),
        None => false,
    }
}

fn is_hash(word: &str) -> bool {
    word.len() <= 64 && word.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
}

/// A subject without `[PATCH 1/3]`, encoded words decoded.
pub(super) fn subject(raw: &str) -> Option<String> {
    let text = decode(raw);
    let mut rest = text.trim();
    while let Some(inner) = rest.strip_prefix('[') {
        match inner.split_once(']') {
            Some((_, after)) => rest = after.trim_start(),
            None => break,
        }
    }
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// Encoded words of RFC 2047 in UTF-8; others stay as they are.
fn decode(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut after_word = false;
    while let Some(at) = rest.find("=?") {
        let word = rest[at + 2..].split_once('?').and_then(|(charset, tail)| {
            let (encoding, tail) = tail.split_once('?')?;
            let (body, tail) = tail.split_once("?=")?;
            let bytes = match encoding {
                "q" | "Q" => quoted(body.as_bytes())?,
                "b" | "B" => base64(body.as_bytes())?,
                _ => return None,
            };
            let utf8 = charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("us-ascii");
            utf8.then(|| (String::from_utf8_lossy(&bytes).into_owned(), tail))
        });
        let between = &rest[..at];
        // Space between two encoded words is not part of the text.
        if !(after_word && word.is_some() && between.trim().is_empty()) {
            out.push_str(between);
        }
        match word {
            Some((text, tail)) => {
                out.push_str(&text);
                rest = tail;
                after_word = true;
            }
            None => {
                out.push_str("=?");
                rest = &rest[at + 2..];
                after_word = false;
            }
        }
    }
    out.push_str(rest);
    out
}

fn quoted(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = body.get(at) {
        at += 1;
        match byte {
            b'_' => out.push(b' '),
            b'=' => {
                let digit = |i: usize| body.get(i).and_then(|&b| char::from(b).to_digit(16));
                out.push(u8::try_from(digit(at)? * 16 + digit(at + 1)?).ok()?);
                at += 2;
            }
            other => out.push(other),
        }
    }
    Some(out)
}

fn base64(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut bits, mut held) = (0u32, 0);
    for &byte in body.iter().take_while(|b| **b != b'=') {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_lose_what_is_not_theirs() {
        assert_eq!(subject("[PATCH v2 1/3] klist: grow").as_deref(), Some("klist: grow"));
        assert_eq!(
            subject("[PATCH] =?UTF-8?q?Gr=C3=B6=C3=9Fe?= =?utf-8?B?w7xiZXI=?= all").as_deref(),
            Some("Größeüber all")
        );
        assert_eq!(subject("=?latin1?q?=E4?= x").as_deref(), Some("=?latin1?q?=E4?= x"));
        assert_eq!(subject("=?UTF-8?q?=Z?= [").as_deref(), Some("=?UTF-8?q?=Z?= ["));
        assert_eq!(subject("[PATCH]"), None);
    }

    #[test]
    fn commits_start_at_mails_and_logs() {
        let hash = "0123456789abcdef0123456789abcdef01234567";
        let mail = format!("From {hash} Mon Sep 17 00:00:00 2001");
        assert_eq!(start(mail.as_bytes(), false), Some(Start::Mail(Some(hash))));
        let zeros = format!("From {} Mon Sep 17 00:00:00 2001", "0".repeat(40));
        assert_eq!(start(zeros.as_bytes(), false), Some(Start::Mail(None)));
        assert_eq!(start(b"From mboxrd@z Thu Jan  1 00:00:00 1970", true), Some(Start::Mail(None)));
        assert_eq!(start(b"From mboxrd@z Thu Jan  1 00:00:00 1970", false), None);
        assert_eq!(start(b"From the start", true), None);
        assert_eq!(start(b"commit 0123456 (HEAD)", false), Some(Start::Log("0123456")));
        assert_eq!(start(b"commit 0123456 upstream.", true), None);
        assert_eq!(start(b"commit early", true), None);
        assert_eq!(start(b"commit \xff", true), None);
    }
}

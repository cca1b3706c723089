//! From what something was in each release to what changed when, and what flapped.

use super::differences::{between, plain};
use crate::model::history::{Cell, Change, Definition, Flap, FlapKind, State, What};

/// What changed, release by release. A release in which nothing could be read changes nothing: the next one is held
/// against the last of which something is known.
pub(super) fn changes(cells: &[Cell], definitions: &[Definition]) -> Vec<Change> {
    let mut out = Vec::new();
    // The last release of which it is known whether it is there, and the last with a definition since it was there.
    let (mut seen, mut defined): (Option<usize>, Option<usize>) = (None, None);
    for (release, cell) in cells.iter().enumerate() {
        if cell.state == State::Unknown {
            continue;
        }
        let mut differences = Vec::new();
        let mut since = seen;
        let before = seen.map(|r| cells[r].state);
        match (before, cell.state) {
            (Some(State::Absent), state) if state != State::Absent => {
                differences.push(plain(What::Appears, None, None));
                defined = None;
            }
            (Some(state), State::Absent) if state != State::Absent => differences.push(plain(What::Goes, None, None)),
            (Some(State::Declared), State::Known) => differences.push(plain(What::BecomesDefined, None, None)),
            (Some(State::Known), State::Declared) => differences.push(plain(What::BecomesDeclared, None, None)),
            _ => {}
        }
        if let Some(now) = cell.definition {
            if let Some((then, was)) = defined.and_then(|r| Some((r, cells[r].definition?)))
                && was != now
            {
                differences.extend(between(&definitions[was], &definitions[now]));
                since = Some(then);
            }
            defined = Some(release);
        }
        if let Some(since) = since.filter(|_| !differences.is_empty()) {
            out.push(Change { release, since, differences });
        }
        seen = Some(release);
    }
    out
}

/// What something is, as far as coming back to it counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    Absent,
    Declared,
    Defined(usize),
}

/// Releases in a row in which it is the same.
struct Run {
    token: Token,
    first: usize,
    last: usize,
}

/// Where something came back to what it was, or came back at all. What could not be read is neither.
pub(super) fn flaps(cells: &[Cell]) -> Vec<Flap> {
    let mut runs: Vec<Run> = Vec::new();
    for (release, cell) in cells.iter().enumerate() {
        let token = match (cell.state, cell.definition) {
            (State::Absent, _) => Token::Absent,
            (State::Declared, _) => Token::Declared,
            (State::Known, Some(definition)) => Token::Defined(definition),
            _ => continue,
        };
        match runs.last_mut() {
            Some(run) if run.token == token => run.last = release,
            _ => runs.push(Run { token, first: release, last: release }),
        }
    }
    let mut out = Vec::new();
    for (k, run) in runs.iter().enumerate().skip(2).filter(|(_, run)| run.token != Token::Absent) {
        let same = runs[..k].iter().rposition(|before| before.token == run.token);
        // Gone in between, and back as something else.
        let gone = (runs[k - 1].token == Token::Absent).then(|| k - 2);
        let Some(before) = same.or(gone) else { continue };
        let is_away = runs[before..k].iter().any(|between| between.token == Token::Absent);
        out.push(Flap {
            kind: if is_away { FlapKind::Away } else { FlapKind::Changed },
            before: runs[before].last,
            away: runs[before + 1].first,
            back: run.first,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `-` absent, `?` unknown, `d` declared, `u` untyped, a digit: that definition.
    fn cells(text: &str) -> Vec<Cell> {
        let cell = |c: char| {
            let state = match c {
                '-' => State::Absent,
                '?' => State::Unknown,
                'd' => State::Declared,
                'u' => State::Untyped,
                _ => State::Known,
            };
            Cell { state, definition: c.to_digit(10).map(|d| d as usize), reaches_a_change: false }
        };
        text.chars().map(cell).collect()
    }

    fn flapped(text: &str) -> Vec<(FlapKind, usize, usize, usize)> {
        flaps(&cells(text)).iter().map(|f| (f.kind, f.before, f.away, f.back)).collect()
    }

    /// Each change as `since>release: what`.
    fn changed(text: &str) -> String {
        let definition = |size| Definition {
            declaration: "struct s".to_owned(),
            byte_size: Some(size),
            facts: Vec::new(),
            members: Vec::new(),
        };
        let definitions: Vec<Definition> = (0..4).map(definition).collect();
        let told = |c: &Change| {
            let what: Vec<String> = c.differences.iter().map(|d| format!("{:?}", d.what)).collect();
            format!("{}>{} {}", c.since, c.release, what.join("+"))
        };
        changes(&cells(text), &definitions).iter().map(told).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn away_and_back_is_a_flap_and_so_is_changed_back() {
        assert_eq!(flapped("00-0"), [(FlapKind::Away, 1, 2, 3)]);
        assert_eq!(flapped("0-1"), [(FlapKind::Away, 0, 1, 2)], "also as something else");
        assert_eq!(flapped("0110"), [(FlapKind::Changed, 0, 1, 3)]);
        assert_eq!(flapped("0d0"), [(FlapKind::Changed, 0, 1, 2)]);
        assert_eq!(flapped("0-0-0"), [(FlapKind::Away, 0, 1, 2), (FlapKind::Away, 2, 3, 4)]);
        assert_eq!(flapped("0120"), [(FlapKind::Changed, 0, 1, 3)]);
        for steady in ["000", "012", "-0-", "--00", "0", ""] {
            assert!(flapped(steady).is_empty(), "{steady}");
        }
    }

    #[test]
    fn what_could_not_be_read_is_neither_away_nor_changed() {
        assert!(flapped("0?0").is_empty());
        assert!(flapped("0u0").is_empty());
        assert_eq!(flapped("0?1?0"), [(FlapKind::Changed, 0, 2, 4)]);
        assert_eq!(changed("0?0"), "");
        assert_eq!(changed("0?1"), "0>2 Size", "held against the last one that is known");
        assert_eq!(changed("0u1"), "0>2 Size");
        assert_eq!(changed("??0"), "");
        assert_eq!(changed("0?-"), "0>2 Goes");
        assert_eq!(changed("-?u"), "0>2 Appears");
    }

    #[test]
    fn each_release_says_what_changed_in_it() {
        assert_eq!(changed("-00110-"), "0>1 Appears, 2>3 Size, 4>5 Size, 5>6 Goes");
        assert_eq!(
            changed("0d0d1"),
            "0>1 BecomesDeclared, 1>2 BecomesDefined, 2>3 BecomesDeclared, 2>4 BecomesDefined+Size"
        );
        assert_eq!(changed("0-1"), "0>1 Goes, 1>2 Appears");
    }
}

//! Which name of OLD goes on in which of NEW, by the names alone: of members and enumerators that only one side has.
//!
//! Names are words, split at `_`, at digits and where capitals begin; what all names of a side have in front or behind
//! (`OP_`, `m_`, `Px`) is left aside. Two names are the *same* if their words are, but for a number behind, a *part* if the
//! words of one are all among those of the other (a word may be cut short, or lack a letter), and share a *word*
//! otherwise. Each name is held against those that begin a word like it does, and a beginning that many names have is no
//! evidence, so time follows the number of names. The measure is symmetric, and nothing depends on an order but which of
//! equals is named.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::names;
use crate::ground::maps::FastMap;

/// How many names may begin a word alike. With more of them the word tells nothing.
const ALIKE: usize = 16;

/// How many words of a name are looked at.
const WORDS: usize = 12;

/// Letters by which words are found, and which a word that was cut short has to keep.
const STEM: usize = 3;

/// How much two names have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    Nothing,
    Word,
    Part,
    Same,
}

/// The names that went, and those that came.
pub struct Likeness {
    old: Vec<Name>,
    new: Vec<Name>,
    /// Pairs that are each other's best and only, and the same or changed as others did.
    pub certain: Vec<(usize, usize)>,
    /// For each name that went those that resemble it most, and it them, at least in part.
    pub went_on: Vec<Vec<usize>>,
}

/// What names decide.
pub struct Decision {
    /// Pairs that are one.
    pub certain: Vec<(usize, usize)>,
    /// For other names that went one that resembles them more than what has their place.
    pub rivals: Vec<(usize, usize)>,
}

/// How much names have in common with those that stand where they stood.
#[derive(Default)]
pub struct Places {
    of_gone: BTreeMap<usize, Grade>,
    of_come: BTreeMap<usize, Grade>,
}

impl Places {
    /// `pairs`: what stood at a place and what stands there, those of them that are among the names.
    pub fn of(likeness: &Likeness, pairs: impl Iterator<Item = (Option<usize>, Option<usize>)>) -> Self {
        let mut out = Self::default();
        for (gone, come) in pairs {
            let grade = gone.zip(come).map_or(Grade::Nothing, |(i, j)| likeness.grade(i, j));
            out.of_gone.extend(gone.map(|i| (i, grade)));
            out.of_come.extend(come.map(|j| (j, grade)));
        }
        out
    }

    /// Nothing at the place of either resembles it as much as the other.
    pub fn agree(&self, gone: usize, come: usize, grade: Grade) -> bool {
        let less = |at: Option<&Grade>| at.is_none_or(|&g| g < grade);
        less(self.of_gone.get(&gone)) && less(self.of_come.get(&come))
    }

    /// Something stands at the place of one, and resembles it less than the other.
    pub fn contradict(&self, gone: usize, come: usize, grade: Grade) -> bool {
        let less = |at: Option<&Grade>| at.is_some_and(|&g| g < grade);
        less(self.of_gone.get(&gone)) || less(self.of_come.get(&come))
    }
}

/// A name by its words, and those of them that not all have in common.
struct Name {
    full: Vec<String>,
    words: Vec<String>,
    /// The letters alone, and those without what all names of the side have in front or behind.
    letters: String,
    bare: Option<String>,
}

/// The more in common, and the less beside it, the greater.
type Score = (Grade, i32);

impl Likeness {
    /// `all`: every name of a side; `gone`, `come`: those that the other side has not.
    pub fn of(all: (&[&str], &[&str]), gone: &[&str], come: &[&str]) -> Self {
        let (old, new) = (of_side(all.0, gone), of_side(all.1, come));
        let mut out = Self { old, new, certain: Vec::new(), went_on: vec![Vec::new(); gone.len()] };
        let scored = out.scored();
        let (mut of_old, mut of_new) = (vec![Best::default(); gone.len()], vec![Best::default(); come.len()]);
        for &(i, j, score) in &scored {
            of_old[i].see(score);
            of_new[j].see(score);
        }
        let mut only: Vec<(usize, usize, Grade)> = Vec::new();
        for &(i, j, score) in &scored {
            if of_old[i].score == Some(score) && of_new[j].score == Some(score) {
                if score.0 >= Grade::Part {
                    out.went_on[i].push(j);
                }
                if of_old[i].times == 1 && of_new[j].times == 1 {
                    only.push((i, j, score.0));
                }
            }
        }
        // What became of the words: the same of several names is no accident.
        let mut changes: BTreeMap<(Vec<&str>, Vec<&str>), usize> = BTreeMap::new();
        for &(i, j, _) in &only {
            *changes.entry(apart(&out.old[i].full, &out.new[j].full)).or_default() += 1;
        }
        let is_certain = |&&(i, j, grade): &&(usize, usize, Grade)| {
            grade == Grade::Same || changes.get(&apart(&out.old[i].full, &out.new[j].full)) > Some(&1)
        };
        out.certain = only.iter().filter(is_certain).map(|&(i, j, _)| (i, j)).collect();
        out
    }

    /// How much a name that went and one that came have in common.
    pub fn grade(&self, gone: usize, come: usize) -> Grade {
        score(&self.old[gone], &self.new[come]).0
    }

    /// Which names go on in which, among the pairs for which something speaks.
    pub fn decide(&self, speaks: impl Fn(usize, usize) -> bool) -> Decision {
        let certain: Vec<_> = self.certain.iter().copied().filter(|&(i, j)| speaks(i, j)).collect();
        let used: (BTreeSet<usize>, BTreeSet<usize>) = certain.iter().copied().unzip();
        let open = self.went_on.iter().enumerate().filter(|(i, _)| !used.0.contains(i));
        let rival = |(i, others): (usize, &Vec<usize>)| {
            let found = others.iter().copied().find(|&j| !used.1.contains(&j) && speaks(i, j));
            found.map(|j| (i, j))
        };
        Decision { rivals: open.filter_map(rival).collect(), certain }
    }

    /// All that have something in common and are found by a word, or are the same; in order.
    fn scored(&self) -> Vec<(usize, usize, Score)> {
        let mut same: BTreeMap<&[String], (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let mut letters: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let mut stems: FastMap<&str, (Vec<usize>, Vec<usize>)> = FastMap::default();
        for (of_new, list) in [(false, &self.old), (true, &self.new)] {
            let side = |at: &mut (Vec<usize>, Vec<usize>), i| if of_new { at.1.push(i) } else { at.0.push(i) };
            for (i, name) in list.iter().enumerate().filter(|(_, name)| !name.words.is_empty()) {
                side(same.entry(&name.words).or_default(), i);
                if name.words != name.full {
                    side(same.entry(&name.full).or_default(), i);
                }
                for text in [Some(&name.letters), name.bare.as_ref()].into_iter().flatten() {
                    side(letters.entry(text).or_default(), i);
                }
                let found: BTreeSet<&str> = name.full.iter().map(|word| stem(word)).collect();
                found.into_iter().for_each(|stem| side(stems.entry(stem).or_default(), i));
            }
        }
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        let groups = same.values().chain(letters.values()).chain(stems.values());
        for (gone, come) in groups.filter(|g| g.0.len() <= ALIKE && g.1.len() <= ALIKE) {
            pairs.extend(gone.iter().flat_map(|&i| come.iter().map(move |&j| (i, j))));
        }
        let scored = pairs.into_iter().map(|(i, j)| (i, j, score(&self.old[i], &self.new[j])));
        scored.filter(|s| s.2.0 > Grade::Nothing).collect()
    }
}

/// The best that was seen, and how often.
#[derive(Clone, Copy, Default)]
struct Best {
    score: Option<Score>,
    times: usize,
}

impl Best {
    fn see(&mut self, score: Score) {
        if self.score < Some(score) {
            *self = Self { score: Some(score), times: 0 };
        }
        self.times += usize::from(self.score == Some(score));
    }
}

/// Names of a side that the other has not. What `own` names have in common is left aside; of a single one, what all of
/// the side have.
fn of_side(all: &[&str], own: &[&str]) -> Vec<Name> {
    let split = |name: &&str| {
        let mut words = names::words(name);
        words.truncate(WORDS);
        words
    };
    let words: Vec<Vec<String>> = own.iter().map(split).collect();
    let (front, behind) = match own {
        [_] => common(&all.iter().map(split).collect::<Vec<_>>()),
        _ => common(&words),
    };
    let letters: Vec<Vec<char>> = words.iter().map(|w| w.concat().chars().collect()).collect();
    let (first, last) = common(&letters);
    let bare = |text: &Vec<char>| (first + last > 0).then(|| text[first..text.len() - last].iter().collect());
    let with = |(words, text): (&Vec<String>, &Vec<char>)| Name {
        words: words[front..words.len() - behind].to_vec(),
        full: words.clone(),
        letters: text.iter().collect(),
        bare: bare(text),
    };
    words.iter().zip(&letters).map(with).collect()
}

/// How many parts all lists begin and end with alike, so that each keeps one of its own.
fn common<T: PartialEq>(lists: &[Vec<T>]) -> (usize, usize) {
    let [first, rest @ ..] = lists else { return (0, 0) };
    let shortest = lists.iter().map(Vec::len).min().unwrap_or(0);
    if rest.is_empty() || shortest == 0 {
        return (0, 0);
    }
    let alike = |list: &Vec<T>| first.iter().zip(list).take_while(|(a, b)| a == b).count();
    let alike_behind = |list: &Vec<T>| first.iter().rev().zip(list.iter().rev()).take_while(|(a, b)| a == b).count();
    let front = rest.iter().map(alike).min().unwrap_or(0).min(shortest - 1);
    let behind = rest.iter().map(alike_behind).min().unwrap_or(0).min(shortest - 1 - front);
    (front, behind)
}

fn stem(word: &str) -> &str {
    word.char_indices().nth(STEM).map_or(word, |(end, _)| &word[..end])
}

fn score(old: &Name, new: &Name) -> Score {
    if old.words.is_empty() || new.words.is_empty() {
        return (Grade::Nothing, 0);
    }
    // One of both without what its side has in common is the other.
    let bare = |a: &Name, b: &Name| a.bare.as_ref().is_some_and(|text| *text == b.letters);
    if bare(old, new) || bare(new, old) || old.letters == new.letters {
        return (Grade::Same, 0);
    }
    let own = score_words(&old.words, &new.words);
    // What all have in common may be the name itself: `addr` goes on in `addr_lo` and `addr_hi`.
    let full = score_words(&old.full, &new.full);
    if full.0 >= Grade::Part { own.max(full) } else { own }
}

fn score_words(old: &[String], new: &[String]) -> Score {
    if old == new {
        return (Grade::Same, 0);
    }
    let (short, long) = if old.len() <= new.len() { (old, new) } else { (new, old) };
    let mut taken = vec![false; long.len()];
    let mut take = |fits: &dyn Fn(&String) -> bool| {
        let at = (0..taken.len()).find(|&k| !taken[k] && fits(&long[k]));
        at.is_some_and(|k| !std::mem::replace(&mut taken[k], true))
    };
    let rest: Vec<&String> = short.iter().filter(|word| !take(&|other| other == *word)).collect();
    let exact = short.len() - rest.len();
    let near = rest.into_iter().filter(|word| take(&|other| is_near(word, other))).count();
    let numbered = exact == short.len() && is_number(long, &taken);
    let (shared, beside) = (exact + near, old.len() + new.len() - 2 * exact - near);
    let grade = match shared {
        0 => Grade::Nothing,
        _ if numbered => Grade::Same,
        n if n == short.len() => Grade::Part,
        _ => Grade::Word,
    };
    (grade, -(beside as i32))
}

/// Whether the words that were not taken, if any, are a number at the end: `_v2`, `2`.
fn is_number(words: &[String], taken: &[bool]) -> bool {
    let left = taken.iter().rev().take_while(|taken| !**taken).count();
    let all_behind = taken.iter().filter(|taken| !**taken).count() == left;
    let digits = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    let of_version = |words: &[String]| {
        matches!(words, [number] if digits(number)) || matches!(words, [v, n] if v == "v" && digits(n))
    };
    all_behind && (left == 0 || of_version(&words[words.len() - left..]))
}

/// Whether a word is another one cut short, or with a letter more or less.
fn is_near(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    if short.len() < STEM || short[0].is_ascii_digit() {
        return false;
    }
    let front = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let behind = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    front == short.len() || front >= STEM && long.len() == short.len() + 1 && front + behind >= short.len()
}

/// Words that only one of both has.
fn apart<'w>(old: &'w [String], new: &'w [String]) -> (Vec<&'w str>, Vec<&'w str>) {
    let sorted = |list: &'w [String]| {
        let mut words: Vec<&str> = list.iter().map(String::as_str).collect();
        words.sort_unstable();
        words
    };
    let (mut gone, mut come) = (sorted(old), sorted(new));
    gone.retain(|word| match come.binary_search(word) {
        Ok(at) => {
            come.remove(at);
            false
        }
        Err(_) => true,
    });
    (gone, come)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &[&str], new: &[&str]) -> Likeness {
        Likeness::of((old, new), old, new)
    }

    fn certain(old: &[&'static str], new: &[&'static str]) -> Vec<(&'static str, &'static str)> {
        of(old, new).certain.iter().map(|&(i, j)| (old[i], new[j])).collect()
    }

    #[test]
    fn names_that_go_on() {
        for (old, new, pairs) in [
            (&["OP_READ", "OP_WRITE"][..], &["OPX_NONE", "OPX_READ", "OPX_WRITE"][..], &[(0, 1), (1, 2)][..]),
            (&["RED", "GREEN"], &["C_GREEN", "C_RED"], &[(0, 1), (1, 0)]),
            (&["width", "height"], &["heightPx", "widthPx"], &[(0, 1), (1, 0)]),
            (&["width", "height"], &["id", "width2", "height2"], &[(0, 1), (1, 2)]),
            (&["width", "height"], &["heightpx", "widthpx"], &[(0, 1), (1, 0)]),
            (&["x", "y"], &["ypx", "xpx"], &[(0, 1), (1, 0)]),
            (&["m_x", "m_y"], &["id", "x", "y"], &[(0, 1), (1, 2)]),
            (&["r", "g"], &["g_", "r_"], &[(0, 1), (1, 0)]),
            (&["x_pos", "y_pos"], &["pos_y", "pos_x"], &[(0, 1), (1, 0)]),
            (&["OP_READ", "OP_WRITE"], &["OTHER", "OPX_READ", "OPX_WRITE"], &[(0, 1), (1, 2)]),
            (&["state"], &["errors", "state_"], &[(0, 1)]),
            (&["state"], &["errors", "state_v2"], &[(0, 1)]),
            (&["addr"], &["id", "addr1", "addr2"], &[]),
            (&["lock"], &["guard", "lock_flags"], &[]),
            (&["a", "b"], &["c", "d"], &[]),
            (&["first_reader", "last_reader"], &["head", "tail"], &[]),
        ] {
            let pairs: Vec<_> = pairs.iter().map(|&(i, j): &(usize, usize)| (old[i], new[j])).collect();
            assert_eq!(certain(old, new), pairs);
            let back: BTreeSet<_> = certain(new, old).into_iter().map(|(a, b)| (b, a)).collect();
            assert_eq!(back, pairs.into_iter().collect());
        }
    }

    #[test]
    fn how_much_names_have_in_common() {
        for (old, new, grade) in [
            ("state", "state_v2", Grade::Same),
            ("state", "state_max", Grade::Part),
            ("state2", "state3", Grade::Word),
            ("len", "data_length", Grade::Part),
            ("color", "colour", Grade::Part),
            ("CODE_TYPPO", "CODE_TYPO", Grade::Part),
            ("rx_count", "rx_total", Grade::Word),
            ("state", "stats", Grade::Nothing),
            ("width", "height", Grade::Nothing),
            ("reg1", "reg2", Grade::Word),
            ("readPage", "read_page", Grade::Same),
        ] {
            let (there, back) = (of(&[old], &[new]), of(&[new], &[old]));
            assert_eq!((there.grade(0, 0), back.grade(0, 0)), (grade, grade), "{old}, {new}");
        }
    }

    #[test]
    fn several_may_go_on() {
        assert_eq!(of(&["addr"], &["addr_lo", "addr_hi"]).went_on, [[0, 1]]);
        assert_eq!(of(&["width", "width_max"], &["id", "width_max_px"]).went_on, [vec![], vec![1]]);
    }

    #[test]
    fn many_names_take_no_longer_than_they_are_many() {
        let names = |prefix| (0..30_000).map(|i| format!("{prefix}_{i}_of_all")).collect::<Vec<_>>();
        let (old, new) = (names("a"), names("b"));
        let text = |list: &'_ [String]| list.iter().map(|s| s.clone().leak() as &str).collect::<Vec<&str>>();
        assert_eq!(of(&text(&old), &text(&new)).certain.len(), old.len());
    }
}

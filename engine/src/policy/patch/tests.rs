//! Reading patches, hostile ones too, and following lines through them.

use super::walk::{Index, Lines, Met, Side};
use crate::policy::patch::*;

fn parse(text: &str) -> Series {
    Series::parse("x.patch", text.as_bytes()).expect("a sound patch")
}

fn error(text: &str) -> String {
    Series::parse("x.patch", text.as_bytes()).expect_err("an unsound patch").to_string()
}

fn paths(s: &Series) -> Vec<(Option<&str>, Option<&str>)> {
    s.files.iter().map(|f| (f.old.as_deref(), f.new.as_deref())).collect()
}

/// `(old, removed, new, added)` of all runs of a file.
fn runs(f: &FileDiff) -> Vec<(u32, u32, u32, u32)> {
    f.runs.iter().map(|r| (r.old, r.removed, r.new, r.added)).collect()
}

const PLAIN: &str = "\
--- a/x.h\t2024-01-01 00:00:00 +0000
+++ b/x.h\t2024-01-02 00:00:00 +0000
@@ -1,5 +1,6 @@ struct s {
 one
-two
+TWO
+two and a half
 three
 four
 five
@@ -10,2 +11 @@
 ten
-eleven
";

#[test]
fn runs_have_their_lines_on_both_sides() {
    let s = parse(PLAIN);
    assert_eq!(paths(&s), [(Some("x.h"), Some("x.h"))]);
    assert_eq!(runs(&s.files[0]), [(2, 1, 2, 2), (11, 1, 12, 0)]);
    assert_eq!(s.files[0].runs[0].text, "-two\n+TWO\n+two and a half\n");
    assert_eq!(s.commits, [Commit { patch: Some("x.patch".into()), ..Commit::default() }]);
}

#[test]
fn carriage_returns_and_missing_newlines_change_nothing() {
    let s = parse(&PLAIN.replace('\n', "\r\n"));
    assert_eq!(runs(&s.files[0]), [(2, 1, 2, 2), (11, 1, 12, 0)]);
    let s = parse("--- x\n+++ x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n");
    assert_eq!(runs(&s.files[0]), [(1, 1, 1, 1)]);
    // An editor took the space of the empty context line, and the newline of the last.
    let s = parse("--- x\n+++ x\n@@ -1,3 +1,4 @@\n a\n\n+b\n c");
    assert_eq!(runs(&s.files[0]), [(3, 0, 3, 1)]);
}

#[test]
fn a_series_of_mails_has_its_commits() {
    let hash = "0123456789abcdef0123456789abcdef01234567";
    let diff = "diff --git a/x.h b/x.h\nindex 1..2 100644\n--- a/x.h\n+++ b/x.h\n@@ -1 +1 @@\n-a\n+b\n-- \n2.39.2\n\n";
    let mail = |subject: &str, body: &str| {
        format!(
            "From {hash} Mon Sep 17 00:00:00 2001\nFrom: A <a@b>\nSubject: {subject}\nDate: today\n\ntext\n---\n x.h | 2 +-\n\n{body}"
        )
    };
    let text =
        mail("[PATCH 0/2] cover", "") + &mail("[PATCH 1/2] first of a\n long name", diff) + &mail("second", diff);
    let s = parse(&text);
    let subjects: Vec<_> = s.commits.iter().map(|c| c.subject.as_deref().unwrap_or("")).collect();
    assert_eq!(subjects, ["first of a long name", "second"]);
    assert!(s.commits.iter().all(|c| c.hash.as_deref() == Some(hash)));
    assert_eq!(s.files.iter().map(|f| f.commit).collect::<Vec<_>>(), [0, 1]);
    let encoded = format!("From {hash} Mon Sep 17 00:00:00 2001\nContent-Transfer-Encoding: base64\n\nLS0t\n");
    assert!(error(&encoded).starts_with("x.patch: line 2: the mail is encoded as base64"), "{}", error(&encoded));
}

#[test]
fn a_log_has_its_commits() {
    let s = parse(
        "commit 0123456789\nAuthor: A <a@b>\n\n    klist: grow\n\n    --- a/not\n    +++ b/this\n\n\
         diff --git a/x.h b/x.h\n--- a/x.h\n+++ b/x.h\n@@ -1,0 +2 @@\n+b\n\ncommit 9876543210\n\n    mode\n\n\
         diff --git a/x.h b/x.h\nold mode 100644\nnew mode 100755\n",
    );
    assert_eq!(s.commits.len(), 1);
    assert_eq!(s.commits[0].hash.as_deref(), Some("0123456789"));
    assert_eq!(s.commits[0].subject.as_deref(), Some("klist: grow"));
    assert_eq!(runs(&s.files[0]), [(2, 0, 2, 1)]);
}

#[test]
fn a_second_file_with_a_damaged_hunk_header_is_not_prose() {
    let sound = "--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n";
    let said = error(&format!("{sound}--- y\n+++ y\n@@-1 +1 @@\n-a\n+b\n"));
    assert!(said.starts_with("x.patch: line 8: a hunk header that cannot be read"), "{said}");
    parse(&format!("{sound}--- y\n+++ y\nis prose\n"));
}

#[test]
fn a_commit_that_a_mail_quotes_is_not_its_own() {
    let (own, other) = ("0123456789abcdef0123456789abcdef01234567", "76543210fedcba9876543210fedcba9876543210");
    let diff = "diff --git a/x.h b/x.h\n--- a/x.h\n+++ b/x.h\n@@ -1 +1 @@\n-a\n+b\n";
    for quote in [
        format!("commit {other} upstream.\n\n    quoted\n"),
        format!("commit {other}\n\n    quoted\n"),
        format!("commit {other}\nAuthor: A <a@b>\n\n    quoted\n"),
    ] {
        for head in ["Date: today\n", ""] {
            let s = parse(&format!(
                "From {own} Mon Sep 17 00:00:00 2001\nSubject: [PATCH] dev: add\n{head}\n{quote}\n{diff}"
            ));
            let named: Vec<_> = s.commits.iter().map(|c| (c.hash.as_deref(), c.subject.as_deref())).collect();
            assert_eq!(named, [(Some(own), Some("dev: add"))], "{quote}");
        }
    }
    // Without headers of a mail, a sentence is none of a log either.
    let s = parse(&format!("commit {other} upstream.\n\nprose\n\n{diff}"));
    assert_eq!(s.commits[0].hash, None);
    // Behind the diff of a mail a log may follow.
    let s = parse(&format!(
        "From {own} Mon Sep 17 00:00:00 2001\nSubject: one\n\n{diff}\ncommit {other}\n\n    two\n\n{diff}"
    ));
    assert_eq!(s.commits.iter().filter_map(|c| c.subject.as_deref()).collect::<Vec<_>>(), ["one", "two"]);
}

#[test]
fn paths_are_what_both_sides_have_in_common() {
    let header = |old: &str, new: &str| {
        let s = parse(&format!("--- {old}\n+++ {new}\n@@ -1 +1 @@\n-a\n+b\n"));
        (s.files[0].old.clone().unwrap_or_default(), s.files[0].new.clone().unwrap_or_default())
    };
    let both = |path: &str| (path.to_owned(), path.to_owned());
    assert_eq!(header("a/include/x.h", "b/include/x.h"), both("include/x.h"));
    assert_eq!(header("include/x.h", "include/x.h"), both("include/x.h"));
    assert_eq!(header("/tmp/old/lib/x.h", "/tmp/new/lib/x.h"), both("lib/x.h"));
    assert_eq!(header("linux-6.1/lib/x.h", "linux-6.1-new/./lib/x.h"), both("lib/x.h"));
    assert_eq!(header("lib/x.h.orig", "lib/x.h"), both("lib/x.h"));
    assert_eq!(header("old.h", "new.h"), ("old.h".to_owned(), "new.h".to_owned()));
    assert_eq!(header("\"a/a\\303\\244\\t\\\"b.h\"", "\"b/a\\303\\244\\t\\\"b.h\""), both("aä\t\"b.h"));
}

#[test]
fn new_deleted_renamed_and_copied_files() {
    let s = parse(
        "diff --git a/new.h b/new.h\nnew file mode 100644\nindex 0..1\n--- /dev/null\n+++ b/new.h\n@@ -0,0 +1,2 @@\n+a\n+b\n\
         diff --git gone.h gone.h\ndeleted file mode 100644\n--- gone.h\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n\
         diff --git a/x y.h b/z y.h\nsimilarity index 100%\nrename from x y.h\nrename to z y.h\n\
         diff --git a/c.h b/d.h\nsimilarity index 90%\ncopy from c.h\ncopy to d.h\n--- a/c.h\n+++ b/d.h\n@@ -3 +3 @@\n-a\n+b\n\
         diff --git a/i.png b/i.png\nindex 1..2 100644\nGIT binary patch\nliteral 1\nIcmZQzAAAA\n\nliteral 0\nHcmV?d00001\n\n\
         diff --git a/e b/e\nnew file mode 100644\nindex 0..1\n",
    );
    let expected =
        [(None, Some("new.h")), (Some("gone.h"), None), (Some("x y.h"), Some("z y.h")), (Some("c.h"), Some("d.h"))];
    assert_eq!(paths(&s), expected);
    assert_eq!(runs(&s.files[0]), [(1, 0, 1, 2)]);
    assert_eq!(runs(&s.files[1]), [(1, 2, 1, 0)]);
    assert!(s.files[3].copy && !s.files[2].copy);
}

#[test]
fn what_is_no_sound_patch_is_named_with_its_line() {
    let head = "--- a/x\n+++ b/x\n";
    for (text, expected) in [
        ("", "line 1: holds no unified diff"),
        ("just words\n", "line 1: holds no unified diff"),
        ("*** a/x\n--- b/x\n***************\n*** 1 ****\n! a\n--- 1 ----\n! b\n", "line 1: a context diff"),
        ("diff --cc x.h\nindex 1,2..3\n--- a/x.h\n+++ b/x.h\n@@@ -1,1 -1,1 +1,1 @@@\n", "line 1: a combined diff"),
        (&format!("{head}@@ -1,2 +1,2 @@\n a\n-b\n"), "line 3: the patch ends in a hunk that lacks 0 old and 1 new"),
        (&format!("{head}@@ -1,2 +1,2 @@\n a\n-b\n+c\n+d\n"), "line 7: a line more than the hunk of line 3 has"),
        (&format!("{head}@@ -1 +1 @@\n-b\n-c\n+d\n"), "line 5: a line more"),
        (&format!("{head}@@ -1,2 +1,2 @@\n a\nwrapped\n-b\n+c\n"), "line 5: in a hunk, a line that is neither"),
        (&format!("{head}@@ -1 +1 @@\n-b\n+c\n@@ -x +1 @@\n"), "line 6: a hunk header that cannot be read"),
        (&format!("{head}@@ -5 +5 @@\n-b\n+c\n@@ -5 +9 @@\n-b\n+c\n"), "line 6: a hunk that starts before the end"),
        (&format!("{head}@@ -4294967295,9 +1 @@\n"), "line 3: line numbers of a hunk that no file has"),
        (&format!("{head}@@ -0,1 +1 @@\n-a\n+b\n"), "line 3: line numbers of a hunk that no file has"),
        (&format!("{head}@@ -1 +1 @@\n-b\n+c\n\n@@ -9 +9 @@\n-b\n+c\n"), "line 7: a hunk without a file header"),
        ("--- /dev/null\n+++ /dev/null\n@@ -1 +1 @@\n-b\n+c\n", "line 2: /dev/null on both sides"),
        ("--- \"a/x\n+++ b/x\n@@ -1 +1 @@\n-b\n+c\n", "line 1: a quoted path without its closing quote"),
        ("--- \"a/\\9\"\n+++ b/x\n@@ -1 +1 @@\n-b\n+c\n", "line 1: the unknown escape"),
        ("--- \"a/\\08\"\n+++ b/x\n@@ -1 +1 @@\n-b\n+c\n", "line 1: an octal escape"),
        ("--- \n+++ b/x\n@@ -1 +1 @@\n-b\n+c\n", "line 1: names no file"),
        ("diff --git a/x b/x\n--- a/x\n+++ b/x\n", "line 2: a file header without"),
    ] {
        let message = error(text);
        assert!(message.starts_with(&format!("x.patch: {expected}")), "{text:?}: {message}");
    }
}

#[test]
fn damage_anywhere_is_an_error_or_another_patch_but_no_panic() {
    let text = format!("From {} Mon Sep 17\nSubject: =?UTF-8?q?=C3?=\n\n{PLAIN}", "0".repeat(40)).into_bytes();
    for at in 0..text.len() {
        let _ = Series::parse("x", &text[..at]);
        for byte in [0, b'\n', b'"', b'-', b'+', b'@', b'9', 0xff] {
            let mut changed = text.clone();
            changed[at] = byte;
            let _ = Series::parse("x", &changed);
        }
    }
}

fn meet(s: &Series, path: &str, side: Side, line: u32, first: u32, last: u32) -> Met {
    Index::new(s).walk(path, side, Lines { line: Some(line), first, last, braces: true })
}

#[test]
fn lines_are_followed_through_later_commits() {
    // The first adds line 5, the second puts ten lines in front, the third renames the file and changes line 20.
    let s = parse(
        "commit 1111111\n\n    one\n\n--- a/x.h\n+++ b/x.h\n@@ -4,0 +5 @@\n+\tint added;\n\
         commit 2222222\n\n    two\n\n--- a/x.h\n+++ b/x.h\n@@ -0,0 +1,10 @@\n+1\n+2\n+3\n+4\n+5\n+6\n+7\n+8\n+9\n+10\n\
         commit 3333333\n\n    three\n\ndiff --git a/x.h b/y.h\nrename from x.h\nrename to y.h\n--- a/x.h\n+++ b/y.h\n@@ -20 +20 @@\n-a\n+b\n",
    );
    assert_eq!(s.commits.len(), 3);
    assert_eq!(meet(&s, "y.h", Side::New, 15, 13, 17).line, Some((0, 0)));
    assert_eq!(meet(&s, "y.h", Side::New, 20, 20, 20).line, Some((2, 0)));
    assert_eq!(meet(&s, "y.h", Side::New, 14, 14, 14).line, None);
    assert_eq!(meet(&s, "y.h", Side::New, 14, 13, 17).body, [(0, 0)]);
    // Line 9 of OLD is line 20 when the third commit changes it.
    assert_eq!(meet(&s, "x.h", Side::Old, 9, 9, 9).line, Some((2, 0)));
    assert_eq!(meet(&s, "x.h", Side::Old, 8, 8, 8).line, None);
    // In OLD the member is added between lines 4 and 5.
    assert_eq!(meet(&s, "x.h", Side::Old, 3, 3, 6).body, [(0, 0)]);
    assert!(meet(&s, "x.h", Side::Old, 3, 1, 4).body.is_empty());
    assert!(meet(&s, "z.h", Side::New, 1, 1, 9).files.is_empty());
}

#[test]
fn a_range_that_a_commit_replaces_becomes_what_stood_there() {
    let s = parse(
        "commit 1111111\n\n    one\n\n--- a/x.h\n+++ b/x.h\n@@ -6 +6 @@\n-a\n+b\n\
         commit 2222222\n\n    two\n\n--- a/x.h\n+++ b/x.h\n@@ -5,3 +5,1 @@\n-a\n-b\n-c\n+all\n",
    );
    assert_eq!(meet(&s, "x.h", Side::New, 5, 5, 5).line, Some((1, 0)));
    assert_eq!(meet(&s, "x.h", Side::New, 5, 5, 5).body, [(1, 0), (0, 0)]);
}

#[test]
fn a_closing_brace_belongs_to_the_type() {
    let s = parse("--- a/x.h\n+++ b/x.h\n@@ -9 +9 @@\n-};\n+} __packed;\n");
    assert_eq!(meet(&s, "x.h", Side::New, 5, 5, 8).body, [(0, 0)]);
    assert_eq!(meet(&s, "x.h", Side::Old, 5, 5, 8).body, [(0, 0)]);
    assert!(meet(&s, "x.h", Side::Old, 4, 4, 6).body.is_empty());
}

#[test]
fn renames_of_one_commit_are_no_chain() {
    let s = parse(
        "commit 1111111\n\n    swap\n\ndiff --git a/a.h b/b.h\nrename from a.h\nrename to b.h\n--- a/a.h\n+++ b/b.h\n@@ -1 +1 @@\n-a\n+b\n\
         diff --git a/b.h b/a.h\nrename from b.h\nrename to a.h\n--- a/b.h\n+++ b/a.h\n@@ -2 +2 @@\n-a\n+b\n",
    );
    assert_eq!(meet(&s, "b.h", Side::New, 1, 1, 1).line, Some((0, 0)));
    assert_eq!(meet(&s, "b.h", Side::New, 2, 2, 2).line, None);
    assert_eq!(meet(&s, "a.h", Side::New, 2, 2, 2).line, Some((1, 0)));
}

#[test]
fn the_same_file_twice_is_two_steps() {
    let one = "--- a/x.h\n+++ b/x.h\n@@ -1,0 +2 @@\n+b\n";
    let s = parse(&one.repeat(2));
    assert_eq!(s.commits.len(), 2);
    assert_eq!(meet(&s, "x.h", Side::New, 2, 2, 2).line, Some((1, 0)));
    assert_eq!(meet(&s, "x.h", Side::New, 3, 3, 3).line, Some((0, 0)));
}

#[test]
fn a_compilers_path_means_the_longest_common_end() {
    let one = |path: &str| format!("--- a/{path}\n+++ b/{path}\n@@ -1 +1 @@\n-a\n+b\n");
    let text: String =
        ["include/linux/klist.h", "tools/include/linux/klist.h", "lib/klist.c", "sub/lib/util.h"].map(one).concat();
    let s = parse(&text);
    let index = Index::new(&s);
    let find = |recorded: &str| -> Vec<(&str, bool)> {
        index.find(recorded, Side::New).into_iter().map(|m| (m.path, m.sure)).collect()
    };
    assert_eq!(find("./include/linux/klist.h"), [("include/linux/klist.h", true)]);
    assert_eq!(find("/build/linux-6.1/include/linux/klist.h"), [("include/linux/klist.h", true)]);
    assert_eq!(find("/build/tools/include/linux/../linux/klist.h"), [("tools/include/linux/klist.h", true)]);
    assert_eq!(find("../lib/klist.c"), [("lib/klist.c", true)]);
    assert_eq!(find("klist.c"), [("lib/klist.c", false)]);
    assert_eq!(find("/other/src/klist.c"), []);
    assert_eq!(find("/build/x/lib/util.h"), [("sub/lib/util.h", false)]);
    assert_eq!(find(""), []);
}

#[test]
fn folders_are_read_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    let one = |name: &str| format!("Subject: {name}\n\n--- a/x.h\n+++ b/x.h\n@@ -1,0 +2 @@\n+b\n");
    let read = || Series::read(&[folder.path().to_owned()]);
    assert!(read().expect_err("nothing in it").to_string().contains("holds neither `series` nor"));
    write("0002-b.patch", &one("second"));
    write("0001-a.patch", &one("first"));
    write("readme", "no patch");
    let subjects = |s: Series| -> Vec<String> { s.commits.into_iter().filter_map(|c| c.subject).collect() };
    assert_eq!(subjects(read().expect("a series")), ["first", "second"]);
    write("series", "# of quilt\n0002-b.patch -p1\n0001-a.patch # last\n");
    assert_eq!(subjects(read().expect("a series")), ["second", "first"]);
    write("series", "gone.patch\n");
    assert!(read().expect_err("a missing patch").to_string().contains("gone.patch"));
}

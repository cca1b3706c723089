//! Debug files from the servers of elfutils' debuginfod: its cache is looked into, then its own client is run, which knows the
//! servers, keeps the cache, and says where it has put a file. Only where `DEBUGINFOD_URLS` names servers.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Read};
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use abilens::ground::files::{BuildId, DebugServer, Served};
use abilens::read::input::DebugIndex;

use crate::child::{self, Ended, Ran};

/// The client of elfutils.
const CLIENT: &str = "debuginfod-find";
/// The longest that one file may take, where `DEBUGINFOD_MAXTIME` says nothing: a gigabyte at 14 Mbit/s.
const MOST_SECONDS: u64 = 600;
/// A query that fails after this long is the last one: a server that is not reached is not reached for the next file, either.
const PATIENCE: Duration = Duration::from_secs(15);
/// The most of its output that is kept: a path.
const MOST_OUTPUT: u64 = 1 << 16;
/// The most of a complaint that is told.
const MOST_TOLD: usize = 200;
/// What the client says of a build id that no server knows.
const UNKNOWN: &str = "No such file or directory";

/// An index of debug files that asks the servers of the environment, if it is `wanted` and there are any.
pub(crate) fn index(wanted: bool) -> DebugIndex {
    let named =
        std::env::var_os("DEBUGINFOD_URLS").is_some_and(|urls| !urls.as_encoded_bytes().trim_ascii().is_empty());
    if wanted && named { DebugIndex::with_server(Arc::new(Client::of_environment())) } else { DebugIndex::default() }
}

/// The client, and what it answered so far. A build id is asked for once, however many objects have it.
#[derive(Debug)]
struct Client {
    program: OsString,
    /// Where the client keeps what it fetched, as `BUILDID/debuginfo`.
    cache: PathBuf,
    /// The longest that the client lets one file take.
    most: Duration,
    /// What it is given beyond that before it is ended.
    grace: Duration,
    answers: Mutex<BTreeMap<BuildId, Arc<OnceLock<Served>>>>,
    /// Why nothing is asked any more.
    given_up: Mutex<Option<String>>,
}

impl Client {
    fn of_environment() -> Self {
        let seconds = std::env::var("DEBUGINFOD_MAXTIME").ok().and_then(|text| text.trim().parse().ok());
        let seconds = seconds.filter(|&seconds: &u64| seconds > 0).unwrap_or(MOST_SECONDS);
        Self {
            program: CLIENT.into(),
            cache: cache(|name| std::env::var_os(name), Path::is_dir),
            most: Duration::from_secs(seconds),
            grace: Duration::from_secs(5),
            answers: Mutex::default(),
            given_up: Mutex::default(),
        }
    }

    /// Runs the client for one build id.
    fn ask(&self, id: &BuildId) -> Served {
        let known = self.given_up.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(why) = known {
            return Served::Missing(why);
        }
        let began = Instant::now();
        let give_up = |why: String| {
            *self.given_up.lock().unwrap_or_else(PoisonError::into_inner) = Some(why.clone());
            Served::Missing(why)
        };
        let ran = match self.run(id) {
            Ok(ran) => ran,
            Err(e) => {
                let package = if e.kind() == ErrorKind::NotFound { "; Debian's package debuginfod has it" } else { "" };
                return give_up(format!("{CLIENT} cannot be run ({e}{package})"));
            }
        };
        let Ended::Exited(status) = ran.ended else {
            let seconds = self.most.as_secs();
            return give_up(format!("{CLIENT} did not end within {seconds} s, so no more is asked"));
        };
        let path = PathBuf::from(OsString::from_vec(ran.taken.trim_ascii_end().to_vec()));
        if status.success() && path.is_absolute() {
            return Served::File(path);
        }
        let said = String::from_utf8_lossy(&ran.complaints);
        let said: String =
            said.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or_default().chars().take(MOST_TOLD).collect();
        let said = if said.is_empty() { status.to_string() } else { said };
        let why = format!("{CLIENT} has none by its build id ({})", said.trim());
        if began.elapsed() > PATIENCE && !said.contains(UNKNOWN) { give_up(why) } else { Served::Missing(why) }
    }

    /// Without a shell, without input, in the root folder: a word that is the name of a file there would be looked into.
    fn run(&self, id: &BuildId) -> std::io::Result<Ran<Vec<u8>>> {
        let mut command = Command::new(&self.program);
        command.args(["debuginfo", id.as_str()]).current_dir("/").env("LC_ALL", "C");
        command.env("DEBUGINFOD_CACHE_PATH", std::path::absolute(&self.cache)?);
        command.env("DEBUGINFOD_MAXTIME", self.most.as_secs().to_string());
        // What it would print for people to watch.
        command.env_remove("DEBUGINFOD_PROGRESS").env_remove("DEBUGINFOD_VERBOSE");
        let longest = self.most.saturating_add(self.grace);
        child::run(
            &mut command,
            longest,
            u64::MAX,
            |_| (),
            |out| {
                let mut path = Vec::new();
                // What cannot be read is no path.
                let _ = out.take(MOST_OUTPUT).read_to_end(&mut path);
                path
            },
        )
    }
}

impl DebugServer for Client {
    fn debug_file(&self, id: &BuildId) -> Served {
        let kept = self.cache.join(id.as_str()).join("debuginfo");
        // The client remembers by an empty file that there is none.
        if std::fs::metadata(&kept).is_ok_and(|file| file.is_file() && file.len() > 0) {
            return Served::File(kept);
        }
        let answer = {
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(answers.entry(id.clone()).or_default())
        };
        answer.get_or_init(|| self.ask(id)).clone()
    }
}

/// Where the client keeps its files (`debuginfod_find_debuginfo(3)`): the folder that the environment names; the one of older
/// versions in the home folder, where that exists; else one in the user's folder of caches.
fn cache(variable: impl Fn(&str) -> Option<OsString>, is_folder: impl Fn(&Path) -> bool) -> PathBuf {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(path) = set("DEBUGINFOD_CACHE_PATH") {
        return path.into();
    }
    let home = set("HOME").unwrap_or_else(|| OsStr::new("/").to_owned());
    let older = Path::new(&home).join(".debuginfod_client_cache");
    if is_folder(&older) {
        return older;
    }
    let caches = set("XDG_CACHE_HOME").map_or_else(|| Path::new(&home).join(".cache"), PathBuf::from);
    caches.join("debuginfod_client")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_lies_where_the_client_keeps_it() {
        let at = |set: &'static [(&'static str, &'static str)], older: bool| {
            let variable = |name: &str| set.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(value));
            cache(variable, |_| older).display().to_string()
        };
        assert_eq!(at(&[("HOME", "/h")], false), "/h/.cache/debuginfod_client");
        assert_eq!(at(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/x")], false), "/x/debuginfod_client");
        assert_eq!(at(&[("HOME", "/h"), ("XDG_CACHE_HOME", "/x")], true), "/h/.debuginfod_client_cache");
        assert_eq!(at(&[("HOME", "/h"), ("DEBUGINFOD_CACHE_PATH", "/d")], true), "/d");
        assert_eq!(at(&[("XDG_CACHE_HOME", ""), ("DEBUGINFOD_CACHE_PATH", "")], false), "/.cache/debuginfod_client");
    }

    #[test]
    fn a_client_that_does_not_end_is_ended_and_not_asked_again() {
        // It prints without end.
        let client = Client {
            program: "yes".into(),
            cache: std::env::temp_dir().join("abilens-nothing-here"),
            most: Duration::from_secs(1),
            grace: Duration::ZERO,
            answers: Mutex::default(),
            given_up: Mutex::default(),
        };
        let id = |bytes: &[u8]| BuildId::new(bytes).expect("a build id");
        let told = Served::Missing("debuginfod-find did not end within 1 s, so no more is asked".to_owned());
        assert_eq!(client.debug_file(&id(&[1, 2, 3])), told);
        let began = Instant::now();
        assert_eq!(client.debug_file(&id(&[4, 5, 6])), told);
        assert!(began.elapsed() < Duration::from_secs(1));
    }
}

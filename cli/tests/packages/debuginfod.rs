//! Debug files by build id from a server of debuginfod, on this machine: its own client asks for them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::lab::Lab;

/// A server that has some files by their build ids, and remembers what it was asked for.
struct Server {
    http: Arc<tiny_http::Server>,
    asked: Arc<Mutex<Vec<String>>>,
    /// How many questions were answered at a time.
    batches: Arc<Mutex<Vec<usize>>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn new(files: &[(&str, Vec<u8>)]) -> Self {
        Self::answering(files, 1)
    }

    /// One that waits a while for so many questions before it answers any.
    fn answering(files: &[(&str, Vec<u8>)], together: usize) -> Self {
        let http = Arc::new(tiny_http::Server::http("127.0.0.1:0").expect("a port"));
        let (asked, batches) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
        let files: BTreeMap<String, Vec<u8>> =
            files.iter().map(|(id, bytes)| (format!("/buildid/{id}/debuginfo"), bytes.clone())).collect();
        let (listening, seen, counted) = (Arc::clone(&http), Arc::clone(&asked), Arc::clone(&batches));
        let thread = std::thread::spawn(move || {
            while let Ok(first) = listening.recv() {
                let mut batch = vec![first];
                while batch.len() < together
                    && let Ok(Some(more)) = listening.recv_timeout(Duration::from_secs(60))
                {
                    batch.push(more);
                }
                counted.lock().expect("a list").push(batch.len());
                for request in batch {
                    seen.lock().expect("a list").push(request.url().to_owned());
                    let answer = match files.get(request.url()) {
                        Some(bytes) => tiny_http::Response::from_data(bytes.clone()),
                        None => tiny_http::Response::from_data(Vec::new()).with_status_code(404),
                    };
                    let _ = request.respond(answer);
                }
            }
        });
        Self { http, asked, batches, thread: Some(thread) }
    }

    /// What the client is told: who the server is, where it keeps files.
    fn environment(&self, lab: &Lab) -> Vec<(&'static str, String)> {
        let port = self.http.server_addr().to_ip().expect("an address").port();
        let cache = lab.path("cache").display().to_string();
        vec![("DEBUGINFOD_URLS", format!("http://127.0.0.1:{port}/")), ("DEBUGINFOD_CACHE_PATH", cache)]
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().expect("a list"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.http.unblock();
        self.thread.take().map(JoinHandle::join);
    }
}

/// Exit code, and all that is printed.
fn told(lab: &Lab, line: &str, environment: &[(&'static str, String)]) -> (Option<i32>, String) {
    let client = std::process::Command::new("debuginfod-find").arg("--version").output();
    assert!(client.is_ok(), "debuginfod-find: apt-get install debuginfod, or cargo xtask test installs it");
    let out = lab.abilens_with(line, environment);
    (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr))
}

fn debug_file(lab: &Lab, side: &str, id: &str) -> Vec<u8> {
    let place = format!("{side}-dbg/usr/lib/debug/.build-id/{}/{}.debug", &id[..2], &id[2..]);
    std::fs::read(lab.path(&place)).expect("a debug file")
}

#[test]
fn what_lies_nowhere_comes_from_a_server_and_then_from_the_cache() {
    let lab = Lab::new();
    let expected = lab.report("");
    let ids = ["0123456789", "9876543210"];
    let server = Server::new(&[(ids[0], debug_file(&lab, "old", ids[0])), (ids[1], debug_file(&lab, "new", ids[1]))]);
    let environment = server.environment(&lab);
    lab.debian("xz");
    let named = |text: &str| text.replace("\"old.deb\"", "\"old\"").replace("\"new.deb\"", "\"new\"");
    // Whoever has the files asks nobody; nor does who does not want to, or looks at symbols alone.
    let given = told(&lab, "diff old new --old-debug-dir old-dbg --new-debug-dir new-dbg --format json", &environment);
    assert_eq!(given, (Some(1), expected.clone()));
    let (code, text) = told(&lab, "diff old new --no-debuginfod", &environment);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("found: only its symbols") && !text.contains("debuginfod"), "{text}");
    assert_eq!(told(&lab, "diff old new --source symbols", &environment).0, Some(0));
    assert_eq!(server.asked(), Vec::<String>::new());

    let (code, text) = told(&lab, "diff old.deb new.deb --format json", &environment);
    assert_eq!((code, named(&text)), (Some(1), expected.clone()));
    let mut asked = server.asked();
    asked.sort();
    assert_eq!(asked, ids.map(|id| format!("/buildid/{id}/debuginfo")));
    // The client has kept them.
    drop(server);
    assert_eq!(told(&lab, "diff old new --format json", &environment), (Some(1), expected));
    // libabigail's command line asks as that tool does.
    let (code, text) = told(&lab, "abipkgdiff old.deb new.deb", &environment);
    assert_eq!(code, Some(12), "{text}");
    // Where no servers are named, nothing is looked into.
    let nobody = [("DEBUGINFOD_URLS", " ".to_owned()), environment[1].clone()];
    assert_eq!(told(&lab, "diff old new", &nobody).0, Some(2));
}

#[test]
fn what_no_server_has_is_lost_and_told_of() {
    let lab = Lab::new();
    // The bytes of a note are no path, no option and no command.
    let note = b"-v;$(id) ../../../etc/passwd\n";
    let hex: String = note.iter().map(|byte| format!("{byte:02x}")).collect();
    lab.run(&format!("gcc -shared -fPIC -Wl,--build-id=0x{hex} -Wl,-soname,libbox.so.1 -o hostile.so box.c"));
    // What a server has under this id belongs to another build.
    let server = Server::new(&[("9876543210", debug_file(&lab, "old", "0123456789"))]);
    let environment = server.environment(&lab);
    let (code, text) = told(&lab, "diff hostile.so hostile.so --width 1000", &environment);
    assert_eq!(code, Some(2), "{text}");
    let why = "no debug information found, and debuginfod-find has none by its build id (";
    assert!(text.contains(why) && text.contains("No such file or directory): only its symbols"), "{text}");
    assert_eq!(server.asked(), [format!("/buildid/{hex}/debuginfo")], "both sides ask once, for digits");
    let (code, text) = told(&lab, "diff new new --width 1000", &environment);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("has build id 0123456789, the object 9876543210; it is not used"), "{text}");
    assert!(text.contains("the file that a server has by its build id is of no use"), "{text}");
    // Nobody is at home.
    drop(server);
    let (code, text) = told(&lab, "diff old old --width 1000", &environment);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains(why) && text.contains("onnection refused"), "{text}");
}

#[test]
fn the_supplementary_file_of_dwz_comes_from_a_server() {
    let lab = Lab::empty();
    let types: String = (0..40).map(|i| format!("struct s{i} {{ int a{i}; struct s{i} *b{i}; }} v{i};\n")).collect();
    for name in ["a", "b"] {
        lab.write(&format!("{name}.c"), &types);
        lab.run(&format!("gcc -gdwarf-4 -shared -fPIC -Wl,--build-id -o {name}.so {name}.c"));
    }
    lab.run("cp a.so whole.so");
    lab.run("dwz -M /usr/lib/debug/.dwz/nowhere/common.debug -m common.debug a.so b.so");
    lab.run("objcopy --only-keep-debug a.so a.debug");
    lab.run("strip -g a.so");
    let id = |name: &str| -> String {
        let said = String::from_utf8(lab.run(&format!("readelf -n {name}")).stdout).expect("text");
        said.split("Build ID: ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a build id").to_owned()
    };
    let bytes = |name: &str| std::fs::read(lab.path(name)).expect("a file");
    let (own, common) = (id("a.so"), id("common.debug"));
    let server = Server::new(&[(&own, bytes("a.debug")), (&common, bytes("common.debug"))]);
    let (code, text) = told(&lab, "diff whole.so a.so", &server.environment(&lab));
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(server.asked(), [own.clone(), common].map(|id| format!("/buildid/{id}/debuginfo")));
    drop(server);
    let server = Server::new(&[(&own, bytes("a.debug"))]);
    lab.run("rm -r cache");
    let (code, text) = told(&lab, "diff whole.so a.so --width 1000", &server.environment(&lab));
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("and it is not found; debuginfod-find has none by its build id ("), "{text}");
}

#[test]
fn several_files_are_asked_for_at_a_time() {
    const COUNT: usize = 8;
    let lab = Lab::empty();
    lab.write("box.c", "struct box { int width; } box;\n");
    let ids: Vec<String> = (0..COUNT).map(|i| format!("01234567{i:02}")).collect();
    let mut files = Vec::new();
    for id in &ids {
        lab.write("d/README", "");
        lab.run(&format!("gcc -g -shared -fPIC -Wl,--build-id=0x{id} -o d/{id}.so box.c"));
        lab.run(&format!("objcopy --only-keep-debug d/{id}.so {id}.debug"));
        lab.run(&format!("strip -g d/{id}.so"));
        files.push((id.as_str(), std::fs::read(lab.path(&format!("{id}.debug"))).expect("a debug file")));
    }
    let server = Server::answering(&files, COUNT / 2);
    // However few threads compute.
    let (code, text) = told(&lab, "diff d d --threads 1", &server.environment(&lab));
    assert_eq!(code, Some(0), "{text}");
    assert_eq!(*server.batches.lock().expect("a list"), [COUNT / 2, COUNT / 2]);
    let mut asked = server.asked();
    asked.sort();
    assert_eq!(asked, ids.iter().map(|id| format!("/buildid/{id}/debuginfo")).collect::<Vec<_>>(), "each once");
    // What lies in a place that was named is not asked for; what is not known anywhere is told of, for each object.
    drop(server);
    lab.run("rm -r cache");
    lab.run("mkdir dbg");
    lab.run(&format!("cp {0}.debug dbg/{0}.so.debug", ids[0]));
    let server = Server::new(&files[1..2]);
    let (code, text) = told(&lab, "diff d d --debug-dir dbg --width 1000", &server.environment(&lab));
    assert_eq!(code, Some(2), "{text}");
    let mut asked = server.asked();
    asked.sort();
    assert_eq!(asked, ids[1..].iter().map(|id| format!("/buildid/{id}/debuginfo")).collect::<Vec<_>>());
    for (i, id) in ids.iter().enumerate() {
        assert_eq!(text.contains(&format!("  incomplete  {id}.so: ")), i > 1, "{id}: {text}");
    }
}

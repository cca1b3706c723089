//! A server on this machine that stands for a forge: archives of releases, and of GitLab's API the notes of a merge request.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, anyhow};
use serde_json::{Value, json};
use tiny_http::{Header, Method, Request, Response, Server};

/// The only token that the API takes.
pub(super) const TOKEN: &str = "glpat-of-the-test";
/// Who it belongs to.
const ME: u64 = 11;

/// Notes by id: author and text.
type Notes = BTreeMap<u64, (u64, String)>;

/// The server; it ends with the process.
pub(super) struct Forge {
    /// `http://127.0.0.1:PORT`.
    pub(super) address: String,
    /// What was written.
    pub(super) notes: Arc<Mutex<Notes>>,
    /// What was asked: method and path.
    pub(super) asked: Arc<Mutex<Vec<String>>>,
}

impl Forge {
    /// Serves files of a folder below `/releases/`, and the API below `/api/v4`.
    pub(super) fn start(releases: PathBuf) -> Result<Self> {
        let server = Server::http("127.0.0.1:0").map_err(|e| anyhow!("a server: {e}"))?;
        let port = server.server_addr().to_ip().map(|a| a.port()).unwrap_or_default();
        let (notes, asked) = (Arc::new(Mutex::new(Notes::new())), Arc::new(Mutex::new(Vec::new())));
        let (of_server, log) = (Arc::clone(&notes), Arc::clone(&asked));
        std::thread::spawn(move || {
            for mut request in server.incoming_requests() {
                let line = format!("{} {}", request.method(), request.url());
                log.lock().unwrap_or_else(PoisonError::into_inner).push(line);
                let (code, bytes) = match request.url().strip_prefix("/releases/").map(str::to_owned) {
                    Some(file) => std::fs::read(releases.join(file)).map_or((404, Vec::new()), |bytes| (200, bytes)),
                    None => {
                        let (code, value) = api(&mut request, &of_server);
                        (code, value.to_string().into_bytes())
                    }
                };
                // Who went away gets no answer.
                let _ = request.respond(Response::from_data(bytes).with_status_code(code));
            }
        });
        Ok(Self { address: format!("http://127.0.0.1:{port}"), notes, asked })
    }
}

/// GitLab's answer.
fn api(request: &mut Request, notes: &Mutex<Notes>) -> (u16, Value) {
    let is_token = |h: &Header| h.field.equiv("PRIVATE-TOKEN") && h.value.as_str() == TOKEN;
    if !request.headers().iter().any(is_token) {
        return (401, json!({"message": "401 Unauthorized"}));
    }
    let url = request.url().to_owned();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    if path == "/api/v4/user" {
        return (200, json!({"id": ME}));
    }
    let Some(rest) = path.strip_prefix("/api/v4/projects/3/merge_requests/7/notes") else {
        return (404, json!({"message": "404 Not Found"}));
    };
    let mut body = String::new();
    if request.as_reader().read_to_string(&mut body).is_err() {
        return (400, json!({"message": "400 Bad request"}));
    }
    let body =
        form_urlencoded::parse(body.as_bytes()).find(|(name, _)| name == "body").map(|(_, text)| text.into_owned());
    let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
    match (request.method(), rest.strip_prefix('/').and_then(|id| id.parse::<u64>().ok()), body) {
        (Method::Get, None, None) => {
            let page = query.split('&').find_map(|p| p.strip_prefix("page=")?.parse::<usize>().ok()).unwrap_or(1);
            let of_page = notes.iter().skip((page - 1) * 100).take(100);
            (
                200,
                of_page.map(|(id, (author, body))| json!({"id": id, "author": {"id": author}, "body": body})).collect(),
            )
        }
        (Method::Post, None, Some(text)) => {
            let id = notes.keys().max().copied().unwrap_or(100) + 1;
            notes.insert(id, (ME, text));
            (201, json!({"id": id}))
        }
        (Method::Put, Some(id), Some(text)) => match notes.get_mut(&id) {
            Some((ME, there)) => {
                *there = text;
                (200, json!({"id": id}))
            }
            Some(_) => (403, json!({"message": "403 Forbidden"})),
            None => (404, json!({"message": "404 Not found"})),
        },
        _ => (400, json!({"message": "400 Bad request"})),
    }
}

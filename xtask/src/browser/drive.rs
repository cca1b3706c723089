//! Opens each page in Chromium and does what a reader does.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail, ensure};
use headless_chrome::protocol::cdp::{Emulation, Page, types::Event};
use headless_chrome::{Browser, LaunchOptions, Tab};
use serde_json::Value;

use super::pages;
use crate::shell;

/// Bytes that the page of the largest report may take.
const LARGEST: u64 = 3_000_000;
/// A phone, held upright.
const NARROW: (u32, u32) = (360, 720);
const WIDE: (u32, u32) = (1280, 900);

/// See the table of tasks.
pub(crate) fn browser(arguments: &[String]) -> Result<()> {
    let pictures = match arguments {
        [] => false,
        [one] if one == "--screenshots" => true,
        _ => bail!("expected [--screenshots]"),
    };
    let folder = tempfile::tempdir()?;
    let demo = pages::demo(folder.path())?;
    let module = pages::module(folder.path())?;
    if pictures {
        return screenshots(&demo, &module);
    }
    let hostile = pages::hostile(folder.path())?;
    let many = pages::many(folder.path())?;
    let tests: &[(&str, &dyn Fn() -> Result<()>)] = &[
        ("a comparison opens, is searched and followed", &|| comparison(&demo)),
        ("links lead to a finding", &|| links(&demo)),
        ("keys move through the list", &|| keys(&demo)),
        ("dark, narrow and printed", &|| looks(&demo)),
        ("without scripts the text is there", &|| without_scripts(&demo)),
        ("changed CRCs are explained", &|| explanation(&module)),
        ("hostile names stay text", &|| inert(&hostile)),
        ("10,000 findings and 25,000 exports", &|| large(&many)),
    ];
    let mut failed = 0;
    for (name, test) in tests {
        match test() {
            Ok(()) => println!("ok      {name}"),
            Err(error) => {
                failed += 1;
                println!("FAILED  {name}: {error:#}");
            }
        }
    }
    ensure!(failed == 0, "{failed} of {} tests in the browser failed", tests.len());
    Ok(())
}

/// A page in a browser of its own, and what it complained about.
struct Opened {
    tab: Arc<Tab>,
    complaints: Arc<Mutex<Vec<String>>>,
    // Closes the browser when it goes.
    _browser: Browser,
}

impl Opened {
    /// An empty tab.
    fn blank() -> Result<Self> {
        let quiet = [
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        let options = LaunchOptions {
            path: Some(PathBuf::from("/usr/bin/chromium")),
            sandbox: !shell::is_root(),
            window_size: Some(WIDE),
            args: quiet.iter().map(OsStr::new).collect(),
            ..LaunchOptions::default()
        };
        let browser = Browser::new(options).context("starting chromium")?;
        let tab = browser.new_tab()?;
        let complaints = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&complaints);
        tab.enable_log()?;
        tab.enable_runtime()?;
        tab.add_event_listener(Arc::new(move |event: &Event| {
            let text = match event {
                Event::LogEntryAdded(entry) => entry.params.entry.text.clone(),
                Event::RuntimeExceptionThrown(thrown) => thrown.params.exception_details.text.clone(),
                Event::RuntimeConsoleAPICalled(called) => format!("{:?}", called.params.Type),
                _ => return,
            };
            kept.lock().expect("no test panics while it holds this").push(text);
        }))?;
        let opened = Self { tab, complaints, _browser: browser };
        opened.size(WIDE)?;
        Ok(opened)
    }

    /// A page, once its script has shown it.
    fn page(page: &Path, hash: &str) -> Result<Self> {
        let opened = Self::blank()?;
        opened.go(page, hash)?;
        opened.tab.wait_for_element("html[data-ready]").context("the script did not show the page")?;
        Ok(opened)
    }

    fn go(&self, page: &Path, hash: &str) -> Result<()> {
        self.tab.navigate_to(&format!("file://{}{hash}", page.display()))?.wait_until_navigated()?;
        Ok(())
    }

    fn size(&self, (width, height): (u32, u32)) -> Result<()> {
        self.tab.call_method(Emulation::SetDeviceMetricsOverride {
            width,
            height,
            device_scale_factor: 1.0,
            mobile: false,
            scale: None,
            screen_width: None,
            screen_height: None,
            position_x: None,
            position_y: None,
            dont_set_visible_size: None,
            screen_orientation: None,
            viewport: None,
            display_feature: None,
            device_posture: None,
        })?;
        Ok(())
    }

    fn media(&self, kind: &str, scheme: &str) -> Result<()> {
        let scheme = Emulation::MediaFeature { name: "prefers-color-scheme".to_owned(), value: scheme.to_owned() };
        self.tab
            .call_method(Emulation::SetEmulatedMedia { media: Some(kind.to_owned()), features: Some(vec![scheme]) })?;
        Ok(())
    }

    /// The value of an expression.
    fn ask(&self, expression: &str) -> Result<Value> {
        let answer = self.tab.evaluate(expression, true).with_context(|| expression.to_owned())?;
        Ok(answer.value.unwrap_or(Value::Null))
    }

    /// Waits two frames, in which lists draw what is seen, and then expects an expression to hold.
    fn expect(&self, expression: &str) -> Result<()> {
        self.ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")?;
        ensure!(self.ask(expression)? == Value::Bool(true), "not so: {expression}");
        Ok(())
    }

    /// Expects an element to hold this text.
    fn says(&self, selector: &str, text: &str) -> Result<()> {
        self.expect("true")?;
        let found = self.ask(&format!("document.querySelector({selector:?})?.textContent"))?;
        ensure!(found == Value::String(text.to_owned()), "{selector} says {found} instead of {text}");
        Ok(())
    }

    /// Types into the search, from the start.
    fn search(&self, text: &str) -> Result<()> {
        self.ask("document.querySelector('#search').value = ''; document.querySelector('#search').focus(); true")?;
        self.tab.type_str(text)?;
        Ok(())
    }

    /// Nothing was refused or thrown, and nothing spoke on the console.
    fn quiet(&self) -> Result<()> {
        let complaints = self.complaints.lock().expect("no listener panics");
        ensure!(complaints.is_empty(), "the console says: {}", complaints.join("; "));
        Ok(())
    }
}

fn comparison(page: &Path) -> Result<()> {
    let page = Opened::page(page, "")?;
    page.expect("document.querySelector('.verdict').textContent === 'breaking'")?;
    page.expect("document.querySelectorAll('#list .row').length === 3")?;
    page.expect("document.querySelectorAll('.map button').length === 3")?;
    page.expect("document.querySelector('#detail h2').textContent === 'struct http_timeouts'")?;
    page.expect("document.querySelectorAll('#detail svg path.strip-join').length === 1")?;
    page.expect("document.querySelector('#plain').style.display === 'none'")?;
    page.search("rule:symbol-added")?;
    page.expect("document.querySelectorAll('#list .row').length === 1")?;
    page.search("--only compatible")?;
    page.expect("document.querySelector('#list .row .name').textContent === 'added exports'")?;
    page.search("nothing has this name")?;
    page.expect("!document.querySelector('#nothing').hidden")?;
    page.tab.press_key("Escape")?;
    page.expect("document.querySelectorAll('#list .row').length === 3")?;
    page.tab.wait_for_element(".chips button.breaking")?.click()?;
    page.expect("document.querySelectorAll('#list .row').length === 1")?;
    page.tab.wait_for_element("#tab-exports")?.click()?;
    page.expect("document.querySelector('#tab-exports').ariaSelected === 'true'")?;
    page.quiet()
}

fn links(path: &Path) -> Result<()> {
    let page = Opened::page(path, "")?;
    let id = page.ask("[...document.querySelectorAll('.finding')].map((one) => one.id)[0]")?;
    let id = id.as_str().context("a finding has no id")?;
    page.tab.wait_for_element(".map button:last-child")?.click()?;
    page.expect("document.querySelector('#detail h2').textContent !== 'struct http_timeouts'")?;
    let again = Opened::page(path, &format!("#{id}"))?;
    again.expect("document.querySelector('#detail h2').textContent === 'struct http_timeouts'")?;
    let export = Opened::page(path, "#export=http_set_timeouts")?;
    export.expect("document.querySelector('#detail h2').textContent === 'http_set_timeouts'")?;
    export.expect("document.querySelector('#detail a').textContent === 'struct http_timeouts'")?;
    let unknown = Opened::page(path, "#v2-0000000000000000")?;
    unknown.expect("document.querySelector('#detail').textContent === 'Nothing here has that name.'")?;
    page.quiet().and_then(|()| again.quiet()).and_then(|()| export.quiet()).and_then(|()| unknown.quiet())
}

fn keys(path: &Path) -> Result<()> {
    let page = Opened::page(path, "")?;
    let first = page.ask("document.querySelector('#detail h2').textContent")?;
    page.tab.press_key("j")?;
    page.expect(&format!("document.querySelector('#detail h2').textContent !== {first}"))?;
    page.tab.press_key("k")?;
    page.expect(&format!("document.querySelector('#detail h2').textContent === {first}"))?;
    page.tab.press_key("/")?;
    page.expect("document.activeElement.id === 'search'")?;
    page.tab.type_str("removed")?;
    page.tab.press_key("Enter")?;
    page.expect("document.querySelector('#detail h2').textContent === 'removed exports'")?;
    page.tab.press_key("Escape")?;
    page.tab.press_key("2")?;
    page.expect("document.querySelector('#tab-exports').ariaSelected === 'true'")?;
    page.tab.press_key("?")?;
    page.expect("document.querySelector('dialog').open")?;
    page.quiet()
}

fn looks(path: &Path) -> Result<()> {
    const GROUND: &str = "getComputedStyle(document.body).backgroundColor";
    let page = Opened::page(path, "")?;
    page.media("screen", "light")?;
    page.expect(&format!("{GROUND} === 'rgb(255, 255, 255)'"))?;
    page.media("screen", "dark")?;
    page.expect(&format!("{GROUND} === 'rgb(20, 23, 28)'"))?;
    page.size(NARROW)?;
    page.expect("document.documentElement.scrollWidth <= innerWidth")?;
    page.expect("document.querySelector('.side').getBoundingClientRect().width > 300")?;
    page.media("print", "light")?;
    page.expect("getComputedStyle(document.querySelector('#app')).display === 'none'")?;
    page.expect("getComputedStyle(document.querySelector('#plain')).display === 'block'")?;
    page.quiet()
}

fn without_scripts(path: &Path) -> Result<()> {
    let page = Opened::blank()?;
    page.tab.call_method(Emulation::SetScriptExecutionDisabled { value: true })?;
    page.go(path, "")?;
    page.tab.wait_for_element("#plain pre")?;
    let text = page.tab.wait_for_element("body")?.get_inner_text()?;
    for part in ["Scripts are off", "struct http_timeouts", "member-added-inside", "breaking"] {
        ensure!(text.contains(part), "without scripts the page does not say {part}");
    }
    page.quiet()
}

fn explanation(path: &Path) -> Result<()> {
    let page = Opened::page(path, "")?;
    page.expect("document.querySelector('.verdict').textContent === '1 CRC changed'")?;
    page.says("#detail h2", "struct part")?;
    // One cause makes no curve.
    page.expect("!document.querySelector('.curve')")?;
    page.expect("document.querySelectorAll('#detail .chain li').length > 1")?;
    page.tab.press_key("2")?;
    page.tab.wait_for_element("#list .row")?.click()?;
    page.expect("document.querySelector('#detail').textContent.includes('0x00000001 \u{2192} 0x00000101')")?;
    page.quiet()
}

/// Whatever is opened, no markup of the input becomes an element, and nothing of it runs.
fn inert(path: &Path) -> Result<()> {
    let page = Opened::page(path, "")?;
    page.tab.press_key("2")?;
    page.tab.wait_for_element("#list .row")?.click()?;
    page.expect("document.querySelector('#list').textContent.includes('<img src=x onerror=window.hacked=3>')")?;
    page.expect("document.querySelectorAll('img, iframe, object, embed, link').length === 0")?;
    page.tab.press_key("1")?;
    page.tab.wait_for_element("#list .row")?.click()?;
    page.expect("document.querySelector('#detail').textContent.includes('<img src=x onerror=window.hacked=1>')")?;
    page.expect("document.querySelectorAll('img, iframe, object, embed, link').length === 0")?;
    page.expect("window.hacked === undefined")?;
    page.expect(
        "document.querySelector('meta[http-equiv=Content-Security-Policy]').content.startsWith(\"default-src 'none'\")",
    )?;
    // The policy refuses what a hole in the script would let in.
    page.ask("const s = document.createElement('script'); s.textContent = 'window.hacked = 5'; document.body.append(s); true")?;
    page.expect("window.hacked === undefined")?;
    let plain = std::fs::read_to_string(path)?;
    ensure!(!plain.contains("<img"), "a name of the input stands in the page as markup");
    Ok(())
}

fn large(path: &Path) -> Result<()> {
    let bytes = std::fs::metadata(path)?.len();
    ensure!(bytes < LARGEST, "the page takes {bytes} bytes");
    let page = Opened::page(path, "")?;
    println!("        {bytes} bytes, shown after {} ms", page.ask("document.documentElement.dataset.ready")?);
    page.expect("document.querySelectorAll('#list .row').length < 60")?;
    page.ask("document.querySelector('#list').scrollTop = 1e9; true")?;
    page.expect("document.querySelector('#list .row:last-child .name').textContent.endsWith('_9999')")?;
    page.search("record_of_the_interface_7777")?;
    page.expect("document.querySelectorAll('#list .row').length === 1")?;
    page.tab.press_key("Escape")?;
    page.tab.press_key("2")?;
    page.ask("document.querySelector('#list').scrollTop = 1e9; true")?;
    page.expect(
        "document.querySelector('#list .row:last-child .name').textContent === 'exported_function_number_24999'",
    )?;
    page.quiet()
}

/// The pictures of the documents.
fn screenshots(demo: &Path, module: &Path) -> Result<()> {
    let folder = shell::root().join("docs/pictures");
    std::fs::create_dir_all(&folder)?;
    for (name, path, scheme) in [("diff", demo, "light"), ("diff-dark", demo, "dark"), ("explain", module, "light")] {
        let page = Opened::page(path, "")?;
        page.media("screen", scheme)?;
        page.expect("document.querySelectorAll('#list .row').length > 0")?;
        let png = page.tab.capture_screenshot(Page::CaptureScreenshotFormatOption::Png, None, None, true)?;
        std::fs::write(folder.join(format!("{name}.png")), png)?;
    }
    Ok(())
}

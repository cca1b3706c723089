// Opens each page in Chromium and does what a reader does: node pages.js FOLDER [PICTURES].
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [folder, pictures] = process.argv.slice(2);
/** Bytes that the page of the largest report may take. */
const LARGEST = 3_000_000;
const WIDE = { width: 1280, height: 900 };
/** A phone, held upright. */
const NARROW = { width: 360, height: 720 };
const QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [...QUIET, ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
});

/** The rows of a list, which shows those in sight. */
const ROWS = "#list .row, #list .life";
/** Milliseconds within which a page shows what it was asked for, on a machine that has much to do. */
const PATIENCE = 10_000;

/** Waits until `check` holds: an act changes the address, and the page follows with an event of its own. */
async function soon(check) {
  for (const end = Date.now() + PATIENCE; ;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

/** A page, once its script has shown it, and what it complained about. */
async function open(name, { hash = "", javaScriptEnabled = true, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ viewport: WIDE, javaScriptEnabled, colorScheme });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`file://${join(folder, name)}.html${hash}`);
  if (javaScriptEnabled) await page.waitForSelector("html[data-ready]", { state: "attached" });
  const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const text = (selector) => page.locator(selector).first().textContent();
  const tells = (selector, part) => soon(async () => {
    const told = await text(selector);
    assert.ok(part instanceof RegExp ? part.test(told) : told.includes(part), `${selector} does not tell ${part}: ${told}`);
  });
  return {
    page,
    rows: async () => { await settled(); return page.locator(ROWS).count(); },
    says: (selector, expected) => soon(async () => assert.equal(await text(selector), expected, selector)),
    counts: (selector, expected) => soon(async () => assert.equal(await page.locator(selector).count(), expected, selector)),
    differs: (selector, before) => soon(async () => assert.notEqual(await text(selector), before, selector)),
    tells,
    // What the script asks of the data under a wrong name would be shown like this.
    whole: async () => { for (const word of ["undefined", "NaN", "[object"]) assert.ok(!(await page.textContent("#app")).includes(word), word); },
    search: async (text) => { await page.locator("#search").fill(""); await page.locator("#search").pressSequentially(text); },
    quiet: () => assert.deepEqual(complaints, [], "the console"),
    complaints,
  };
}

const tests = {
  "a comparison opens, is searched and followed": async () => {
    const { page, counts, says, search, quiet } = await open("demo");
    await says(".verdict", "breaking");
    await says("#detail h2", "struct http_timeouts");
    await counts(ROWS, 3);
    assert.equal(await page.locator(".map button").count(), 3);
    assert.equal(await page.locator("#detail svg path.strip-join").count(), 1);
    assert.equal(await page.locator("#plain").isVisible(), false);
    await search("rule:symbol-added");
    await counts(ROWS, 1);
    await search("--only compatible");
    await says("#list .row .name", "added exports");
    await search("nothing has this name");
    await counts(ROWS, 0);
    assert.equal(await page.locator("#nothing").isVisible(), true);
    await page.keyboard.press("Escape");
    await counts(ROWS, 3);
    const badges = () => page.locator("#list .row .badge").allTextContents();
    await page.click(".chips button.breaking");
    assert.deepEqual(await badges(), ["breaking", "breaking"], "a severity alone");
    await page.click(".chips button.compatible");
    await counts(ROWS, 3);
    await page.click(".chips button.compatible");
    assert.deepEqual(await badges(), ["compatible"], "the other one alone");
    await page.click(".chips button.compatible");
    await counts(ROWS, 3);
    await page.click("#tab-exports");
    assert.equal(await page.getAttribute("#tab-exports", "aria-selected"), "true");
    quiet();
  },
  "links lead to a finding": async () => {
    const { page, counts, differs, tells, quiet } = await open("demo");
    const id = await page.locator(".finding").first().getAttribute("id");
    // What the page shows by itself narrows nothing; what is chosen does.
    await page.click("#tab-exports");
    await counts("#of button", 0);
    await page.click(".map button:last-child");
    await differs("#detail h2", "struct http_timeouts");
    const chosen = await page.textContent("#detail h2");
    await page.click("#tab-exports");
    await tells("#of button", chosen);
    await page.click("#of button");
    await counts("#of button", 0);
    const again = await open("demo", { hash: `#${id}` });
    await again.says("#detail h2", "struct http_timeouts");
    const symbol = await open("demo", { hash: "#export=http_set_timeouts" });
    await symbol.says("#detail h2", "http_set_timeouts");
    await symbol.says("#detail a", "struct http_timeouts");
    const unknown = await open("demo", { hash: "#v2-0000000000000000" });
    await unknown.says("#detail", "Nothing here has that name.");
    for (const one of [{ quiet }, again, symbol, unknown]) one.quiet();
  },
  "keys move through the list": async () => {
    const { page, says, differs, quiet } = await open("demo");
    const first = await page.textContent("#detail h2");
    await page.keyboard.press("j");
    await differs("#detail h2", first);
    await page.keyboard.press("k");
    await says("#detail h2", first);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    await page.keyboard.type("removed");
    await page.keyboard.press("Enter");
    await says("#detail h2", "removed exports");
    await page.keyboard.press("Escape");
    await page.keyboard.press("2");
    assert.equal(await page.getAttribute("#tab-exports", "aria-selected"), "true");
    await page.keyboard.press("?");
    assert.equal(await page.locator("dialog").isVisible(), true);
    quiet();
  },
  "dark, narrow and printed": async () => {
    const { page, quiet } = await open("demo");
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await ground(), "rgb(255, 255, 255)");
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await ground(), "rgb(20, 23, 28)");
    await page.setViewportSize(NARROW);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the window");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#app").isVisible(), false);
    assert.equal(await page.locator("#plain").isVisible(), true);
    quiet();
  },
  "without scripts the text is there": async () => {
    const { page, complaints } = await open("demo", { javaScriptEnabled: false });
    const text = await page.innerText("body");
    for (const part of ["Scripts are off", "struct http_timeouts", "member-added-inside", "breaking"]) {
      assert.ok(text.includes(part), `without scripts the page does not say ${part}`);
    }
    assert.deepEqual(complaints.filter((one) => !/script/i.test(one)), []);
  },
  "changed CRCs are explained": async () => {
    const { page, says, tells, quiet } = await open("module");
    await says(".verdict", "1 CRC changed");
    await says("#detail h2", "struct part");
    // One cause makes no curve.
    assert.equal(await page.locator(".curve").count(), 0);
    assert.ok(await page.locator("#detail .chain li").count() > 1, "no way to the cause");
    assert.deepEqual(await page.locator("#detail table.layout tr.added td.at").allTextContents(), ["", "8"]);
    assert.ok(await page.locator("#detail .strip-box").count() >= 5, "no memory is drawn");
    await page.keyboard.press("2");
    await page.locator("#list .row").first().click();
    await tells("#detail", /0x00000001 \u2192 0x00000101/);
    quiet();
  },
  "a class shows its bases and its virtual table": async () => {
    const { page, search, tells, whole, quiet } = await open("class");
    await search("struct shape");
    await page.locator("#list .row").first().click();
    for (const part of ["Derives of", "public named", "Virtual table, by place", "area()", "drawn::draw()"]) await tells("#detail", part);
    const places = await page.locator("#detail h3:has-text('Virtual table') + div td.at").allTextContents();
    assert.ok(places.includes("3"), `places of the table: ${places}`);
    assert.ok(await page.locator("#detail tr.added").count() >= 2, "what came is not marked");
    await whole();
    quiet();
  },
  "several libraries are told apart": async () => {
    const { page, counts, says, search, tells, whole, quiet } = await open("libraries");
    await counts(ROWS, 2);
    assert.deepEqual(await page.locator("#library option").allTextContents(),
      ["all 3 libraries", "libone.so.1: breaking, 1 root cause", "libtwo.so.1: compatible, 1 root cause"]);
    await page.locator("#library").selectOption("libtwo.so.1");
    await counts(ROWS, 1);
    await page.locator("#list .row").first().click();
    await says("#detail h2", "added exports");
    await tells("#detail", "in libtwo.so.1");
    await page.locator("#library").selectOption("");
    await counts(ROWS, 2);
    await search("library:one");
    await counts(ROWS, 1);
    await says("#list .row .name", "removed exports");
    await whole();
    quiet();
  },
  "a gate says what fails": async () => {
    const { page, rows, says, search, tells, whole, quiet } = await open("gate");
    await says(".verdict", "gate: fail");
    await search("status:fails");
    const failing = await rows();
    assert.ok(failing >= 1, "nothing fails");
    assert.match(await page.locator("#list .row").first().textContent(), /fails/);
    await page.locator("#list .row").first().click();
    await tells("#detail", /gate: fails/);
    await whole();
    await search("status:passes");
    assert.ok(await rows() >= 1, "nothing passes");
    quiet();
  },
  "the fate of a module is told": async () => {
    const { page, says, tells, whole, quiet } = await open("check");
    await says(".verdict", "1 module refused");
    await page.keyboard.press("2");
    await page.locator("#list .row").first().click();
    await says("#detail h2", "user");
    await tells("#detail", /Why it is refused/);
    await tells("#detail", /0x00000001 \u2192 0x00000101/);
    await whole();
    await page.locator("#detail a").first().click();
    await says("#detail h2", "struct part");
    quiet();
  },
  "who reaches a type is told": async () => {
    const { page, rows, says, whole, quiet } = await open("impact");
    await says(".verdict", "struct http_timeouts");
    await page.keyboard.press("2");
    assert.ok(await rows() >= 1, "no export");
    await page.locator("#list .row").first().click();
    await says("#detail .chain li.end", "struct http_timeouts");
    await whole();
    const hash = await page.evaluate(() => location.hash);
    const again = await open("impact", { hash });
    await again.says("#detail h2", await page.textContent("#detail h2"));
    for (const one of [{ quiet }, again]) one.quiet();
  },
  "hostile names stay text on the other pages": async () => {
    for (const name of ["hostile-gate", "hostile-impact"]) {
      const { page, tells, quiet } = await open(name);
      for (const tab of ["1", "2"]) {
        await page.keyboard.press(tab);
        await page.locator("#list .row").first().click();
      }
      await tells("body", "<img src=x onerror=window.hacked=3>");
      assert.equal(await page.locator("img, iframe, object, embed, link").count(), 0, name);
      assert.equal(await page.evaluate(() => window.hacked), undefined, name);
      quiet();
    }
  },
  "a history shows flaps and gaps, and compares two columns": async () => {
    const { page, counts, rows, says, differs, tells, search, quiet } = await open("history");
    const cells = (name) => page.locator("#list .life", { hasText: name }).locator(".cell").allTextContents();
    await says(".verdict", "history with gaps");
    assert.ok(await rows() > 3);
    assert.deepEqual(await page.locator("#list .heads .cell").allTextContents(), ["1.0", "1.1", "1.2", "1.3"]);
    assert.deepEqual(await cells("struct item"), ["16", "*", "*", "?"]);
    assert.deepEqual(await cells("flap()"), ["+", "-", "+", "?"]);
    assert.deepEqual(await cells("struct kept"), ["4", ".", ".", "?"]);
    assert.equal(await page.locator("#list .life .badge.flap").count(), 2);
    const room = () => page.locator("#list").evaluate((one) => one.clientWidth);
    const wide = await room();
    await page.locator("#release-2").click();
    await page.locator("#release-1").click();
    assert.ok(wide > await room(), "as long as nothing is chosen, the releases have the page");
    await says("#detail h2", "1.1 \u2192 1.2");
    const compared = await page.textContent("#detail");
    for (const part of ["struct item", "4  int added", "flap()", "appears"]) assert.ok(compared.includes(part), `${part}: ${compared}`);
    assert.ok(!compared.includes("struct kept"), "what did not change is listed");
    await page.keyboard.press("]");
    await says("#detail h2", "1.2 \u2192 1.3");
    await tells("#detail .lost", /not known in one of the two/);
    await search("added");
    await counts(ROWS, 1);
    await page.keyboard.press("Enter");
    await says("#detail h2", "struct item");
    await tells("#detail", /Not known in 1\.3/);
    await page.keyboard.press("Escape");
    await page.keyboard.press("f");
    await counts(ROWS, 2);
    await page.keyboard.press("f");
    await page.keyboard.press("j");
    await differs("#detail h2", "struct item");
    // The names stay where releases scroll, and the heads where rows do.
    await page.setViewportSize(NARROW);
    const left = () => page.locator("#list .life .named").first().evaluate((one) => one.getBoundingClientRect().left);
    const before = await left();
    await page.evaluate(() => { document.querySelector("#list").scrollLeft = 200; });
    await soon(async () => assert.equal(await left(), before));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the window");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("#plain").isVisible(), true);
    quiet();
    const linked = await open("history", { hash: "#compare=0,1", colorScheme: "dark" });
    await linked.says("#detail h2", "1.0 \u2192 1.1");
    assert.equal(await linked.page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(20, 23, 28)");
    const wrong = await open("history", { hash: "#compare=0,9" });
    await wrong.says("#detail", "There are no such releases.");
    for (const one of [linked, wrong]) one.quiet();
    const bare = await open("history", { javaScriptEnabled: false });
    const text = await bare.page.innerText("body");
    for (const part of ["Scripts are off", "struct item", "flap: away in 1.1, back in 1.2"]) assert.ok(text.includes(part), part);
  },
  "hostile names stay text in a history": async () => {
    const { page, tells, quiet } = await open("hostile-history");
    const foreign = () => page.locator("img, iframe, object, embed, link, script[src], b > b").count();
    assert.ok((await page.textContent("#list")).includes("<img src=x onerror=window.hacked=3>"), "the symbol");
    await page.locator("#list .life", { hasText: "struct plain" }).click();
    await tells("#detail", "<img src=x onerror=window.hacked=1>");
    await page.locator("#release-0").click();
    await page.locator("#release-1").click();
    await tells("#detail h2", "\u2192");
    await tells("#detail", "<img src=x onerror=window.hacked=1>");
    assert.equal(await foreign(), 0);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    quiet();
  },
  // Whatever is opened, no markup of the input becomes an element, and nothing of it runs.
  "hostile names stay text": async () => {
    const { page, tells, quiet } = await open("hostile");
    const foreign = () => page.locator("img, iframe, object, embed, link").count();
    await page.keyboard.press("2");
    await page.locator("#list .row").first().click();
    await tells("#list", "<img src=x onerror=window.hacked=3>");
    assert.equal(await foreign(), 0);
    await page.keyboard.press("1");
    await page.locator("#list .row").first().click();
    await tells("#detail", "<img src=x onerror=window.hacked=1>");
    assert.equal(await foreign(), 0);
    quiet();
    // The policy refuses what a hole in the script would let in.
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hacked = 5";
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    const bare = await open("hostile", { javaScriptEnabled: false });
    assert.equal(await bare.page.locator("img, iframe, object, embed, link").count(), 0);
  },
  "10,000 findings and 25,000 exports": async () => {
    const bytes = statSync(join(folder, "many.html")).size;
    assert.ok(bytes < LARGEST, `the page takes ${bytes} bytes`);
    const { page, counts, rows, says, search, quiet } = await open("many");
    console.log(`        ${bytes} bytes, shown after ${await page.getAttribute("html", "data-ready")} ms`);
    const end = () => page.evaluate(() => { document.querySelector("#list").scrollTop = 1e9; });
    const last = () => page.locator("#list .row .name").last().textContent();
    assert.ok(await rows() < 60, "rows that nobody sees are in the page");
    await end();
    await rows();
    assert.match(await last(), /_9999$/);
    await search("record_of_the_interface_7777");
    await counts(ROWS, 1);
    await says("#list .row .name", "struct record_of_the_interface_7777");
    await page.keyboard.press("Escape");
    await page.keyboard.press("2");
    await end();
    await rows();
    assert.equal(await last(), "exported_function_number_24999");
    quiet();
  },
};

let failed = 0;
if (pictures) {
  for (const [name, of, colorScheme, hash] of [["diff", "demo", "light"], ["diff-dark", "demo", "dark"], ["explain", "module", "light"], ["class", "class", "light"], ["history", "history", "light", "#compare=0,1"]]) {
    const { page, rows } = await open(of, { colorScheme, hash });
    assert.ok(await rows() > 0);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  }
} else {
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      console.log(`ok      ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}: ${error.message}`);
    }
  }
}
await browser.close();
process.exitCode = failed ? 1 : 0;

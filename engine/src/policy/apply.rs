//! A report under a policy.
//!
//! Each export that changed belongs to every scope that holds it, else to the rest; an export whose changes are
//! tolerated belongs to none. A root finding counts in the scopes whose exports reach it. It fails if some scope says
//! so; then suppressions, allowed breaks and waivers are asked, in this order. Nothing here changes
//! the severity of a finding, so that a waiver cannot lower another one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::allowed_breaks::Declarations;
use super::date::Expiry;
use super::interface::{Facts, Key};
pub use super::looked_at::Gate;
use super::looked_at::effect;
use super::severities::{Answer, Candidate};
use super::suppressions::Suppression;
use super::suppressions::hiding::Hiding;
use super::waivers::Waiver;
use super::{Exports, RuleSays, RuleTable, Scope, Threshold, allowed_breaks, crcs};
use crate::graph::mangled;
use crate::ground::maps::FastMap;
use crate::model::gate::{
    ChangedCrc, Effect, GateFinding, GateOutcome, GateVerdict, Problem, SCHEMA, ScopeOutcome, Status, Tolerated,
};
use crate::model::report::{Finding, SymbolChange, Verdict};
use crate::rules::Rule;

/// The rule of exports whose type one side does not tell.
const LOST: &str = "symbol-type-unknown";

/// How many exports of a finding are named.
const SAMPLE: usize = 8;

/// Exports of one scope that reach one finding.
#[derive(Clone, Debug, Default)]
struct Hits {
    sample: Vec<String>,
}

/// What exports say of findings.
struct Reached {
    /// By finding, then by scope (the rest is the last one).
    hits: Vec<Vec<Hits>>,
    /// By finding: how many of its exports are in exactly these scopes.
    shared: Vec<BTreeMap<Vec<usize>, usize>>,
    /// By finding: who tolerates the first of its exports that do not count.
    tolerated: Vec<Option<String>>,
    /// By finding: the first of its exports of which it is not known whether it counts, and the rule that may say so.
    undecided: Vec<Option<(String, String)>>,
    /// Changed exports by scope.
    changed: Vec<usize>,
    exports: Vec<Tolerated>,
}

/// What exports say of one finding.
struct Reaching<'a> {
    hits: &'a [Hits],
    shared: &'a BTreeMap<Vec<usize>, usize>,
    tolerated: Option<&'a str>,
}

impl Gate<'_> {
    /// Judges.
    #[must_use]
    pub fn run(&self) -> GateOutcome {
        let hiding = Hiding::new(self.policy, self.report, [self.base, self.new], self.graphs);
        let roots = self.roots(&hiding);
        let reached = self.reached(&roots, &hiding);
        let mut problems = Vec::new();
        let tolerated: BTreeSet<&str> = reached.exports.iter().map(|t| t.name.as_str()).collect();
        let known = Declarations::new(&self.report.findings, [self.base, self.new]);
        let judge = |(i, f): (usize, &&Finding)| {
            let counted = |name: &str| !tolerated.contains(name);
            let of = Reaching {
                hits: &reached.hits[i],
                shared: &reached.shared[i],
                tolerated: reached.tolerated[i].as_deref(),
            };
            self.judge(f, &of, &known, &hiding, counted)
        };
        let mut findings: Vec<GateFinding> = roots.iter().enumerate().map(judge).collect();
        self.waive(&mut findings, &mut problems);
        self.unused_breaks(&roots, &mut problems);
        let failing = findings.iter().filter(|f| f.status == Status::Fails).map(|f| &f.finding);
        self.overreached(failing, &hiding, &mut problems);
        let suppressed: BTreeSet<&str> =
            findings.iter().filter(|f| f.status == Status::Suppressed).map(|f| f.finding.id.as_str()).collect();
        // What follows from hidden findings alone is hidden with them.
        let is_hidden = |f: &Finding| {
            let is_in = |id: &String| suppressed.contains(id.as_str());
            is_in(&f.id) || !f.root && !f.caused_by.is_empty() && f.caused_by.iter().all(is_in)
        };
        self.hidden(is_hidden, &hiding, &mut problems);
        let mut crcs = Vec::new();
        for scope in &self.policy.scopes {
            self.check_list(scope, &mut problems);
            crcs::check(self, scope, &mut problems, &mut crcs);
        }
        self.check_evidence(&findings, &reached, &mut problems);
        problems.sort();
        problems.dedup();
        let scopes = self.scopes(&reached, &findings);
        let listed: BTreeSet<&str> = crcs.iter().map(|c: &ChangedCrc| c.name.as_str()).collect();
        self.rank(&mut findings, &listed);
        let left = findings.iter().filter(|f| matches!(f.status, Status::Fails | Status::Passes));
        let severity = left.map(|f| f.finding.severity).max();
        let has = |e: Effect| problems.iter().any(|p| p.effect == e);
        let verdict = if self.report.verdict == Verdict::Incomplete || has(Effect::Incomplete) {
            GateVerdict::Incomplete
        } else if has(Effect::Fails) || findings.iter().any(|f| f.status == Status::Fails) {
            GateVerdict::Fail
        } else {
            GateVerdict::Pass
        };
        GateOutcome {
            schema: SCHEMA.into(),
            verdict,
            base: self.report.old.path.clone(),
            new: self.report.new.path.clone(),
            policy: self.policy.path.clone(),
            today: self.today.to_string(),
            severity,
            scopes,
            findings,
            crcs,
            tolerated: reached.exports,
            problems,
            attribution: self.report.attribution.clone(),
            releases: self.report.releases.clone(),
            diagnostics: self.report.diagnostics.clone(),
        }
    }

    /// What fails first, most severe first, and what happened to symbols before types. Where sets of symbols are
    /// named, then what explains most of their CRCs (`listed` are those that differ), then what most of them reach.
    fn rank(&self, findings: &mut [GateFinding], listed: &BTreeSet<&str>) {
        let sets = !self.policy.scopes.is_empty();
        let mut explains: FastMap<&str, usize> = FastMap::default();
        if sets && !listed.is_empty() {
            for symbol in self.report.symbols.iter().filter(|s| listed.contains(s.name.as_str())) {
                let ids = self.report.reach_sets.get(symbol.reaches).into_iter().flatten();
                ids.for_each(|id| *explains.entry(id.as_str()).or_default() += 1);
            }
        }
        // Stable: else as the report orders them.
        findings.sort_by_cached_key(|f| {
            let fails = f.status == Status::Fails;
            let crcs = explains.get(f.finding.id.as_str()).copied().unwrap_or(0);
            let within = if sets { (crcs, f.exports) } else { (0, 0) };
            let severity = if fails { Some(f.finding.severity) } else { None };
            let of_type = !f.finding.is_of_symbol();
            (!fails, Reverse(severity), fails && of_type, Reverse(if fails { within } else { (0, 0) }))
        });
    }

    /// The root findings. One that stands for several instances of a template is judged instance by instance where somebody
    /// takes exception to some of them.
    fn roots<'h>(&'h self, hiding: &Hiding<'h>) -> Vec<&'h Finding> {
        let mut out = Vec::new();
        for finding in self.report.findings.iter().filter(|f| f.root) {
            out.push(finding);
            if finding.instances.is_empty() {
                continue;
            }
            let parts = hiding.following().instances(finding);
            if parts.iter().any(|part| self.excepts(part, hiding)) || self.excepts(finding, hiding) {
                out.extend(parts);
            }
        }
        out
    }

    /// Whether a waiver, suppression or allowed break speaks of a finding, or of an instance by its id.
    fn excepts(&self, finding: &Finding, hiding: &Hiding<'_>) -> bool {
        let of_template = |w: &Waiver| finding.root && w.id.as_ref() == Some(&finding.id);
        self.policy.waivers.iter().any(|w| w.matches(finding) && !of_template(w))
            || hiding.of(finding).is_some()
            || !allowed_breaks::same_subject(&self.policy.allowed_breaks, finding).is_empty()
    }

    fn rest(&self) -> usize {
        self.policy.scopes.len()
    }

    fn rest_name(&self) -> &'static str {
        if self.policy.scopes.is_empty() { "all exports" } else { "everything else" }
    }

    fn scopes_of(&self, name: &str) -> Vec<usize> {
        let scopes = self.policy.scopes.iter().enumerate();
        let mut own: Vec<usize> = scopes.filter(|(_, s)| s.holds(name)).map(|(i, _)| i).collect();
        if own.is_empty() {
            own.push(self.rest());
        }
        own
    }

    fn reached(&self, roots: &[&Finding], hiding: &Hiding<'_>) -> Reached {
        let mut index: FastMap<&str, Vec<usize>> = FastMap::default();
        for (i, f) in roots.iter().enumerate() {
            // An instance that is judged by itself is reached by whoever reaches the template.
            let by = if f.root { Some(&f.id) } else { f.caused_by.first() };
            index.entry(by.map_or("", String::as_str)).or_default().push(i);
        }
        let sets: Vec<Vec<usize>> = self
            .report
            .reach_sets
            .iter()
            .map(|ids| ids.iter().filter_map(|id| index.get(id.as_str())).flatten().copied().collect())
            .collect();
        let scopes = self.rest() + 1;
        let mut out = Reached {
            hits: vec![vec![Hits::default(); scopes]; roots.len()],
            shared: vec![BTreeMap::new(); roots.len()],
            tolerated: vec![None; roots.len()],
            undecided: vec![None; roots.len()],
            changed: vec![0; scopes],
            exports: Vec::new(),
        };
        let mut any = vec![false; roots.len()];
        for (index, symbol) in self.report.symbols.iter().enumerate() {
            let set = sets.get(symbol.reaches).map_or(&[][..], Vec::as_slice);
            set.iter().for_each(|&f| any[f] = true);
            match self.tolerates(symbol, hiding.of_symbol(index)) {
                Answer::Counts => {}
                Answer::Tolerated(by) => {
                    for &f in set {
                        out.tolerated[f].get_or_insert_with(|| by.clone());
                    }
                    out.exports.push(Tolerated { name: symbol.name.clone(), module: symbol.module.clone(), by });
                    continue;
                }
                Answer::Unknown(by) => {
                    for &f in set {
                        out.undecided[f].get_or_insert_with(|| (symbol.name.clone(), by.clone()));
                    }
                }
            }
            let scopes = self.scopes_of(&symbol.name);
            for &f in set {
                *out.shared[f].entry(scopes.clone()).or_default() += 1;
            }
            for scope in scopes {
                out.changed[scope] += 1;
                for &f in set {
                    let hits = &mut out.hits[f][scope];
                    if hits.sample.len() < SAMPLE {
                        hits.sample.push(symbol.name.clone());
                    }
                }
            }
        }
        // What no export reaches (a SONAME, a version node) is the business of the rest: marked as reached by none.
        for (f, _) in any.iter().enumerate().filter(|(_, any)| !**any) {
            out.hits[f][self.rest()].sample.push(String::new());
        }
        out
    }

    /// Whether changes of an export count; if not, who says so.
    fn tolerates(&self, symbol: &SymbolChange, hidden: Option<&Suppression>) -> Answer {
        let headers = self.policy.declared.as_ref().filter(|_| self.policy.exports == Exports::Headers);
        // Of an undeclared class, changes are cosmetic by what they were judged.
        if headers.is_some_and(|words| !mangled::may_declare(words, &symbol.name, |_| false)) {
            return Answer::Tolerated("no public header declares it (exports = \"headers\")".to_owned());
        }
        if self.policy.severities.is_empty() && hidden.is_none() {
            return Answer::Counts;
        }
        let module = symbol.module.clone().unwrap_or_default();
        let key: Key = (symbol.name.clone(), module, symbol.version.clone().unwrap_or_default());
        let unknown = Facts::default();
        let facts = self.base.exports.get(&key).or_else(|| self.new.exports.get(&key)).unwrap_or(&unknown);
        let path = facts.module_path.as_deref();
        let candidate = Candidate { name: &symbol.name, module: &key.1, path, namespace: &facts.namespace };
        let answer = self.policy.severities.judge(candidate);
        if matches!(answer, Answer::Tolerated(_)) {
            return answer;
        }
        hidden.map_or(answer, |s| Answer::Tolerated(s.place()))
    }

    pub(super) fn fails(&self, finding: &Finding, scope: usize) -> bool {
        let scope = self.policy.scopes.get(scope);
        let said = |rules: &RuleTable| {
            let named = |rule: Rule| rules.get(rule.id()).copied();
            named(finding.rule).or_else(|| finding.previous_rule.and_then(named))
        };
        match scope.and_then(|s| said(&s.rules)).or_else(|| said(&self.policy.rules)) {
            Some(RuleSays::Fail) => true,
            Some(RuleSays::Pass) => false,
            // What cannot be told is below no threshold.
            None if finding.rule.id() == LOST && !self.allow_incomplete => true,
            None => {
                let Threshold(limit) = scope.map_or(self.policy.fail_on, |s| s.fail_on);
                let raised = self.policy.sentinels.filter(|_| finding.rule == Rule::EnumSentinelMoved);
                let severity = raised.map_or(finding.severity, |s| s.max(finding.severity));
                limit.is_some_and(|limit| severity >= limit)
            }
        }
    }

    /// `counted`: whether an export of this name counts at all.
    fn judge(
        &self,
        finding: &Finding,
        &Reaching { hits, shared, tolerated }: &Reaching<'_>,
        known: &Declarations<'_>,
        hiding: &Hiding<'_>,
        counted: impl Fn(&str) -> bool,
    ) -> GateFinding {
        let counts: Vec<usize> = (0..hits.len()).filter(|&s| !hits[s].sample.is_empty()).collect();
        let failing: Vec<usize> = counts.iter().copied().filter(|&s| self.fails(finding, s)).collect();
        let shown = if failing.is_empty() { &counts } else { &failing };
        // Those with the shortest paths first, as the report has them.
        let near = finding
            .impact
            .sample
            .iter()
            .filter(|n| counted(n.as_str()) && self.scopes_of(n).iter().any(|s| shown.contains(s)));
        let others = shown.iter().flat_map(|&s| &hits[s].sample).filter(|n| !n.is_empty());
        let mut sample: Vec<String> = Vec::new();
        for name in near.chain(others) {
            if sample.len() < SAMPLE && !sample.contains(name) {
                sample.push(name.clone());
            }
        }
        let place = |i: usize| {
            let (file, line) = self.policy.allowed_breaks[i].at();
            format!("{file}:{line}")
        };
        let (status, by) = if counts.is_empty() {
            (Status::Tolerated, tolerated.map(str::to_owned))
        } else if failing.is_empty() {
            (Status::Passes, None)
        } else if let Some(entry) = hiding.of(finding) {
            // What follows from it fails as well, and nobody suppressed that.
            let overreaches = self.beyond(finding, &counts, hiding).is_some();
            (if overreaches { Status::Fails } else { Status::Suppressed }, Some(entry.place()))
        } else if let Some(i) = allowed_breaks::allows(&self.policy.allowed_breaks, finding, known) {
            (Status::Allowed, Some(place(i)))
        } else {
            (Status::Fails, None)
        };
        let name = |&s: &usize| self.policy.scopes.get(s).map_or(self.rest_name(), |s| s.name.as_str()).to_owned();
        GateFinding {
            status,
            by,
            scopes: failing.iter().map(name).collect(),
            // An export in two scopes is counted once.
            exports: shared.iter().filter(|(of, _)| of.iter().any(|s| shown.contains(s))).map(|(_, n)| n).sum(),
            sample,
            finding: finding.clone(),
        }
    }

    /// Lets waivers take findings, and finds what is wrong with waivers.
    fn waive(&self, findings: &mut [GateFinding], problems: &mut Vec<Problem>) {
        let machine = self.report.old.machine.as_str();
        let here: Vec<&Waiver> =
            self.policy.waivers.iter().filter(|w| w.machine.as_deref().is_none_or(|m| m == machine)).collect();
        // Whoever comes first holds a finding.
        let mut holder: Vec<Option<usize>> = vec![None; findings.len()];
        let mut keys: FastMap<String, usize> = FastMap::default();
        for (n, waiver) in here.iter().enumerate() {
            let by_template = |f: &Finding| !f.root && waiver.id.as_ref().is_some_and(|id| f.caused_by.contains(id));
            let matched: Vec<usize> = (0..findings.len())
                .filter(|&i| waiver.matches(&findings[i].finding) || by_template(&findings[i].finding))
                .collect();
            let needed: Vec<usize> = matched
                .iter()
                .copied()
                .filter(|&i| matches!(findings[i].status, Status::Fails | Status::Waived))
                .collect();
            let twin = keys.get(&waiver.key()).copied().or_else(|| needed.iter().find_map(|&i| holder[i]));
            keys.entry(waiver.key()).or_insert(n);
            let target = waiver.target();
            let wrong: Option<(&'static str, String)> = if let Some(twin) = twin {
                let first = here[twin].place();
                Some(("waiver-duplicate", format!("waives again what {first} waives, remove one: {target}")))
            } else if let (true, Some(root)) = (matched.is_empty(), self.root_of(waiver)) {
                Some(("waiver-unused", format!("unused, it follows from {root}, waive that instead: {target}")))
            } else if matched.is_empty() {
                Some(("waiver-unused", format!("unused, there is no such finding, remove it: {target}")))
            } else if needed.is_empty() {
                Some(("waiver-unused", format!("unused, it does not fail anyway, remove it: {target}")))
            } else if waiver.id.is_some()
                && !matched.iter().all(|&i| waiver.describes(&findings[i].finding) || by_template(&findings[i].finding))
            {
                Some(("waiver-mismatch", format!("the finding of this id is about something else: {target}")))
            } else if waiver.reason.is_empty() || waiver.author.is_empty() {
                let missing = match (waiver.reason.is_empty(), waiver.author.is_empty()) {
                    (true, true) => "reason and author are",
                    (true, false) => "the reason is",
                    _ => "the author is",
                };
                Some(("waiver-unfilled", format!("{missing} empty, so it waives nothing: {target}")))
            } else if waiver.expired(self.today) {
                let last = if let Expiry::On(date) = waiver.expires { date.to_string() } else { String::new() };
                let by = &waiver.author;
                Some(("waiver-expired", format!("expired, it held until {last} ({by}), decide anew: {target}")))
            } else {
                None
            };
            for &i in &needed {
                holder[i].get_or_insert(n);
            }
            match wrong {
                Some((kind, message)) => problems.push(Problem {
                    effect: Effect::Fails,
                    kind: kind.into(),
                    file: Some(waiver.file.clone()),
                    line: Some(waiver.line),
                    subject: target,
                    message,
                    new_id: None,
                }),
                None => {
                    for new in matched.iter().filter_map(|&i| waiver.renewed(&findings[i].finding)) {
                        problems.push(Problem {
                            message: format!(
                                "names the finding by its id of abilens-report/1, which the next release will not know: write {new} \
                                 instead, or run gate with --update: {target}"
                            ),
                            new_id: Some(new.to_owned()),
                            effect: Effect::Note,
                            kind: "waiver-id-old".into(),
                            file: Some(waiver.file.clone()),
                            line: Some(waiver.line),
                            subject: target.clone(),
                        });
                    }
                    let until = match waiver.expires {
                        Expiry::On(date) => format!("until {date}"),
                        Expiry::Never => "for good".to_owned(),
                    };
                    for &i in &needed {
                        findings[i].status = Status::Waived;
                        findings[i].by =
                            Some(format!("{}: {} ({}, {until})", waiver.place(), waiver.reason, waiver.author));
                    }
                }
            }
        }
    }

    /// The root finding from which the derived one follows that a waiver names.
    fn root_of(&self, waiver: &Waiver) -> Option<&str> {
        let derived = self.report.findings.iter().find(|f| !f.root && waiver.matches(f))?;
        derived.caused_by.first().map(String::as_str)
    }

    fn unused_breaks(&self, roots: &[&Finding], problems: &mut Vec<Problem>) {
        let stanzas = &self.policy.allowed_breaks;
        let mut used = vec![false; stanzas.len()];
        for finding in roots {
            for i in allowed_breaks::same_subject(stanzas, finding) {
                used[i] = true;
            }
        }
        let effect = effect(self.policy.unused_allowed_breaks);
        for (stanza, _) in stanzas.iter().zip(used).filter(|(_, used)| !used) {
            let (file, line) = stanza.at();
            problems.push(Problem {
                effect,
                kind: "allowed-break-unused".into(),
                file: Some(file.to_owned()),
                line: Some(line),
                subject: stanza.title().to_owned(),
                new_id: None,
                message: format!("{}: no finding is about it", stanza.title()),
            });
        }
    }

    fn check_list(&self, scope: &Scope, problems: &mut Vec<Problem>) {
        let absent = |file: &str, line: usize, subject: &str, what: &str, problems: &mut Vec<Problem>| {
            problems.push(Problem {
                effect: effect(scope.not_in_base),
                kind: "listed-not-in-base".into(),
                file: Some(file.to_owned()),
                line: Some(line),
                subject: subject.to_owned(),
                new_id: None,
                message: format!("{subject}: {what} (scope {})", scope.name),
            });
        };
        for note in &scope.notes {
            problems.push(Problem {
                effect: Effect::Note,
                kind: note.kind.into(),
                file: Some(note.file.clone()),
                line: Some(note.line),
                subject: scope.name.clone(),
                message: format!("{} (scope {})", note.message, scope.name),
                new_id: None,
            });
        }
        for (name, listed) in &scope.list {
            if !self.base.has(name) {
                let what = if self.new.has(name) {
                    "is listed, and only NEW exports it: BASE is older than the list"
                } else {
                    "is listed, and neither BASE nor NEW exports it"
                };
                absent(&listed.file, listed.line, name, what, problems);
            }
        }
        let policy = self.policy.path.as_deref().unwrap_or_default();
        for pattern in &scope.symbols {
            let hit = if pattern.is_plain() {
                self.base.has(pattern.as_str())
            } else {
                self.base.exports.keys().any(|key| pattern.matches(&key.0))
            };
            if !hit {
                absent(policy, scope.line, pattern.as_str(), "no export of BASE has this name", problems);
            }
        }
    }

    /// `findings` as `reached` has them.
    fn check_evidence(&self, findings: &[GateFinding], reached: &Reached, problems: &mut Vec<Problem>) {
        let mut problem = |effect, kind, subject: &str, message: String| {
            let (file, line, subject) = (None, None, subject.to_owned());
            problems.push(Problem { effect, kind, file, line, subject, message, new_id: None });
        };
        if !self.base.has_symbols && self.base.exports.is_empty() && self.report.verdict != Verdict::Incomplete {
            let base = &self.report.old.path;
            let message = format!("{base} exports nothing: there is nothing to hold NEW against");
            problem(Effect::Incomplete, "no-exports".into(), base, message);
        }
        let failing = |i: &usize| findings[*i].status == Status::Fails;
        for f in findings
            .iter()
            .filter(|f| f.finding.rule.id() == LOST && f.status == Status::Fails && !self.allow_incomplete)
        {
            let name = &f.finding.subject.name;
            problem(Effect::Incomplete, "type-lost".into(), name, format!("{name}: {}", f.finding.why));
        }
        for (export, by) in (0..findings.len()).filter(failing).filter_map(|i| reached.undecided[i].as_ref()) {
            let message = format!(
                "{by} may be about the module of {export}, whose path no Module.symvers tells: name one with \
                 --base-symvers or --new-symvers"
            );
            problem(Effect::Incomplete, "module-path-unknown".into(), export, message);
        }
        // An object may have another name on the other side.
        let bare = |(key, facts): &(&Key, &Facts)| {
            let mut others = self.new.of_name(&key.0).filter(|(other, _)| other.2 == key.2);
            facts.declaration.is_empty() && others.any(|(_, other)| other.declaration.is_empty())
        };
        let untyped = self.base.exports.iter().filter(bare).count();
        if untyped > 0 {
            let exports = if untyped == 1 { "export is" } else { "exports are" };
            let message = format!("{untyped} {exports} compared by symbol only, neither side knows a type");
            problem(Effect::Note, "types-unknown".into(), "", message);
        }
        let exports = [self.base, self.new].into_iter().flat_map(|side| side.exports.values());
        let (all, unknown) = exports.fold((0, 0), |(n, u), f| (n + 1, u + usize::from(f.module_path.is_none())));
        if self.policy.severities.wants_module_paths() && unknown > 0 {
            let message = format!(
                "rules about modules match only where a Module.symvers tells the path of a module, for {unknown} of {all} \
                 exports of BASE and NEW none does: name it with --base-symvers or --new-symvers"
            );
            problem(Effect::Note, "module-paths-unknown".into(), "", message);
        }
    }

    fn scopes(&self, reached: &Reached, findings: &[GateFinding]) -> Vec<ScopeOutcome> {
        let [symbols, symbols_new] = [self.base, self.new].map(|side| {
            let mut of = vec![0; self.rest() + 1];
            side.exports.keys().flat_map(|key| self.scopes_of(&key.0)).for_each(|s| of[s] += 1);
            of
        });
        (0..=self.rest())
            .map(|s| {
                let scope = self.policy.scopes.get(s);
                let name = scope.map_or(self.rest_name(), |s| s.name.as_str());
                let fails = |f: &&GateFinding| f.status == Status::Fails && f.scopes.iter().any(|n| n == name);
                ScopeOutcome {
                    name: name.to_owned(),
                    fail_on: scope.map_or(self.policy.fail_on, |s| s.fail_on).to_string(),
                    symbols: symbols[s],
                    symbols_new: symbols_new[s],
                    changed: reached.changed[s],
                    findings: reached.hits.iter().filter(|h| !h[s].sample.is_empty()).count(),
                    failing: findings.iter().filter(fails).count(),
                }
            })
            .collect()
    }
}

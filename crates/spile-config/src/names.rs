//! Patterns and actions that a configuration defines, and the words that selectors use.

use std::collections::{BTreeMap, HashMap};

use spile_core::{Settings, Word, nearest};

use crate::actions;
use crate::check::listed;
use crate::config::{Reading, Target, find};
use crate::error::{Place, Problem, ProblemKind};
use crate::item::{Entry, Item, Node, Span};

/// One of `[patterns.NAME]`.
#[derive(Clone, Debug)]
pub(crate) struct DefinedPattern {
    pub(crate) target: Target,
    pub(crate) summary: Option<String>,
}

/// One of `[actions.NAME]`.
#[derive(Clone, Debug)]
pub(crate) struct DefinedAction {
    /// The action that it is made of.
    pub(crate) of: String,
    /// Where that is said.
    place: Place,
    pub(crate) summary: Option<String>,
    /// What its own keys say.
    pub(crate) settings: Settings,
}

/// Reads `[patterns]`.
pub(crate) fn read_patterns(
    reading: &mut Reading<'_>,
    entry: Option<&Entry>,
) -> BTreeMap<String, DefinedPattern> {
    let mut patterns = BTreeMap::new();
    for entry in entries(entry) {
        let path = format!("patterns.{}", entry.key);
        if reading.vocabulary.has_pattern(&entry.key) {
            taken(reading, entry, &path, "pattern");
            continue;
        }
        let (target, summary) = match &entry.item.node {
            Node::Table(_) => (
                find(&entry.item, "selector")
                    .and_then(|entry| reading.target(&entry.item, &format!("{path}.selector"))),
                text_of(&entry.item, "summary"),
            ),
            _ => (reading.target(&entry.item, &path), None),
        };
        if let Some(target) = target {
            patterns.insert(entry.key.clone(), DefinedPattern { target, summary });
        }
    }
    for pattern in patterns.values() {
        reading.check_words(&pattern.target, &patterns);
    }
    check_cycles(reading, &patterns);
    patterns
}

/// Reads `[actions]`.
pub(crate) fn read_actions(
    reading: &mut Reading<'_>,
    entry: Option<&Entry>,
) -> BTreeMap<String, DefinedAction> {
    let mut actions = BTreeMap::new();
    for entry in entries(entry) {
        let path = format!("actions.{}", entry.key);
        if actions::built_in(&entry.key).is_some() {
            taken(reading, entry, &path, "action");
            continue;
        }
        let Some((of, item)) = find(&entry.item, "action").and_then(|entry| match &entry.item.node {
            Node::Text(of) => Some((of.clone(), &entry.item)),
            _ => None,
        }) else {
            continue;
        };
        let action = DefinedAction {
            of,
            place: reading
                .origin
                .place(item.span.as_ref(), &format!("{path}.action")),
            summary: text_of(&entry.item, "summary"),
            settings: actions::read(&entry.item),
        };
        actions.insert(entry.key.clone(), action);
    }
    let mut looked_at = Vec::new();
    for name in actions.keys() {
        follow(reading, name, &actions, &mut looked_at);
    }
    actions
}

/// Follows the actions that `name` is made of, and tells where that does not end at one of Spile's own.
fn follow<'a>(
    reading: &mut Reading<'_>,
    name: &'a str,
    actions: &'a BTreeMap<String, DefinedAction>,
    looked_at: &mut Vec<&'a str>,
) {
    let mut path: Vec<&str> = Vec::new();
    let mut name = name;
    while let Some((found, action)) = actions.get_key_value(name) {
        if let Some(first) = path.iter().position(|earlier| earlier == found) {
            let places = path[first..].iter().map(|name| &actions[*name].place);
            tell_cycle(reading, "action", &path[first..], places.cloned().collect());
            return;
        }
        if looked_at.contains(&&**found) {
            return;
        }
        looked_at.push(found);
        path.push(found);
        name = &action.of;
        if !actions.contains_key(name) && actions::built_in(name).is_none() {
            unknown_action(reading, name, action.place.clone(), actions);
        }
    }
}

/// What the action `name` sets, or nothing, told, if there is no such action.
pub(crate) fn settings_of(
    reading: &mut Reading<'_>,
    name: &str,
    item: &Item,
    path: &str,
    actions: &BTreeMap<String, DefinedAction>,
) -> Option<Settings> {
    let mut own = Vec::new();
    let mut at = name;
    while let Some(action) = actions.get(at) {
        if own.len() > actions.len() {
            return None; // a cycle, told already
        }
        own.push(&action.settings);
        at = &action.of;
    }
    let Some(mut settings) = actions::built_in(at).map(|action| action.settings()) else {
        // That of a defined action was told where it is defined.
        if own.is_empty() {
            let place = reading.origin.place(item.span.as_ref(), path);
            unknown_action(reading, name, place, actions);
        }
        return None;
    };
    for own in own.into_iter().rev() {
        settings = settings.overridden_by(own);
    }
    Some(settings)
}

fn unknown_action(
    reading: &mut Reading<'_>,
    name: &str,
    place: Place,
    actions: &BTreeMap<String, DefinedAction>,
) {
    let known = || {
        actions::BUILT_IN
            .iter()
            .map(|action| action.name)
            .chain(actions.keys().map(String::as_str))
    };
    let help = match nearest(name, known()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("there is {}", listed(known())),
    };
    let problem = Problem::new(
        ProblemKind::UnknownAction,
        format!("there is no action `{name}`"),
        place,
    );
    reading.problems.push(problem.with_help(Some(help)));
}

fn taken(reading: &mut Reading<'_>, entry: &Entry, path: &str, what: &str) {
    let problem = Problem::new(
        ProblemKind::Duplicate,
        format!("`{}` is the name of a built-in {what}", entry.key),
        reading.origin.place(entry.key_span.as_ref(), path),
    );
    reading
        .problems
        .push(problem.with_help(Some("give yours another name".into())));
}

/// How deep patterns may be made of each other, before the stack overflows where they are looked at.
const MAX_DEPTH: usize = 64;

/// Tells patterns that are made of themselves, each cycle once, and that are made of each other too deep.
fn check_cycles(reading: &mut Reading<'_>, patterns: &BTreeMap<String, DefinedPattern>) {
    let mut depths = HashMap::new();
    for name in patterns.keys() {
        let depth = visit(reading, name, patterns, &mut Vec::new(), &mut depths);
        if depth > MAX_DEPTH {
            let message = format!("patterns are made of each other, more than {MAX_DEPTH} deep");
            let place = patterns[name].target.place.clone();
            reading
                .problems
                .push(Problem::new(ProblemKind::TooDeep, message, place));
            return;
        }
    }
}

/// How deep the pattern `name`, which `path` led to, is made of others.
fn visit<'a>(
    reading: &mut Reading<'_>,
    name: &'a str,
    patterns: &'a BTreeMap<String, DefinedPattern>,
    path: &mut Vec<(&'a str, Place)>,
    depths: &mut HashMap<&'a str, usize>,
) -> usize {
    if let Some(depth) = depths.get(name) {
        return *depth;
    }
    let Some(pattern) = patterns.get(name).filter(|_| path.len() <= MAX_DEPTH) else {
        return 1;
    };
    let mut depth = 1;
    for word in pattern.target.selector.patterns() {
        path.push((name, place_of_word(reading, &pattern.target, &word.span)));
        if let Some(first) = path.iter().position(|(earlier, _)| *earlier == word.text) {
            let names: Vec<&str> = path[first..].iter().map(|(name, _)| *name).collect();
            let places = path[first..].iter().map(|(_, place)| place.clone()).collect();
            tell_cycle(reading, "pattern", &names, places);
        } else {
            depth = depth.max(1 + visit(reading, &word.text, patterns, path, depths));
        }
        path.pop();
    }
    depths.insert(name, depth);
    depth
}

/// `names` are made of each other, each of the next one as said at its place, the last of the first.
fn tell_cycle(reading: &mut Reading<'_>, what: &str, names: &[&str], places: Vec<Place>) {
    let n = names.len();
    let chain: Vec<String> = (0..=n).map(|index| format!("`{}`", names[index % n])).collect();
    let message = match n {
        1 => format!("the {what} `{}` is made of itself", names[0]),
        _ => format!("{what}s are made of each other: {}", chain.join(" of ")),
    };
    let mut places = places.into_iter();
    let Some(first) = places.next() else { return };
    let mut problem = Problem::new(ProblemKind::Cycle, message, first);
    if n > 1 {
        problem.label = format!("{} is made of {}", chain[0], chain[1]);
        if let Some(Place::File(span)) = places.last() {
            problem.second = Some((span, format!("and {} of {}", chain[n - 1], chain[n])));
        }
    }
    problem.help = Some("let one of them say what it is in another way".into());
    reading.problems.push(problem);
}

impl Reading<'_> {
    /// Tells the words of a selector that stand for nothing: names of patterns, kinds, and code that is none.
    pub(crate) fn check_words(&mut self, target: &Target, defined: &BTreeMap<String, DefinedPattern>) {
        let vocabulary = self.vocabulary;
        let inherited = self.below.map(|below| &below.patterns);
        for word in target.selector.patterns() {
            let is_inherited = inherited.is_some_and(|patterns| patterns.contains_key(&word.text));
            if vocabulary.has_pattern(&word.text) || defined.contains_key(&word.text) || is_inherited {
                continue;
            }
            let known = vocabulary.patterns().map(|pattern| pattern.name);
            let known = known.chain(defined.keys().map(String::as_str));
            let known = known.chain(inherited.into_iter().flatten().map(|(name, _)| name.as_str()));
            let help = match nearest(&word.text, known) {
                Some(name) => format!("did you mean `{name}`?"),
                None => "`spile run --help` lists the patterns; your own are defined in `[patterns]`".into(),
            };
            let message = format!("there is no pattern `{}`", word.text);
            self.tell_word(ProblemKind::UnknownPattern, message, target, word, Some(help));
        }
        let kinds = vocabulary.kinds();
        for word in target.selector.kinds() {
            if kinds.contains(&&*word.text) {
                continue;
            }
            let help = match nearest(&word.text, kinds.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("there is {}", listed(kinds.iter().copied())),
            };
            let message = format!("there is no kind `{}`", word.text);
            self.tell_word(ProblemKind::UnknownKind, message, target, word, Some(help));
        }
        for word in target.selector.codes() {
            if let Err(why) = vocabulary.code_pattern(&word.text) {
                let message = format!("this code cannot be read: {why}");
                self.tell_word(ProblemKind::Code, message, target, word, None);
            }
        }
    }

    fn tell_word(
        &mut self,
        kind: ProblemKind,
        message: String,
        target: &Target,
        word: &Word,
        help: Option<String>,
    ) {
        let place = place_of_word(self, target, &word.span);
        self.problems
            .push(Problem::new(kind, message, place).with_help(help));
    }
}

fn place_of_word(reading: &Reading<'_>, target: &Target, within: &Span) -> Place {
    place_within(reading.origin, &target.place, within)
}

/// The part `within` the text of the selector that stands at `place`.
fn place_within(origin: &crate::origin::Origin, place: &Place, within: &Span) -> Place {
    match place {
        Place::File(span) => origin.place_in(Some(span), "", within.clone(), ""),
        Place::Given { name, text, .. } => Place::Given {
            name: name.clone(),
            text: text.clone(),
            span: within.clone(),
        },
        other => other.clone(),
    }
}

fn entries(entry: Option<&Entry>) -> &[Entry] {
    match entry.map(|entry| &entry.item.node) {
        Some(Node::Table(entries)) => entries,
        _ => &[],
    }
}

/// The texts of a list.
pub(crate) fn texts_of(item: &Item, key: &str) -> Vec<String> {
    let Some(Node::List(items)) = find(item, key).map(|entry| &entry.item.node) else {
        return Vec::new();
    };
    let texts = items.iter().filter_map(|item| match &item.node {
        Node::Text(text) => Some(text.clone()),
        _ => None,
    });
    texts.collect()
}

fn text_of(item: &Item, key: &str) -> Option<String> {
    match &find(item, key)?.item.node {
        Node::Text(text) => Some(text.clone()),
        _ => None,
    }
}

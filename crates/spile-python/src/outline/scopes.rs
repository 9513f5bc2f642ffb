//! What each scope binds, by Python's rules: a name that a function binds anywhere is its own everywhere in it, class
//! bodies are not seen from functions within them, comprehensions have a scope for their targets.

use ruff_python_ast::Expr;
use rustc_hash::FxHashMap;
use spile_core::DefinitionIdx;

/// The place of a scope among all of the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ScopeIdx(u32);

impl ScopeIdx {
    /// The module's.
    pub(super) const MODULE: Self = Self(0);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class(DefinitionIdx),
    Function,
    /// Comprehensions, whose `:=` binds in what is around them.
    Inner,
    /// Type parameters: they see what is around them, a class body as well.
    TypeParameters,
}

#[derive(Clone, Copy, Debug)]
struct Scope {
    kind: ScopeKind,
    parent: ScopeIdx,
}

/// What a name is bound to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning<'a> {
    /// Declared, or bound to `None`: no call can go through it, so that any other binding decides.
    Nothing,
    /// A module, by its full name.
    Module(&'a str),
    /// `name` of the module `module`, `level` packages up.
    Member {
        level: u32,
        module: Option<&'a str>,
        name: &'a str,
    },
    /// The only definition with this name in its scope.
    Definition(DefinitionIdx),
    /// Several definitions; the first.
    Definitions(DefinitionIdx),
    /// What this gives when the scope evaluates it.
    Value { expr: &'a Expr, scope: ScopeIdx },
    /// An instance of a class of this source.
    Instance(DefinitionIdx),
    /// The class itself.
    Class(DefinitionIdx),
    /// Anything.
    Unknown,
}

/// Where a name is looked up instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Elsewhere {
    Global,
    Nonlocal,
}

#[derive(Debug)]
pub(super) struct Scopes<'a> {
    scopes: Vec<Scope>,
    bound: FxHashMap<(ScopeIdx, &'a str), Meaning<'a>>,
    elsewhere: FxHashMap<(ScopeIdx, &'a str), Elsewhere>,
    /// What methods assign to attributes of their instance, by class.
    attributes: FxHashMap<(DefinitionIdx, &'a str), Meaning<'a>>,
    /// Bindings made through `nonlocal`.
    from_within: Vec<(ScopeIdx, &'a str)>,
    /// Whether the module imports everything from somewhere, so that any name can come from there.
    has_star: bool,
}

/// What a name means that is bound to both.
fn merged<'a>(one: Meaning<'a>, other: Meaning<'a>) -> Meaning<'a> {
    match (one, other) {
        (Meaning::Nothing, meaning) | (meaning, Meaning::Nothing) => meaning,
        (Meaning::Module(a), Meaning::Module(b)) if a == b => one,
        (
            Meaning::Member { level, module, name },
            Meaning::Member {
                level: other_level,
                module: other_module,
                name: other_name,
            },
        ) if (level, module, name) == (other_level, other_module, other_name) => one,
        (Meaning::Definition(first) | Meaning::Definitions(first), Meaning::Definition(_)) => {
            Meaning::Definitions(first)
        }
        _ => Meaning::Unknown,
    }
}

impl<'a> Scopes<'a> {
    pub(super) fn new() -> Self {
        Self {
            scopes: vec![Scope {
                kind: ScopeKind::Module,
                parent: ScopeIdx::MODULE,
            }],
            bound: FxHashMap::default(),
            elsewhere: FxHashMap::default(),
            attributes: FxHashMap::default(),
            from_within: Vec::new(),
            has_star: false,
        }
    }

    pub(super) fn open(&mut self, kind: ScopeKind, parent: ScopeIdx) -> ScopeIdx {
        self.scopes.push(Scope { kind, parent });
        ScopeIdx(self.scopes.len() as u32 - 1)
    }

    pub(super) fn kind(&self, scope: ScopeIdx) -> ScopeKind {
        self.scopes[scope.0 as usize].kind
    }

    /// The scopes from `scope` outwards, the module's last.
    pub(super) fn outwards(&self, scope: ScopeIdx) -> impl Iterator<Item = ScopeIdx> {
        std::iter::successors(Some(scope), |scope| {
            (*scope != ScopeIdx::MODULE).then(|| self.scopes[scope.0 as usize].parent)
        })
    }

    /// The innermost scope of a function, class or module, where `:=` and statements bind.
    fn owner(&self, scope: ScopeIdx) -> ScopeIdx {
        let mut outwards = self.outwards(scope);
        outwards
            .find(|scope| !matches!(self.kind(*scope), ScopeKind::Inner | ScopeKind::TypeParameters))
            .unwrap_or(ScopeIdx::MODULE)
    }

    /// Binds a name in the function, class or module that `scope` is in.
    pub(super) fn bind(&mut self, scope: ScopeIdx, name: &'a str, meaning: Meaning<'a>) {
        let owner = self.owner(scope);
        if self.elsewhere.is_empty() {
            return self.bind_here(owner, name, meaning);
        }
        match self.elsewhere.get(&(owner, name)) {
            None => self.bind_here(owner, name, meaning),
            // When a function does it, nobody knows what holds at a certain time.
            Some(Elsewhere::Global) => self.bind_here(ScopeIdx::MODULE, name, Meaning::Unknown),
            Some(Elsewhere::Nonlocal) => self.from_within.push((owner, name)),
        }
    }

    /// Binds a name in exactly this scope.
    pub(super) fn bind_here(&mut self, scope: ScopeIdx, name: &'a str, meaning: Meaning<'a>) {
        let entry = self.bound.entry((scope, name));
        entry
            .and_modify(|bound| *bound = merged(*bound, meaning))
            .or_insert(meaning);
    }

    /// Binds a name in exactly this scope, to nothing else.
    pub(super) fn set(&mut self, scope: ScopeIdx, name: &'a str, meaning: Meaning<'a>) {
        self.bound.insert((scope, name), meaning);
    }

    pub(super) fn bind_attribute(&mut self, class: DefinitionIdx, name: &'a str, meaning: Meaning<'a>) {
        let entry = self.attributes.entry((class, name));
        entry
            .and_modify(|bound| *bound = merged(*bound, meaning))
            .or_insert(meaning);
    }

    pub(super) fn global(&mut self, scope: ScopeIdx, name: &'a str) {
        let owner = self.owner(scope);
        if owner != ScopeIdx::MODULE {
            self.elsewhere.insert((owner, name), Elsewhere::Global);
        }
    }

    pub(super) fn nonlocal(&mut self, scope: ScopeIdx, name: &'a str) {
        let owner = self.owner(scope);
        self.elsewhere.insert((owner, name), Elsewhere::Nonlocal);
    }

    /// `from x import *`: what was imported before may be another thing now.
    pub(super) fn star(&mut self) {
        self.has_star = true;
        for ((scope, _), meaning) in &mut self.bound {
            if *scope == ScopeIdx::MODULE {
                *meaning = Meaning::Unknown;
            }
        }
    }

    /// Whether a name that nothing in the source binds is the builtin.
    pub(super) fn sees_builtins(&self) -> bool {
        !self.has_star
    }

    /// To be called when everything is bound: what inner functions bind in outer ones.
    pub(super) fn settle(&mut self) {
        for (scope, name) in std::mem::take(&mut self.from_within) {
            let around = self.outwards(scope).skip(1).find(|around| {
                self.kind(*around) == ScopeKind::Function && self.bound.contains_key(&(*around, name))
            });
            if let Some(around) = around {
                self.bind_here(around, name, Meaning::Unknown);
            }
        }
    }

    /// What a name means that is used in `scope`, and the scope that binds it.
    pub(super) fn look_up(&self, scope: ScopeIdx, name: &str) -> Option<(ScopeIdx, Meaning<'a>)> {
        let mut is_first = true;
        let mut at = scope;
        loop {
            let is_seen = is_first || !matches!(self.kind(at), ScopeKind::Class(_));
            // A comprehension in a class body evaluates its first iterable there, and nothing else.
            is_first &= self.kind(at) == ScopeKind::TypeParameters;
            if is_seen {
                match self.elsewhere.get(&(at, name)) {
                    Some(Elsewhere::Global) => at = ScopeIdx::MODULE,
                    Some(Elsewhere::Nonlocal) => {
                        at = self.scopes[at.0 as usize].parent;
                        continue;
                    }
                    None => {}
                }
                if let Some(meaning) = self.bound.get(&(at, name)) {
                    return Some((at, *meaning));
                }
            }
            if at == ScopeIdx::MODULE {
                return None;
            }
            at = self.scopes[at.0 as usize].parent;
        }
    }

    /// What `name` means as an attribute of a class of this source and its instances: what its body binds, and what its
    /// methods assign. `None` when it has none.
    pub(super) fn member(&self, class: DefinitionIdx, body: ScopeIdx, name: &str) -> Option<Meaning<'a>> {
        let own = self.bound.get(&(body, name)).copied();
        let assigned = self.attributes.get(&(class, name)).copied();
        match (own, assigned) {
            (Some(own), Some(assigned)) => Some(merged(own, assigned)),
            (own, assigned) => own.or(assigned),
        }
    }

    /// The names that the module binds.
    pub(super) fn of_module(&self) -> impl Iterator<Item = &'a str> {
        let bound = self.bound.keys();
        bound
            .filter(|(scope, _)| *scope == ScopeIdx::MODULE)
            .map(|(_, name)| *name)
    }
}

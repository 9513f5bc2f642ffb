//! Functions and classes.

use ruff_python_ast::{
    AnyParameterRef, ArgOrKeyword, Arguments, Decorator, Expr, Identifier, Parameters, StmtClassDef,
    StmtFunctionDef, TypeParam, TypeParams,
};
use ruff_text_size::Ranged;
use spile_core::{DefinitionIdx, NodeKind, Parameter, ParameterKind, Role};
use spile_source::ByteRange;

use super::scopes::{Meaning, ScopeKind};
use super::{Lowering, Pending, labels, range};

/// The parameters as selectors see them.
pub(super) fn described(parameters: Option<&Parameters>) -> Vec<Parameter> {
    let Some(parameters) = parameters else {
        return Vec::new();
    };
    let all = parameters.iter_source_order();
    all.map(|parameter| Parameter {
        name: parameter.name().to_string(),
        kind: kind_of(parameters, parameter),
        has_default: parameter.default().is_some(),
    })
    .collect()
}

fn kind_of(parameters: &Parameters, parameter: AnyParameterRef<'_>) -> ParameterKind {
    let is_named = |name: &Identifier| parameters.kwonlyargs.iter().any(|other| other.name() == name);
    match parameter {
        AnyParameterRef::Variadic(variadic) => match &parameters.vararg {
            Some(rest) if rest.range == variadic.range => ParameterKind::Rest,
            _ => ParameterKind::NamedRest,
        },
        AnyParameterRef::NonVariadic(parameter) if is_named(parameter.name()) => ParameterKind::Named,
        AnyParameterRef::NonVariadic(_) => ParameterKind::Plain,
    }
}

/// The last name of a decorator, as it is written.
fn written_name(decorator: &Decorator) -> &str {
    match &decorator.expression {
        Expr::Name(name) => &name.id,
        Expr::Attribute(attribute) => &attribute.attr,
        _ => "",
    }
}

/// What calling a method puts into its first parameter.
fn first_argument<'a>(function: &StmtFunctionDef, class: DefinitionIdx) -> Option<Meaning<'a>> {
    let decorators = || function.decorator_list.iter().map(written_name);
    let name = function.name.as_str();
    if decorators().any(|name| name == "staticmethod") {
        return None;
    }
    let takes_class = ["__new__", "__init_subclass__", "__class_getitem__"].contains(&name)
        || decorators().any(|name| name == "classmethod")
        || first_parameter(&function.parameters).is_some_and(|name| name.as_str() == "cls");
    Some(if takes_class {
        Meaning::Class(class)
    } else {
        Meaning::Instance(class)
    })
}

fn first_parameter(parameters: &Parameters) -> Option<&Identifier> {
    let mut positional = parameters.posonlyargs.iter().chain(&parameters.args);
    positional.next().map(|parameter| parameter.name())
}

impl<'a> Lowering<'a> {
    #[inline(never)]
    pub(super) fn function(&mut self, function: &'a StmtFunctionDef) {
        let of = range(function.range);
        let text = if function.is_async { "async" } else { "" };
        self.tree.open_with("function", Role::Definition, of, text);
        let path_len = self.enter_path(&function.name);
        let class = match self.scopes.kind(self.scope) {
            ScopeKind::Class(class) => Some(class),
            _ => None,
        };
        let kind = |yields: bool| match (function.is_async, yields) {
            (true, true) => NodeKind::AsyncGenerator,
            (true, false) => NodeKind::Coroutine,
            (false, true) => NodeKind::Generator,
            (false, false) if class.is_some() => NodeKind::Method,
            (false, false) => NodeKind::Function,
        };
        let idx = self.define(NodeKind::Function, &function.name, range(function.name.range));
        let is_overload = function
            .decorator_list
            .iter()
            .any(|decorator| written_name(decorator) == "overload");
        // Only says what the definition behind it takes.
        if !is_overload {
            self.scopes
                .bind(self.scope, &function.name, Meaning::Definition(idx));
        }
        let mut yields = false;
        let around = std::mem::replace(&mut self.definition, idx);
        let n_before = std::mem::replace(&mut self.n_statements, 0);
        self.decorators(&function.decorator_list, idx);
        self.leaf("name", range(function.name.range), &function.name);
        self.with_type_parameters(function.type_params.as_deref(), |this| {
            this.parameters(Some(&function.parameters), of);
            if let Some(returns) = &function.returns {
                this.part("returns", range(returns.range()), |this| this.expr(returns));
            }
            this.within(ScopeKind::Function, |this| {
                this.pending[idx.to_usize()].scope = this.scope;
                this.bind_parameters(Some(&function.parameters));
                if let Some(class) = class
                    && let Some(first) = first_parameter(&function.parameters)
                    && let Some(meaning) = first_argument(function, class)
                {
                    this.scopes.set(this.scope, first, meaning);
                }
                std::mem::swap(&mut yields, &mut this.yields);
                this.body(&function.body, of);
                std::mem::swap(&mut yields, &mut this.yields);
            });
        });
        self.definition = around;
        self.path.truncate(path_len);
        let definition = &mut self.definitions[idx.to_usize()];
        definition.kind = kind(yields);
        definition.labels = labels::of_function(definition.kind, function, class.is_some());
        definition.parameters = described(Some(&function.parameters));
        definition.n_statements = self.n_statements;
        definition.is_trivial = labels::is_trivial(function);
        self.n_statements += n_before;
        self.tree.close();
    }

    #[inline(never)]
    pub(super) fn class(&mut self, class: &'a StmtClassDef) {
        let of = range(class.range);
        self.tree.open("class", Role::Definition, of);
        let path_len = self.enter_path(&class.name);
        let idx = self.define(NodeKind::Class, &class.name, range(class.name.range));
        self.scopes
            .bind(self.scope, &class.name, Meaning::Definition(idx));
        let around = std::mem::replace(&mut self.definition, idx);
        let n_before = std::mem::replace(&mut self.n_statements, 0);
        self.decorators(&class.decorator_list, idx);
        self.leaf("name", range(class.name.range), &class.name);
        self.with_type_parameters(class.type_params.as_deref(), |this| {
            if let Some(arguments) = &class.arguments {
                this.bases(arguments, idx);
            }
            this.within(ScopeKind::Class(idx), |this| {
                this.pending[idx.to_usize()].scope = this.scope;
                this.body(&class.body, of);
            });
        });
        self.definition = around;
        self.path.truncate(path_len);
        let definition = &mut self.definitions[idx.to_usize()];
        definition.labels = vec!["class"];
        definition.n_statements = self.n_statements;
        definition.is_trivial = labels::does_nothing(&class.body);
        self.n_statements += n_before;
        self.tree.close();
    }

    /// `class C():` says the same as `class C:`.
    fn bases(&mut self, arguments: &'a Arguments, of: DefinitionIdx) {
        if arguments.args.is_empty() && arguments.keywords.is_empty() {
            return;
        }
        self.part("bases", range(arguments.range), |this| {
            for argument in arguments.iter_source_order() {
                match argument {
                    ArgOrKeyword::Keyword(keyword) => this.keyword(keyword),
                    ArgOrKeyword::Arg(base) => {
                        let syntax = this.tree.next();
                        this.expr(base);
                        // What is in brackets are type arguments.
                        let expr = match base {
                            Expr::Subscript(subscript) => &subscript.value,
                            base => base,
                        };
                        let scope = this.scope;
                        this.pending[of.to_usize()]
                            .bases
                            .push(Pending { syntax, expr, scope });
                    }
                }
            }
        });
    }

    fn enter_path(&mut self, name: &str) -> usize {
        let len = self.path.len();
        if len > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        len
    }

    pub(super) fn with_type_parameters(
        &mut self,
        parameters: Option<&'a TypeParams>,
        walk: impl FnOnce(&mut Self),
    ) {
        let Some(parameters) = parameters else {
            return walk(self);
        };
        self.within(ScopeKind::TypeParameters, |this| {
            this.part("type_parameters", range(parameters.range), |this| {
                parameters
                    .iter()
                    .for_each(|parameter| this.type_parameter(parameter));
            });
            walk(this);
        });
    }

    fn type_parameter(&mut self, parameter: &'a TypeParam) {
        let (kind, name, bound, default) = match parameter {
            TypeParam::TypeVar(of) => ("type_parameter", &of.name, of.bound.as_deref(), &of.default),
            TypeParam::TypeVarTuple(of) => ("type_parameter_rest", &of.name, None, &of.default),
            TypeParam::ParamSpec(of) => ("type_parameter_named_rest", &of.name, None, &of.default),
        };
        self.scopes.bind_here(self.scope, name, Meaning::Unknown);
        self.tree
            .open_with(kind, Role::Part, range(parameter.range()), name);
        for (kind, expr) in [("bound", bound), ("default", default.as_deref())] {
            if let Some(expr) = expr {
                self.part(kind, range(expr.range()), |this| this.expr(expr));
            }
        }
        self.tree.close();
    }

    /// The parameters in source order; `/` and `*` stand where they change what comes behind or before them.
    pub(super) fn parameters(&mut self, parameters: Option<&'a Parameters>, around: ByteRange) {
        let Some(parameters) = parameters else {
            let at = ByteRange::new(around.start(), around.start());
            return self.part("parameters", at, |_| {});
        };
        self.part("parameters", range(parameters.range), |this| {
            let n_positional = parameters.posonlyargs.len();
            let mut is_named = parameters.vararg.is_some();
            for (idx, parameter) in parameters.iter_source_order().enumerate() {
                let of = range(parameter.range());
                if n_positional > 0 && idx == n_positional {
                    this.leaf("separator", ByteRange::new(of.start(), of.start()), "/");
                }
                let (kind, is_first_named) = match kind_of(parameters, parameter) {
                    ParameterKind::Plain => ("parameter", false),
                    ParameterKind::Named => ("parameter", !is_named),
                    ParameterKind::Rest => ("parameter_rest", false),
                    ParameterKind::NamedRest => ("parameter_named_rest", false),
                };
                if is_first_named {
                    is_named = true;
                    this.leaf("separator", ByteRange::new(of.start(), of.start()), "*");
                }
                this.tree.open_with(kind, Role::Part, of, parameter.name());
                let parts = [
                    ("annotation", parameter.annotation()),
                    ("default", parameter.default()),
                ];
                for (kind, expr) in parts {
                    if let Some(expr) = expr {
                        this.part(kind, range(expr.range()), |this| this.expr(expr));
                    }
                }
                this.tree.close();
            }
            if n_positional > 0 && parameters.len() == n_positional {
                let end = range(parameters.range).end();
                this.leaf("separator", ByteRange::new(end, end), "/");
            }
        });
    }

    pub(super) fn bind_parameters(&mut self, parameters: Option<&'a Parameters>) {
        for parameter in parameters.into_iter().flat_map(Parameters::iter) {
            let name = parameter.name().as_str();
            self.scopes.bind_here(self.scope, name, Meaning::Unknown);
        }
    }
}

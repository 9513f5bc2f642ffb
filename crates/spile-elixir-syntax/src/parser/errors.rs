//! What the parser rejects, in Elixir's words.

use super::*;
use crate::error::Location;
use crate::lexer::INVALID_DO;

const STEP: &str = "the range step operator (//) must immediately follow the range definition operator (..), for example: 1..9//2. If you wanted to define a default argument, use (\\\\) instead. Syntax error before: ";
const CLAUSE: &str = "unexpected operator ->. If you want to define multiple clauses, the first expression must use ->. Syntax error before: ";
const ALIAS: &str = "atom cannot be followed by an alias. If the '.' was meant to be part of the atom's name, the atom name must be quoted. Syntax error before: ";
const FUNCTION: &str = "expected anonymous functions to be defined with -> inside: ";
const SPACE: &str = "unexpected parentheses. If you are making a function call, do not insert spaces between the function name and the opening parentheses. Syntax error before: ";
const ACCESS: &str = "too many arguments when accessing a value. The value[key] notation in Elixir expects either a single argument or a keyword list. The following examples are allowed:\n\n    value[one]\n    value[one: 1, two: 2]\n    value[[one, two, three]]\n\nThese are invalid:\n\n    value[1, 2, 3]\n    value[one, two, three]\n\nSyntax error after: ";
const CALL_KEYWORDS: &str = "unexpected expression after keyword list. Keyword lists must always come as the last argument. Therefore, this is not allowed:\n\n    function_call(1, some: :option, 2)\n\nInstead, wrap the keyword in brackets:\n\n    function_call(1, [some: :option], 2)\n\nSyntax error after: ";
const DATA_KEYWORDS: &str = "unexpected expression after keyword list. Keyword lists must always come last in lists and maps. Therefore, this is not allowed:\n\n    [some: :value, :another]\n    %{some: :value, another => value}\n\nInstead, reorder it to be the last entry:\n\n    [:another, some: :value]\n    %{another => value, some: :value}\n\nSyntax error after: ";

impl Parser<'_, '_> {
    /// The current token does not go on what went before.
    pub(super) fn unexpected(&self) -> Box<SyntaxError> {
        let token = self.token();
        SyntaxError::new(token.place(), "syntax error before: ", self.token_text(token))
    }

    pub(super) fn step_without_range(&self, token: &Token) -> Box<SyntaxError> {
        SyntaxError::new(token.place(), STEP, "'//'")
    }

    /// `do:` or another keyword behind a value, where no keyword may be.
    pub(super) fn invalid_keyword(&self) -> Box<SyntaxError> {
        let token = self.token();
        if token.value == Atom::DO.0 {
            return SyntaxError::around(token.place(), "unexpected keyword: ", "do:", INVALID_DO);
        }
        let name = String::from_utf8_lossy(self.ast.atoms.bytes(Atom(token.value))).into_owned();
        SyntaxError::new(token.place(), "syntax error before: ", format!("'{name}:'"))
    }

    /// An error at the place that the metadata of `node` tells.
    fn at_node(&self, node: NodeId, message: &str, token: &str) -> Box<SyntaxError> {
        let location = match self.ast.place(node) {
            Some(place) => Location::Place(place),
            None => Location::Line(0),
        };
        Box::new(SyntaxError {
            location,
            prefix: message.into(),
            suffix: None,
            token: token.into(),
        })
    }

    pub(super) fn unexpected_clause(&self, clause: NodeId) -> Box<SyntaxError> {
        self.at_node(clause, CLAUSE, "'->'")
    }

    pub(super) fn alias_after_atom(&self, token: &Token) -> Box<SyntaxError> {
        SyntaxError::new(token.place(), ALIAS, "'.'")
    }

    pub(super) fn function_without_clauses(&self, token: &Token) -> Box<SyntaxError> {
        SyntaxError::new(token.place(), FUNCTION, "'fn'")
    }

    pub(super) fn space_before_paren(&self, open: &Token) -> Box<SyntaxError> {
        SyntaxError::new(open.place(), SPACE, "'('")
    }

    pub(super) fn too_many_access_arguments(&self, comma: &Token) -> Box<SyntaxError> {
        SyntaxError::new(comma.place(), ACCESS, "','")
    }

    /// `in_call` tells an argument list from a container.
    pub(super) fn expression_after_keywords(&self, comma: &Token, in_call: bool) -> Box<SyntaxError> {
        let message = if in_call { CALL_KEYWORDS } else { DATA_KEYWORDS };
        SyntaxError::new(comma.place(), message, "','")
    }

    pub(super) fn keywords_in_container(&self, open: &Token) -> Box<SyntaxError> {
        let tuple = open.kind == Tok::OpenCurly;
        let what = if tuple { "tuple" } else { "bitstring" };
        let message = format!(
            "unexpected keyword list inside {what}. Did you mean to write a map (using %{{...}}) or a list (using [...]) instead? Syntax error after: "
        );
        let token = if tuple || !self.since(ElixirVersion::V1_18) {
            "'{'"
        } else {
            "'<<'"
        };
        SyntaxError::new(open.place(), message, token)
    }

    pub(super) fn nested_no_parens(&self, node: NodeId) -> Box<SyntaxError> {
        let (parent, nested, spaced) = if self.since(ElixirVersion::V1_15) {
            (
                "parent_call",
                "nested_call",
                "You can solve this by explicitly adding parentheses",
            )
        } else {
            (
                "one",
                "two",
                "You can solve this by explicitly adding parentheses",
            )
        };
        let commas = if self.since(ElixirVersion::V1_15) {
            format!("{parent} a, {nested}, b, c, d")
        } else {
            format!("{parent}, a, {nested}, b, c, d")
        };
        let message = format!(
            "unexpected comma. Parentheses are required to solve ambiguity in nested calls.\n\nThis error happens when you have nested function calls without parentheses. For example:\n\n    {parent} a, {nested} b, c, d\n\nIn the example above, we don't know if the parameters \"c\" and \"d\" apply to the function \"{parent}\" or \"{nested}\". {spaced}:\n\n    {parent} a, {nested}(b, c, d)\n\nOr by adding commas (in case a nested call is not intended):\n\n    {commas}\n\nElixir cannot compile otherwise. Syntax error before: "
        );
        self.at_node(node, &message, "','")
    }

    pub(super) fn no_parens_in_container(&self, node: NodeId) -> Box<SyntaxError> {
        let (ambiguous, parts, solved) = if self.since(ElixirVersion::V1_15) {
            (
                "[function a, b, c]",
                "values \"b\" and \"c\" belongs to the list or the function \"function\"",
                "[one, function(a, b, c)]",
            )
        } else {
            (
                "[one, two three, four, five]",
                "parameters \"four\" and \"five\" belongs to the list or the function \"two\"",
                "[one, two(three, four), five]",
            )
        };
        let message = format!(
            "unexpected comma. Parentheses are required to solve ambiguity inside containers.\n\nThis error may happen when you forget a comma in a list or other container:\n\n    [a, b c, d]\n\nOr when you have ambiguous calls:\n\n    {ambiguous}\n\nIn the example above, we don't know if the {parts}. You can solve this by explicitly adding parentheses:\n\n    {solved}\n\nElixir cannot compile otherwise. Syntax error before: "
        );
        self.at_node(node, &message, "','")
    }
}

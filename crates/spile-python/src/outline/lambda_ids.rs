//! The IDs of lambdas for the weaver, which needs no others: the same walk, without what holds no lambda.

use ruff_python_ast::ModModule;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::Parsed;
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashMap;
use spile_core::{Module, NodeKind, Outline};

use super::Lowering;

/// Where the words stand that make a piece of the source count.
pub(super) struct Pruning {
    lambdas: Vec<u32>,
    /// Lambdas and what makes paths.
    definitions: Vec<u32>,
}

/// Whether one of `places`, which are sorted, lies in `range`.
fn any_in(places: &[u32], range: TextRange) -> bool {
    let next = places.partition_point(|place| *place < range.start().to_u32());
    places
        .get(next)
        .is_some_and(|place| *place < range.end().to_u32())
}

impl Pruning {
    pub(super) fn drops_expression(&self, range: TextRange) -> bool {
        !any_in(&self.lambdas, range)
    }

    pub(super) fn drops_statement(&self, range: TextRange) -> bool {
        !any_in(&self.definitions, range)
    }
}

/// The ID of every lambda, by the byte that it starts at.
pub(crate) fn lambda_ids(source: &str, module: &str, parsed: &Parsed<ModModule>) -> FxHashMap<u32, String> {
    let mut pruning = Pruning {
        lambdas: Vec::new(),
        definitions: Vec::new(),
    };
    for token in parsed.tokens() {
        let start = token.start().to_u32();
        match token.kind() {
            TokenKind::Lambda => {
                pruning.lambdas.push(start);
                pruning.definitions.push(start);
            }
            TokenKind::Def | TokenKind::Class => pruning.definitions.push(start),
            _ => {}
        }
    }
    if pruning.lambdas.is_empty() {
        return FxHashMap::default();
    }
    let mut lowering = Lowering::new(source, Module::from(module));
    lowering.pruning = Some(pruning);
    lowering.module(parsed.syntax());
    let outline = Outline::new(module, lowering.tree.finish(), lowering.definitions);
    let lambdas = outline
        .definitions
        .iter()
        .filter(|definition| definition.kind == NodeKind::Lambda);
    lambdas
        .map(|lambda| {
            let range = outline
                .tree
                .node(outline.nodes[lambda.node.to_usize()].syntax)
                .range;
            (range.start().to_u32(), outline.id(lambda.node))
        })
        .collect()
}

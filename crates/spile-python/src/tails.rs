//! Functions that end without `return`, where several paths meet.

use ruff_python_ast::Stmt;

use crate::weaver::Weaver;

impl<'a> Weaver<'a> {
    /// To be written: see the module's doc.
    pub(crate) fn return_where_paths_meet(&mut self, _body: &'a [Stmt]) {}
}

//! Bodies of classes and modules, when the plan asks for them.
//!
//! ```text
//! class C:                     class C:
//!     """Doc."""                   """Doc."""
//!     x = 1            ──▶         > in K
//!                                  x = 1; < in K
//! ```
//!
//! They get no handler: in a `try`, annotations are conditional to 3.14, which shows in the namespace. An exception that
//! leaves a body is found by the recorder.

use ruff_python_ast::{Stmt, StmtClassDef};
use ruff_text_size::Ranged;
use spile_core::{NodeKind, Site};
use spile_source::{ByteOffset, ByteRange, Shown};

use crate::functions::split_docstring;
use crate::probe::Tells;
use crate::weaver::{Scope, Weaver, byte_range};

/// `from __future__ import …`, before which only a docstring may stand.
fn is_future_import(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::ImportFrom(import) if import.level == 0
        && import.module.as_ref().is_some_and(|module| module.as_str() == "__future__"))
}

impl<'a> Weaver<'a> {
    pub(crate) fn module(&mut self, body: &'a [Stmt], source_len: usize) {
        let range = ByteRange::new(ByteOffset::new(0), ByteOffset::new(source_len as u32));
        let site = self.module_site(range);
        let is_woven = self.asks_for(&site) && !body.is_empty();
        self.body(body, site, is_woven, Scope::Body { is_class: false });
    }

    pub(crate) fn class_body(&mut self, class: &'a StmtClassDef) {
        self.path.push(class.name.as_str());
        // It has an ID in any case, so that those of others do not depend on the plan.
        let site = self.definition(NodeKind::Class, byte_range(class), class.name.start().to_u32());
        let is_woven = self.asks_for(&site);
        let is_read = self.is_read.or_else(|| self.readers.of_class(class));
        let around = std::mem::replace(&mut self.is_read, is_read);
        self.body(&class.body, site, is_woven, Scope::Body { is_class: true });
        self.is_read = around;
        self.path.pop();
    }

    fn body(&mut self, body: &'a [Stmt], site: Site, is_woven: bool, scope: Scope) {
        let tells_exit = self.tells_exit.take();
        match self.limit(&site).alone.or(self.is_read) {
            Some(reason) if is_woven => self.skip(site, reason),
            None if is_woven => self.tells_exit = Some(self.add(site)),
            _ => {}
        }
        self.without_calls(|weaver| {
            weaver.within(scope, |weaver| match weaver.tells_exit {
                Some(site_idx) => weaver.woven_body(body, site_idx),
                None => weaver.visit_stmts(body),
            });
        });
        self.tells_exit = tells_exit;
    }

    fn woven_body(&mut self, body: &'a [Stmt], site_idx: usize) {
        let (_, rest) = split_docstring(body);
        let n_future = rest.iter().take_while(|stmt| is_future_import(stmt)).count();
        let rest = &rest[n_future..];
        match (rest.first(), rest.last(), body.last()) {
            (Some(first), Some(last), _) => {
                self.enter_before(first, site_idx);
                self.visit_stmts(rest);
                self.end_paths(last);
            }
            (_, _, Some(last)) => {
                let enter = self.probe(Tells::Enter, site_idx);
                let leave = self.probe(Tells::Leave, site_idx);
                let text = format!("; {enter}; {leave}");
                self.insert(last.end().to_u32(), text, Shown::AsBefore);
            }
            _ => {}
        }
    }
}

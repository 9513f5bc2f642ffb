//! Tables of what well-known modules have: `cargo xtask patterns elixir --known` writes them, asking the modules.

/// A table: a module a line, then its functions, as in `Access fetch/2 get_and_update/3 pop/2`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table(pub(crate) &'static str);

/// The functions of a module.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownFunctions(&'static str);

impl Table {
    /// What is known of a module.
    pub(crate) fn of(self, module: &str) -> Option<KnownFunctions> {
        let mut lines = self.0.lines().filter_map(|line| line.split_once(' '));
        lines.find_map(|(of, functions)| (of == module).then_some(KnownFunctions(functions)))
    }
}

impl KnownFunctions {
    /// Whether one of them has the name, and a number of arguments for which `is_meant`.
    pub(crate) fn have(self, name: &str, is_meant: impl Fn(usize) -> bool) -> bool {
        self.0
            .split(' ')
            .filter_map(|function| function.rsplit_once('/'))
            .any(|(of, arity)| of == name && arity.parse().is_ok_and(&is_meant))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_by_module_name_and_arity() {
        let table = Table("Access fetch/2 pop/2\nAccess.Other pop/3\n");
        let access = table.of("Access").unwrap();
        assert!(access.have("pop", |arity| arity == 2));
        assert!(!access.have("pop", |arity| arity == 3));
        assert!(!access.have("po", |arity| arity == 2));
        assert!(table.of("Acces").is_none());
    }
}

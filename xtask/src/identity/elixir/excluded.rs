//! The closed list of tests that are run neither plain nor woven.

use std::fmt;

use serde::Deserialize;

const EXCLUDED: &str = include_str!("../../../identity/elixir_excluded.json");

/// Tests that need what is not here, or that fail by themselves now and then and make others fail.
#[derive(Deserialize)]
pub(super) struct Excluded {
    /// Of Elixir's own applications all versions.
    pub(super) project: String,
    #[serde(flatten)]
    pub(super) what: What,
    pub(super) why: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum What {
    /// Those with this tag.
    Tag(String),
    /// The one with this name.
    Test(String),
}

impl fmt::Display for What {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => write!(to, "those with the tag `{tag}`"),
            Self::Test(name) => write!(to, "`{name}`"),
        }
    }
}

/// All of them.
pub(super) fn all() -> Vec<Excluded> {
    serde_json::from_str(EXCLUDED).expect("the committed list is well-formed")
}

/// What is left out of a project's tests, as ExUnit's option `exclude` in Elixir.
pub(super) fn option(project: &str) -> String {
    let of_project = all().into_iter().filter(|excluded| {
        project
            .strip_prefix(excluded.project.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(", of "))
    });
    let filters: Vec<String> = of_project
        .map(|excluded| match excluded.what {
            What::Tag(tag) => format!(":{tag}"),
            What::Test(name) => format!("{{:test, :{name:?}}}"),
        })
        .collect();
    format!("[{}]", filters.join(", "))
}

#[cfg(test)]
mod tests {
    use super::option;

    #[test]
    fn a_project_has_its_own_tests_left_out() {
        assert_eq!(option("phoenixframework+phoenix_pubsub"), "[:clustered]");
        let ex_unit = "[{:test, :\"test supports many runs and loads\"}]";
        assert_eq!(option("elixir's ex_unit"), ex_unit);
        assert_eq!(option("elixir's ex_unit, of v1.20.3"), ex_unit);
        assert_eq!(option("another"), "[]");
    }
}

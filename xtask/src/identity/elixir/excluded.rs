//! The closed list of tests that are run neither plain nor woven, by their tags.

use serde::Deserialize;

const EXCLUDED: &str = include_str!("../../../identity/elixir_excluded.json");

/// Tests that need what is not here.
#[derive(Deserialize)]
pub(super) struct Excluded {
    pub(super) project: String,
    pub(super) tag: String,
    pub(super) why: String,
}

/// All of them.
pub(super) fn all() -> Vec<Excluded> {
    serde_json::from_str(EXCLUDED).expect("the committed list is well-formed")
}

/// The tags that are left out of a project's tests, as words.
pub(super) fn tags(project: &str) -> String {
    let of_project = all().into_iter().filter(|excluded| excluded.project == project);
    of_project
        .map(|excluded| excluded.tag)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_project_has_its_own_tags() {
        assert_eq!(super::tags("phoenixframework+phoenix_pubsub"), "clustered");
        assert_eq!(super::tags("another"), "");
    }
}

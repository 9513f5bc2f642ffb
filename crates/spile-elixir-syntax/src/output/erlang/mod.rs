//! Terms as Erlang prints them, for the tokens that its parser quotes in errors.

mod layout;
mod numbers;
mod term;
mod texts;

pub(crate) use layout::print;
pub(crate) use numbers::{decimal, float};
pub(crate) use term::Term;
pub(crate) use texts::{Otp, atom, char_token, hex};

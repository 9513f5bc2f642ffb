//! The NIF `Spile.Native`: requests come and answers go in the external term format.
//!
//! All it does is hand them to [`spile_elixir::pipeline`]; nothing here knows what they mean. NIF 2.15 is what OTP 22 and all
//! later ones load.

use rustler::{Binary, Env, NewBinary};

/// What a scheduler's own stack may be too small for: nested syntax is walked down.
const STACK_BYTES: usize = 64 << 20;

/// Answers `request`. On a dirty scheduler, because a large source takes longer than the millisecond that others have.
#[rustler::nif(schedule = "DirtyCpu")]
fn call<'a>(env: Env<'a>, request: Binary<'a>) -> Binary<'a> {
    let request = request.as_slice();
    let answer = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        match thread.spawn_scoped(scope, || spile_elixir::pipeline::answer(request)) {
            Ok(thread) => thread.join().ok(),
            Err(_) => None,
        }
    });
    let answer = answer.unwrap_or_else(spile_elixir::pipeline::no_answer);
    let mut binary = NewBinary::new(env, answer.len());
    binary.copy_from_slice(&answer);
    binary.into()
}

rustler::init!("Elixir.Spile.Native");

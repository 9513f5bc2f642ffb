//! Prints the events of a trace, for debugging: `cargo run -p spile-trace --example events DIR`.

use std::error::Error;
use std::{env, path::Path};

use spile_trace::{Step, Trace};

fn main() -> Result<(), Box<dyn Error>> {
    let dir = env::args().nth(1).ok_or("usage: events DIR")?;
    for process in Trace::open(Path::new(&dir))?.processes() {
        println!("process {}", process.pid);
        for (number, site) in process.sites().iter().enumerate() {
            println!("  site {number} {}", site.row.id);
        }
        for step in process.events()? {
            match step {
                Step::Event(event) => println!(
                    "  {:>12} {} {:?}",
                    process.duration_ns(event.ticks),
                    event.thread,
                    event.kind
                ),
                Step::Gap { thread, depth, .. } => println!("  gap in thread {thread}, depth {depth}"),
            }
        }
    }
    Ok(())
}

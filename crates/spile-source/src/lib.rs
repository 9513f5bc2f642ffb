//! Source text, byte ranges, and text insertion that can be undone and mapped.
//!
//! The first stage of the pipeline and the only vocabulary that all others share. A front end collects
//! an [`Insertions`] set against a source; [`Insertions::apply`] gives the woven text and a
//! [`PositionMap`] that leads from every place of the woven text back to the original, and forth.
//! [`seal()`] and [`strip`] make a woven file that carries its own inverse.
//!
//! Not here: languages, files, clocks. Nothing in this crate does I/O.
//!
//! ```
//! use spile_source::{ByteOffset, Insertions, Shown};
//! let mut insertions = Insertions::new();
//! insertions.add(ByteOffset::new(4), "b = 2; ", Shown::Hidden);
//! let woven = insertions.apply("a=1\nc = 3\n");
//! assert_eq!(woven.text, "a=1\nb = 2; c = 3\n");
//! assert_eq!(woven.map.to_original(ByteOffset::new(11)), ByteOffset::new(4));
//! ```

mod insertion;
mod line_index;
mod map;
mod range;
mod seal;

pub use insertion::{Insertion, Insertions, Shown, Woven};
pub use line_index::{LineCol, LineIndex};
pub use map::{KnownLine, Original, PositionMap};
pub use range::{ByteOffset, ByteRange};
pub use seal::{StripError, seal, strip};

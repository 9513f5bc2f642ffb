//! Terms on lines of 80 columns, as Erlang's `~p` breaks them (`io_lib_pretty` of OTP).
//!
//! What fits on one line is on one line. Else elements that are tuples or lists begin a line each, and what follows
//! them does, too; texts are joined as long as there is room. Behind the first element of a tuple, when that is an atom
//! (a tag), the others are below one another: beside the tag, or, when that leaves too little room somewhere, four
//! columns or one column in from the brace.

use super::Term;

const LINE: usize = 80;

/// The printed term.
pub(crate) fn print(term: &Term) -> String {
    let mut out = String::new();
    if term.width() < LINE - 1 {
        term.write(&mut out);
        return out;
    }
    for tag_indent in [None, Some(4)] {
        let mut attempt = Layout {
            out: String::new(),
            total: term.width(),
            tag_indent,
            may_fail: true,
        };
        if attempt.term(term, At::start()).is_ok() {
            return attempt.out;
        }
    }
    let mut layout = Layout {
        out,
        total: term.width(),
        tag_indent: Some(1),
        may_fail: false,
    };
    // Without `may_fail` nothing fails.
    let _ = layout.term(term, At::start());
    layout.out
}

struct Layout {
    out: String,
    /// Characters of the whole term: no line is given more.
    total: usize,
    /// Columns from a brace to what is below its tag; none: beside the tag.
    tag_indent: Option<usize>,
    may_fail: bool,
}

/// The tags take too much of the line.
struct NoRoom;

/// Where something is printed.
#[derive(Clone, Copy)]
struct At {
    /// 1-based column, and that to which new lines are indented.
    column: usize,
    /// Closing brackets that follow on the same line.
    closing: usize,
    /// Characters of this line so far, as far as they count for `total`.
    written: usize,
}

impl At {
    fn start() -> At {
        At {
            column: 1,
            closing: 0,
            written: 0,
        }
    }
}

impl Layout {
    fn fits(&self, width: usize, at: At) -> bool {
        width + at.column + at.closing < LINE && width + at.written + at.closing <= self.total
    }

    fn term(&mut self, term: &Term, at: At) -> Result<(), NoRoom> {
        if self.fits(term.width(), at) {
            term.write(&mut self.out);
            return Ok(());
        }
        let inside = At {
            column: at.column + 1,
            written: at.written + 1,
            ..at
        };
        match term {
            Term::List(items, _) => {
                self.out.push('[');
                self.items(items, inside)?;
                self.out.push(']');
            }
            Term::Tuple(items, _) => {
                self.out.push('{');
                if items.len() > 1 && matches!(items[0], Term::Atom(..)) {
                    self.tagged(items, at)?;
                } else {
                    self.items(items, inside)?;
                }
                self.out.push('}');
            }
            Term::Bytes(bytes, _) => self.bytes(bytes, at),
            Term::Atom(text, _) | Term::Text(text, _) => self.out.push_str(text),
        }
        Ok(())
    }

    fn tagged(&mut self, items: &[Term], brace: At) -> Result<(), NoRoom> {
        let (tag, rest) = (&items[0], &items[1..]);
        tag.write(&mut self.out);
        let beside = tag.width() + 2;
        let behind_tag = brace.column + beside;
        match self.tag_indent {
            Some(indent) if beside > indent => {
                let column = brace.column + indent;
                self.room(self.total + column <= LINE || column <= LINE / 2)?;
                let at = At {
                    column,
                    written: brace.written + 1 + tag.width(),
                    ..brace
                };
                self.rest(rest, at, behind_tag)
            }
            _ => {
                self.room(self.total + behind_tag < LINE || behind_tag < LINE / 2)?;
                self.out.push(',');
                let at = At {
                    column: behind_tag,
                    written: brace.written + 1 + tag.width() + 1,
                    ..brace
                };
                self.items(rest, at)
            }
        }
    }

    fn room(&self, is_there: bool) -> Result<(), NoRoom> {
        if is_there || !self.may_fail {
            Ok(())
        } else {
            Err(NoRoom)
        }
    }

    /// Elements of a list or tuple, the first of them right here.
    fn items(&mut self, items: &[Term], at: At) -> Result<(), NoRoom> {
        let Some((first, rest)) = items.split_first() else {
            return Ok(());
        };
        let closing = if rest.is_empty() { at.closing + 1 } else { 0 };
        let width = self.item(first, At { closing, ..at })?;
        let behind = At {
            written: at.written + width,
            ..at
        };
        self.rest(rest, behind, at.column + width)
    }

    /// Further elements. `at` is where their lines begin, `column` where the one before them ended.
    fn rest(&mut self, items: &[Term], at: At, mut column: usize) -> Result<(), NoRoom> {
        let mut written = at.written;
        for (index, item) in items.iter().enumerate() {
            let is_last = index + 1 == items.len();
            let closing = if is_last { at.closing + 1 } else { 0 };
            let width = 1 + item.width();
            // A comma may follow what is not the last.
            let behind = if is_last { closing } else { 1 };
            self.out.push(',');
            if item.is_text() && width + column + behind < LINE && written + width + behind <= self.total {
                item.write(&mut self.out);
                column += width;
                written += width;
            } else {
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n(' ', at.column - 1));
                let line = At {
                    column: at.column,
                    closing,
                    written: 0,
                };
                written = self.item(item, line)?;
                column = at.column + written;
            }
        }
        Ok(())
    }

    /// One element; the columns it took, which are a whole line when something on a new line must follow.
    fn item(&mut self, item: &Term, at: At) -> Result<usize, NoRoom> {
        if item.is_text() && self.fits(item.width(), at) {
            item.write(&mut self.out);
            return Ok(item.width());
        }
        self.term(item, at)?;
        Ok(LINE)
    }

    /// A binary as numbers, broken behind commas.
    fn bytes(&mut self, bytes: &[u8], at: At) {
        let column = at.column + 2;
        let free = LINE
            .saturating_sub(column)
            .min(self.total.saturating_sub(4 + at.written));
        let line = free.saturating_sub(at.closing).max(8);
        let mut left = line;
        self.out.push_str("<<");
        for (index, byte) in bytes.iter().enumerate() {
            let is_last = index + 1 == bytes.len();
            let number = byte.to_string();
            let width = number.len() + usize::from(!is_last);
            if width > left {
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n(' ', column - 1));
                left = line;
            }
            left -= width;
            self.out.push_str(&number);
            if !is_last {
                self.out.push(',');
            }
        }
        self.out.push_str(">>");
    }
}

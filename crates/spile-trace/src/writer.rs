//! The hot path: appends the events of one thread.

mod memory;

use std::ptr;
use std::sync::Arc;

use crate::chunk::{Header, MappedChunk};
use crate::clock::Clock;
use crate::event::{self, ENTER, EXIT, EventKind, MAX_ATTRIBUTES, op};
use crate::open::{Open, OpenActivations, OwnStack};
use crate::recorder::{Shared, ThreadInfo};
use crate::site_code::SiteCode;
use crate::varint;

/// More bytes than any event takes: kind, four numbers, and what a store of fixed width writes beyond its end.
const MAX_EVENT_LEN: usize = 1 + 4 * varint::MAX_LEN + 8;
/// No more than this part of a chunk is taken by the activations that are open at its start.
const STACK_PART: u64 = 4;
/// Bytes that events go to while there is no disk space. Each time they are full, the disk is tried again.
const SCRATCH_LEN: usize = 4096;

/// Records the events of one thread. One thread at a time calls it.
///
/// ## The event file
///
/// The event file is made of *chunks*. Each belongs to one thread, begins at a multiple of 4096 bytes, has a multiple of
/// 4096 bytes, at most 256 KiB, and is followed at once by the next. The file may end before the last chunk does, and
/// where no chunk begins there is space that is not in use yet.
///
/// | byte | length | what |
/// |---|---|---|
/// | 0 | 6 | `spileE` |
/// | 6 | 2 | version of the format: 3 |
/// | 8 | 4 | length of the chunk with this header |
/// | 12 | 4 | number of the thread |
/// | 16 | 4 | sequence: how many chunks of this thread come before |
/// | 20 | 4 | depth: how many activations are on the stack at the start |
/// | 24 | 8 | how many events of this thread were dropped before this chunk |
/// | 32 | 8 | ticks at the start |
/// | 40 | 24 | a clock reading: ticks, monotonic ns, real-time ns |
/// | 64 | 4 | length of the open activations, in bytes |
/// | 68 | 4 | 0 |
/// | 72 | | open activations, the innermost first, then events |
///
/// What passes from the start to the first event is the time in which the recorder got the chunk; nothing else ran on the
/// thread meanwhile.
///
/// The *open activations* are those on the stack at the start, as far as there is room for them in a quarter of the chunk;
/// of the outermost others only the number is known. Each is a varint, 16 times its site, plus 1 if it can be suspended,
/// 2 if it is the root of a task, 4 if it awaits, 8 if a call that it began is under way; and, if it can be suspended, a varint that is its activation number.
///
/// An *event* says what happened to the thread's stack, and how many ticks after the event before, or after the start.
/// Stacks are strictly nested; *the top* is the innermost activation. **No byte of an event is zero**: the events of a
/// chunk end at the first zero byte, and one with a zero byte in it is not written to its end yet.
///
/// | first byte | then | what happened |
/// |---|---|---|
/// | `cddddd10` | if *c*: ticks; site + 1 | a plain activation starts |
/// | `cdddddd1` | if *c*: ticks | the top returns |
/// | 4 | ticks + 1, string + 1 | the top leaves by an exception of this type; 0 is an unknown one |
/// | 8 | ticks + 1 | the top was found gone: it left by an exception, no later than now |
/// | 12 | ticks + 1, site + 1, activation + 1 | an activation starts that can be suspended |
/// | 16 | ticks + 1, site + 1, activation + 1, string + 1 | the same, and it is the root of a task: it starts a lane with this name; 0 is none |
/// | 20 | ticks + 1 | the top is suspended, and leaves the stack |
/// | 24 | ticks + 1, site + 1, activation + 1 | a suspended activation becomes the top |
/// | 28 | ticks + 1 | the top awaits: it stays on the stack, and its own time stands still |
/// | 32 | ticks + 1 | the top goes on after that |
/// | 36 | ticks + 1, activation + 1 | the top, a plain activation, leaves the stack, to be resumed by this number |
/// | 40 | ticks + 1, string + 1, length + 1, attributes | the program marks the moment; attributes are JSON, at most 1024 bytes |
/// | 44 | ticks + 1, site + 1, activation + 1 | a suspended root of a task becomes the top |
/// | 48 | ticks + 1 | the top begins a call |
/// | 52 | ticks + 1 | the top goes on after the call |
///
/// What leaves the stack unseen, as a coroutine at an `await`, is written down when it is missed: by events 20 and 36 with
/// the time of the event before, as if it had left right after that. While the top awaits, time belongs to the innermost
/// activation that does not; those above it are charged for none of it.
///
/// Between events 48 and 52 the time in which the top is the innermost is *outside*: that of code that is not recorded. A call
/// is also over when its activation begins another, awaits or is suspended, and when it leaves the stack but by event 36.
///
/// All that follows the first byte is varints, but for attributes, which have no zero byte either. In the first two rows the bits *d* are the low bits of the ticks; when *c*
/// is set, a varint with the bits above them follows. Activation numbers are unique in a process. An activation may be
/// resumed on another thread than it began on.
///
/// At the limit of the space file, a new chunk takes the place of the oldest ones of the process: a thread's first chunk
/// need not have sequence 0 then.
///
/// Where a chunk's sequence does not follow, where events were dropped before it, and in the first chunk of a forked child,
/// the open activations are all that is known of the stack. Elsewhere they tell nothing new.
#[derive(Debug)]
#[repr(C)]
pub struct Writer<S = OwnStack> {
    /// Where the next event goes.
    cursor: *mut u8,
    /// From here on there may be no room for an event. Null, like `cursor`, when there is no memory to write to.
    limit: *mut u8,
    /// Time of the last event.
    last_ticks: u64,
    /// Activations on the stack.
    depth: u32,
    clock: Clock,
    thread: u32,
    /// Chunks taken so far.
    sequence: u32,
    /// Events lost so far.
    dropped: u64,
    stack: S,
    target: Target,
    shared: Arc<Shared>,
}

/// The memory that `cursor` points into.
#[derive(Debug)]
enum Target {
    None,
    Chunk(MappedChunk),
    Scratch(Vec<u8>),
}

// SAFETY: the addresses are those of memory that the writer itself owns.
unsafe impl<S: Send> Send for Writer<S> {}

impl<S> Writer<S> {
    /// The stack that the events are about.
    #[inline(always)]
    pub fn stack(&self) -> &S {
        &self.stack
    }

    /// The same, to be changed as the events tell.
    #[inline(always)]
    pub fn stack_mut(&mut self) -> &mut S {
        &mut self.stack
    }
}

impl<S: OpenActivations> Writer<S> {
    pub(crate) fn new(shared: Arc<Shared>, thread: u32, clock: Clock, stack: S) -> Writer<S> {
        Writer {
            cursor: ptr::null_mut(),
            limit: ptr::null_mut(),
            last_ticks: 0,
            depth: 0,
            clock,
            thread,
            sequence: 0,
            dropped: 0,
            stack,
            target: Target::None,
            shared,
        }
    }

    /// A plain activation of `site` starts.
    #[inline(always)]
    pub fn enter(&mut self, site: u32) {
        self.enter_coded(SiteCode::new(site));
        self.stack.came(Open {
            site,
            activation: None,
            is_task_root: false,
            is_waiting: false,
            is_calling: false,
        });
    }

    /// As [`Writer::enter`], with a site that was encoded before, for those who keep the stack.
    #[inline(always)]
    pub fn enter_coded(&mut self, site: SiteCode) {
        let delta = self.advance();
        self.depth = self.depth.wrapping_add(1);
        if delta >= 1 << 12 {
            return self.enter_far(delta, site);
        }
        // The ticks are shifted past the two bits of the kind, and those behind the first byte past its last bit, too.
        let ticks = delta << 2;
        let rest = ticks & !0x7f;
        let is_long = u64::from(rest != 0);
        let time = (ticks + rest) | ENTER | is_long << 7;
        let event = time | site.bytes() << (8 + 8 * is_long);
        self.store(event, 1 + is_long as usize + site.len());
    }

    /// The top leaves normally.
    #[inline(always)]
    pub fn exit(&mut self) {
        let delta = self.advance();
        self.depth = self.depth.wrapping_sub(1);
        if delta >= 1 << 13 {
            self.exit_far(delta);
            return self.stack.left();
        }
        let ticks = delta << 1;
        let rest = ticks & !0x7f;
        let is_long = u64::from(rest != 0);
        self.store((ticks + rest) | EXIT | is_long << 7, 1 + is_long as usize);
        self.stack.left();
    }

    /// Writes an event of `len` bytes, for which there is room.
    #[inline(always)]
    fn store(&mut self, event: u64, len: usize) {
        // Read once: for all that the compiler knows, the event could be written over the cursor.
        let cursor = self.cursor;
        // SAFETY: `advance` made room for `MAX_EVENT_LEN` bytes.
        unsafe {
            cursor.cast::<u64>().write_unaligned(event.to_le());
            self.cursor = cursor.add(len);
        }
    }

    /// The top leaves by an exception, whose type is a string of the recorder, or 0 if it is unknown.
    #[inline(always)]
    pub fn raise(&mut self, exception_type: u32) {
        self.event(op::RAISE, [exception_type.into()]);
        self.depth = self.depth.wrapping_sub(1);
        self.stack.left();
    }

    /// The top was found gone: it left by an exception, some time before now.
    #[inline(always)]
    pub fn unwound(&mut self) {
        self.event(op::UNWOUND, []);
        self.depth = self.depth.wrapping_sub(1);
        self.stack.left();
    }

    /// As [`Writer::unwound`], for one that can only have done little since the last event.
    #[inline]
    pub fn was_unwound(&mut self) {
        self.event_at_last(op::UNWOUND, []);
        self.depth = self.depth.wrapping_sub(1);
        self.stack.left();
    }

    /// An activation of `site` starts that can be suspended. `activation` is unique in the process.
    #[inline(always)]
    pub fn begin(&mut self, site: u32, activation: u64) {
        self.event(op::BEGIN, [site.into(), activation]);
        self.came(site, activation, false);
    }

    /// The same for one that no recorded activation awaits: it starts a lane of its own. `name` is a string of the
    /// recorder, or 0.
    pub fn begin_task(&mut self, site: u32, activation: u64, name: u32) {
        // Strings are counted from 1, so that they have no zero byte anyhow; 0 is none.
        self.event(op::BEGIN_TASK, [site.into(), activation, name.into()]);
        self.came(site, activation, true);
    }

    #[inline(always)]
    fn came(&mut self, site: u32, activation: u64, is_task_root: bool) {
        self.depth = self.depth.wrapping_add(1);
        self.stack.came(Open {
            site,
            activation: Some(activation),
            is_task_root,
            is_waiting: false,
            is_calling: false,
        });
    }

    /// The top, which can be suspended, is, and leaves the stack.
    #[inline(always)]
    pub fn suspend(&mut self) {
        self.event(op::SUSPEND, []);
        self.depth = self.depth.wrapping_sub(1);
        self.stack.left();
    }

    /// As [`Writer::suspend`], for one that was found suspended: it has been since the last event.
    #[inline]
    pub fn was_suspended(&mut self) {
        self.event_at_last(op::SUSPEND, []);
        self.depth = self.depth.wrapping_sub(1);
        self.stack.left();
    }

    /// A suspended or parked activation of `site` becomes the top, on whichever thread.
    #[inline(always)]
    pub fn resume(&mut self, site: u32, activation: u64, is_task_root: bool) {
        let op = if is_task_root { op::RESUME_TASK } else { op::RESUME };
        self.event(op, [site.into(), activation]);
        self.came(site, activation, is_task_root);
    }

    /// The top awaits: its own time stands still, and it stays on the stack.
    #[inline(always)]
    pub fn wait(&mut self) {
        self.event(op::WAIT, []);
        self.stack.waits(true);
    }

    /// The top goes on after [`Writer::wait`].
    #[inline(always)]
    pub fn awake(&mut self) {
        self.event(op::AWAKE, []);
        self.stack.waits(false);
    }

    /// The top begins a call, of something that may not be recorded.
    #[inline(always)]
    pub fn call(&mut self) {
        self.short_event(op::CALL);
        self.stack.calls(true);
    }

    /// The top goes on after [`Writer::call`].
    #[inline(always)]
    pub fn back(&mut self) {
        self.short_event(op::BACK);
        self.stack.calls(false);
    }

    /// The top, which began with [`Writer::enter`], was found off the stack: since the last event another greenlet runs.
    /// From now on it is `activation`, unique in the process, for [`Writer::resume`].
    #[inline]
    pub fn was_parked(&mut self, activation: u64) {
        self.event_at_last(op::PARK, [activation]);
        self.depth = self.depth.wrapping_sub(1);
        self.stack.left();
    }

    /// The program marks a moment by the string with number `name`. Of the JSON text `attributes`, what has more than 1024
    /// bytes or a zero byte in it is left out.
    pub fn mark(&mut self, name: u32, attributes: &[u8]) {
        let is_sound = attributes.len() <= MAX_ATTRIBUTES && !attributes.contains(&0);
        let attributes = if is_sound { attributes } else { &[] };
        // There is always room for an event behind `limit`, but not for attributes.
        if (self.limit as usize).saturating_sub(self.cursor as usize) < attributes.len() {
            self.refill();
        }
        self.event(op::MARK, [name.into(), attributes.len() as u64]);
        // SAFETY: there was room for them before the event, and behind `limit` is room for that.
        unsafe {
            ptr::copy_nonoverlapping(attributes.as_ptr(), self.cursor, attributes.len());
            self.cursor = self.cursor.add(attributes.len());
        }
    }

    /// The events in memory that is not a file's, each with the ticks since the one before; they are forgotten. To measure
    /// what an event takes, with [`Recorder::of_nothing`](crate::Recorder::of_nothing).
    pub fn take_unwritten(&mut self) -> Vec<(u64, EventKind)> {
        let Target::Scratch(scratch) = &mut self.target else {
            return Vec::new();
        };
        let mut bytes = &scratch[..];
        let events = std::iter::from_fn(|| event::take(&mut bytes)).collect();
        scratch.fill(0);
        self.cursor = scratch.as_mut_ptr();
        events
    }

    /// Gives the thread another name than it had at first.
    pub fn rename_thread(&self, thread: &ThreadInfo) {
        self.shared.name_thread(self.thread, thread);
    }

    /// Forgets the parent's memory in the child of a fork. To be called there, in the thread that forked, before its next
    /// event; it neither allocates nor locks, so that a `pthread_atfork` handler may call it.
    ///
    /// The next event starts files of the child's own. The activations on the stack stay on it.
    pub fn after_fork_in_child(&mut self) {
        (self.cursor, self.limit) = (ptr::null_mut(), ptr::null_mut());
        (self.sequence, self.dropped) = (0, 0);
        // A chunk is unmapped, which is one system call. Scratch memory is not freed but left, as `free` may lock.
        match std::mem::replace(&mut self.target, Target::None) {
            Target::Scratch(scratch) => std::mem::forget(scratch),
            Target::Chunk(_) | Target::None => {}
        }
    }

    /// Makes room for an event, and returns the ticks since the last one. They are huge when the clock went back, as it
    /// may between processors: see [`Writer::forward`].
    #[inline(always)]
    fn advance(&mut self) -> u64 {
        if self.cursor >= self.limit {
            self.refill();
        }
        let now = self.clock.ticks();
        let delta = now.wrapping_sub(self.last_ticks);
        self.last_ticks = now;
        delta
    }

    /// The ticks since the last event, given what [`Writer::advance`] said: none when the clock went back, and then the
    /// time stays.
    #[inline]
    fn forward(&mut self, delta: u64) -> u64 {
        if delta > u64::MAX / 2 {
            self.last_ticks = self.last_ticks.wrapping_sub(delta);
            return 0;
        }
        delta
    }

    /// Writes an event of the rarer kinds.
    #[inline(always)]
    fn event<const N: usize>(&mut self, op: u8, operands: [u64; N]) {
        let delta = self.advance();
        let delta = self.forward(delta);
        self.put(op, delta, operands);
    }

    /// Writes an event of a kind that comes often, and is all that is said.
    #[inline(always)]
    fn short_event(&mut self, op: u8) {
        let delta = self.advance();
        if delta < 0x7f {
            return self.store(u64::from(op) | (delta + 1) << 8, 2);
        }
        self.event_far(op, delta);
    }

    #[cold]
    #[inline(never)]
    fn event_far(&mut self, op: u8, delta: u64) {
        let delta = self.forward(delta);
        self.put(op, delta, []);
    }

    /// Writes an event that took place right after the last one.
    fn event_at_last<const N: usize>(&mut self, op: u8, operands: [u64; N]) {
        if self.cursor >= self.limit {
            self.refill();
        }
        self.put(op, 0, operands);
    }

    /// Writes an event for which there is room.
    #[inline(always)]
    fn put<const N: usize>(&mut self, op: u8, delta: u64, operands: [u64; N]) {
        // SAFETY: the caller made room for `MAX_EVENT_LEN` bytes, which is a kind and four numbers.
        unsafe {
            *self.cursor = op;
            self.cursor = varint::write(self.cursor.add(1), delta.saturating_add(1));
            for operand in operands {
                self.cursor = varint::write(self.cursor, operand.saturating_add(1));
            }
        }
    }

    #[cold]
    #[inline(never)]
    fn enter_far(&mut self, delta: u64, site: SiteCode) {
        let delta = self.forward(delta);
        self.first_byte(ENTER, 2, delta);
        self.store(site.bytes(), site.len());
    }

    #[cold]
    #[inline(never)]
    fn exit_far(&mut self, delta: u64) {
        let delta = self.forward(delta);
        self.first_byte(EXIT, 1, delta);
    }

    /// Writes a byte that ends in the `tag_bits` bits of `tag`, and as much of the delta as has room there; then the rest.
    fn first_byte(&mut self, tag: u64, tag_bits: u32, delta: u64) {
        let low_bits = 7 - tag_bits;
        let (low, high) = (delta & ((1 << low_bits) - 1), delta >> low_bits);
        let first = tag | low << tag_bits | u64::from(high > 0) << 7;
        // SAFETY: `advance` made room for `MAX_EVENT_LEN` bytes.
        unsafe {
            *self.cursor = first as u8;
            self.cursor = self.cursor.add(1);
            if high > 0 {
                self.cursor = varint::write(self.cursor, high);
            }
        }
    }
}

const _: () = assert!(SCRATCH_LEN > Header::LEN + MAX_ATTRIBUTES + MAX_EVENT_LEN);

#[cfg(test)]
mod tests;

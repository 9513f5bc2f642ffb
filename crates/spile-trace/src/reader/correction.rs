//! Times without what recording took.

use crate::event::EventKind;
use crate::recorder::Overhead;

/// What is owed is forgotten beyond so many calls' overhead: a later function is not charged for an overhead that was
/// measured too high.
const MAX_OWED: u64 = 32;

/// The clock of a thread that stands still while events are recorded.
///
/// An event takes time before its own moment and after it. Where two events are closer than that, the rest is owed, and
/// taken from what follows, so that sums are right.
#[derive(Debug, Default)]
pub(super) struct Correction {
    last_ticks: u64,
    /// Ticks taken so far.
    taken: u64,
    /// To be taken, in sixteenths of a tick.
    owed: u64,
    /// What the last event took after its moment, in sixteenths of a tick.
    after_last: u64,
}

impl Correction {
    /// The clock of a thread that is there from `ticks` on.
    pub(super) fn from(ticks: u64) -> Correction {
        Correction {
            last_ticks: ticks,
            ..Correction::default()
        }
    }

    /// For so many ticks before the next event nothing but the recorder ran.
    pub(super) fn skip(&mut self, ticks: u64) {
        self.taken = self.taken.saturating_add(ticks);
        self.last_ticks = self.last_ticks.saturating_add(ticks);
    }

    /// The time of the next event, `kind`, on this clock.
    pub(super) fn correct(&mut self, ticks: u64, kind: EventKind, overhead: Overhead) -> u64 {
        let halves = |of_both: u64, within: u64| (of_both.saturating_sub(within) / 2, within / 2);
        let (without, within) = halves(overhead.of_call, overhead.within);
        let (around, between) = halves(overhead.around, overhead.between);
        let (before, after) = match kind {
            EventKind::Enter { .. } => (without, within),
            EventKind::Exit => (within, without),
            EventKind::Call => (around, between),
            EventKind::Back => (between, around),
            _ => (overhead.of_call / 4, overhead.of_call / 4),
        };
        let most = overhead.of_call.saturating_mul(MAX_OWED);
        self.owed = self
            .owed
            .saturating_add(self.after_last.saturating_add(before))
            .min(most);
        self.after_last = after;
        let passed = ticks.saturating_sub(self.last_ticks);
        self.last_ticks = self.last_ticks.max(ticks);
        let now = (self.owed / 16).min(passed);
        self.owed -= now * 16;
        self.taken += now;
        self.virtual_ticks(ticks)
    }

    /// A moment after the last event, on this clock.
    pub(super) fn virtual_ticks(&self, ticks: u64) -> u64 {
        ticks.saturating_sub(self.taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OVERHEAD: Overhead = Overhead {
        of_call: 16 * 20,
        within: 16 * 8,
        around: 16 * 10,
        between: 16 * 4,
    };

    #[test]
    fn a_call_takes_what_it_takes_without_its_events() {
        let mut clock = Correction::from(1000);
        let enter = clock.correct(1006, EventKind::Enter { site: 0 }, OVERHEAD);
        let exit = clock.correct(1108, EventKind::Exit, OVERHEAD);
        assert_eq!((enter, exit), (1000, 1094));
        let enter = clock.correct(1138, EventKind::Enter { site: 0 }, OVERHEAD);
        assert_eq!(enter, 1094 + 30 - 12);
    }

    #[test]
    fn the_events_around_a_call_take_what_they_take() {
        let mut clock = Correction::from(1000);
        let call = clock.correct(1103, EventKind::Call, OVERHEAD);
        let back = clock.correct(1203, EventKind::Back, OVERHEAD);
        assert_eq!((call, back), (1100, 1196));
    }

    #[test]
    fn what_the_recorder_took_to_get_memory_is_skipped() {
        let mut clock = Correction::from(1000);
        clock.correct(1006, EventKind::Enter { site: 0 }, OVERHEAD);
        clock.skip(70_000);
        assert_eq!(clock.correct(71_108, EventKind::Exit, OVERHEAD), 1094);
    }

    #[test]
    fn what_is_missing_is_taken_from_what_follows_within_limits() {
        let mut clock = Correction::from(0);
        let mut last = 0;
        for call in 0..10 {
            let enter = clock.correct(call * 12, EventKind::Enter { site: 0 }, OVERHEAD);
            let exit = clock.correct(call * 12 + 4, EventKind::Exit, OVERHEAD);
            assert!(last <= enter && enter <= exit);
            last = exit;
        }
        // 112 ticks passed, in which the events alone took 194.
        assert_eq!(last, 0);
        let late = clock.correct(1112, EventKind::Enter { site: 0 }, OVERHEAD);
        assert_eq!(late, 1112 - 206);
        for _ in 0..100_000 {
            clock.correct(1112, EventKind::Exit, OVERHEAD);
        }
        assert!(clock.correct(1_000_000, EventKind::Exit, OVERHEAD) >= 1_000_000 - 206 - 20 * MAX_OWED);
    }
}

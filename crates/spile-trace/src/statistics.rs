//! What `spile top` shows: how often each site was called, and where the time went.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::TraceError;
use crate::reader::{Birth, End, Process, Site, Stay, Trace, Visitor};

/// Calls and times of each site, over all processes of a run.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    rows: Vec<Row>,
    /// Time in which threads were there and nothing that is recorded ran on them, ns.
    pub outside_ns: u64,
    /// Events that the recorder could not write.
    pub dropped: u64,
    /// Events that did not fit what came before them, as after a gap.
    pub misplaced: u64,
    /// Bytes among the events that are none.
    pub unreadable: u64,
}

/// Calls and times of one site.
///
/// An activation that is suspended is off the stack, and the time until it is resumed is not its own. Nor is the time in
/// which it awaits and nothing that is recorded runs for it, as nobody can tell that from being suspended: it belongs to
/// whoever runs below. It is one call, however often it is resumed.
#[derive(Clone, Debug)]
pub struct Row {
    /// The site.
    pub site: Arc<Site>,
    /// Calls that started.
    pub calls: u64,
    /// Calls that ended by an exception.
    pub errors: u64,
    /// Time on the stack without its recorded calls and without awaiting, ns: what it called that is not recorded is in it,
    /// unless that is told apart as `outside_ns`.
    pub own_ns: u64,
    /// Where calls were told: the time that they spent in what is not recorded, ns.
    pub outside_ns: u64,
    /// Time on the stack, with its calls and without idle awaiting, ns; of recursive calls only the outermost one's.
    pub total_ns: u64,
    /// Shortest call that ended, ns; 0 when none did.
    pub min_ns: u64,
    /// Longest call that ended, ns.
    pub max_ns: u64,
}

impl Statistics {
    /// Reads all events of `trace`. Takes memory by the number of sites.
    ///
    /// # Errors
    ///
    /// When the operating system refuses to read.
    pub fn of(trace: &Trace) -> Result<Statistics, TraceError> {
        let mut statistics = Statistics::default();
        let mut row_of = HashMap::new();
        for (index, process) in trace.processes().iter().enumerate() {
            let mut counters = Counters {
                of_site: vec![Counter::default(); process.sites().len()],
                outside: 0,
            };
            let anomalies = trace.replay(index, &mut counters)?;
            statistics.dropped = statistics.dropped.saturating_add(process.dropped);
            let outside_ns = process.duration_ns(counters.outside);
            statistics.outside_ns = statistics.outside_ns.saturating_add(outside_ns);
            statistics.misplaced += anomalies.misplaced;
            statistics.unreadable += anomalies.unreadable;
            for (site, counter) in process.sites().iter().zip(&counters.of_site) {
                if counter.calls > 0 || counter.own > 0 || counter.outside > 0 {
                    let row = counter.row(site, process);
                    let index = *row_of.entry(site.row.id.clone()).or_insert(statistics.rows.len());
                    match statistics.rows.get_mut(index) {
                        Some(known) => known.add(&row),
                        None => statistics.rows.push(row),
                    }
                }
            }
        }
        statistics
            .rows
            .sort_by(|a, b| (b.own_ns, &a.site.row.id).cmp(&(a.own_ns, &b.site.row.id)));
        Ok(statistics)
    }

    /// The sites that were called, by own time, the most first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether the time that functions' calls spent outside is told apart from their own.
    pub fn tells_outside(&self) -> bool {
        self.rows.iter().any(|row| row.outside_ns > 0)
    }

    /// Calls of all sites.
    pub fn calls(&self) -> u64 {
        self.rows.iter().map(|row| row.calls).sum()
    }
}

impl Row {
    fn add(&mut self, other: &Row) {
        self.calls += other.calls;
        self.errors += other.errors;
        self.own_ns = self.own_ns.saturating_add(other.own_ns);
        self.outside_ns = self.outside_ns.saturating_add(other.outside_ns);
        self.total_ns = self.total_ns.saturating_add(other.total_ns);
        let shortest = [self.min_ns, other.min_ns].into_iter().filter(|&ns| ns > 0).min();
        self.min_ns = shortest.unwrap_or(0);
        self.max_ns = self.max_ns.max(other.max_ns);
    }
}

/// A process's counters, by number of the site.
struct Counters {
    of_site: Vec<Counter>,
    outside: u64,
}

/// Times are in ticks.
#[derive(Clone, Debug)]
struct Counter {
    calls: u64,
    errors: u64,
    own: u64,
    outside: u64,
    total: u64,
    min: u64,
    max: u64,
}

impl Default for Counter {
    fn default() -> Counter {
        Counter {
            calls: 0,
            errors: 0,
            own: 0,
            outside: 0,
            total: 0,
            min: u64::MAX,
            max: 0,
        }
    }
}

impl Counter {
    fn row(&self, site: &Arc<Site>, process: &Process) -> Row {
        Row {
            site: site.clone(),
            calls: self.calls,
            errors: self.errors,
            own_ns: process.duration_ns(self.own),
            outside_ns: process.duration_ns(self.outside),
            total_ns: process.duration_ns(self.total),
            min_ns: if self.min == u64::MAX {
                0
            } else {
                process.duration_ns(self.min)
            },
            max_ns: process.duration_ns(self.max),
        }
    }
}

impl Visitor for Counters {
    #[inline]
    fn begin(&mut self, birth: &Birth) -> u32 {
        self.of_site[birth.site as usize].calls += 1;
        0
    }

    fn find(&mut self, _: &Birth) -> u32 {
        0
    }

    fn outside(&mut self, _thread: u32, ticks: u64) {
        self.outside = self.outside.saturating_add(ticks);
    }

    #[inline]
    fn leave(&mut self, stay: &Stay) {
        let counter = &mut self.of_site[stay.site as usize];
        counter.own = counter.own.saturating_add(stay.own_ticks);
        counter.outside = counter.outside.saturating_add(stay.outside_ticks);
        if stay.is_outermost {
            counter.total = counter.total.saturating_add(stay.ticks);
        }
        let ticks = match stay.end {
            End::Returned { ticks } => ticks,
            End::Raised { ticks, .. } => {
                counter.errors += 1;
                ticks
            }
            End::Suspended | End::Unknown => return,
        };
        counter.min = counter.min.min(ticks);
        counter.max = counter.max.max(ticks);
    }
}

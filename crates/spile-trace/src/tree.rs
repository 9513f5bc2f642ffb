//! What `spile tree` shows: who called whom, with equal calls at one place taken together.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::TraceError;
use crate::reader::{Birth, End, Process, Site, Stay, Trace, Visitor};

/// No process gets more nodes than this; further places in the tree are left out, and counted in their callers' times.
const MAX_NODES: usize = 1 << 20;

/// No tree is deeper than this, whatever is asked for.
const MAX_DEPTH: u32 = 1000;

/// The calls of a run, by lane.
#[derive(Clone, Debug, Default)]
pub struct CallTree {
    /// Threads and tasks, in the order in which they started.
    pub lanes: Vec<Lane>,
}

/// One sequence of nested activations, or all tasks of one site and name taken together.
#[derive(Clone, Debug)]
pub struct Lane {
    /// The operating system's number of the process.
    pub pid: u32,
    /// `MainThread`; of tasks `task` and the name that the program gave them, or that of the coroutine that they run.
    pub name: String,
    /// Of a thread, the time in which it was there and nothing that is recorded ran on it, ns.
    pub outside_ns: u64,
    /// The outermost calls.
    pub roots: Vec<Node>,
}

/// All calls of one site from one place in the tree, or all marks of one name. Times are as in [`Row`](crate::Row), but a recursive call is a
/// node of its own.
#[derive(Clone, Debug)]
pub struct Node {
    /// The site.
    pub site: Arc<Site>,
    /// Calls that started here.
    pub calls: u64,
    /// Calls that are here and whose start is not in the trace: it made room for newer events, or was before a fork.
    pub earlier: u64,
    /// Those of them that ended by an exception.
    pub errors: u64,
    /// Time on the stack without the calls below it and without awaiting, ns.
    pub own_ns: u64,
    /// Where calls were told: the time that they spent in what is not recorded, ns.
    pub outside_ns: u64,
    /// Time on the stack, ns.
    pub total_ns: u64,
    /// What it called, in the order of the first calls. Generators stand where they began.
    pub children: Vec<Node>,
}

impl CallTree {
    /// Whether the time that functions' calls spent outside is told apart from their own.
    pub fn tells_outside(&self) -> bool {
        self.lanes
            .iter()
            .flat_map(|lane| &lane.roots)
            .any(Node::tells_outside)
    }

    /// Reads all events of `trace`. Takes memory by the number of places in the tree down to `max_depth`, 1 for the
    /// outermost calls alone.
    ///
    /// # Errors
    ///
    /// When the operating system refuses to read.
    pub fn of(trace: &Trace, max_depth: u32) -> Result<CallTree, TraceError> {
        let mut tree = CallTree::default();
        let max_depth = max_depth.min(MAX_DEPTH);
        for (index, process) in trace.processes().iter().enumerate() {
            let mut builder = Builder {
                max_depth,
                ..Builder::default()
            };
            trace.replay(index, &mut builder)?;
            builder.finish(process, &mut tree.lanes);
        }
        Ok(tree)
    }
}

impl Node {
    fn tells_outside(&self) -> bool {
        self.outside_ns > 0 || self.children.iter().any(Node::tells_outside)
    }
}

/// In the place of a site's number: what follows is a string's, the name of a mark.
const MARK: u32 = 1 << 31;

/// The mark of an activation that has no node.
const HIDDEN: u32 = u32::MAX;

#[derive(Default)]
struct Builder {
    max_depth: u32,
    nodes: Vec<Place>,
    node_at: HashMap<(Above, u32), u32>,
    /// Ticks in which nothing ran that is recorded, by thread.
    outside: HashMap<u32, u64>,
}

/// What a place in the tree is under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Above {
    Thread(u32),
    /// The string number of the name, or 0.
    Task(u32),
    Node(u32),
}

/// A place in the tree. Times are in ticks.
#[derive(Debug)]
struct Place {
    site: u32,
    above: Above,
    depth: u32,
    calls: u64,
    earlier: u64,
    errors: u64,
    own: u64,
    outside: u64,
    total: u64,
}

impl Builder {
    /// The place of an activation in the tree, or [`HIDDEN`].
    fn place(&mut self, birth: &Birth) -> u32 {
        let above = match (birth.task, birth.parent) {
            (Some(name), _) => Above::Task(name),
            (None, Some(HIDDEN)) => return HIDDEN,
            (None, Some(parent)) => Above::Node(parent),
            (None, None) => Above::Thread(birth.thread),
        };
        let depth = match above {
            Above::Node(parent) => self.nodes[parent as usize].depth + 1,
            Above::Thread(_) | Above::Task(_) => 1,
        };
        if depth > self.max_depth {
            return HIDDEN;
        }
        let next = self.nodes.len() as u32;
        match self.node_at.get(&(above, birth.site)) {
            Some(&node) => node,
            None if self.nodes.len() >= MAX_NODES => HIDDEN,
            None => {
                self.node_at.insert((above, birth.site), next);
                self.nodes.push(Place {
                    site: birth.site,
                    above,
                    depth,
                    calls: 0,
                    earlier: 0,
                    errors: 0,
                    own: 0,
                    outside: 0,
                    total: 0,
                });
                next
            }
        }
    }
}

impl Visitor for Builder {
    fn begin(&mut self, birth: &Birth) -> u32 {
        let node = self.place(birth);
        if let Some(place) = self.nodes.get_mut(node as usize) {
            place.calls += 1;
        }
        node
    }

    fn find(&mut self, birth: &Birth) -> u32 {
        let node = self.place(birth);
        if let Some(place) = self.nodes.get_mut(node as usize) {
            place.earlier += 1;
        }
        node
    }

    fn mark(&mut self, name: u32, thread: u32, activation: Option<u32>) {
        self.begin(&Birth {
            site: MARK | name,
            thread,
            ticks: 0,
            parent: activation,
            task: None,
        });
    }

    fn outside(&mut self, thread: u32, ticks: u64) {
        self.outside.insert(thread, ticks);
    }

    fn leave(&mut self, stay: &Stay) {
        let Some(place) = self.nodes.get_mut(stay.mark as usize) else {
            return;
        };
        place.own = place.own.saturating_add(stay.own_ticks);
        place.outside = place.outside.saturating_add(stay.outside_ticks);
        place.total = place.total.saturating_add(stay.ticks);
        place.errors += u64::from(matches!(stay.end, End::Raised { .. }));
    }
}

impl Builder {
    /// Turns the places into lanes with trees.
    fn finish(self, process: &Process, lanes: &mut Vec<Lane>) {
        // A node comes after the one above it, so that, from behind, its children are complete when it is its turn.
        let mut children: Vec<Vec<Node>> = self.nodes.iter().map(|_| Vec::new()).collect();
        let mut outermost: Vec<(Above, Node)> = Vec::new();
        for (index, place) in self.nodes.iter().enumerate().rev() {
            let Some(site) = site_of(process, place.site) else {
                continue;
            };
            let mut below = std::mem::take(&mut children[index]);
            below.reverse();
            let node = Node {
                site,
                calls: place.calls,
                earlier: place.earlier,
                errors: place.errors,
                own_ns: process.duration_ns(place.own),
                outside_ns: process.duration_ns(place.outside),
                total_ns: process.duration_ns(place.total),
                children: below,
            };
            match place.above {
                Above::Node(parent) => children[parent as usize].push(node),
                above => outermost.push((above, node)),
            }
        }
        let mut lane_of_thread = HashMap::new();
        for (above, node) in outermost.into_iter().rev() {
            let index = match above {
                Above::Thread(thread) => *lane_of_thread.entry(thread).or_insert(lanes.len()),
                _ => lanes.len(),
            };
            if index == lanes.len() {
                let name = match above {
                    Above::Thread(thread) => name_of_thread(process, thread),
                    Above::Task(name) => {
                        format!("task {}", process.string(name).unwrap_or(&node.site.row.name))
                    }
                    Above::Node(_) => String::new(),
                };
                let outside = match above {
                    Above::Thread(thread) => self.outside.get(&thread).copied().unwrap_or(0),
                    _ => 0,
                };
                lanes.push(Lane {
                    pid: process.pid,
                    name,
                    outside_ns: process.duration_ns(outside),
                    roots: Vec::new(),
                });
            }
            lanes[index].roots.push(node);
        }
    }
}

/// The site with this number, or one that stands for a mark.
fn site_of(process: &Process, number: u32) -> Option<Arc<Site>> {
    if number & MARK == 0 {
        return process.site(number).cloned();
    }
    Some(Arc::new(Site::of_mark(process.string(number & !MARK)?)))
}

fn name_of_thread(process: &Process, thread: u32) -> String {
    match process.threads().get(&thread) {
        Some(info) if !info.name.is_empty() => info.name.clone(),
        _ => format!("thread {thread}"),
    }
}

//! Blocks: parentheses, `do` blocks, functions, and the clauses with `->` inside of them.

use super::*;

/// What a block's metadata tells of where it is.
#[derive(Clone, Copy)]
pub(super) enum BlockMeta<'t> {
    None,
    /// The `do` it belongs to.
    Do(&'t Token),
    Parens(&'t Token, &'t Token),
}

/// Where parentheses stand: it decides whether `(a, b)` may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ParenMode {
    Plain,
    /// Where a clause may begin: `(a, b) -> c`.
    Clause,
    /// Behind a name and a space.
    Argument,
}

pub(super) enum Paren {
    Expression(NodeId),
    Empty(Token, Token),
    /// Several arguments, on the list stack from `base` on.
    Many {
        base: usize,
        open: Token,
        close: Token,
    },
}

/// What begins in a block.
enum Head {
    /// A clause or an expression.
    Node(NodeId),
    /// What must be followed by `->` and is not; on the list stack from there on.
    Arguments(usize),
}

impl<'l> Parser<'_, 'l> {
    /// Marks the last node of the list stack as ended by `token`.
    pub(super) fn annotate_end(&mut self, token: &Token) {
        if !self.token_metadata {
            return;
        }
        let Some(&last) = self.list.last() else {
            return;
        };
        let mut target = last;
        // Also of `(-> / / 2)`, where `->` is a name and the slashes are its argument.
        let node = *self.ast.node(last);
        if node.kind == Kind::Call && node.a == Atom::ARROW.0 {
            if node.c == 2 && self.has_meta(self.child(last, 1)) {
                target = self.child(last, 1);
            } else if self.since(ElixirVersion::V1_17) {
                return;
            }
        }
        if self.has_meta(target) {
            let entry = Entry::EndOfExpression(Some(token.newlines), token.place());
            self.ast.prepend(target, entry);
        }
    }

    /// The nodes of the list stack from `base` on as one expression.
    pub(super) fn block(&mut self, base: usize, meta: BlockMeta<'_>) -> NodeId {
        let single = (self.list.len() == base + 1).then(|| self.list[base]);
        if let Some(node) = single {
            let splices = self.is_call(node, Atom::UNQUOTE_SPLICING, 1);
            let rearranges = self.version < ElixirVersion::V1_15 && self.is_negation(node);
            if !splices && !rearranges {
                self.list.truncate(base);
                return self.single_expression(node, meta);
            }
        }
        let start = self.list[base..]
            .first()
            .map_or(self.end(), |node| self.start_of(*node));
        let end = self.end();
        let node = self.call_from(Atom::BLOCK, base, start, end);
        match meta {
            BlockMeta::None => {}
            BlockMeta::Do(begin) => {
                self.at_place(node, Some(begin.place()));
            }
            BlockMeta::Parens(open, close) => {
                let made = self.ast.node_mut(node);
                (made.start, made.end) = (open.start, close.end);
                self.at_place(node, Some(open.place()));
                self.detail(node, Entry::Closing(close.place()));
            }
        }
        node
    }

    fn is_negation(&self, node: NodeId) -> bool {
        self.is_call(node, Atom::NOT, 1) || self.is_call(node, Atom::BANG, 1)
    }

    fn single_expression(&mut self, node: NodeId, meta: BlockMeta<'_>) -> NodeId {
        if let BlockMeta::Parens(open, close) = meta {
            let inner = self.ast.node_mut(node);
            (inner.start, inner.end) = (open.start, close.end);
        }
        match meta {
            // The parentheses are told by the block inside, if there is one, behind what it tells already.
            BlockMeta::Parens(open, close) if !self.since(ElixirVersion::V1_17) && self.is_block(node) => {
                self.append_parens(node, open, close);
            }
            BlockMeta::Parens(open, close) if self.since(ElixirVersion::V1_18) && self.has_meta(node) => {
                let first = self.since(ElixirVersion::V1_20);
                self.detail(node, Entry::Parens(open.place(), Some(close.place()), first));
            }
            BlockMeta::Do(begin) if self.has_meta(node) => {
                self.detail(node, Entry::Parens(begin.place(), None, false));
            }
            _ => {}
        }
        node
    }

    fn is_block(&self, node: NodeId) -> bool {
        let node = self.ast.node(node);
        node.kind == Kind::Call && node.a == Atom::BLOCK.0
    }

    fn append_parens(&mut self, node: NodeId, open: &Token, close: &Token) {
        let mut entries: Vec<Entry> = self.ast.entries(node).collect();
        let place = self.ast.place(node);
        entries.extend(place.map(Entry::Place));
        self.ast.node_mut(node).extra = 0;
        self.at_place(node, Some(open.place()));
        if self.token_metadata {
            entries.push(Entry::Closing(close.place()));
        }
        for entry in entries.into_iter().rev() {
            self.ast.prepend(node, entry);
        }
    }

    /// `do ... end`: its keyword list, and both words.
    pub(super) fn do_block(&mut self) -> Result<(NodeId, &'l Token, &'l Token)> {
        let begin = self.take();
        self.end_of_expression();
        let base = self.list.len();
        let meta = if self.since(ElixirVersion::V1_20) {
            BlockMeta::Do(begin)
        } else {
            BlockMeta::None
        };
        self.block_item(begin, Atom::DO, meta)?;
        while self.kind() == Tok::BlockIdentifier {
            let word = self.take();
            self.end_of_expression();
            self.block_item(word, Atom(word.value), BlockMeta::None)?;
        }
        let end = self.expect(Tok::End)?;
        let list = self.list_from(base, begin.start, end.end);
        Ok((list, begin, end))
    }

    fn block_item(&mut self, word: &Token, name: Atom, meta: BlockMeta<'_>) -> Result<()> {
        let key = self.atom(name, word.start, word.end);
        let body = if matches!(self.kind(), Tok::End | Tok::BlockIdentifier) {
            let node = self.call(Atom::BLOCK, &[], word.end, word.end);
            match meta {
                BlockMeta::Do(begin) => self.at_place(node, Some(begin.place())),
                _ => node,
            }
        } else {
            let base = self.list.len();
            self.stab()?;
            self.stab_body(base, meta)?
        };
        let pair = self.pair(key, body);
        self.list.push(pair);
        Ok(())
    }

    pub(super) fn function(&mut self) -> Result<NodeId> {
        let mut begin = *self.take();
        if let Some(eol) = self.end_of_expression() {
            begin.newlines = eol.newlines;
        }
        let base = self.list.len();
        self.stab()?;
        let end = *self.expect(Tok::End)?;
        if !self.has_clauses(base)? {
            return Err(self.function_without_clauses(&begin));
        }
        self.collect_clauses(base);
        let node = self.call_from(Atom::FN, base, begin.start, end.end);
        self.at_place(node, Some(begin.place()));
        self.delimited(node, &begin, &end);
        Ok(node)
    }

    pub(super) fn empty_paren(&mut self, open: &Token, close: &Token) -> NodeId {
        let node = self.call(Atom::BLOCK, &[], open.start, close.end);
        if self.since(ElixirVersion::V1_18) {
            self.parens(node, open, close);
        }
        node
    }

    fn parens(&mut self, node: NodeId, open: &Token, close: &Token) {
        let first = self.since(ElixirVersion::V1_20);
        self.detail(node, Entry::Parens(open.place(), Some(close.place()), first));
    }

    pub(super) fn paren(&mut self, mode: ParenMode) -> Result<Paren> {
        self.deeper()?;
        let paren = self.paren_content(mode)?;
        self.depth -= 1;
        Ok(paren)
    }

    fn paren_content(&mut self, mode: ParenMode) -> Result<Paren> {
        let open = self.take_with_eol();
        if self.kind() == Tok::CloseParen {
            return Ok(Paren::Empty(open, *self.take()));
        }
        let base = self.list.len();
        let semicolon = self.kind() == Tok::Semi;
        if semicolon {
            self.at += 1;
        }
        if !(semicolon && self.kind() == Tok::CloseParen) {
            match self.head()? {
                Head::Node(node) => self.list.push(node),
                Head::Arguments(base) if !semicolon && mode != ParenMode::Plain => {
                    let ahead = usize::from(self.kind() == Tok::Eol);
                    if self.tokens[self.at + ahead].kind != Tok::CloseParen {
                        return Err(self.unexpected());
                    }
                    self.at += ahead;
                    let close = *self.take();
                    return Ok(Paren::Many { base, open, close });
                }
                Head::Arguments(_) => return Err(self.unexpected()),
            }
            self.more_stab()?;
        }
        let close = *self.expect(Tok::CloseParen)?;
        if self.has_clauses(base)? {
            self.collect_clauses(base);
            return Ok(Paren::Expression(self.list_from(base, open.start, close.end)));
        }
        if let [node] = self.list[base..]
            && self.is_negation(node)
        {
            // Keeps `(!a) in b` apart from `!a in b`.
            let block = self.call_from(Atom::BLOCK, base, open.start, close.end);
            if !self.since(ElixirVersion::V1_15) {
                self.at_place(block, Some(open.place()));
                self.detail(block, Entry::Closing(close.place()));
            }
            return Ok(Paren::Expression(block));
        }
        let node = self.block(base, BlockMeta::Parens(&open, &close));
        Ok(Paren::Expression(node))
    }

    /// Pushes expressions and clauses up to the end of the block.
    fn stab(&mut self) -> Result<()> {
        let node = self.stab_expression()?;
        self.list.push(node);
        self.more_stab()
    }

    fn more_stab(&mut self) -> Result<()> {
        while let Some(token) = self.end_of_expression() {
            if matches!(self.kind(), Tok::End | Tok::CloseParen | Tok::BlockIdentifier) {
                if self.since(ElixirVersion::V1_17) {
                    self.annotate_end(token);
                }
                break;
            }
            self.annotate_end(token);
            let node = self.stab_expression()?;
            self.list.push(node);
        }
        Ok(())
    }

    fn stab_expression(&mut self) -> Result<NodeId> {
        match self.head()? {
            Head::Node(node) => Ok(node),
            Head::Arguments(_) => Err(self.unexpected()),
        }
    }

    fn head(&mut self) -> Result<Head> {
        let base = self.list.len();
        let start = self.token().start;
        let operand = match self.kind() {
            Tok::StabOp => return self.clause(base, start, None).map(Head::Node),
            Tok::KwIdentifier | Tok::KwUnsafe => {
                let keywords = self.no_parens_keywords()?;
                self.list.push(keywords);
                return self.arguments_or_clause(base, start);
            }
            Tok::OpenParen => {
                let node = match self.paren(ParenMode::Clause)? {
                    Paren::Expression(node) => node,
                    Paren::Many { base, open, close } => {
                        return self.parens_clause(base, open, close, start).map(Head::Node);
                    }
                    Paren::Empty(open, close) if matches!(self.kind(), Tok::StabOp | Tok::WhenOp) => {
                        return self.parens_clause(base, open, close, start).map(Head::Node);
                    }
                    Paren::Empty(open, close) => self.empty_paren(&open, &close),
                };
                let operand = Operand {
                    node,
                    cat: Cat::Access,
                };
                self.expression_until(EVERYTHING, Some(operand), expressions::Until::End)?
            }
            _ => self.expression(EVERYTHING)?,
        };
        match self.kind() {
            Tok::Comma if operand.cat < Cat::NoParens => {
                self.list.push(operand.node);
                self.more_arguments()?;
                self.arguments_or_clause(base, start)
            }
            Tok::StabOp if operand.cat != Cat::Unmatched => {
                self.list.push(operand.node);
                self.arguments_or_clause(base, start)
            }
            _ => Ok(Head::Node(operand.node)),
        }
    }

    fn arguments_or_clause(&mut self, base: usize, start: u32) -> Result<Head> {
        if self.kind() != Tok::StabOp {
            return Ok(Head::Arguments(base));
        }
        self.unwrap_splice(base);
        self.unwrap_when(base);
        self.clause(base, start, None).map(Head::Node)
    }

    /// `(a, b) -> c` and `(a, b) when d -> c`, from behind the parentheses on.
    fn parens_clause(&mut self, base: usize, open: Token, close: Token, start: u32) -> Result<NodeId> {
        self.unwrap_splice(base);
        if self.kind() == Tok::WhenOp {
            let when = self.take();
            let guard = self.expression(EVERYTHING)?;
            self.list.push(guard.node);
            let end = self.end();
            let node = self.call_from(Atom::WHEN, base, open.start, end);
            self.at_place(node, Some(when.place()));
            self.list.push(node);
        }
        if self.kind() != Tok::StabOp {
            return Err(self.unexpected());
        }
        self.clause(base, start, Some((&open, &close)))
    }

    /// A clause whose arguments are on the list stack from `base` on, from `->` on.
    fn clause(&mut self, base: usize, start: u32, parens: Option<(&Token, &Token)>) -> Result<NodeId> {
        let before = self.end();
        let left = self.list_from(base, start, before.max(start));
        let arrow = self.take_with_eol();
        let empty = matches!(
            self.kind(),
            Tok::Semi | Tok::End | Tok::CloseParen | Tok::BlockIdentifier
        );
        let right = if empty {
            self.atom(Atom::NIL, arrow.start, arrow.end)
        } else {
            self.expression(EVERYTHING)?.node
        };
        let end = self.ast.node(right).end;
        let node = self.call_at(Atom::ARROW, arrow.place(), &[left, right], start, end);
        self.newlines(node, &arrow);
        if let Some((open, close)) = parens
            && self.since(ElixirVersion::V1_18)
        {
            self.parens(node, open, close);
        }
        Ok(node)
    }

    /// The arguments `a, b when c` are one: `when` of all.
    fn unwrap_when(&mut self, base: usize) {
        let Some(&last) = self.list[base..].last() else {
            return;
        };
        if !self.is_call(last, Atom::WHEN, 2) || self.list.len() == base + 1 {
            return;
        }
        self.list.pop();
        let (left, right) = (self.child(last, 0), self.child(last, 1));
        self.list.extend([left, right]);
        let when = *self.ast.node(last);
        let start = self.start_of(self.list[base]);
        let node = self.call_from(Atom::WHEN, base, start, when.end);
        let made = self.ast.node_mut(node);
        (made.line, made.column, made.extra) = (when.line, when.column, when.extra);
        self.list.push(node);
    }

    /// `(unquote_splicing(x)) -> y` splices arguments, not a block.
    fn unwrap_splice(&mut self, base: usize) {
        if let [only] = self.list[base..]
            && self.is_call(only, Atom::BLOCK, 1)
        {
            let inner = self.child(only, 0);
            let node = self.ast.node(inner);
            if node.kind == Kind::Call && node.a == Atom::UNQUOTE_SPLICING.0 {
                self.list[base] = inner;
            }
        }
    }

    fn stab_body(&mut self, base: usize, meta: BlockMeta<'_>) -> Result<NodeId> {
        if !self.has_clauses(base)? {
            return Ok(self.block(base, meta));
        }
        let start = self.start_of(self.list[base]);
        self.collect_clauses(base);
        let end = self.end();
        Ok(self.list_from(base, start, end))
    }

    /// Whether there are clauses from `base` on; if there are, the first expression must be one.
    fn has_clauses(&self, base: usize) -> Result<bool> {
        let items = &self.list[base..];
        let is_clause = |node: &&NodeId| self.is_call(**node, Atom::ARROW, 2);
        match items.first() {
            Some(first) if is_clause(&first) => Ok(true),
            _ => match items.iter().find(is_clause) {
                None => Ok(false),
                Some(clause) => Err(self.unexpected_clause(*clause)),
            },
        }
    }

    /// Leaves only clauses on the list stack from `base` on, what follows each moved into its body.
    fn collect_clauses(&mut self, base: usize) {
        let end = self.list.len();
        let (mut write, mut read) = (base, base);
        while read < end {
            let clause = self.list[read];
            let body_base = self.list.len();
            let right = self.child(clause, 1);
            self.list.push(right);
            read += 1;
            while read < end && !self.is_call(self.list[read], Atom::ARROW, 2) {
                let node = self.list[read];
                self.list.push(node);
                read += 1;
            }
            let last = self.list[self.list.len() - 1];
            let last_end = self.ast.node(last).end;
            let body = self.block(body_base, BlockMeta::None);
            if self.is_block(body) {
                self.ast.node_mut(body).end = last_end;
            }
            self.set_child(clause, 1, body);
            self.ast.node_mut(clause).end = last_end;
            self.list[write] = clause;
            write += 1;
        }
        self.list.truncate(write);
    }
}

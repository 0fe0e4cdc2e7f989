"""The planted bugs: each a small, plausible mistake in one file of the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bug:
    """`promise`: the one it breaks, whose tests are asked first.

    `changes` are pairs of the text as it is and as it would be; each occurs exactly once.
    """

    promise: str
    name: str
    file: str
    changes: tuple[tuple[str, str], ...]


def bug(promise: str, name: str, file: str, *texts: str) -> Bug:
    return Bug(promise, name, file, tuple(zip(texts[::2], texts[1::2], strict=True)))


MERGE, EXECUTOR, PULL = "sync/merge.py", "sync/server/executor.py", "sync/server/pull.py"
SEQUENCER, DRAFT, JOURNAL = (
    "sync/server/sequencer.py",
    "sync/server/draft.py",
    "sync/server/journal.py",
)
REPLICA, OUTBOX = "desktop/store/replica.py", "desktop/store/outbox.py"
BUGS = (
    bug(
        "i7",
        "the base version is ignored: the last one to arrive wins",
        MERGE,
        "or not changed(path):",
        "or not changed(path) or kind is Merge.FREE:",
    ),
    bug(
        "i7",
        "a conflict keeps one value",
        MERGE,
        "result.clashes.append(Clash(path, was.get(path), value, standing))",
        "result.writes[path] = standing",
    ),
    bug(
        "i7",
        "a conflict keeps the same value twice",
        MERGE,
        "Clash(path, was.get(path), value, standing)",
        "Clash(path, was.get(path), standing, standing)",
    ),
    bug(
        "i7",
        "equal values are a conflict",
        MERGE,
        "        if standing == value:\n            continue\n",
        "",
    ),
    bug(
        "i7",
        "a note keeps only the newer text",
        MERGE,
        "both(was.get(path), standing, value)",
        "value",
    ),
    bug(
        "i7",
        "a guarded field is overwritten although it changed",
        MERGE,
        'raise Refused("stale", type=current.type, id=current.id, field=path, standing=standing)',
        "result.writes[path] = value\n            continue",
    ),
    bug(
        "i7",
        "a map is one field",
        "sync/mutations/model.py",
        "if isinstance(value, Mapping) and record.field(name).type is Type.MAP:",
        "if False:",
    ),
    bug(
        "i3",
        "results are not stored",
        SEQUENCER,
        "    insert_rows(connection, APPLIED, answers)\n",
        "",
    ),
    bug(
        "i3",
        "a mutation that comes again is done again",
        SEQUENCER,
        "if each.envelope.mseq > last:",
        "if each.envelope.mseq >= last:",
    ),
    bug(
        "i20",
        "the gap is looked for one too far",
        SEQUENCER,
        "whole = first <= last + 1 and",
        "whole = first <= last + 2 and",
    ),
    bug(
        "i21",
        "another mutation under a used number is answered with the old result",
        SEQUENCER,
        "if row is None or row.hash != each.hash:",
        "if row is None:",
    ),
    bug(
        "i18",
        "the signature is not verified",
        SEQUENCER,
        "if not signing.holds(key, said, it.sig)), None)",
        "if it.mseq < 0), None)",
    ),
    bug(
        "i18",
        "the one signature of a push is not verified",
        SEQUENCER,
        "forged = None if whole else request.push[0]",
        "forged = None",
    ),
    bug(
        "i23",
        "a revoked device may still push",
        SEQUENCER,
        "if known.revoked:",
        "if known.revoked > 1:",
    ),
    bug(
        "i12",
        "the clock decides: what was written later by the author's clock wins",
        EXECUTOR,
        "changed = self._changed(row, base, self._seen(op, envelope))",
        "known = self._changed(row, base, self._seen(op, envelope))\n"
        "        changed = lambda path: known(path) and envelope.at < self._received_at",
    ),
    bug(
        "i7",
        "one's own earlier change counts as somebody else's",
        EXECUTOR,
        "seq > base and seq not in seen and self._device(seq) != self._author.device",
        "seq > base and seq not in seen",
    ),
    bug(
        "i10",
        "a visit to a customer that has left is refused",
        EXECUTOR,
        'if refusal.kind != "not_found":',
        "if refusal.kind:",
    ),
    bug(
        "i9",
        "authority is not checked",
        EXECUTOR,
        "if not parts <= works and not (derived and readable) and not (grant and fact):",
        "if not parts:",
    ),
    bug(
        "i1",
        "what others changed is not told with the result",
        EXECUTOR,
        "fix |= {path: value_at(after, path) for path in seen}",
        "pass",
    ),
    bug(
        "i7",
        "a deleted record's changes are not looked at: delete always wins",
        EXECUTOR,
        "            if self._by_others(row, base, self._seen(op, envelope)):\n"
        '                raise Refused("stale", type=op.type, id=op.id, field="", standing=None)\n',
        "",
    ),
    bug(
        "i9",
        "the audience is not checked: everything can be read by a mutation",
        DRAFT,
        'return row.part == "" or row.readable(self._reads)',
        "return True",
    ),
    bug(
        "i10",
        "what hangs on a moved record stays behind",
        DRAFT,
        "if touched.old.readers == touched.new.readers:",
        "if touched.old is not None:",
    ),
    bug(
        "i20",
        "numbers of commits have gaps",
        JOURNAL,
        "        self.seq += 1\n",
        "        self.seq += 1 + self.seq % 2\n",
    ),
    bug(
        "i1",
        "a tombstone is dropped",
        PULL,
        '    if seen.op == "D":\n        return _Net("D", seen.seq, "", {})\n',
        "",
    ),
    bug(
        "i10",
        "who loses a record from sight is not told",
        PULL,
        '        return _Net("O", seen.seq, "", {})\n',
        '        return _Net("U", seen.seq, "", {})\n',
    ),
    bug(
        "i5",
        "a page may end in the middle of a commit",
        PULL,
        " and met[place - 1].seq != each.seq:",
        ":",
    ),
    bug(
        "i5",
        "a page skips the last commit it read",
        PULL,
        "            return met[:place], met[place - 1].seq\n",
        "            return met[:place], met[place].seq\n",
    ),
    bug(
        "i1",
        "a snapshot misses its tail",
        "sync/server/snapshots.py",
        "    if rows:\n        yield _json(waiting), rows\n",
        "",
    ),
    bug(
        "i1",
        "a snapshot holds deleted records",
        "sync/server/snapshots.py",
        "live = table.c.deleted == 0",
        "live = table.c.deleted <= 1",
    ),
    bug(
        "i8",
        "a second decision takes effect",
        "sync/mutations/approvals.py",
        "    _still_open(context, id, asked, set, said)\n",
        "",
    ),
    bug(
        "i11",
        "a visit is counted twice",
        "sync/mutations/road.py",
        'int(customer.fields.get("visit_count") or 0) + 1',
        'int(customer.fields.get("visit_count") or 0) + 2',
    ),
    bug(
        "i4",
        "the cursor moves before the rows",
        REPLICA,
        "            receiving.apply(connection, reply.groups)\n",
        '            state.put(connection, "cursor", reply.cursor)\n'
        "        with self._database.write() as connection:\n"
        "            receiving.apply(connection, reply.groups)\n",
    ),
    bug(
        "i5",
        "a cursor that goes back is believed",
        REPLICA,
        "if not request.cursor <= reply.cursor <= LARGEST:",
        "if not 0 <= reply.cursor <= LARGEST:",
    ),
    bug(
        "i10",
        "what left the scope is not purged",
        REPLICA,
        "if held - set(parts):",
        "if not parts:",
    ),
    bug(
        "i2",
        "changes wait for no answer: what was sent is forgotten",
        "desktop/store/sending.py",
        '                state.put(connection, "next_mseq", new[-1][1].mseq + 1)\n',
        '                state.put(connection, "next_mseq", new[-1][1].mseq + 1)\n'
        "                connection.exec_driver_sql(\"DELETE FROM outbox WHERE state = 'sent'\")\n",
    ),
    bug(
        "i2",
        "what was refused is not kept",
        "desktop/store/settling.py",
        "    if rows:\n        connection.execute(insert(REFUSED), rows)",
        "    if not rows:\n        return",
    ),
    bug(
        "i1",
        "the centre's word is not taken over with a result",
        "desktop/store/settling.py",
        "row = applied(row, fix.set if fix else {})",
        "row = applied(row, {})",
    ),
    bug(
        "i10",
        "a purge leaves the search entries",
        "desktop/store/rows.py",
        "            if type in SEARCHED:\n                keys = ",
        "            if not type:\n                keys = ",
    ),
    bug(
        "i6",
        "a colleague's change is lost under one's own",
        "desktop/store/receiving.py",
        "    confirmed = _newer(base, seq, paths, group.part)\n",
        "    confirmed = _newer(base, seq, {}, group.part)\n",
    ),
    bug(
        "i5",
        "an older change overwrites a newer one",
        "desktop/store/receiving.py",
        "        if row is not None and row.ver < seq:",
        "        if row is not None:",
    ),
    bug(
        "i6",
        "unsent changes are not drawn over what arrives",
        OUTBOX,
        "                row = self.after(row, op)\n",
        "                row = row or self.after(row, op)\n",
    ),
    bug(
        "i6",
        "the number of unsent changes of a row is wrong",
        OUTBOX,
        "self.rows.put(row, self._touching(op.type, op.id))",
        "self.rows.put(row, 1)",
    ),
    bug(
        "i18",
        "the checksum of a message is not looked at",
        "sync/wire.py",
        "inflate = zlib.decompressobj(wbits=31)",
        "inflate = zlib.decompressobj(wbits=-15)",
        "plain = inflate.decompress(body, limit)",
        "plain = inflate.decompress(body[10:], limit)",
    ),
    bug(
        "i7",
        "what went along with one's own move counts as somebody else's change",
        "sync/server/meanwhile.py",
        "any(each.device != self._device and each.seq not in seen for each in later)",
        "any(each.seq not in seen for each in later)",
    ),
    bug(
        "i10",
        "a stick's answer is as it was, whatever has gone out of sight since",
        "sync/server/bundles.py",
        "            return [in_sight(rows, reads, each) for each in said]",
        "            return list(said)",
    ),
    bug(
        "i10",
        "an answer is repeated as it was, whatever has come into sight since",
        "sync/server/executor.py",
        "    return Fix(*key, set=dict(envelope.was.get(name, {})), ver=base)",
        "    return Fix(*key)",
    ),
    bug(
        "i10",
        "what only its author's laptop changed is not put right",
        EXECUTOR,
        "            paths |= {path: value_at(row.fields, path) for path in unsaid}\n",
        "",
    ),
    bug(
        "i5",
        "what others had done already leaves a record between two versions",
        EXECUTOR,
        "left = row.ver != seq and (seq or key in effect.met)",
        "left = row.ver != seq and seq",
    ),
    bug(
        "i22",
        "an answer is kept, but the centre is not told so when the laptop is killed",
        "desktop/store/settling.py",
        'state.put(connection, "acked", max(state.get(connection, "acked", 0), last))',
        'state.put(connection, "acked", state.get(connection, "acked", 0))',
    ),
    bug(
        "i23",
        "a hub says that it holds what it has not written down",
        "sync/server/hub.py",
        "            connection.execute(insert(RELAY), new)\n",
        "            pass\n",
    ),
    bug(
        "i23",
        "what a hub has taken looks as if it were only sent",
        "desktop/store/relaying.py",
        "                outbox.mark_relayed(connection, taken[0], taken[-1])\n",
        "",
    ),
    bug(
        "i17",
        "a hub passes over what it is told of records it holds",
        "sync/server/hub_copy.py",
        "    if row is not None and row.ver >= seq:\n",
        "    if row is not None:\n",
    ),
    bug(
        "i17",
        "the stick that answers holds no answers",
        "sync/server/bundles.py",
        ".where(APPLIED.c.device == device.id, APPLIED.c.mseq > heard)",
        ".where(APPLIED.c.device == device.id, APPLIED.c.mseq < 0)",
    ),
    bug(
        "i3",
        "a page of an old stick is believed",
        "desktop/usecases/carry.py",
        "        if reply.cursor <= cursor:\n            return\n",
        "",
    ),
    bug(
        "i10",
        "the centre remembers only the scopes that it told of itself",
        "sync/server/scopes.py",
        "            _remember(journal.connection, person, before[person], journal.seq)\n"
        "            _remember(journal.connection, person, scope, journal.seq)\n",
        "            pass\n",
    ),
    bug(
        "i6",
        "what colleagues handed to the hub hides one's own words",
        OUTBOX,
        "again = [_said(op) for op in own] if theirs else []",
        "again: list[Op] = []",
    ),
    bug(
        "i6",
        "the hub foresees that the last to arrive wins",
        "sync/server/hub_ahead.py",
        "self.dots[device, mseq], self.devices[seq] = seq, device",
        "pass",
    ),
    bug(
        "i17",
        "a colleague's record that the answer tells whole is not taken over",
        "desktop/store/settling.py",
        "box.after(base.record, op) or _whole(op, fix)",
        "box.after(base.record, op)",
    ),
    bug(
        "i15",
        "the log lets go of where a record went out of sight",
        "sync/server/compacting.py",
        '        followed = and_(followed, ~exists().where(its, CHANGE_PART.c.how == "out"))\n',
        "",
    ),
    bug(
        "i15",
        "what the log does not tell any more counts as unchanged",
        EXECUTOR,
        "lately = {seq for seq in row.fver.values() if seq >= told} - seen",
        "lately = {seq for seq in row.fver.values() if seq >= self._journal.first} - seen",
    ),
    bug(
        "i10",
        "what hangs on a colleague's change waits for it although it is here",
        "sync/server/sequencer.py",
        "if one.envelope.after and executor.all_here(one.envelope):",
        "if False:",
    ),
    bug(
        "i10",
        "what has left the scope stays while something waits for it to come back",
        "desktop/store/settling.py",
        "return missing and not left and entry.again",
        "return missing and entry.again",
    ),
)

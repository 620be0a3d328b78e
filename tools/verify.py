#!/usr/bin/env python3
"""Checks a Levy log with nothing but standard Python (3.9, SQLite 3.37 or newer).

    python3 tools/verify.py DIR [DIR ...]

DIR is a data directory: it holds log.db and, for large bodies, evidence/.
Exit 0 when everything holds, 1 with what does not and where. Nothing is
changed, and the log may be in use. No key is needed: hashes cover sealed bytes.

Every event of a stream carries the hash

    SHA-256(0x00 || hash of the event before it, 32 zero bytes for the first
            || len(stream) stream || revision || event id (16 bytes)
            || len(type) type || len(header) header || len(payload) payload)

with lengths and revision as 8 bytes, big-endian. So a changed, missing or moved
event shows. The tables, indexes and views must be laid out as Levy lays them out
and agree with each other, and the facts in meta must be those that the court's
first event, log-begun, repeats. Not covered: the end of the log beyond the
high-water file, the order between streams of events recorded in one and the same
millisecond, and a log that was rewritten as a whole; signed heads show those.
"""
import hashlib
import json
import os
import pathlib
import re
import sqlite3
import sys
from datetime import datetime, timedelta

PAGE = 10_000
EPOCH = datetime(1970, 1, 1)

APPLICATION_ID = 0x4C657679  # "Levy"
FORMAT, READS = b"1", 1
# SHA-256 over the rows of sqlite_schema, as check_layout reads them.
SCHEMA = "a9ddf010b52a8b9d387743ac3b905ccf346845e7e455e684fc1b3ee7e0413c1a"
# Fact in meta, and the field of log-begun that repeats it.
PINNED = {b"clock": b"clock", b"keys": b"keys", b"store_id": b"log"}

# A field that names a body of evidence, which must exist, is called "evidence";
# these types call theirs otherwise.
NAMES_EVIDENCE = {
    b"document-issued": ["hash"],
    b"orders-issued": ["body_evidence"],
    b"order-answered": ["raw_evidence"],
    b"query-answered": ["raw_evidence"],
    b"rules-activated": ["profile", "directory"],
}


def number(n):
    """8 bytes, big-endian."""
    return (n & 0xFFFF_FFFF_FFFF_FFFF).to_bytes(8, "big")


def frame_hash(previous, stream, revision, event_id, kind, header, payload):
    h = hashlib.sha256(b"\x00" + previous)
    h.update(number(len(stream)) + stream + number(revision) + event_id)
    h.update(number(len(kind)) + kind)
    h.update(number(len(header)) + header)
    h.update(number(len(payload)) + payload)
    return h.digest()


def named_evidence(kind, payload):
    """A field of a MessagePack map stands there as its name (0xa0 + length, name)
    and, for 32 bytes, 0xc4 0x20 and the bytes."""
    for field in NAMES_EVIDENCE.get(kind, ["evidence"]):
        name = bytes([0xA0 + len(field)]) + field.encode()
        for found in re.finditer(re.escape(name) + rb"\xc4\x20(.{32})", payload, re.DOTALL):
            yield found.group(1)


def time_text(milliseconds):
    """RFC 3339 in UTC, as headers have it."""
    try:
        at = EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
    return at.isoformat(timespec="milliseconds") + "Z"


def no_float(text):
    raise ValueError("a header holds no such number: " + text)


def header_fault(header, recorded_at):
    """Canonical JSON (RFC 8785): sorted names, no spaces, shortest escapes."""
    try:
        text = header.decode("utf-8")
        fields = json.loads(text, parse_float=no_float, parse_constant=no_float)
    except ValueError:
        return "the header is not JSON"
    if json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False) != text:
        return "the header is not canonical JSON"
    if not isinstance(fields, dict) or fields.get("recorded_at") != time_text(recorded_at):
        return "the header names another recorded time than the row"
    return None


def text(value):
    """A text of less than 256 bytes in MessagePack."""
    short = len(value) < 32
    return (bytes([0xA0 + len(value)]) if short else bytes([0xD9, len(value)])) + value


def check_layout(db, find):
    """The facts in meta, or None when this is no log that this program reads."""
    facts = dict(db.execute("SELECT key, value FROM meta"))
    if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        return find("log", "its application id is not Levy's")
    needs = facts.get(b"min_reader", b"")
    if facts.get(b"format") != FORMAT or not needs.isdigit() or int(needs) > READS:
        return find("log", "its format or min_reader is missing, or needs a newer verifier")
    if facts.get(b"clock") not in (b"real", b"simulated"):
        find("log", "meta does not say which clock wrote it")
    h = hashlib.sha256()
    schema = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name"
    for row in db.execute(schema):
        h.update(b"".join(column + b"\x00" for column in row))
    if h.hexdigest() != SCHEMA:
        find("log", "tables, indexes, views or triggers are not as Levy makes them")
    # SQLite compares tables and indexes; so what is UNIQUE there is unique.
    for (fault,) in db.execute("PRAGMA integrity_check(100)"):
        if fault != b"ok":
            find("log", "SQLite: " + fault.decode("utf-8", "replace"))
    return facts


def check_begun(where, facts, kind, header, payload, find):
    """The court's first event repeats the facts of meta, and is in the chain."""
    if kind != b"log-begun":
        return find(where, "the court's first event is not log-begun")
    for fact, field in PINNED.items():
        value = facts.get(fact)
        if value is None or len(value) > 255 or text(field) + text(value) not in payload:
            find(where, "meta has another %s than the one the log began with" % fact.decode())
    court = b'"court":' + json.dumps(facts.get(b"court", b"").decode("utf-8", "replace"), ensure_ascii=False).encode()
    if court not in header:
        find(where, "meta has another court than the one the log began with")


def check_events(db, facts, find):
    names = dict(db.execute("SELECT id, name FROM streams"))
    kinds = dict(db.execute("SELECT id, literal FROM types"))
    chains = {}  # stream id -> (next revision, hash of the last event)
    after, events, newest = -(2**63), 0, -(2**63)
    (last,) = db.execute("SELECT max(position) FROM events").fetchone()
    # In pages, since a long read keeps a running log from tidying up; by
    # position, so that no index is trusted.
    while last is not None and after < last:
        page = db.execute(
            "SELECT position, stream_id, revision, event_id, type_id, recorded_at,"
            " header, payload, hash FROM events WHERE position > ? ORDER BY position LIMIT ?",
            (after, PAGE),
        ).fetchall()
        if not page:
            break
        for after, stream_id, revision, event_id, type_id, recorded_at, header, payload, stored in page:
            events += 1
            if after != events:
                find("log", "position %d is not number %d of all events" % (after, events))
            # A stream or a type that is newer than the tables above.
            if stream_id not in names:
                names.update(db.execute("SELECT id, name FROM streams WHERE id = ?", (stream_id,)))
            if type_id not in kinds:
                kinds.update(db.execute("SELECT id, literal FROM types WHERE id = ?", (type_id,)))
            stream, kind = names.get(stream_id, b""), kinds.get(type_id, b"")
            where = "%s %d" % (stream.decode("utf-8", "replace") or "stream %d" % stream_id, revision)
            expected, previous = chains.get(stream_id, (0, bytes(32)))
            if revision != expected:
                find(where, "revision %d is missing or out of order" % expected)
            if len(event_id) != 16:
                find(where, "the event id is not 16 bytes")
            elif frame_hash(previous, stream, revision, event_id, kind, header, payload) != stored:
                find(where, "the hash does not hold")
            chains[stream_id] = (revision + 1, stored)
            if recorded_at < newest:
                find(where, "it was recorded before the event in front of it")
            newest = max(newest, recorded_at)
            if revision == 0 and stream.startswith(b"court-"):
                check_begun(where, facts, kind, header, payload, find)
            fault = header_fault(header, recorded_at)
            if fault:
                find(where, fault)
            for digest in named_evidence(kind, payload):
                if not db.execute("SELECT 1 FROM evidence WHERE digest = ?", (digest,)).fetchone():
                    find(where, "it names evidence %s, which is missing" % digest.hex())
    return len(chains), events


def check_evidence(db, directory, find):
    after, bodies = -(2**63), 0
    while True:
        # One at a time: a body may have 16 MiB.
        row = db.execute(
            "SELECT rowid, digest, size, bytes FROM evidence WHERE rowid > ? ORDER BY rowid LIMIT 1",
            (after,),
        ).fetchone()
        if row is None:
            return bodies
        after, digest, size, body = row
        bodies += 1
        if body is None:  # a large body is a file
            try:
                body = pathlib.Path(directory, "evidence", digest.hex()).read_bytes()
            except OSError:
                find("evidence " + digest.hex(), "its file is missing or unreadable")
                continue
        if hashlib.sha256(body).digest() != digest:
            find("evidence " + digest.hex(), "the bytes are not those of the digest")
        elif len(body) != size:
            find("evidence " + digest.hex(), "its size is stated wrongly")


def check_mark(db, mark, find):
    """The last event that was known to be durable must still be there."""
    try:
        position, digest = mark.split()
        row = db.execute("SELECT hash FROM events WHERE position = ?", (int(position),)).fetchone()
    except ValueError:
        find("log", "the high-water file is not a position and a hash")
        return
    if row is None or row[0].hex() != digest:
        find("log", "the acknowledged event at position %s is not there" % position)


def open_log(directory):
    path = pathlib.Path(directory, "log.db").resolve(strict=True)
    uri = path.as_uri() + "?mode=ro"
    db = sqlite3.connect(uri, uri=True)
    try:
        db.execute("SELECT count(*) FROM meta")
    except sqlite3.OperationalError:
        beside = path.with_name("log.db-wal")
        if beside.exists() and beside.stat().st_size:
            raise  # its events would be passed over
        # On a medium that cannot be written to.
        db = sqlite3.connect(uri + "&immutable=1", uri=True)
    db.text_factory = bytes
    return db


def check(directory):
    """True when everything holds."""
    findings = []

    def find(where, what):
        findings.append(where)
        if len(findings) <= 100:
            print("%s: %s: %s" % (directory, where, what))

    try:
        path = os.path.join(directory, "high-water")
        # Before the log: a mark may only be behind what is read after it.
        mark = open(path, encoding="utf-8", errors="replace").read() if os.path.exists(path) else None
        db = open_log(directory)
        facts = check_layout(db, find)
        streams, events, bodies = 0, 0, 0
        if facts is not None:
            streams, events = check_events(db, facts, find)
            bodies = check_evidence(db, directory, find)
            if mark is not None:
                check_mark(db, mark, find)
        db.close()
    except (OSError, sqlite3.OperationalError) as error:  # no room, no permission, in use
        print("%s: log.db could not be read now, which says nothing of what is in it: %s" % (directory, error))
        return False
    except sqlite3.Error as error:
        print("%s: log.db cannot be read to its end: %s" % (directory, error))
        return False
    verdict = "%d do not hold" % len(findings) if findings else "everything holds"
    print("%s: %d streams, %d events, %d bodies: %s" % (directory, streams, events, bodies, verdict))
    return not findings


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: verify.py DIR [DIR ...]")
    sys.exit(0 if all([check(directory) for directory in sys.argv[1:]]) else 1)

//! One digest over all rows: live and replayed views must agree in it.

use rusqlite::{Connection, Result, types::ValueRef};
use sha2::{Digest, Sha256};

/// SHA-256 over the rows of each query, with names, types and lengths, so
/// that no two different contents read the same.
pub(crate) fn digest_of(conn: &Connection, tables: Vec<(&str, &str)>) -> Result<[u8; 32]> {
    let mut hash = Sha256::new();
    for (name, rows) in tables {
        bytes(&mut hash, b'#', name.as_bytes());
        let mut statement = conn.prepare(rows)?;
        let columns: Vec<String> = statement
            .column_names()
            .into_iter()
            .map(str::to_owned)
            .collect();
        for column in &columns {
            bytes(&mut hash, b'c', column.as_bytes());
        }
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            hash.update(b"r");
            for column in 0..columns.len() {
                value(&mut hash, row.get_ref(column)?);
            }
        }
    }
    Ok(hash.finalize().into())
}

fn value(hash: &mut Sha256, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => hash.update(b"n"),
        ValueRef::Integer(number) => {
            hash.update(b"i");
            hash.update(number.to_be_bytes());
        }
        ValueRef::Real(number) => {
            hash.update(b"f");
            hash.update(number.to_be_bytes());
        }
        ValueRef::Text(text) => bytes(hash, b't', text),
        ValueRef::Blob(blob) => bytes(hash, b'b', blob),
    }
}

fn bytes(hash: &mut Sha256, tag: u8, bytes: &[u8]) {
    hash.update([tag]);
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

//! Every body of evidence against its digest.

use super::{
    VerifyError, VerifyReport,
    rows::{Log, bytes, bytes_or_null},
};
use std::{fs, path::Path};

const PAGE_ROWS: i64 = 256;
const PAGE: &str = "
SELECT rowid, digest, size, bytes FROM evidence WHERE rowid > ?1 ORDER BY rowid LIMIT ?2";

pub(super) fn check_all(
    log: &Log,
    dir: &Path,
    report: &mut VerifyReport,
) -> Result<(), VerifyError> {
    let mut page = log.conn.prepare(PAGE)?;
    let mut after = i64::MIN;
    loop {
        let mut rows = page.query([after, PAGE_ROWS])?;
        let mut empty = true;
        while let Some(row) = rows.next()? {
            empty = false;
            after = row.get(0)?;
            report.bodies += 1;
            let digest = bytes(row, 1)?;
            let name = hex::encode(digest);
            let size: i64 = row.get(2)?;
            let fault = match bytes_or_null(row, 3)? {
                Some(bytes) => fault(digest, size, bytes),
                None => match fs::read(dir.join("evidence").join(&name)) {
                    Ok(bytes) => fault(digest, size, &bytes),
                    Err(_) => Some("its file is missing or unreadable"),
                },
            };
            if let Some(what) = fault {
                report.find("evidence", None, format!("{name}: {what}"));
            }
        }
        if empty {
            return Ok(());
        }
    }
}

fn fault(digest: &[u8], size: i64, bytes: &[u8]) -> Option<&'static str> {
    if levy_proof::sha256(bytes) != digest {
        return Some("the bytes are not those of the digest");
    }
    (i64::try_from(bytes.len()) != Ok(size)).then_some("its size is stated wrongly")
}

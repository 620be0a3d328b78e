//! Files and directories that only their owner may read. What stands in them
//! already is left as it is: who opened it to others had a reason.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    path::Path,
};

/// Creates `dir` and what it stands in, mode 0700 on Unix.
///
/// # Errors
/// The operating system's.
pub fn create_dir(dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Opens `path` to write, creating it with mode 0600 on Unix where it is
/// missing. Nothing in it is changed.
///
/// # Errors
/// The operating system's.
pub fn open_file(path: &Path) -> io::Result<File> {
    options().create(true).truncate(false).open(path)
}

/// Makes an empty file of mode 0600 on Unix where there is none, for SQLite to
/// open, which gives the files beside it the same mode. One that is there is
/// not opened: closing it again would drop the locks that SQLite holds on it
/// in this process.
///
/// # Errors
/// The operating system's.
pub fn make_file(path: &Path) -> io::Result<()> {
    match options().create_new(true).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// An empty file in the place of what stood there.
///
/// # Errors
/// The operating system's.
pub fn create_file(path: &Path) -> io::Result<File> {
    options().create(true).truncate(true).open(path)
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

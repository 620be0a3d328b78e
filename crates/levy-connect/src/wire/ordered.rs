//! Canonical JSON in one pass, for bodies whose fields are declared in the
//! order of their names.
//!
//! RFC 8785 asks for sorted names, no spaces, and numbers as ECMAScript prints
//! them. A compact serializer already gives that for text and small integers;
//! what it cannot see is the order. [`Ordered`] watches the order while the
//! text is written, and whoever wrote it asks afterwards whether it stood.

use serde_json::ser::{CharEscape, CompactFormatter, Formatter};
use std::{
    cell::Cell,
    io::{self, Write},
};

/// Integers above it are printed by ECMAScript as the double next to them.
const EXACT: u64 = (1 << 53) - 1;

/// Writes compact JSON and watches whether it is canonical.
pub(super) struct Ordered<'a> {
    /// False once something was written that has, or may have, another form.
    stood: &'a Cell<bool>,
    /// The last name of each object that is open, one after the other.
    names: Vec<u8>,
    /// Where each of them begins.
    begins: Vec<usize>,
    /// Where the name that is being written begins.
    name: Option<usize>,
}

impl<'a> Ordered<'a> {
    pub(super) fn new(stood: &'a Cell<bool>) -> Self {
        stood.set(true);
        Ordered {
            stood,
            names: Vec::new(),
            begins: Vec::new(),
            name: None,
        }
    }

    fn doubt(&self, doubtful: bool) {
        if doubtful {
            self.stood.set(false);
        }
    }
}

impl Formatter for Ordered<'_> {
    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.begins.push(self.names.len());
        CompactFormatter.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.names.truncate(self.begins.pop().unwrap_or_default());
        CompactFormatter.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.name = Some(self.names.len());
        CompactFormatter.begin_object_key(to, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        let begin = self.begins.last().copied().unwrap_or_default();
        let name = self.name.take().unwrap_or(begin);
        // The first name stands where the last one would begin.
        if name > begin {
            let (last, this) = self.names.split_at(name);
            self.doubt(last.get(begin..).is_none_or(|last| last >= this));
            self.names.drain(begin..name);
        }
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        to: &mut W,
        text: &str,
    ) -> io::Result<()> {
        if self.name.is_some() {
            // Sorted as UTF-16, which for ASCII is the order of the bytes.
            self.doubt(!text.is_ascii());
            self.names.extend_from_slice(text.as_bytes());
        }
        to.write_all(text.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        to: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.doubt(self.name.is_some());
        CompactFormatter.write_char_escape(to, escape)
    }

    // A name that is a number comes without a fragment of text.
    fn write_bool<W: ?Sized + Write>(&mut self, to: &mut W, value: bool) -> io::Result<()> {
        self.doubt(self.name.is_some());
        CompactFormatter.write_bool(to, value)
    }

    fn write_i8<W: ?Sized + Write>(&mut self, to: &mut W, value: i8) -> io::Result<()> {
        self.write_i64(to, value.into())
    }

    fn write_i16<W: ?Sized + Write>(&mut self, to: &mut W, value: i16) -> io::Result<()> {
        self.write_i64(to, value.into())
    }

    fn write_i32<W: ?Sized + Write>(&mut self, to: &mut W, value: i32) -> io::Result<()> {
        self.write_i64(to, value.into())
    }

    fn write_u8<W: ?Sized + Write>(&mut self, to: &mut W, value: u8) -> io::Result<()> {
        self.write_u64(to, value.into())
    }

    fn write_u16<W: ?Sized + Write>(&mut self, to: &mut W, value: u16) -> io::Result<()> {
        self.write_u64(to, value.into())
    }

    fn write_u32<W: ?Sized + Write>(&mut self, to: &mut W, value: u32) -> io::Result<()> {
        self.write_u64(to, value.into())
    }

    fn write_i64<W: ?Sized + Write>(&mut self, to: &mut W, value: i64) -> io::Result<()> {
        self.doubt(self.name.is_some() || value.unsigned_abs() > EXACT);
        CompactFormatter.write_i64(to, value)
    }

    fn write_u64<W: ?Sized + Write>(&mut self, to: &mut W, value: u64) -> io::Result<()> {
        self.doubt(self.name.is_some() || value > EXACT);
        CompactFormatter.write_u64(to, value)
    }

    fn write_i128<W: ?Sized + Write>(&mut self, to: &mut W, value: i128) -> io::Result<()> {
        self.doubt(true);
        CompactFormatter.write_i128(to, value)
    }

    fn write_u128<W: ?Sized + Write>(&mut self, to: &mut W, value: u128) -> io::Result<()> {
        self.doubt(true);
        CompactFormatter.write_u128(to, value)
    }

    fn write_f32<W: ?Sized + Write>(&mut self, to: &mut W, value: f32) -> io::Result<()> {
        self.doubt(true);
        CompactFormatter.write_f32(to, value)
    }

    fn write_f64<W: ?Sized + Write>(&mut self, to: &mut W, value: f64) -> io::Result<()> {
        self.doubt(true);
        CompactFormatter.write_f64(to, value)
    }

    fn write_number_str<W: ?Sized + Write>(&mut self, to: &mut W, text: &str) -> io::Result<()> {
        self.doubt(true);
        CompactFormatter.write_number_str(to, text)
    }

    fn write_raw_fragment<W: ?Sized + Write>(&mut self, to: &mut W, text: &str) -> io::Result<()> {
        self.doubt(true);
        CompactFormatter.write_raw_fragment(to, text)
    }
}

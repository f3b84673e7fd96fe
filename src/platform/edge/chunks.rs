//! Where a body ends that comes in chunks. Its contents are none of our concern here; its lines are: each ends
//! with CR LF and nothing else, because whoever takes a bare LF for an end, and whoever does not, see two
//! different requests.

/// How far we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunks {
    at: At,
    /// Bytes in this line.
    line: usize,
    /// The size that this line says.
    size: u64,
    /// Whether the size's digits are over (an extension follows).
    digits_over: bool,
    /// Whether the last byte was the CR of a line end.
    ending: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// The line with the size.
    Size,
    /// So many bytes of a chunk are left.
    Data(u64),
    /// The line end after a chunk.
    DataEnd,
    /// The lines after the last chunk.
    Trailer,
}

/// The longest line with a size, and the longest line of a trailer.
const LONGEST_LINE: usize = 4 * 1024;

impl Chunks {
    /// At the beginning of a body.
    pub fn new() -> Self {
        Self { at: At::Size, line: 0, size: 0, digits_over: false, ending: false }
    }

    /// Goes through `bytes`. `Some`: the body ends after so many of them.
    ///
    /// # Errors
    /// They are no chunks; so many of them might have been.
    pub fn go(&mut self, bytes: &[u8]) -> Result<Option<usize>, usize> {
        let mut here = 0;
        while here < bytes.len() {
            if let At::Data(left) = self.at {
                let rest = (bytes.len() - here) as u64;
                let some = left.min(rest);
                here += usize::try_from(some).map_err(|_| here)?;
                self.at = if some == left { At::DataEnd } else { At::Data(left - some) };
                continue;
            }
            let over = self.line_byte(bytes[here]).map_err(|()| here)?;
            here += 1;
            if over {
                return Ok(Some(here));
            }
        }
        Ok(None)
    }

    /// A byte of a line. True: the body is over with it.
    fn line_byte(&mut self, byte: u8) -> Result<bool, ()> {
        if self.ending {
            return if byte == b'\n' { self.line_end() } else { Err(()) };
        }
        match byte {
            b'\n' => Err(()),
            b'\r' => {
                self.ending = true;
                Ok(false)
            }
            byte => self.in_line(byte).map(|()| false),
        }
    }

    /// What follows a line that is over. True: nothing.
    fn line_end(&mut self) -> Result<bool, ()> {
        let Self { at, line, size, .. } = *self;
        *self = Self::new();
        self.at = match at {
            At::Size if line == 0 => return Err(()),
            At::Size if size == 0 => At::Trailer,
            At::Size => At::Data(size),
            At::DataEnd | At::Data(_) => At::Size,
            At::Trailer if line == 0 => return Ok(true),
            At::Trailer => At::Trailer,
        };
        Ok(false)
    }

    fn in_line(&mut self, byte: u8) -> Result<(), ()> {
        self.line += 1;
        match self.at {
            At::DataEnd | At::Data(_) => Err(()),
            _ if self.line > LONGEST_LINE => Err(()),
            At::Trailer => Ok(()),
            At::Size => self.size_byte(byte),
        }
    }

    fn size_byte(&mut self, byte: u8) -> Result<(), ()> {
        match (char::from(byte).to_digit(16), byte) {
            (Some(digit), _) if !self.digits_over => {
                let size =
                    self.size.checked_mul(16).and_then(|size| size.checked_add(digit.into()));
                self.size = size.ok_or(())?;
                Ok(())
            }
            (_, b';' | b' ' | b'\t') if self.line >= 2 => {
                self.digits_over = true;
                Ok(())
            }
            _ if self.digits_over => Ok(()),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] =
        b"5\r\nhello\r\n1a;note=x\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nX: y\r\n\r\nGET";

    #[test]
    fn a_body_ends_where_it_ends_however_it_is_cut() {
        let whole = BODY.len() - 3;
        assert_eq!(Chunks::new().go(BODY), Ok(Some(whole)));
        for cut in 1..whole {
            let mut chunks = Chunks::new();
            assert_eq!(chunks.go(&BODY[..cut]), Ok(None), "{cut}");
            assert_eq!(chunks.go(&BODY[cut..]), Ok(Some(whole - cut)), "{cut}");
        }
        assert_eq!(Chunks::new().go(b"0\r\n\r\n"), Ok(Some(5)));
    }

    #[test]
    fn what_is_no_chunk_is_told() {
        let long = ";".repeat(5_000);
        for (wrong, fine) in [
            ("\r\n", 1),
            ("x\r\n", 0),
            ("-1\r\n", 0),
            ("fffffffffffffffff\r\n", 16),
            (&*long, 0),
            // Lines that end otherwise, wherever they stand.
            ("3\nabc\r\n0\r\n\r\n", 1),
            ("3\r\nabc\n0\r\n\r\n", 6),
            ("3\r\nabcd\r\n", 6),
            ("3;x\ny\r\nabc\r\n", 3),
            ("0\n\n", 1),
            ("0\r\n\n", 3),
            ("0\r\nX: y\n\n", 7),
            ("0\r\nX: y\r\n\n", 9),
            ("0\r\nX: y\rz\r\n\r\n", 8),
        ] {
            assert_eq!(Chunks::new().go(wrong.as_bytes()), Err(fine), "{wrong:?}");
        }
        let long = format!("1{}", ";x".repeat(5_000));
        assert_eq!(Chunks::new().go(long.as_bytes()), Err(LONGEST_LINE));
    }
}

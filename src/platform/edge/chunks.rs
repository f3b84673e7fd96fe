//! Where a body ends that comes in chunks. Its contents are none of our concern here.

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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// The line with the size.
    Size,
    /// So many bytes of a chunk are left, its line end included.
    Data(u64),
    /// The lines after the last chunk.
    Trailer,
}

/// The longest line with a size, and the longest trailer.
const LONGEST_LINE: usize = 4 * 1024;

impl Chunks {
    /// At the beginning of a body.
    pub fn new() -> Self {
        Self { at: At::Size, line: 0, size: 0, digits_over: false }
    }

    /// Goes through `bytes`. `Some`: the body ends after so many of them.
    ///
    /// # Errors
    /// They are no chunks.
    pub fn go(&mut self, bytes: &[u8]) -> Result<Option<usize>, ()> {
        let mut here = 0;
        while here < bytes.len() {
            match self.at {
                At::Data(left) => {
                    let rest = (bytes.len() - here) as u64;
                    let some = left.min(rest);
                    here += usize::try_from(some).map_err(|_| ())?;
                    self.at = if some == left { At::Size } else { At::Data(left - some) };
                }
                At::Size => {
                    self.size_byte(bytes[here])?;
                    here += 1;
                }
                At::Trailer => {
                    let byte = bytes[here];
                    here += 1;
                    self.line += 1;
                    if self.line > LONGEST_LINE {
                        return Err(());
                    }
                    match byte {
                        b'\n' if self.size <= 1 => return Ok(Some(here)),
                        b'\n' => self.size = 0,
                        b'\r' if self.size == 0 => self.size = 1,
                        _ => self.size = 2,
                    }
                }
            }
        }
        Ok(None)
    }

    fn size_byte(&mut self, byte: u8) -> Result<(), ()> {
        self.line += 1;
        match (char::from(byte).to_digit(16), byte) {
            (_, b'\n') if self.line >= 2 => {
                let (size, last) = (self.size, self.size == 0);
                *self = Self::new();
                // In the trailer `size` says what this line holds so far: nothing, CR, or more.
                self.at = if last { At::Trailer } else { At::Data(size.checked_add(2).ok_or(())?) };
                Ok(())
            }
            (Some(digit), _) if !self.digits_over => {
                let size =
                    self.size.checked_mul(16).and_then(|size| size.checked_add(digit.into()));
                self.size = size.ok_or(())?;
                Ok(())
            }
            (_, b'\r' | b';' | b' ' | b'\t') if self.line >= 2 => {
                self.digits_over = true;
                Ok(())
            }
            _ if self.digits_over && self.line <= LONGEST_LINE => Ok(()),
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
        for wrong in ["\r\n", "x\r\n", "-1\r\n", "fffffffffffffffff\r\n", &";".repeat(5_000)] {
            assert_eq!(Chunks::new().go(wrong.as_bytes()), Err(()), "{wrong:?}");
        }
        let long = format!("1{}", ";x".repeat(5_000));
        assert_eq!(Chunks::new().go(long.as_bytes()), Err(()));
    }
}

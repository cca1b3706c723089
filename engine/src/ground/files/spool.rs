//! Bytes that come one after the other and of which nobody knows how many there will be: up to a bound they are kept in
//! memory, beyond it in a file without a name, which is mapped.

use std::fs::File;
use std::io::{self, Write};

use super::bytes::Bytes;
use super::map::Map;

/// What is kept in memory: the code of nearly every library package, while debug information soon has gigabytes.
const IN_MEMORY: usize = 64 << 20;

/// A place for bytes.
#[derive(Debug)]
pub(crate) struct Spool {
    /// All bytes, as long as there is no file.
    memory: Vec<u8>,
    file: Option<File>,
    len: u64,
    most: u64,
}

impl Spool {
    /// A place for `most` bytes.
    pub(crate) fn new(most: u64) -> Self {
        Self { memory: Vec::new(), file: None, len: 0, most }
    }

    /// Bytes that were written.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// All that was written.
    ///
    /// # Errors
    /// The file cannot be mapped.
    pub(crate) fn finish(self) -> io::Result<Bytes> {
        match &self.file {
            None => Ok(Bytes::from_vec(self.memory)),
            Some(file) => Ok(Bytes::from_map(Map::of(file, &std::env::temp_dir())?)),
        }
    }
}

impl Write for Spool {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        if data.len() as u64 > self.most - self.len {
            let what = format!("it expands to more than the {} bytes that one of its size may hold", self.most);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        if self.file.is_none() && self.memory.len() + data.len() > IN_MEMORY {
            let mut file = tempfile::tempfile().map_err(|e| there(&e))?;
            file.write_all(&self.memory).map_err(|e| there(&e))?;
            self.memory = Vec::new();
            self.file = Some(file);
        }
        match &mut self.file {
            None => self.memory.extend_from_slice(data),
            Some(file) => file.write_all(data).map_err(|e| there(&e))?,
        }
        self.len += data.len() as u64;
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What went wrong in the folder of temporary files.
fn there(e: &io::Error) -> io::Error {
    io::Error::new(e.kind(), format!("{}: {e}", std::env::temp_dir().display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_for_memory_is_read_back_from_a_file() {
        let mut spool = Spool::new(u64::MAX);
        let parts = [vec![1; IN_MEMORY - 1], vec![2; 1], vec![3; 1], vec![4; 70_000]];
        for (part, in_memory) in parts.iter().zip([true, true, false, false]) {
            spool.write_all(part).unwrap();
            assert_eq!(spool.file.is_none(), in_memory);
        }
        assert_eq!(spool.len(), (IN_MEMORY + 70_001) as u64);
        assert!(spool.finish().unwrap().as_slice() == parts.concat());
    }

    #[test]
    fn more_than_the_bound_is_refused() {
        let mut spool = Spool::new(10);
        spool.write_all(&[0; 10]).unwrap();
        let refused = spool.write_all(&[0]).unwrap_err();
        assert_eq!(refused.to_string(), "it expands to more than the 10 bytes that one of its size may hold");
    }
}

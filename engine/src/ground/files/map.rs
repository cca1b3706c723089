//! The one place with `unsafe`: mapping a file into memory, read only, and what happens when it is cut while it is
//! mapped.
//!
//! The kernel raises SIGBUS for a page that a mapped file no longer has. The first map installs a handler for it. The
//! handler looks the address up in a list of all maps; if it lies in one, it writes a message that names the file and ends the
//! process with exit code 2. Any other SIGBUS is left to whoever handled it before. The handler does nothing but load
//! atomics, `write` and `_exit`, which signal-safety(7) allows. Windows refuses to cut a file that is mapped.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::path::Path;

/// A file mapped read only and private.
#[derive(Debug)]
pub struct Map {
    /// Goes before the memory does: another map, of whomever, may get its address.
    #[cfg(unix)]
    _listed: cut::Listed,
    map: memmap2::Mmap,
}

impl Map {
    /// Maps the whole of `path`.
    ///
    /// # Errors
    /// When the file cannot be opened, is not a regular file, or cannot be mapped.
    pub fn open(path: &Path) -> io::Result<Self> {
        let (file, _) = super::regular::open(path)?;
        Self::of(&file, path)
    }

    /// Maps the whole of a file that is open, and regular. Messages call it `path`.
    ///
    /// # Errors
    /// When it cannot be mapped.
    #[cfg_attr(not(unix), expect(unused_variables, reason = "no message names it"))]
    pub(super) fn of(file: &File, path: &Path) -> io::Result<Self> {
        #[cfg(unix)]
        cut::install();
        // SAFETY: the map is private and never written through. That nobody rewrites the file while it is mapped
        // remains to the caller of the program, as in every tool that maps its input (linkers, debuggers): bytes
        // that change are read as damage. A page that is gone raises SIGBUS, which the handler answers.
        let map = unsafe { memmap2::Mmap::map(file) }?;
        #[cfg(unix)]
        let listed = cut::Listed::new(&map, path);
        Ok(Self {
            #[cfg(unix)]
            _listed: listed,
            map,
        })
    }

    /// The content.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.map
    }
}

/// What happens when a file is cut while it is mapped.
#[cfg(unix)]
mod cut {
    use std::mem::MaybeUninit;
    use std::path::Path;
    use std::ptr::null_mut;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

    /// A map as the handler sees it. Entries are never freed, for the handler may look at them at any moment; one is
    /// a hundred bytes for each file that is ever mapped.
    #[derive(Debug)]
    struct Entry {
        start: usize,
        /// 0 once the map is gone.
        len: AtomicUsize,
        message: Box<[u8]>,
        next: *const Entry,
    }

    // SAFETY: `next` is written before the entry is published, and what it points to is never freed.
    unsafe impl Send for Entry {}
    // SAFETY: the same; all else is immutable or atomic.
    unsafe impl Sync for Entry {}

    /// The newest entry.
    static ENTRIES: AtomicPtr<Entry> = AtomicPtr::new(null_mut());

    /// Who handled SIGBUS before.
    static BEFORE: OnceLock<libc::sigaction> = OnceLock::new();

    /// A map that stands in the list for as long as this lives.
    #[derive(Debug)]
    pub(super) struct Listed(&'static Entry);

    impl Listed {
        pub(super) fn new(map: &[u8], path: &Path) -> Self {
            let path = path.display().to_string();
            let message =
                format!("abilens: error: {}: was cut while it was read\n", crate::ground::printable::line(&path));
            Self(publish(Entry {
                start: map.as_ptr().addr(),
                len: AtomicUsize::new(map.len()),
                message: message.into_bytes().into_boxed_slice(),
                next: null_mut(),
            }))
        }
    }

    impl Drop for Listed {
        fn drop(&mut self) {
            self.0.len.store(0, Ordering::Release);
        }
    }

    /// Puts an entry at the head of the list.
    fn publish(entry: Entry) -> &'static Entry {
        let mut head = ENTRIES.load(Ordering::Acquire);
        let new = Box::into_raw(Box::new(entry));
        loop {
            // SAFETY: nobody else knows the entry before the exchange succeeds.
            unsafe { (*new).next = head };
            match ENTRIES.compare_exchange_weak(head, new, Ordering::AcqRel, Ordering::Acquire) {
                // SAFETY: it is never freed, and never written again but for its atomics.
                Ok(_) => return unsafe { &*new },
                Err(now) => head = now,
            }
        }
    }

    /// Installs the handler, once a process.
    pub(super) fn install() {
        BEFORE.get_or_init(|| {
            let mut before = MaybeUninit::<libc::sigaction>::zeroed();
            // SAFETY: all zeros is a valid `sigaction`; both pointers are to such, and the handler has the form that
            // SA_SIGINFO asks for. Alternate stacks that threads have are used, so that it runs wherever it may.
            unsafe {
                let mut action = MaybeUninit::<libc::sigaction>::zeroed().assume_init();
                let handler: extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void) = on_bus_error;
                action.sa_sigaction = handler as *const () as libc::sighandler_t;
                action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
                libc::sigemptyset(&raw mut action.sa_mask);
                libc::sigaction(libc::SIGBUS, &raw const action, before.as_mut_ptr());
                before.assume_init()
            }
        });
    }

    extern "C" fn on_bus_error(signal: libc::c_int, info: *mut libc::siginfo_t, _: *mut libc::c_void) {
        // SAFETY: the kernel hands over a valid `siginfo_t`; SIGBUS has an address. Entries are never freed. `write` and `_exit` are
        // async-signal-safe, and so is `sigaction`; reading an initialized `OnceLock` is one atomic load.
        unsafe {
            let address = (*info).si_addr().addr();
            let mut entry: *const Entry = ENTRIES.load(Ordering::Acquire);
            while let Some(found) = entry.as_ref() {
                // The last page belongs to the map as far as it goes, whatever the length of the file.
                if address.wrapping_sub(found.start) < found.len.load(Ordering::Acquire) {
                    libc::write(2, found.message.as_ptr().cast(), found.message.len());
                    libc::_exit(2);
                }
                entry = found.next;
            }
            // Not ours: the access is tried again, and the handler before this one sees the signal.
            let before = BEFORE.get();
            if let Some(before) = before {
                libc::sigaction(signal, before, null_mut());
            } else {
                libc::signal(signal, libc::SIG_DFL);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    const CHILD: &str = "ABILENS_TEST_OF_A_CUT_FILE";

    /// Runs in a process of its own, which does not survive it.
    #[test]
    fn child() {
        let Some(file) = std::env::var_os(CHILD) else { return };
        let path = Path::new(&file);
        let gone = Map::open(path).unwrap();
        assert_eq!(gone.as_slice()[0], 7);
        drop(gone);
        let map = Map::open(path).unwrap();
        assert_eq!(map.as_slice().len(), 1 << 20);
        std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(10).unwrap();
        assert_eq!(map.as_slice()[9], 7, "what is there can be read");
        let sum: u64 = map.as_slice().iter().map(|&b| u64::from(b)).sum();
        panic!("read {sum} behind the end");
    }

    #[test]
    fn a_file_that_is_cut_ends_the_process_with_a_message() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a\nb.so");
        std::fs::write(&file, vec![7; 1 << 20]).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "ground::files::map::tests::child", "--nocapture"]).env(CHILD, &file);
        let out = child.output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.ends_with("/a b.so: was cut while it was read\n"), "{said}");
    }
}

//! How much work reading takes, counted in tests: bytes looked at by patterns, words looked at by
//! phrases, candidates weighed. Time differs from machine to machine; this does not.

#[cfg(test)]
thread_local! {
    static SPENT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts so many steps. Costs nothing outside tests.
#[inline]
pub(super) fn spent(steps: usize) {
    #[cfg(test)]
    SPENT.with(|spent| spent.set(spent.get() + steps));
    #[cfg(not(test))]
    let _ = steps;
}

/// The steps that doing this takes on this thread.
#[cfg(test)]
pub(super) fn of(work: impl FnOnce()) -> usize {
    SPENT.with(|spent| spent.set(0));
    work();
    SPENT.with(std::cell::Cell::get)
}

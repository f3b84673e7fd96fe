//! What rooms keep in memory for as long as the program runs: one thing of each type.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

type Things = HashMap<TypeId, Box<dyn Any + Send + Sync>>;

/// A place for things that belong to the whole program and are cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Shelf(Arc<RwLock<Things>>);

impl Shelf {
    /// The thing of this type, where one was put there.
    pub fn get<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        let things = self.0.read().unwrap_or_else(PoisonError::into_inner);
        things.get(&TypeId::of::<T>())?.downcast_ref().cloned()
    }

    /// The same; where there is none, makes one and keeps it.
    pub fn get_or_put<T: Clone + Send + Sync + 'static>(&self, make: impl FnOnce() -> T) -> T {
        if let Some(known) = self.get() {
            return known;
        }
        let mut things = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let kept = things.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(make()));
        match kept.downcast_ref::<T>() {
            Some(thing) => thing.clone(),
            None => unreachable!("it is kept under its own type"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_of_each_type_is_kept() {
        let shelf = Shelf::default();
        assert_eq!(shelf.get::<u8>(), None);
        assert_eq!((shelf.get_or_put(|| 3u8), shelf.clone().get_or_put(|| 4u8)), (3, 3));
        assert_eq!((shelf.get::<u8>(), shelf.get::<u16>()), (Some(3), None));
    }
}

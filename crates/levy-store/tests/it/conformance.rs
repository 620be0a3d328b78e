//! Every backend passes every clause, and so does each under an empty plan.

use crate::place::Place;
use levy_store::{
    MemoryStore,
    conformance::Backend,
    fault::{FaultyStore, Plan},
    sqlite::SqliteStore,
};

struct Shared(MemoryStore);

impl Backend for Shared {
    type Store = MemoryStore;

    async fn open(&self) -> MemoryStore {
        self.0.clone()
    }
}

struct Planless<B>(B);

impl<B: Backend> Backend for Planless<B> {
    type Store = FaultyStore<B::Store>;

    async fn open(&self) -> Self::Store {
        FaultyStore::new(self.0.open().await, Plan::none())
    }
}

/// A store that held something before the clause began.
struct Used(Place);

impl Backend for Used {
    type Store = SqliteStore;

    async fn open(&self) -> SqliteStore {
        self.0.store()
    }
}

fn used() -> Used {
    let place = Place::new();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let batch = crate::place::batch("before", levy_store::Expect::Absent, 3);
        crate::place::write(&place.store(), batch).await;
    });
    Used(place)
}

levy_store::conformance::suite!(memory, Shared(MemoryStore::new()));
levy_store::conformance::suite!(sqlite, Place::new());
levy_store::conformance::suite!(sqlite_in_use, used());
levy_store::conformance::suite!(faulty_memory, Planless(Shared(MemoryStore::new())));
levy_store::conformance::suite!(faulty_sqlite, Planless(Place::new()));

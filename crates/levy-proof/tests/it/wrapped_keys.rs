//! Data keys: wrapped, unwrapped, shredded.

use std::sync::Arc;
use std::thread;

use levy_proof::{
    Aad, DataKeys, KeyError, KeyName, KeyRing, KeyRow, KeyScope, KeyTable, MemoryKeyTable,
    NonceSource, OpenError, SealError, Sealer, TableError, WrappedKey, WrappedKeys,
};

const PLACE: Aad<'static> = Aad {
    court: "court1",
    matter: "mat_01",
    subject: "per_01",
    field: "name",
};
const OTHER: Aad<'static> = Aad {
    subject: "per_02",
    ..PLACE
};

fn ring() -> KeyRing {
    KeyRing::from_seed(7, "court")
}

fn keys() -> Arc<WrappedKeys<MemoryKeyTable>> {
    Arc::new(WrappedKeys::new(&ring(), MemoryKeyTable::default()))
}

fn sealer<T: KeyTable + 'static>(keys: &Arc<WrappedKeys<T>>) -> Sealer {
    Sealer::new(&ring(), keys.clone(), NonceSource::Random)
}

#[test]
fn a_shredded_key_never_comes_back() {
    let keys = keys();
    let sealer = sealer(&keys);
    let (gone, kept) = (
        sealer.seal(&PLACE, "张三").unwrap(),
        sealer.seal(&OTHER, "李四").unwrap(),
    );
    for _ in 0..2 {
        keys.shred(&PLACE.scope()).unwrap();
        let refused = sealer.open(&PLACE, &gone.sealed).unwrap_err();
        assert!(
            matches!(refused, OpenError::Key(KeyError::Shredded)),
            "{refused}"
        );
        let refused = sealer.seal(&PLACE, "张三").unwrap_err();
        assert!(
            matches!(refused, SealError::Key(KeyError::Shredded)),
            "{refused}"
        );
        keys.prepare(&[PLACE.scope()]).unwrap();
    }
    assert_eq!(sealer.open(&OTHER, &kept.sealed).unwrap().expose(), "李四");
}

#[test]
fn opening_never_makes_a_key() {
    let keys = keys();
    let sealed = sealer(&self::keys()).seal(&PLACE, "张三").unwrap().sealed;
    let refused = sealer(&keys).open(&PLACE, &sealed).unwrap_err();
    assert!(
        matches!(refused, OpenError::Key(KeyError::Absent)),
        "{refused}"
    );
    assert_eq!(
        keys.table().get(&KeyName::of(&PLACE.scope())).unwrap(),
        KeyRow::Absent
    );
}

#[test]
fn a_key_under_another_ring_does_not_unwrap() {
    let table = Arc::new(MemoryKeyTable::default());
    sealer(&Arc::new(WrappedKeys::new(&ring(), table.clone())))
        .seal(&PLACE, "张三")
        .unwrap();
    let wrong = WrappedKeys::new(&KeyRing::from_seed(8, "court"), table);
    let refused = wrong.data_key(&PLACE.scope()).unwrap_err();
    assert!(matches!(refused, KeyError::Unwrap), "{refused}");
}

#[test]
fn a_wrapped_key_does_not_unwrap_under_another_name() {
    let keys = keys();
    keys.prepare(&[PLACE.scope()]).unwrap();
    let row = keys.table().get(&KeyName::of(&PLACE.scope())).unwrap();
    let KeyRow::Wrapped(wrapped) = row else {
        panic!("{row:?}")
    };
    keys.table()
        .put(&[(KeyName::of(&OTHER.scope()), wrapped)])
        .unwrap();
    let refused = keys.existing_key(&OTHER.scope()).unwrap_err();
    assert!(matches!(refused, KeyError::Unwrap), "{refused}");
}

#[test]
fn first_uses_at_once_agree_on_one_key() {
    let keys = keys();
    let boxes: Vec<Vec<u8>> = thread::scope(|scope| {
        let uses = [(); 8].map(|()| {
            let sealer = sealer(&keys);
            scope.spawn(move || sealer.seal(&PLACE, "张三").unwrap().sealed)
        });
        uses.into_iter().map(|used| used.join().unwrap()).collect()
    });
    for sealed in boxes {
        assert_eq!(
            sealer(&keys).open(&PLACE, &sealed).unwrap().expose(),
            "张三"
        );
    }
}

/// A table to which another process adds a key between reading and writing.
struct Overtaken {
    table: MemoryKeyTable,
    by: WrappedKeys<Arc<MemoryKeyTable>>,
    theirs: Arc<MemoryKeyTable>,
}

impl KeyTable for Overtaken {
    fn get(&self, name: &KeyName) -> Result<KeyRow, TableError> {
        self.table.get(name)
    }

    fn put(&self, rows: &[(KeyName, WrappedKey)]) -> Result<(), TableError> {
        let name = KeyName::of(&PLACE.scope());
        if self.theirs.get(&name)? == KeyRow::Absent {
            self.by.prepare(&[PLACE.scope()]).unwrap();
            if let KeyRow::Wrapped(key) = self.theirs.get(&name)? {
                self.table.put(&[(name, key)])?;
            }
        }
        self.table.put(rows)
    }

    fn delete(&self, name: &KeyName) -> Result<(), TableError> {
        self.table.delete(name)
    }
}

#[test]
fn a_key_that_somebody_else_made_first_is_used() {
    let theirs = Arc::new(MemoryKeyTable::default());
    let by = WrappedKeys::new(&ring(), theirs.clone());
    let table = Overtaken {
        table: MemoryKeyTable::default(),
        by,
        theirs: theirs.clone(),
    };
    let keys = Arc::new(WrappedKeys::new(&ring(), table));
    keys.prepare(&[OTHER.scope(), PLACE.scope()]).unwrap();
    let sealed = sealer(&keys).seal(&PLACE, "张三").unwrap().sealed;
    let them = Arc::new(WrappedKeys::new(&ring(), theirs));
    assert_eq!(
        sealer(&them).open(&PLACE, &sealed).unwrap().expose(),
        "张三"
    );
    assert!(keys.existing_key(&OTHER.scope()).is_ok());
}

#[test]
fn scopes_with_shifted_borders_have_different_keys() {
    let scope = KeyScope {
        court: "a",
        matter: "bc",
        subject: "d",
    };
    let shifted = KeyScope {
        court: "ab",
        matter: "c",
        subject: "d",
    };
    assert_ne!(KeyName::of(&scope), KeyName::of(&shifted));
}

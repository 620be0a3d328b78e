//! Two macros that pin stored literals (ADR 0004): an open enum whose unknown
//! literals are kept, and the table of an aggregate's event types.

/// An enum stored as a text literal. A literal that this version does not
/// know is kept in `Other` and written back unchanged; only a text that is no
/// code is not kept, since literals stand in the clear.
macro_rules! open_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $literal:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$vmeta])* $variant,)+
            /// A literal this version does not know, kept as it was read;
            /// a text that is no code becomes `unlisted`.
            Other($crate::code::Code),
        }

        impl $name {
            /// The stored literal.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $literal,)+
                    $name::Other(literal) => literal,
                }
            }
            /// Every literal this version knows.
            pub const LITERALS: &'static [&'static str] = &[$($literal),+];
        }

        impl From<&str> for $name {
            fn from(literal: &str) -> Self {
                match literal {
                    $($literal => $name::$variant,)+
                    other => $name::Other(other.into()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let literal = std::borrow::Cow::<'de, str>::deserialize(d)?;
                Ok($name::from(literal.as_ref()))
            }
        }
    };
}

/// The event types of one stream kind: literal, variant, payload.
macro_rules! events {
    ($(#[$meta:meta])* $name:ident { $($literal:literal => $variant:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum $name {
            $(
                #[doc = concat!("`", $literal, "`: see [`", stringify!($variant), "`].")]
                $variant($variant),
            )+
        }

        impl $name {
            /// Every type literal, as stored.
            pub const KINDS: &'static [&'static str] = &[$($literal),+];

            /// The stored type literal.
            pub fn kind(&self) -> &'static str {
                match self { $($name::$variant(_) => $literal,)+ }
            }

            /// Reads a payload of the type `kind`; `None` for a literal this
            /// version does not know.
            ///
            /// # Errors
            /// The deserializer's, when the payload does not fit the type.
            pub fn deserialize_kind<'de, D: serde::Deserializer<'de>>(
                kind: &str,
                payload: D,
            ) -> Result<Option<Self>, D::Error> {
                match kind {
                    $($literal => <$variant as serde::Deserialize>::deserialize(payload)
                        .map(|event| Some($name::$variant(event))),)+
                    _ => Ok(None),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                match self { $($name::$variant(event) => event.serialize(s),)+ }
            }
        }

        $(
            impl From<$variant> for $name {
                fn from(event: $variant) -> Self { $name::$variant(event) }
            }
        )+
    };
}

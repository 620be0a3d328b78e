//! What `proto/levy/v1` says, generated: messages, servers and clients.

pub use generated::*;

#[expect(unused_qualifications, reason = "generated")]
#[expect(clippy::allow_attributes, reason = "generated")]
mod generated {
    tonic::include_proto!("levy.v1");
}

/// The compiled descriptors, for reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] = tonic::include_file_descriptor_set!("levy_v1");

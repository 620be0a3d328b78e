"""The values that the golden tests embed, computed by an independent program:
frame hashes, tokens, boxes and the lines of a key table. Standard library
only. Run it with python3 and compare."""

import hashlib
import hmac
import struct


def sha(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def prefixed(*fields):
    return b"".join(struct.pack(">Q", len(field)) + field for field in fields)


def frame(prev, stream, revision, event_id, kind, header, payload):
    number = struct.pack(">Q", revision)
    body = prefixed(stream) + number + event_id + prefixed(kind, header, payload)
    return sha(b"\0" + prev + body)


# XChaCha20-Poly1305, as in draft-irtf-cfrg-xchacha-03.

CONSTANT = list(struct.unpack("<4I", b"expand 32-byte k"))
COLUMNS = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)]
DIAGONALS = [(0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]


def quarter_round(s, a, b, c, d):
    for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        s[x] = (s[x] + s[y]) & 0xFFFFFFFF
        mixed = s[z] ^ s[x]
        s[z] = ((mixed << turn) | (mixed >> (32 - turn))) & 0xFFFFFFFF


def twenty_rounds(state):
    mixed = list(state)
    for _ in range(10):
        for indices in COLUMNS + DIAGONALS:
            quarter_round(mixed, *indices)
    return mixed


def hchacha(key, nonce):
    state = CONSTANT + list(struct.unpack("<8I4I", key + nonce))
    mixed = twenty_rounds(state)
    return struct.pack("<8I", *mixed[:4], *mixed[12:])


def chacha_block(key, counter, nonce):
    state = CONSTANT + list(struct.unpack("<8I", key)) + [counter]
    state += struct.unpack("<3I", nonce)
    sums = [(a + b) & 0xFFFFFFFF for a, b in zip(state, twenty_rounds(state))]
    return struct.pack("<16I", *sums)


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for start in range(0, len(message), 16):
        chunk = int.from_bytes(message[start : start + 16] + b"\1", "little")
        total = (total + chunk) * r % ((1 << 130) - 5)
    total += int.from_bytes(key[16:], "little")
    return (total & ((1 << 128) - 1)).to_bytes(16, "little")


def padded(data):
    return data + bytes(-len(data) % 16)


def xseal(key, nonce, aad, plain):
    inner = hchacha(key, nonce[:16])
    short = bytes(4) + nonce[16:]
    blocks = -(-len(plain) // 64)
    stream = b"".join(chacha_block(inner, 1 + n, short) for n in range(blocks))
    body = bytes(p ^ s for p, s in zip(plain, stream))
    lengths = struct.pack("<QQ", len(aad), len(body))
    one_time = chacha_block(inner, 0, short)[:32]
    return body + poly1305(one_time, padded(aad) + padded(body) + lengths)


def box(key, nonce, aad, plain):
    return b"\1" + nonce + xseal(key, nonce, aad, plain)


def published_vector_holds():
    """Appendix A.3.1 of the draft."""
    plain = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you "
        b"only one tip for the future, sunscreen would be it."
    )
    aad = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    sealed = xseal(bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58)), aad, plain).hex()
    return sealed.startswith("bd6d179d3e83d43b9576579493c0e939") and sealed.endswith(
        "c0875924c1c7987947deafd8780acf49"
    )


def table_line(body):
    return body + " " + sha(body.encode())[:8].hex()


def main():
    assert published_vector_holds()
    stream = b"matter-court1.0198"
    header = b'{"court":"court1","v":1}'
    payload = bytes.fromhex("81a16101")
    first = frame(bytes(32), stream, 0, bytes(range(16)), b"matter-opened", header, payload)
    print("frame 0      ", first.hex())
    note = '{"note":"债权"}'.encode()
    second = frame(first, stream, 1, bytes(range(16, 32)), b"claim-stated", note, b"")
    print("frame 1      ", second.hex())
    empty = frame(b"\xff" * 32, b"", 2**64 - 1, bytes(16), b"", b"", b"")
    print("frame empty  ", empty.hex())

    root = sha(b"levy simulated ring 1/7/court")
    wrapping, token, signing = (mac(root, name) for name in (b"wrapping", b"token", b"signing"))
    label = b"levy ring check 1"
    parts = prefixed(b"simulated-court-7", mac(token, label), mac(signing, label))
    check = mac(wrapping, label + parts)[:16].hex()
    print("check value  ", check)

    plain = b"11010119900307123X"
    print("token        ", mac(token, prefixed(b"court1", b"id-number", plain))[:16].hex())
    scope = prefixed(b"court1", b"mat_01", b"per_01")
    aad = scope + prefixed(b"debtor.id-number", b"xchacha20-poly1305/1")
    derived = mac(mac(wrapping, b"levy derived data keys 1"), scope)
    nonce = mac(mac(derived, b"levy nonce 1"), prefixed(aad, plain))[:24]
    print("derived box  ", box(derived, nonce, aad, plain).hex())

    name = sha(scope)
    key = b"\x42" * 32
    row = box(mac(wrapping, b"levy wrapping 1"), b"\x11" * 24, b"levy wrapped key 1" + name, key)
    print("name         ", name.hex())
    print("row          ", row.hex())
    print("box          ", box(key, b"\x22" * 24, aad, plain).hex())
    print("key line     ", table_line(f"key {name.hex()} {row.hex()}"))
    print("shredded line", table_line("shredded " + "aa" * 32))


main()

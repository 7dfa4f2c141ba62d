"""How a consumer that is not ours reads `tokens`: pip install fastavro jwcrypto, plus any Kafka client.

Feed `TokenTable.record` with every record of every partition from the beginning, and `TokenTable.token` answers.
"""

import io
import json
import pathlib
import struct

import fastavro
from jwcrypto import jwe, jwk

MARKER = b"\xc3\x01"
OURS = {"alg": "dir", "enc": "A256GCM"}


def load_schemas(history):
    """The released schemas of Token by fingerprint, from a folder like src/main/resources/io/tokenkeep/schema-history."""
    schemas = {}
    for file in pathlib.Path(history).glob("*/Token.avsc"):
        schema = json.loads(file.read_text())
        canonical = fastavro.schema.to_parsing_canonical_form(schema)
        fingerprint = fastavro.schema.fingerprint(canonical, "CRC-64-AVRO")
        # fastavro prints the fingerprint's bytes in the order of the wire: least significant first.
        schemas[bytes.fromhex(fingerprint)] = fastavro.parse_schema(schema)
    return schemas


def decode(value, schemas):
    """The record in a value: two bytes of marker, eight of fingerprint, then Avro's binary encoding."""
    if value[:2] != MARKER or value[2:10] not in schemas:
        raise ValueError("not a Token of a known schema")
    return fastavro.schemaless_reader(io.BytesIO(value[10:]), schemas[value[2:10]], None)


def open_sealed(sealed, account, keys):
    """The access token. Key and algorithm are ours to choose: what the header asks for is only compared."""
    token = jwe.JWE(algs=["dir", "A256GCM"])
    token.deserialize(sealed)
    header = json.loads(token.objects["protected"])
    kid = header.get("kid")
    if header != {**OURS, "kid": kid, "purpose": "access-token", "sub": account}:
        raise ValueError("not sealed as an access token of this account")
    token.decrypt(keys.get_key(kid))
    inside = json.loads(token.payload)
    if (inside["purpose"], inside["sub"]) != ("access-token", account):
        raise ValueError("moved from elsewhere")
    return inside["secret"]


class TokenTable:
    """Every account's current token, whatever order the records come in."""

    def __init__(self, schemas, jwk_set):
        self.schemas, self.keys, self.held = schemas, jwk.JWKSet.from_json(jwk_set), {}

    def record(self, key, value, offset):
        account = key.decode()
        held = self.held.get(account)
        if value is None:
            if held and held[1]["state"] == "GONE" and offset > held[0][2]:
                del self.held[account]
            return
        token = decode(value, self.schemas)
        rank = (token["orderedAt"], token["sequence"], offset)
        if held is None or rank > held[0]:
            self.held[account] = (rank, token)

    def token(self, account):
        """The access token to use now, or None when there is none any more."""
        held = self.held.get(account)
        if held is None or held[1]["state"] != "LIVE":
            return None
        return open_sealed(held[1]["sealedToken"], account, self.keys)

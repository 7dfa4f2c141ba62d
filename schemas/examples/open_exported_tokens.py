"""How the recipient of `exchange-worker.jar leave` opens the tokens: pip install jwcrypto.

    python3 open_exported_tokens.py leave-keys.json < tokens.jsonl

leave-keys.json is what `leave-keys` printed on standard output. Prints one JSON object per account, with the token IN CLEAR.
"""

import json
import sys

from jwcrypto import jwe, jwk

ALGORITHMS = {"EC": "ECDH-ES", "RSA": "RSA-OAEP-256"}


def open_exported(sealed, account, keys):
    """The access token. Key and algorithm follow from our own key set: what the header asks for is only compared."""
    token = jwe.JWE(algs=[*ALGORITHMS.values(), "A256GCM"])
    token.deserialize(sealed)
    header = json.loads(token.objects["protected"])
    header.pop("epk", None)
    kid = header.get("kid")
    key = keys.get_key(kid)
    if key is None:
        raise ValueError(f"sealed to key {kid}, which is not here")
    algorithm = ALGORITHMS[key["kty"]]
    if header != {"alg": algorithm, "enc": "A256GCM", "kid": kid, "purpose": "exported-token", "sub": account}:
        raise ValueError("not sealed as an exported token of this account")
    token.decrypt(key)
    inside = json.loads(token.payload)
    if (inside["purpose"], inside["sub"]) != ("exported-token", account):
        raise ValueError("moved from elsewhere")
    return inside["secret"]


def main():
    with open(sys.argv[1]) as file:
        keys = jwk.JWKSet.from_json(file.read())
    for line in sys.stdin:
        exported = json.loads(line)
        exported["token"] = open_exported(exported["token"], exported["account"], keys)
        print(json.dumps(exported))


if __name__ == "__main__":
    main()

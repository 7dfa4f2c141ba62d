/** Sealing of the secrets that travel through Kafka: JWE (RFC 7516) with keys from a JWK Set (RFC 7517). */
@NullMarked
package io.tokenkeep.seal;

import org.jspecify.annotations.NullMarked;

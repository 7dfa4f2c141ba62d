/**
 * Connect links of console-service: the token in a link's address, the signature of its record, and the keys of both. The
 * service that makes links has the private keys; the services that check them have the public ones.
 */
@NullMarked
package io.tokenkeep.link;

import org.jspecify.annotations.NullMarked;

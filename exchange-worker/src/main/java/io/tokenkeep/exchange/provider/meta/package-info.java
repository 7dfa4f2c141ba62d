/** Meta's HTTP contracts (Threads, Facebook, Instagram): the requests, and the meaning of the answers of the Graph API. */
@NullMarked
package io.tokenkeep.exchange.provider.meta;

import org.jspecify.annotations.NullMarked;

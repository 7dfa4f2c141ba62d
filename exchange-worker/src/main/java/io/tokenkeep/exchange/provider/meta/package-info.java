/** Meta's HTTP contracts (Threads, Facebook, Instagram): what is sent, and what the answers of the Graph API mean. */
@NullMarked
package io.tokenkeep.exchange.provider.meta;

import org.jspecify.annotations.NullMarked;

/** Connect links: what an agency sends to a client so that the client can start a consent. */
@NullMarked
package io.tokenkeep.callback.link;

import org.jspecify.annotations.NullMarked;

/** The attacks of a client without any rights on callback-service, all at once, while people consent. */
@NullMarked
package io.tokenkeep.soak.attack;

import org.jspecify.annotations.NullMarked;

/** What somebody without any right can do to callback-service, done all at once beside people who consent. */
@NullMarked
package io.tokenkeep.soak.attack;

import org.jspecify.annotations.NullMarked;

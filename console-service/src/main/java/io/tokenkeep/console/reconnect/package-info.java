/** The accounts that need a person, and the connect links that ask this person to come back. */
@NullMarked
package io.tokenkeep.console.reconnect;

import org.jspecify.annotations.NullMarked;

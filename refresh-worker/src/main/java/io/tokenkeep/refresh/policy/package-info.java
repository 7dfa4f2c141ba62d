/** When things are to be done: pure functions of what is known of a token, the account's key and the time. */
@NullMarked
package io.tokenkeep.refresh.policy;

import org.jspecify.annotations.NullMarked;

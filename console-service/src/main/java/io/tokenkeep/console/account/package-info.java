/** What this service reads of {@code account-status}: one follower, and a store for each use. */
@NullMarked
package io.tokenkeep.console.account;

import org.jspecify.annotations.NullMarked;

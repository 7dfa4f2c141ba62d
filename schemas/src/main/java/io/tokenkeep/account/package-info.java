/** Accounts and the pure rules about them: keys, rank, the fold of outcomes. */
@NullMarked
package io.tokenkeep.account;

import org.jspecify.annotations.NullMarked;

/** Deletions of persons' data reach connect links and client rules: the accounts that they name, and the agency's notes, are erased in time. */
@NullMarked
package io.tokenkeep.console.erasure;

import org.jspecify.annotations.NullMarked;

/** Deletions of persons' data reach connect links: the accounts that links name, and the agency's notes, are erased in time. */
@NullMarked
package io.tokenkeep.console.erasure;

import org.jspecify.annotations.NullMarked;

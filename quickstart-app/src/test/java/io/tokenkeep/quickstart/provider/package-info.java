/** A made-up provider that follows the RFCs of OAuth. It has nothing in common with the providers of main code. */
@NullMarked
package io.tokenkeep.quickstart.provider;

import org.jspecify.annotations.NullMarked;

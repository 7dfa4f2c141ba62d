/** A made-up provider that keeps to the RFCs of OAuth, and is of nobody's kind that main code knows. */
@NullMarked
package io.tokenkeep.quickstart.provider;

import org.jspecify.annotations.NullMarked;

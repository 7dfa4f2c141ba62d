/** Imports tokens that were got elsewhere: whose they are, whether they live, and how long, as the provider says. */
@NullMarked
package io.tokenkeep.exchange.imports;

import org.jspecify.annotations.NullMarked;

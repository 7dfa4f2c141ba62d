/** The whole of Tokenkeep, tested as its users meet it. */
@NullMarked
package io.tokenkeep.quickstart;

import org.jspecify.annotations.NullMarked;

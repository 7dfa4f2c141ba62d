/** The operations of the API on API keys. */
@NullMarked
package io.tokenkeep.console.key;

import org.jspecify.annotations.NullMarked;

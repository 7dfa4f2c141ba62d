/** The agency's clients: their records, their form in the API, and the operations on them. */
@NullMarked
package io.tokenkeep.console.client;

import org.jspecify.annotations.NullMarked;

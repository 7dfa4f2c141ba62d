/** The outcome of each consent, read from Kafka and shown to the person who gave it. */
@NullMarked
package io.tokenkeep.callback.outcome;

import org.jspecify.annotations.NullMarked;

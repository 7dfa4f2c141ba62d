/** console-service: what an agency's people and programs use to manage Tokenkeep. Kafka is its database. */
@NullMarked
package io.tokenkeep.console;

import org.jspecify.annotations.NullMarked;

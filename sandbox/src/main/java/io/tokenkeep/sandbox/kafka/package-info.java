/** A Kafka broker inside this JVM, for tests and for the quickstart. */
@NullMarked
package io.tokenkeep.sandbox.kafka;

import org.jspecify.annotations.NullMarked;

/** What every reader of a topic shares. */
@NullMarked
package io.tokenkeep.kit.kafka;

import org.jspecify.annotations.NullMarked;

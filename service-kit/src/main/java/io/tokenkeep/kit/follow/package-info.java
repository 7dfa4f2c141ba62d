/**
 * Reads a whole topic in each instance of a service, in no consumer group, into bounded memory.
 * {@link io.tokenkeep.kit.follow.TopicFollower} reads, a {@link io.tokenkeep.kit.follow.TopicStore} holds,
 * {@link io.tokenkeep.kit.follow.DeadLetters} takes what cannot be read.
 */
@NullMarked
package io.tokenkeep.kit.follow;

import org.jspecify.annotations.NullMarked;

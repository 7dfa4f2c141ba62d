/** The topics: what they are called, what they hold, how they are kept, and whether a cluster keeps them so. */
@NullMarked
package io.tokenkeep.topic;

import org.jspecify.annotations.NullMarked;

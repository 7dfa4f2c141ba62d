/** The topics: their names, contents and settings, and the check of a cluster's topics. */
@NullMarked
package io.tokenkeep.topic;

import org.jspecify.annotations.NullMarked;

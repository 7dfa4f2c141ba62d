/** All of it under faults of every kind at once, judged from outside. */
@NullMarked
package io.tokenkeep.quickstart.chaos;

import org.jspecify.annotations.NullMarked;

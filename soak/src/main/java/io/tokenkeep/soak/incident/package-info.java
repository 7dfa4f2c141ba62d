/** The kinds of incident, one class each. */
@NullMarked
package io.tokenkeep.soak.incident;

import org.jspecify.annotations.NullMarked;

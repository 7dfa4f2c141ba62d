/** Apps, the people who consent to them, and how they do it. */
@NullMarked
package io.tokenkeep.soak.people;

import org.jspecify.annotations.NullMarked;

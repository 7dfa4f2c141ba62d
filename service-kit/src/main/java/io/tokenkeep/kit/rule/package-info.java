/** The agency's rules that say to which client an account belongs. */
@NullMarked
package io.tokenkeep.kit.rule;

import org.jspecify.annotations.NullMarked;

/** To which client an account belongs: the agency's rules, and decisions about single accounts. */
@NullMarked
package io.tokenkeep.console.assign;

import org.jspecify.annotations.NullMarked;

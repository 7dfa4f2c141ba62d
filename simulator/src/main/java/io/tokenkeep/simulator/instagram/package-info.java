/** Instagram Login: tokens of professional accounts, without a Page. */
@NullMarked
package io.tokenkeep.simulator.instagram;

import org.jspecify.annotations.NullMarked;

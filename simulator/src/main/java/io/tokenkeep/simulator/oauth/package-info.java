/** What the token endpoints of several providers have in common. */
@NullMarked
package io.tokenkeep.simulator.oauth;

import org.jspecify.annotations.NullMarked;

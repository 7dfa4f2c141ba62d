/** What the token endpoints of several providers have in common. */
@NullMarked
package io.tokenkeep.sandbox.simulator.oauth;

import org.jspecify.annotations.NullMarked;

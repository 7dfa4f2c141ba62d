/** exchange-worker as a service: settings, wiring, life cycle. */
@NullMarked
package io.tokenkeep.exchange;

import org.jspecify.annotations.NullMarked;

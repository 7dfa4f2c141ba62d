@NullMarked
package io.tokenkeep.exchange.leave;

import org.jspecify.annotations.NullMarked;

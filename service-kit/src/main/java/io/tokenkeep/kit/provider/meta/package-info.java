/** The descriptions of Meta's providers. */
@NullMarked
package io.tokenkeep.kit.provider.meta;

import org.jspecify.annotations.NullMarked;

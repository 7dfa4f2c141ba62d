/** The calls Meta makes to an app: a person removed it, or wants their data deleted. */
@NullMarked
package io.tokenkeep.callback.provider.meta;

import org.jspecify.annotations.NullMarked;

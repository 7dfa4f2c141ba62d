/** Meta's calls to an app: a person removed the app, or wants their data deleted. */
@NullMarked
package io.tokenkeep.callback.provider.meta;

import org.jspecify.annotations.NullMarked;

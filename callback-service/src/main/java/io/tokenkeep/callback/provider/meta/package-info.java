/** Meta's consent addresses, and Meta's calls about an app: a person removed the app, or wants their data deleted. */
@NullMarked
package io.tokenkeep.callback.provider.meta;

import org.jspecify.annotations.NullMarked;

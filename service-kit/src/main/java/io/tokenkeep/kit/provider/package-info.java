/** What a provider is, as far as every service must know: its description, and the catalogue of those a service has. */
@NullMarked
package io.tokenkeep.kit.provider;

import org.jspecify.annotations.NullMarked;

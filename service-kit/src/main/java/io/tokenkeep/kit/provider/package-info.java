/** The description of a provider, which every service needs, and the catalogue of the providers of a service. */
@NullMarked
package io.tokenkeep.kit.provider;

import org.jspecify.annotations.NullMarked;

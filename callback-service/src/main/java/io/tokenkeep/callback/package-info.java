/** The service that a person's browser meets: it starts consents, receives redirects and shows their outcomes. */
@NullMarked
package io.tokenkeep.callback;

import org.jspecify.annotations.NullMarked;

/** The service a person's browser meets: it starts consents, receives redirects and shows what became of them. */
@NullMarked
package io.tokenkeep.callback;

import org.jspecify.annotations.NullMarked;

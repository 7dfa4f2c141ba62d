/** The deletion of people's data by a list of their ids, as a provider mails it. */
@NullMarked
package io.tokenkeep.console.deletion;

import org.jspecify.annotations.NullMarked;

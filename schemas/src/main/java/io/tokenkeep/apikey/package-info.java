/** The text of an API key, as console-service checks it and the command line makes it. Needs the JDK alone. */
@NullMarked
package io.tokenkeep.apikey;

import org.jspecify.annotations.NullMarked;

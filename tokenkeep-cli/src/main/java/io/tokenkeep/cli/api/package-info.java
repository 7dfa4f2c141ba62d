/** Calls console-service's API, and says in one sentence why a call failed. */
@NullMarked
package io.tokenkeep.cli.api;

import org.jspecify.annotations.NullMarked;

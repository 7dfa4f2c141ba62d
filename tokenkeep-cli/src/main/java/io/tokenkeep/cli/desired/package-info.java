/** Brings clients and API keys to what a file says. */
@NullMarked
package io.tokenkeep.cli.desired;

import org.jspecify.annotations.NullMarked;

/** API keys: what a key looks like, whom it stands for, and how often it may call. */
@NullMarked
package io.tokenkeep.console.caller;

import org.jspecify.annotations.NullMarked;

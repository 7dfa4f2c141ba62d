/** What tests need to run processes. */
@NullMarked
package io.tokenkeep.sandbox.process;

import org.jspecify.annotations.NullMarked;

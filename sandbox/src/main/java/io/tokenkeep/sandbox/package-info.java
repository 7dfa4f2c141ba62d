/** Stand-ins for what lies outside Tokenkeep, and tools that tests of every module share. */
@NullMarked
package io.tokenkeep.sandbox;

import org.jspecify.annotations.NullMarked;

/** What a consumer writes, compiled and run here, and shown in the module's README. */
@NullMarked
package io.tokenkeep.example;

import org.jspecify.annotations.NullMarked;

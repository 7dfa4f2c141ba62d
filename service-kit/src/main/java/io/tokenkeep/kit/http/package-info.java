/** What every HTTP listener does with clients before its own routes see a request. */
@NullMarked
package io.tokenkeep.kit.http;

import org.jspecify.annotations.NullMarked;

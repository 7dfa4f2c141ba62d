/** All of Tokenkeep in one JVM: a broker, a stand-in for the provider, the three services, and a live view. */
@NullMarked
package io.tokenkeep.quickstart;

import org.jspecify.annotations.NullMarked;

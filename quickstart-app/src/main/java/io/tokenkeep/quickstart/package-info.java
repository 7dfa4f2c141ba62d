/** All of Tokenkeep in one JVM: a broker, a stand-in for the provider, the services, and a live view. */
@NullMarked
package io.tokenkeep.quickstart;

import org.jspecify.annotations.NullMarked;

/** Connect links of console-service, as the services see them that check them. */
@NullMarked
package io.tokenkeep.kit.link;

import org.jspecify.annotations.NullMarked;

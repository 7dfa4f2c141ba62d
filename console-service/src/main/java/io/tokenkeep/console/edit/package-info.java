/** Changes of tables on behalf of a caller: versions, conflicts, and the audit entry before each change. */
@NullMarked
package io.tokenkeep.console.edit;

import org.jspecify.annotations.NullMarked;

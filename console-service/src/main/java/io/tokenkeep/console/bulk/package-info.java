/**
 * Bulk actions: an action for each account that matches a filter. {@link io.tokenkeep.console.bulk.BulkActions} is the fold of
 * {@code bulk-actions} and of the answers on {@code account-events}, {@link io.tokenkeep.console.bulk.BulkRunner} sends the commands.
 */
@NullMarked
package io.tokenkeep.console.bulk;

import org.jspecify.annotations.NullMarked;

package io.tokenkeep.console.edit;

import io.tokenkeep.kit.table.Position;
import org.jspecify.annotations.Nullable;

/**
 * A record after an edit.
 *
 * @param position of the record; null if nothing was written, because an earlier request made it
 */
public record Edited<V>(V record, @Nullable Position position) {}

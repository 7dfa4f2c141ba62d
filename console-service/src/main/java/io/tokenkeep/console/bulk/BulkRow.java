package io.tokenkeep.console.bulk;

import java.util.Optional;

/**
 * What became of one account of a bulk action.
 *
 * @param state the name of its result, or why it has none
 * @param result empty if it has none
 */
record BulkRow(String account, String state, Optional<ResultList.Result> result) {}

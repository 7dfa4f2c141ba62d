package io.tokenkeep.console.csv;

import java.util.Optional;

/**
 * One row of a table: what it says, or why that cannot be used.
 *
 * @param line the number of the row's first line in the file, from 1
 * @param problem empty if there is a value
 */
public record CsvRow<T>(long line, Optional<T> value, String problem) {

    static <T> CsvRow<T> failed(long line, String problem) {
        return new CsvRow<>(line, Optional.empty(), problem);
    }
}

package io.tokenkeep.console.deletion;

/**
 * One line of a list of ids.
 *
 * @param line its number in the file, from 1
 * @param id as it stands there
 * @param problem why nobody can be looked up by it; empty if it is an id
 */
record IdLine(long line, String id, String problem) {

    boolean isId() {
        return problem.isEmpty();
    }
}

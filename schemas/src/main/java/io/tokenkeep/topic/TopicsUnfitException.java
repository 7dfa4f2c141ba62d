package io.tokenkeep.topic;

import java.util.List;

/** The cluster's topics would lose data or break the contract; each problem names what to do. */
public final class TopicsUnfitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public TopicsUnfitException(List<String> problems) {
        super("The topics do not fit:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line of text for each problem: the setting, its value, the command that mends it. */
    public List<String> problems() {
        return problems;
    }
}

package io.tokenkeep.kit.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** Collects all problems of a configuration, so that one message names all of them. For one thread. */
public final class Problems {
    private final List<String> lines = new ArrayList<>();
    private final Set<String> settings = new HashSet<>();

    /** Adds the problem of one setting, or what to do about it. The text never contains the value of a secret. */
    public void add(String setting, String whatToDo) {
        settings.add(setting);
        lines.add(setting + ": " + whatToDo);
    }

    void addAll(Problems others) {
        settings.addAll(others.settings);
        lines.addAll(others.lines);
    }

    boolean has(String setting) {
        return settings.contains(setting);
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    public void throwIfAny() {
        if (!lines.isEmpty()) {
            String count = lines.size() == 1 ? "1 problem" : lines.size() + " problems";
            throw new ConfigException(count + " in the configuration:\n  " + String.join("\n  ", lines));
        }
    }
}

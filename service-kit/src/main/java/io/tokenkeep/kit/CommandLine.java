package io.tokenkeep.kit;

import io.tokenkeep.kit.config.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Options as {@code --name value} or {@code --name=value}, flags as {@code --name}. Any other argument is a
 * {@link UsageException} with a message of one line, which ends a command with {@link Exit#USAGE}. Immutable.
 */
public final class CommandLine {
    private final Map<String, String> options;
    private final Set<String> flags;

    private CommandLine(Map<String, String> options, Set<String> flags) {
        this.options = Map.copyOf(options);
        this.flags = Set.copyOf(flags);
    }

    /** Names are given without their hyphens. */
    public static CommandLine parse(List<String> arguments, Set<String> optionNames, Set<String> flagNames) {
        Map<String, String> options = new HashMap<>();
        Set<String> flags = new HashSet<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                throw new UsageException("argument " + (i + 1) + " is not an option; " + known(optionNames, flagNames));
            }
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            boolean repeated;
            if (optionNames.contains(name)) {
                repeated = options.containsKey(name);
                options.put(name, equals < 0 ? following(arguments, ++i, name) : argument.substring(equals + 1));
            } else if (flagNames.contains(name) && equals < 0) {
                repeated = !flags.add(name);
            } else {
                throw new UsageException("unknown option --" + name + "; " + known(optionNames, flagNames));
            }
            if (repeated) {
                throw new UsageException("--" + name + " is given twice");
            }
        }
        return new CommandLine(options, flags);
    }

    public boolean flag(String name) {
        return flags.contains(name);
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    public String required(String name) {
        return option(name).orElseThrow(() -> new UsageException("--" + name + " is missing"));
    }

    public Optional<Path> path(String name) {
        return option(name).map(Path::of);
    }

    public Optional<Duration> duration(String name) {
        return parsed(name, Durations::parse, "a duration such as 30s, 10m or 60d");
    }

    public Optional<Integer> integer(String name) {
        return parsed(name, Integer::valueOf, "a whole number");
    }

    /** A port to listen on; 0 takes a free one. */
    public Optional<Integer> port(String name) {
        Optional<Integer> port = integer(name);
        if (port.filter(number -> number < 0 || number > 65535).isPresent()) {
            throw new UsageException("--" + name + " needs a port from 0 to 65535");
        }
        return port;
    }

    private <T> Optional<T> parsed(String name, Function<String, T> parser, String wanted) {
        try {
            return option(name).map(parser);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + name + " needs " + wanted);
        }
    }

    private static String following(List<String> arguments, int index, String name) {
        if (index >= arguments.size() || arguments.get(index).startsWith("--")) {
            throw new UsageException("--" + name + " needs a value");
        }
        return arguments.get(index);
    }

    private static String known(Set<String> options, Set<String> flags) {
        Set<String> names = new TreeSet<>(options);
        names.addAll(flags);
        return names.isEmpty()
                ? "there are no options"
                : names.stream().map(name -> "--" + name).collect(Collectors.joining(", ", "known are ", ""));
    }
}

package io.tokenkeep.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page of commands asks for, in its order. A block of the language "console" has commands after "$ ", each with the output that it prints;
 * a comment such as {@code <!-- test: ada consents at <address> -->} stands for what a person does in a browser.
 */
final class WalkthroughPage {

    /** What a reader does. */
    sealed interface Step {}

    /** Types a command, which prints these lines. */
    record Command(String text, List<String> expected) implements Step {}

    /** Consents as this person at the address that is the value of the placeholder. */
    record Consent(String person, String placeholder) implements Step {}

    private static final String PROMPT = "$ ";
    private static final String FENCE = "```";
    private static final String HERE_DOCUMENT = "<<'END'";
    private static final Pattern CONSENT = Pattern.compile("<!-- test: (\\w+) consents at <([\\w-]+)> -->");

    private WalkthroughPage() {}

    /** Refuses a block of another language and a comment for the test that it does not understand: nothing is left out unseen. */
    static List<Step> steps(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        Iterator<String> lines = Files.readAllLines(page).iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.equals(FENCE + "console")) {
                steps.addAll(commands(lines));
            } else if (line.contains(FENCE) || line.startsWith(PROMPT) || line.startsWith("    ")) {
                throw new IllegalArgumentException("a block that no test would run: " + line);
            } else if (line.contains("<!--")) {
                Matcher consent = CONSENT.matcher(line);
                if (!consent.matches()) {
                    throw new IllegalArgumentException("a comment that the test does not understand: " + line);
                }
                steps.add(new Consent(consent.group(1), consent.group(2)));
            }
        }
        return steps;
    }

    private static List<Command> commands(Iterator<String> lines) {
        List<Command> commands = new ArrayList<>();
        for (String line = lines.next(); !line.equals(FENCE); line = lines.next()) {
            if (line.startsWith(PROMPT)) {
                String text = line.substring(PROMPT.length());
                commands.add(new Command(text.contains(HERE_DOCUMENT) ? whole(text, lines) : text, new ArrayList<>()));
            } else {
                commands.get(commands.size() - 1).expected().add(line);
            }
        }
        return commands;
    }

    private static String whole(String first, Iterator<String> lines) {
        StringBuilder text = new StringBuilder(first);
        String line;
        do {
            line = lines.next();
            text.append('\n').append(line);
        } while (!line.equals("END"));
        return text.toString();
    }
}

package io.tokenkeep.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints measurements, and records whether one is short of its bar. Used by one thread. */
public final class Report {

    private final PrintStream out;
    private boolean anyShort;

    public Report(PrintStream out) {
        this.out = out;
    }

    /** Prints a sentence: what is measured, and what limits it. */
    public void say(String text) {
        out.println(text);
    }

    public void header(String quantity) {
        line("", quantity, "least", "most", "CPU s", "RSS MiB");
    }

    public void row(String name, Measured quantity, Measured cpuSeconds, long megabytes) {
        line(
                name,
                number(quantity.median()),
                number(quantity.least()),
                number(quantity.most()),
                String.format(Locale.ROOT, "%.2f", cpuSeconds.median()),
                Long.toString(megabytes));
    }

    /** Prints the header of a table of times. */
    public void times(String unit) {
        line("", unit, "least", "most");
    }

    public void time(String name, Measured time) {
        line(name, number(time.median()), number(time.least()), number(time.most()));
    }

    /** Prints one comparison, which must be at least {@code bar}. */
    public void ratioAtLeast(String name, double value, double bar) {
        ratio(name, value, bar, value >= bar);
    }

    /** Prints one comparison, which must be at most {@code bar}. */
    public void ratioAtMost(String name, double value, double bar) {
        ratio(name, value, bar, value <= bar);
    }

    public boolean anyShort() {
        return anyShort;
    }

    private void ratio(String name, double value, double bar, boolean ok) {
        anyShort |= !ok;
        out.println(String.format(Locale.ROOT, "ratio %s %.3f %.2f %s", name, value, bar, ok ? "ok" : "short"));
    }

    /** Prints a row of a table. */
    public void line(String name, String... cells) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-24s", name));
        for (String cell : cells) {
            line.append(String.format(Locale.ROOT, "%14s", cell));
        }
        out.println(line.toString().stripTrailing());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%,.2f" : "%,.0f", value);
    }
}

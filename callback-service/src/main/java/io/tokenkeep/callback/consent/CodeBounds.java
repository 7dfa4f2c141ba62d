package io.tokenkeep.callback.consent;

import io.tokenkeep.kit.config.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The bounds on the codes of each sent link, and on the codes of all links of an app's start page together. */
public record CodeBounds(Limits link, Limits startPage) {

    /** The largest numbers of codes, and of refused codes, within an hour. */
    public record Limits(int codes, int refused) {
        private static Limits from(Settings settings, String of) {
            return new Limits(
                    settings.integer(of + ".codes.per.hour"), settings.integer(of + ".refused.codes.per.hour"));
        }
    }

    public static CodeBounds from(Settings settings) {
        return new CodeBounds(Limits.from(settings, "link"), Limits.from(settings, "start.page"));
    }

    /** Adds the bounds of links to the service's definition. */
    public static ConfigDef define(ConfigDef definition) {
        define(
                definition,
                "link.codes.per.hour",
                100,
                "How many codes one connect link may bring within an hour, however often it is opened; the next person"
                        + " is asked to come back later. Raise it where one link is sent to many people. Each instance counts"
                        + " what it took and what authorization-outcomes shows for all.");
        define(
                definition,
                "link.refused.codes.per.hour",
                20,
                "How many codes of one connect link the provider may refuse within an hour, before the link brings no"
                        + " more.");
        define(
                definition,
                "start.page.codes.per.hour",
                1_000,
                "As link.codes.per.hour, for all links of an app's start page together, because each opening of that page"
                        + " makes a new link. Links that were sent do not count.");
        define(
                definition,
                "start.page.refused.codes.per.hour",
                200,
                "As link.refused.codes.per.hour, for all links of an app's start page together.");
        return definition;
    }

    private static void define(ConfigDef definition, String name, int preset, String documentation) {
        definition.define(name, Type.INT, preset, Range.atLeast(1), Importance.LOW, documentation);
    }
}

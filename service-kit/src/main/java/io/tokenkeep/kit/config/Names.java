package io.tokenkeep.kit.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/** Refuses unknown settings, because a misspelt name would silently leave the default in place. */
final class Names {
    private Names() {}

    static void check(ConfigDef definition, Map<String, Object> values, Written written, Problems problems) {
        List<String> known = new ArrayList<>(definition.names());
        List<String> apps = AppNames.in(values);
        Set<String> ofAnApp = AppSettings.definition(Apps.providers(definition)).names();
        apps.forEach(app -> ofAnApp.forEach(setting -> known.add(AppNames.prefix(app) + setting)));
        Set<String> unknown = new TreeSet<>(written.raw().keySet());
        known.forEach(unknown::remove);
        if (definition.names().contains(KafkaSettings.BOOTSTRAP_SERVERS)) {
            unknown.removeIf(name -> name.startsWith(KafkaGuard.PREFIX));
        }
        if (problems.has(AppNames.APPS)) {
            // Until the list of apps is valid, the app of a setting is unknown.
            unknown.removeIf(name -> name.startsWith(AppNames.APPS + "."));
        }
        unknown.forEach(name -> problems.add(name, advice(name, known, apps)));
    }

    private static String advice(String name, List<String> known, List<String> apps) {
        return Spelling.nearest(name, known)
                .map(near -> "there is no such setting; did you mean " + near + "?")
                .orElseGet(() -> isOfAnotherApp(name, apps)
                        ? "the app is not listed in " + AppNames.APPS + "; add it there or remove this"
                        : "there is no such setting; remove it");
    }

    private static boolean isOfAnotherApp(String name, List<String> apps) {
        return name.startsWith(AppNames.APPS + ".")
                && apps.stream().noneMatch(app -> name.startsWith(AppNames.prefix(app)));
    }
}

package io.tokenkeep.simulator;

import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form of a consent page as a browser sends it: every input that is not disabled, boxes only where ticked. */
record ConsentForm(MultiMap inputs) {

    private static final Pattern INPUT = Pattern.compile("<input ([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    static ConsentForm in(String html) {
        MultiMap inputs = MultiMap.caseInsensitiveMultiMap();
        Matcher input = INPUT.matcher(html);
        while (input.find()) {
            String written = input.group(1);
            Map<String, String> attributes = new LinkedHashMap<>();
            Matcher attribute = ATTRIBUTE.matcher(written);
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2));
            }
            boolean box = "checkbox".equals(attributes.get("type"));
            String name = attributes.get("name");
            if (name != null && (!box || written.contains(" checked"))) {
                inputs.add(name, attributes.getOrDefault("value", ""));
            }
        }
        return new ConsentForm(inputs);
    }

    List<String> ticked(String name) {
        return inputs.getAll(name).stream().filter(value -> !value.isEmpty()).toList();
    }

    /** The first value of each name. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        inputs.forEach(entry -> fields.putIfAbsent(entry.getKey(), entry.getValue()));
        return fields;
    }

    ConsentForm without(String name, String value) {
        MultiMap fewer = MultiMap.caseInsensitiveMultiMap();
        inputs.forEach(entry -> {
            if (!entry.getKey().equals(name) || !entry.getValue().equals(value)) {
                fewer.add(entry.getKey(), entry.getValue());
            }
        });
        return new ConsentForm(fewer);
    }

    MultiMap with(String... namesAndValues) {
        MultiMap sent = MultiMap.caseInsensitiveMultiMap().addAll(inputs);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            sent.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return sent;
    }
}

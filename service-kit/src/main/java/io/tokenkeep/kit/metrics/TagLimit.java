package io.tokenkeep.kit.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses a meter whose tag already has too many values, and logs that once per tag, without the values. */
final class TagLimit implements MeterFilter {
    private static final Logger log = LoggerFactory.getLogger(TagLimit.class);

    private final int most;
    private final Map<TagKey, Set<String>> seen = new ConcurrentHashMap<>();
    private final Set<TagKey> reported = ConcurrentHashMap.newKeySet();

    TagLimit(int most) {
        this.most = most;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        for (Tag tag : id.getTagsAsIterable()) {
            TagKey key = new TagKey(id.getName(), tag.getKey());
            if (!fits(key, tag.getValue())) {
                if (reported.add(key)) {
                    log.atWarn()
                            .addKeyValue("meter", key.meter())
                            .addKeyValue("tag", key.tag())
                            .log("a tag has too many values, meters with further values are not counted");
                }
                return MeterFilterReply.DENY;
            }
        }
        return MeterFilterReply.NEUTRAL;
    }

    /** Two threads at the limit may accept one value too many, which does no harm. */
    private boolean fits(TagKey key, String value) {
        Set<String> values = seen.computeIfAbsent(key, unseen -> ConcurrentHashMap.newKeySet());
        return values.contains(value) || (values.size() < most && values.add(value));
    }

    private record TagKey(String meter, String tag) {}
}

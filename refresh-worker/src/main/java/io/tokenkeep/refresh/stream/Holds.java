package io.tokenkeep.refresh.stream;

import io.tokenkeep.refresh.policy.Hold;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The holds of one task by app. Whether an app is held, and since when its refusals count again, are marks, written in
 * the turn that changed them: a restart forgets counts, but takes no held app's refusals for evidence. One task's thread.
 */
final class Holds {

    private static final Logger log = LoggerFactory.getLogger(Holds.class);
    private static final String MARK = "hold";
    private static final long NEVER = Long.MIN_VALUE;

    private final Marks marks;
    private final Map<String, Hold> holds = new HashMap<>();
    private final Map<String, byte[]> kept = new HashMap<>();
    private final TreeSet<String> held = new TreeSet<>();

    Holds(Marks marks) {
        this.marks = marks;
        marks.ofApps(MARK).forEach((app, bytes) -> {
            Hold hold = parse(bytes);
            holds.put(app, hold);
            kept.put(app, bytes);
            if (hold.isHeld()) {
                held.add(app);
            }
        });
    }

    Hold of(String app) {
        return holds.computeIfAbsent(app, name -> new Hold(null, Instant.ofEpochMilli(NEVER)));
    }

    /** The apps that are held. */
    List<String> held() {
        return List.copyOf(held);
    }

    /** Ends the holds whose time has come. */
    void tick(Instant now) {
        held().forEach(app -> {
            of(app).tick(now);
            keep(app);
        });
    }

    /** To be called when an app's hold may have changed. */
    void keep(String app) {
        Hold hold = of(app);
        byte[] before = kept.get(app);
        if (before == null && !hold.isHeld()) {
            return;
        }
        byte[] bytes = bytes(hold);
        if (!Arrays.equals(before, bytes)) {
            kept.put(app, bytes);
            marks.put(MARK, app, bytes);
            say(app, hold.isHeld());
        }
    }

    private void say(String app, boolean isHeld) {
        if (isHeld && held.add(app)) {
            log.atError()
                    .addKeyValue("app", app)
                    .log("app is held: too many of its accounts are refused at once for it to be the people's doing");
        } else if (!isHeld && held.remove(app)) {
            log.atWarn().addKeyValue("app", app).log("app is no longer held: its calls succeed again");
        }
    }

    private static Hold parse(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        long since = from.getLong();
        return new Hold(since == NEVER ? null : Instant.ofEpochMilli(since), Instant.ofEpochMilli(from.getLong()));
    }

    private static byte[] bytes(Hold hold) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(millis(hold.heldSince()))
                .putLong(millis(hold.trustedSince()))
                .array();
    }

    private static long millis(@Nullable Instant at) {
        return at == null ? NEVER : at.toEpochMilli();
    }
}

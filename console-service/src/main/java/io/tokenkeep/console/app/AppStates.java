package io.tokenkeep.console.app;

import io.tokenkeep.avro.AppPart;
import io.tokenkeep.avro.AppStatus;
import io.tokenkeep.kit.follow.Followed;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.topic.TopicNames;
import io.tokenkeep.topic.Topics;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The last record of each app and part of {@code app-status}. Thread-safe; a follower's thread adds. */
public final class AppStates implements TopicStore<AppStatus> {

    /** Records, two for each app: far more than an installation has. */
    private static final int MOST = 2000;

    private final Map<String, AppStatus> states = new HashMap<>();
    private boolean full;
    private volatile boolean caughtUp;

    /** The topic to follow. */
    public Followed<AppStatus> followed(TopicNames names) {
        return new Followed<>(
                "app-status",
                names.onCluster(Topics.APP_STATUS),
                status -> key(status.getApp(), status.getPart()),
                this,
                null);
    }

    private static String key(String app, AppPart part) {
        return app + ":" + part.name().toLowerCase(Locale.ROOT);
    }

    /** Empty if nobody has written it. */
    synchronized Optional<AppStatus> find(String app, AppPart part) {
        return Optional.ofNullable(states.get(key(app, part)));
    }

    /** The names of the apps of which there is any record, in their order. */
    synchronized Set<String> apps() {
        return states.values().stream().map(AppStatus::getApp).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public synchronized void add(String key, AppStatus status, RecordPlace place) {
        if (states.size() >= MOST && !states.containsKey(key)) {
            full = true;
        } else {
            states.put(key, status);
        }
    }

    @Override
    public synchronized boolean remove(String key, RecordPlace place) {
        states.remove(key);
        return true;
    }

    @Override
    public void nowCaughtUp() {
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized int size() {
        return states.size();
    }

    @Override
    public int limit() {
        return MOST;
    }

    @Override
    public synchronized CheckResult check() {
        return full
                ? CheckResult.failed("app-status has more than " + MOST + " records, and the rest is not shown")
                : CheckResult.ok();
    }
}

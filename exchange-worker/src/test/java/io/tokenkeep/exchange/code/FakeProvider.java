package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.TestSettings;
import io.tokenkeep.exchange.provider.App;
import io.tokenkeep.exchange.provider.CodeGrant;
import io.tokenkeep.exchange.provider.LongLived;
import io.tokenkeep.exchange.provider.PageList;
import io.tokenkeep.exchange.provider.Profile;
import io.tokenkeep.exchange.provider.Provider;
import io.tokenkeep.exchange.provider.Reply;
import io.tokenkeep.exchange.provider.ShortLived;
import io.tokenkeep.kit.config.Secret;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A provider that exchanges each code, until a test wants another answer; without Pages until a test has some. Safe for use by two threads. */
public final class FakeProvider implements Provider {

    public static final ShortLived GIVEN =
            new ShortLived(Secret.of("short"), "27", List.of(), Duration.ofHours(1), List.of("basic"));

    public static final Reply<LongLived> UPGRADED =
            Reply.given(new LongLived(Secret.of("long"), Duration.ofDays(60), false, null, List.of()));

    public volatile Reply<ShortLived> exchange = Reply.given(GIVEN);
    public volatile Reply<LongLived> upgrade = UPGRADED;
    public volatile Reply<Profile> me = Reply.given(new Profile("27", "Anna"));
    /** Happens right before the request of an exchange would leave. */
    public volatile Runnable beforeExchange = () -> {};

    /** Happens between the request of an exchange and its answer. */
    public volatile Runnable duringExchange = () -> {};

    /** Happens while the account is asked for. */
    public volatile Runnable duringMe = () -> {};

    public volatile @Nullable PageList pages;

    private final IntSupplier published;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** @param published counts the records that are published when a call is made */
    public FakeProvider(IntSupplier published) {
        this.published = published;
    }

    /** The app of this name in the settings of tests, at this provider. */
    public static App app(String name, FakeProvider provider) {
        return new App(TestSettings.minimal().config().apps().find(name).orElseThrow(), provider);
    }

    /** Each call, with the number of records that were published before it. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Optional<Duration> grant() {
        return Optional.empty();
    }

    @Override
    public Future<Reply<ShortLived>> exchange(CodeGrant grant, BooleanSupplier allowed) {
        beforeExchange.run();
        if (allowed.getAsBoolean()) {
            calls.add("exchange after " + published.getAsInt());
            duringExchange.run();
        }
        return Future.succeededFuture(exchange);
    }

    @Override
    public Future<Reply<LongLived>> upgrade(Secret shortLived, @Nullable Instant expiresAt) {
        calls.add("upgrade after " + published.getAsInt());
        return Future.succeededFuture(upgrade);
    }

    @Override
    public Future<Reply<LongLived>> refresh(Secret longLived) {
        throw new AssertionError("a code is never refreshed");
    }

    @Override
    public boolean hasPages() {
        return pages != null;
    }

    @Override
    public Future<PageList> pages(Secret token, String personId, Duration longest) {
        return Future.succeededFuture(Objects.requireNonNull(pages));
    }

    @Override
    public Future<Reply<Profile>> me(Secret token) {
        calls.add("me after " + published.getAsInt());
        duringMe.run();
        return Future.succeededFuture(me);
    }
}

package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.ProviderFactories.Entry;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import java.util.List;

/** Meta's providers. */
public final class MetaExchangeProviders {

    public static final List<Entry> ALL = List.of(
            new Entry(
                    MetaDescriptions.THREADS,
                    (app, parts) ->
                            new ThreadsProvider(parts.http(), app, parts.clock(), parts.nanoTime(), parts.calls())),
            new Entry(
                    MetaDescriptions.FACEBOOK,
                    (app, parts) ->
                            new FacebookProvider(parts.http(), app, parts.clock(), parts.nanoTime(), parts.calls())),
            new Entry(
                    MetaDescriptions.INSTAGRAM,
                    (app, parts) -> new InstagramProvider(parts.http(), app, parts.nanoTime(), parts.calls())));

    private MetaExchangeProviders() {}
}

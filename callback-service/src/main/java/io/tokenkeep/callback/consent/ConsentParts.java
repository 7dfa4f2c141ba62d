package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.provider.ProvidersByApp;
import java.time.InstantSource;

/** What the beginning of a consent and its redirect share. */
public record ConsentParts(ProvidersByApp providers, ConsentKeys keys, InstantSource clock, ConsentMetrics metrics) {}

package io.tokenkeep.callback.consent;

import io.tokenkeep.seal.KeySet;
import java.time.Duration;

/** What seals states and codes, and how long a state lives. A key set does not print its keys. */
public record ConsentKeys(KeySet state, KeySet codes, Duration stateLifetime) {}

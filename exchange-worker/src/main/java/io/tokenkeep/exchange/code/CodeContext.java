package io.tokenkeep.exchange.code;

import io.tokenkeep.exchange.consent.Consent;
import io.tokenkeep.exchange.consent.ConsentContext;
import io.tokenkeep.exchange.kafka.Progress;
import io.tokenkeep.seal.Opener;
import java.time.Duration;
import java.time.Instant;

/**
 * Everything that all jobs of the code lane share.
 *
 * @param secondLook how long another worker's answer to the same code may still be on its way: one provider time-out
 *     and one delivery time-out
 */
record CodeContext(ConsentContext consents, CodeSecrets codes, Opener answers, Progress progress, Duration secondLook) {

    /** The time from which the code is no longer presented. */
    Instant codeEndsAt(Consent consent) {
        return consent.orderedAt().plus(consents.codeLifetime());
    }
}

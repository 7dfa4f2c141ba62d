package io.tokenkeep.exchange.leave;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.RecipientKeys;
import io.tokenkeep.seal.RecipientSealer;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.seal.UnknownKeyException;
import io.tokenkeep.seal.WrongKeyException;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes each live token into a file, sealed to the recipient. A token is in clear only while it is sealed anew. For one thread.
 */
public final class TokenExport implements TokenSink {

    private final Opener opener;
    private final RecipientSealer sealer;
    private final Predicate<Token> wanted;
    private final Instant now;
    private final ExportFile file;
    private final ExportCounts counts = new ExportCounts();

    /** @param now tokens that end earlier are not exported */
    TokenExport(KeySet keys, RecipientKeys recipient, Predicate<Token> wanted, Instant now, ExportFile file) {
        this.opener = new Opener(keys, Purpose.ACCESS_TOKEN);
        this.sealer = new RecipientSealer(recipient, Purpose.EXPORTED_TOKEN);
        this.wanted = wanted;
        this.now = now;
        this.file = file;
    }

    @Override
    public void current(String account, Token token) throws IOException {
        Instant end = token.getExpiresAt();
        if (!wanted.test(token)) {
            return;
        }
        if (token.getState() == TokenState.GONE) {
            counts.gone();
        } else if (token.getState() != TokenState.LIVE) {
            counts.failed("in a state that this version does not know", account);
        } else if (end != null && !end.isAfter(now)) {
            counts.expired();
        } else {
            live(account, token);
        }
    }

    private void live(String account, Token token) throws IOException {
        String secret = opened(account, token.getSealedToken());
        if (secret != null) {
            file.line(ExportedToken.line(account, token, sealer.seal(account, secret)));
            counts.exported();
        }
    }

    private @Nullable String opened(String account, @Nullable String sealed) {
        try {
            if (sealed != null) {
                return opener.open(account, sealed);
            }
            counts.failed("live without a token", account);
        } catch (UnknownKeyException e) {
            counts.failed("sealed under key " + e.kid() + ", which tokens.keys does not have", account);
        } catch (WrongKeyException e) {
            counts.failed(
                    "sealed under key " + e.kid() + ", which is retired or has other bytes in tokens.keys", account);
        } catch (SealRefusedException e) {
            counts.failed("not sealed for its account", account);
        }
        return null;
    }

    @Override
    public void unreadable(int partition, long offset, String reason) {
        counts.failed(
                "in records that cannot be read", "partition " + partition + " offset " + offset + " (" + reason + ")");
    }

    ExportCounts counts() {
        return counts;
    }
}

package io.tokenkeep.example;

import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.seal.KeySet;
import io.tokenkeep.seal.Opener;
import io.tokenkeep.seal.Purpose;
import io.tokenkeep.seal.SealRefusedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Every account's current token. For one thread. */
final class TokenTable {

    private final Map<String, TokenFold> held = new HashMap<>();
    private final Opener opener;

    TokenTable(String jwkSet) {
        opener = new Opener(KeySet.parse(jwkSet), Purpose.ACCESS_TOKEN);
    }

    // README: begin
    void read(ConsumerRecord<String, Token> record) {
        held.compute(record.key(), (account, before) -> TokenFold.fold(before, record));
    }

    Optional<String> token(String account) throws SealRefusedException {
        TokenFold now = held.get(account);
        if (now == null || now.token().getState() != TokenState.LIVE) {
            return Optional.empty();
        }
        return Optional.of(opener.open(account, now.token().getSealedToken()));
    }
    // README: end
}

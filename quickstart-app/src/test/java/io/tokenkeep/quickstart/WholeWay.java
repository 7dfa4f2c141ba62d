package io.tokenkeep.quickstart;

import static org.awaitility.Awaitility.await;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.kit.provider.ProviderDescription;
import io.tokenkeep.kit.provider.meta.MetaDescriptions;
import io.tokenkeep.seal.SealRefusedException;
import io.tokenkeep.simulator.Simulator;
import io.tokenkeep.simulator.registry.Person;
import io.tokenkeep.simulator.registry.Switch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The whole way of a person, from a connect link to a token that works, for the very id that the provider has. */
record WholeWay(Playground playground) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Somebody who has not been here yet. */
    Wanderer person() {
        return new Wanderer(playground);
    }

    /** The token of a person who consents under these variants. */
    Token connects(ProviderDescription provider, String username, Switch... variants) throws Exception {
        for (Switch variant : variants) {
            simulator().switches().turnOn(variant);
        }
        person().connect(provider, username);
        Token token = tokenOf(provider, username);
        simulator().switches().allOff();
        return token;
    }

    /** The token of a person who consents at another address of the consent page. */
    Token grants(ProviderDescription provider, String username, UnaryOperator<URI> change) throws Exception {
        Wanderer person = person();
        person.arrive(person.decide(change.apply(person.consentPage(provider)), username, "grant"));
        return tokenOf(provider, username);
    }

    /** The page that a person sees who cancels. */
    String cancels(ProviderDescription provider) throws Exception {
        Wanderer person = person();
        return person.arrive(person.decide(person.consentPage(provider), "cleo_cancels", "cancel"));
    }

    Token tokenOf(ProviderDescription provider, String username) {
        Person who = person(username);
        String id = provider.equals(MetaDescriptions.INSTAGRAM) ? who.professionalIdText() : who.idText();
        return working(SimulatedApp.of(provider).name() + ":" + id);
    }

    /** The tokens of all Pages that the person has at the provider. */
    List<Token> workingPages(String username) {
        return simulator().pages().idsOf(person(username)).stream()
                .map(page -> working("facebook-main:" + page))
                .toList();
    }

    /** The account's token, once it works. */
    Token working(String account) {
        return await().alias(account)
                .atMost(LIMIT)
                .until(() -> works(account), Optional::isPresent)
                .orElseThrow();
    }

    Person person(String username) {
        return simulator().people().named(username);
    }

    private Optional<Token> works(String account) {
        return playground.reader().held(account).filter(token -> {
            try {
                return token.getState() == TokenState.LIVE
                        && simulator().tokens().alive(playground.reader().open(account, token));
            } catch (SealRefusedException e) {
                return false;
            }
        });
    }

    Simulator simulator() {
        return playground.simulator();
    }
}

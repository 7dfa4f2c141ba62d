package io.tokenkeep.refresh.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountCommand;
import io.tokenkeep.avro.GoneReason;
import io.tokenkeep.avro.LinkKind;
import io.tokenkeep.avro.RefreshWorkerLink;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What one account has to say to another, and to whom. Pure. */
final class Links {

    /** The one provider whose persons have Pages. */
    static final String FACEBOOK = "facebook";

    private Links() {}

    static RefreshWorkerLink alias(String account, Instant orderedAt) {
        return begin(LinkKind.ALIAS, orderedAt).setTargets(List.of(account)).build();
    }

    static RefreshWorkerLink parentEnded(String person, GoneReason reason, Instant orderedAt) {
        return begin(LinkKind.PAGE_PARENT, orderedAt)
                .setTargets(List.of(person))
                .setReason(reason)
                .build();
    }

    static RefreshWorkerLink command(AccountCommand command, Instant orderedAt) {
        return begin(LinkKind.COMMAND, orderedAt).setCommand(command).build();
    }

    static boolean hasPages(Token token) {
        return token.getKind() == TokenKind.USER && token.getProvider().equals(FACEBOOK);
    }

    /** The keys of the Pages that a person's token says it was given for. */
    static Set<String> pages(Token token) {
        return hasPages(token)
                ? token.getLinkedAccounts().stream()
                        .filter(linked -> linked.getProvider().equals(FACEBOOK))
                        .map(linked -> new AccountKey(token.getApp(), linked.getAccountId()).toString())
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : Set.of();
    }

    private static RefreshWorkerLink.Builder begin(LinkKind kind, Instant orderedAt) {
        return RefreshWorkerLink.newBuilder().setKind(kind).setOrderedAt(orderedAt);
    }
}
